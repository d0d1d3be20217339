"""What a trend shows: the last two years of the first place or two, and what chance has to do with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from results.points import Change, FiveYears, Measure, Point, Series, Trend
from results.sentences.breaks import broken, latest_break
from results.sentences.nouns import Words, begun, joined, place, provisional, value
from results.values import PERCENT_SHIFT, decimals_of_change, decimals_of_size
from wording.language import Language, current
from wording.numbers import decimal, percent, points

# Of more places the first speaks: the chart and its table show the rest.
MOST_SPOKEN = 2

NO_PLACE: Words = {"nb": "Velg et sted for å se utviklingen.", "en": "Choose a place to see the trend."}
NO_YEAR: Words = {
    "nb": "Ingen år har tall som kan vises for {place}.",
    "en": "No year has figures that can be shown for {place}.",
}
ONE_YEAR: Words = {
    "nb": "{place} hadde {now} i {year}. Det er det eneste året med tall som kan vises.",
    "en": "{place} had {now} in {year}. It is the only year with figures that can be shown.",
}
NO_YEAR_BEFORE: Words = {
    "nb": "{place} hadde {now} i {year}. For {before_year} er det ingen tall som kan vises og sammenlignes.",
    "en": "{place} had {now} in {year}. For {before_year} there are no figures to show and compare with.",
}
MOVED: Words = {
    "nb": "{place} gikk fra {before} i {before_year} til {now} i {year}.",
    "en": "{place} went from {before} in {before_year} to {now} in {year}.",
}
TWO_YEARS: Words = {
    "nb": "{place} hadde {before} i {before_year} og {now} i {year}.",
    "en": "{place} had {before} in {before_year} and {now} in {year}.",
}
SAME: Words = {
    "nb": "{place} hadde {now} både i {before_year} og i {year}.",
    "en": "{place} had {now} in both {before_year} and {year}.",
}
CHANCE: Words = {
    "nb": "Forskjellen kan skyldes tilfeldigheter.",
    "en": "The difference may be due to chance.",
}
# Beside another place's numbers it must not read as the difference between the places.
CHANCE_OF_YEARS: Words = {
    "nb": "Forskjellen mellom årene kan skyldes tilfeldigheter.",
    "en": "The difference between the years may be due to chance.",
}
RISE: Words = {"nb": "økningen", "en": "the rise"}
FALL: Words = {"nb": "nedgangen", "en": "the fall"}
OF_SIZE: Words = {"nb": "{} på {}", "en": "{} of {}"}
CERTAIN: Words = {
    "nb": "{} er større enn tilfeldigheter kan forklare ({} KI {} til {}).",
    "en": "{} is larger than chance can explain ({} CI {} to {}).",
}
SHARE: dict[str, Words] = {
    "share": {"nb": "andelen", "en": "the share"},
    "coverage": {"nb": "dekningsgraden", "en": "the coverage"},
}
ROSE: Words = {"nb": "økt", "en": "risen"}
FELL: Words = {"nb": "gått ned", "en": "fallen"}
FIVE_YEARS: Words = {
    "nb": "Fra {first} til {last} har {share} {moved} med {size} i året i snitt, mer enn tilfeldigheter "
    "kan forklare.",
    "en": "From {first} to {last} {share} has {moved} by {size} a year on average, more than chance can "
    "explain.",
}


@dataclass(frozen=True)
class Latest:
    """The last year of a place that has a number to show, and the year before where that has one too."""

    now: Point
    before: Point | None
    is_only: bool  # no other year has a number

    @classmethod
    def of(cls, series: Series) -> "Latest | None":
        shown = sorted((point for point in series.points if point.shown), key=lambda point: point.year)
        if not shown:
            return None
        now = shown[-1]
        before = next((point for point in shown if point.year == now.year - 1), None)
        return cls(now, before, len(shown) == 1)

    @property
    def points(self) -> list[Point]:
        return [self.now] if self.before is None else [self.before, self.now]


def trend_sentence(
    trend: Trend, five_years: Mapping[str, FiveYears], language: Language | None = None
) -> str:
    """`five_years`: the trends of the places that have one, by slug."""
    language = language or current()
    if not trend.series:
        return NO_PLACE[language]
    spoken = trend.series if len(trend.series) <= MOST_SPOKEN else trend.series[:1]
    chance = (CHANCE if len(spoken) == 1 else CHANCE_OF_YEARS)[language]
    latest = {series.slug: Latest.of(series) for series in spoken}
    shown = [point for series in spoken for point in series.points if point.shown]
    compared = [point for one in latest.values() if one for point in one.points]
    return joined(
        (
            *(_of_place(trend.measure, series, latest[series.slug], chance, language) for series in spoken),
            # Of two places it would be too much to read.
            _five_years(trend.measure, five_years.get(spoken[0].slug), language) if len(spoken) == 1 else "",
            latest_break(trend.measure, shown, language),
            provisional(compared, language),
        )
    )


def _of_place(
    measure: Measure, series: Series, latest: Latest | None, chance: str, language: Language
) -> str:
    named = place(series.place, series.unit_level, language)
    if latest is None:
        return NO_YEAR[language].format(place=named)
    now, before = latest.now, latest.before
    known = {
        "place": begun(named) if series.unit_level == "nation" else named,
        "now": value(measure, now, language),
        "year": now.year,
        "before_year": now.year - 1,
    }
    if before is None:
        return (ONE_YEAR if latest.is_only else NO_YEAR_BEFORE)[language].format(**known)
    known["before"] = value(measure, before, language)
    change = None if broken(measure, now.year) else now.change
    same = known["before"] == known["now"]
    said = _values(change, same=same)[language].format(**known)
    if change is None or (same and not change.certain):
        return said
    return f"{said} {_certain(measure, change, same, language) if change.certain else chance}"


def _values(change: Change | None, *, same: bool) -> Words:
    if same:
        return SAME
    return MOVED if change and change.certain else TWO_YEARS


def _certain(measure: Measure, change: Change, same: bool, language: Language) -> str:
    """That chance can't explain the change; with its size where the two years look the same."""
    moved = (RISE if change.difference > 0 else FALL)[language]
    if same:
        size = points(abs(change.difference), decimals_of_change(measure, change), language)
        moved = OF_SIZE[language].format(moved, size)
    low, high = _interval(measure, change, language)
    return CERTAIN[language].format(begun(moved), percent(Fraction(95, 100), 0, language), low, high)


def _interval(measure: Measure, change: Change, language: Language) -> tuple[str, str]:
    """The ends, without signs: the word says which way. None of them reads as no change at all."""
    low, high = sorted((abs(Fraction(change.low)), abs(Fraction(change.high))))
    decimals = decimals_of_size(low, measure.decimals, PERCENT_SHIFT)
    return decimal(low * 100, decimals, language), points(high, decimals, language)


def _five_years(measure: Measure, found: FiveYears | None, language: Language) -> str:
    if found is None or not found.certain:
        return ""
    slope = abs(Fraction(found.slope))
    return FIVE_YEARS[language].format(
        first=found.first_year,
        last=found.last_year,
        share=SHARE[measure.type][language],
        moved=(ROSE if found.slope > 0 else FELL)[language],
        size=points(slope, decimals_of_size(slope, measure.decimals, PERCENT_SHIFT), language),
    )
