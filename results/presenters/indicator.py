"""An indicator's page in rows: its answers, what is known of it, and the tables beside its charts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from results.calculations.shapes import COUNT, COVERAGE
from results.points import Cell, Funnel, Goal, Measure, Point, Ranking, TargetPeriod, Trend
from results.sentences import break_sentence, distance_sentence, uncertain_sentence
from results.sentences.nouns import NONE_SHOWN, NOUNS
from results.subjects import Period, Subject
from wording.dates import date_text
from wording.language import current
from wording.numbers import count, percent
from wording.texts import Text, text_of

TYPE_WORDS = {
    "share": _lazy("Andel av pasientene"),
    "coverage": _lazy("Dekningsgrad: andel av pasientene som er registrert"),
    "computed_share": _lazy("Andel, beregnet av registeret"),
    "mean": _lazy("Gjennomsnitt"),
    "median": _lazy("Median: halvparten ligger under, halvparten over"),
    "count": _lazy("Antall"),
}
# Of those without counts behind them.
TYPE_NOUNS = {
    "computed_share": _lazy("en andel som registeret selv har beregnet"),
    "mean": _lazy("et gjennomsnitt"),
    "median": _lazy("en median"),
    "count": _lazy("et antall"),
}
DIRECTION_WORDS = {
    "higher": _lazy("Høyere er bedre"),
    "lower": _lazy("Lavere er bedre"),
    "": _lazy("Ingen retning er bedre"),
}
NO_GOAL = _lazy("Ikke satt")
OUTSIDE_WORDS = {
    -2: _lazy("Under 99,8\u202f%-grensen"),
    -1: _lazy("Under 95\u202f%-grensen"),
    0: _lazy("Innenfor grensene"),
    1: _lazy("Over 95\u202f%-grensen"),
    2: _lazy("Over 99,8\u202f%-grensen"),
}
# Of a point's address: what a table's rows lead to.
AddressOf = Callable[[Point], str]


@dataclass(frozen=True)
class Fact:
    label: str
    text: str
    address: str = ""


@dataclass(frozen=True)
class Answer:
    """A place's result in the year, with what makes it understood."""

    slug: str
    place: str
    cell: Cell
    notes: tuple[str, ...]


@dataclass(frozen=True)
class YearRow:
    year: int
    goal: Goal | None
    news: str  # what is new from this year on; "" where it can be compared with the one before
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class RankRow:
    rank: int | None  # None for those without a number
    point: Point
    answer: Cell  # without what has its own column
    coverage: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class FunnelRow:
    point: Point
    answer: Cell
    outside: str
    is_outside: bool
    address: str
    chosen: bool


@dataclass(frozen=True)
class TargetRow:
    years: str
    direction: str
    high: str
    moderate: str
    comparable: str  # whether with the years before; "" for the first
    remark: Text


@dataclass(frozen=True)
class ContextRow:
    """A place's result by where patients were treated, and by where they live."""

    place: str
    cells: tuple[tuple[str, Cell], ...]  # each with what it is of


@dataclass(frozen=True)
class DeliveryRow:
    years: str
    delivered: str
    updated_to: str
    complete_to: str


def facts(subject: Subject, year: int | None, nation: Point | None) -> tuple[Fact, ...]:
    """What a reader needs to know before the numbers."""
    measure = subject.measure
    target = None if year is None else measure.target(year)
    told = [
        Fact(_("Måler"), str(TYPE_WORDS[measure.type])),
        Fact(_("Retning"), str(DIRECTION_WORDS[target.direction if target else ""])),
        Fact(_("Mål") if year is None else _("Mål i {year}").format(year=year), goal_words(target)),
        Fact(_("Personvern"), _smallest(measure)) if measure.type not in (COUNT, COVERAGE) else None,
        Fact(_("Dekningsgrad"), _coverage(nation)) if measure.type != COVERAGE else None,
    ]
    return tuple(fact for fact in told if fact)


def goal_words(target: TargetPeriod | None) -> str:
    if target is None or target.goal is None:
        return str(NO_GOAL)
    high, moderate = target.goal.high, target.goal.moderate
    if not moderate:
        return _("Høy {high}").format(high=high)
    return _("Høy {high}, moderat {moderate}").format(high=high, moderate=moderate)


def _smallest(measure: Measure) -> str:
    said = _("Tall for færre enn {n} pasienter vises ikke")
    return said.format(n=count(measure.min_denominator))


def _coverage(nation: Point | None) -> str:
    words = coverage_words(nation) if nation else ""
    return _("{share} i hele landet").format(share=words) if words else _("Ikke kjent for hele landet")


def answers(trend: Trend, year: int) -> tuple[Answer, ...]:
    points = (point for series in trend.series for point in series.points if point.year == year)
    return tuple(
        Answer(point.slug, point.place, point.cell, _notes(trend.measure, point)) for point in points
    )


def _notes(measure: Measure, point: Point) -> tuple[str, ...]:
    told = [uncertain_sentence(point, measure), distance_sentence(point)]
    return tuple(sentence for sentence in told if sentence)


def year_rows(trend: Trend) -> tuple[YearRow, ...]:
    """The latest year first."""
    measure = trend.measure
    by_year = zip(*(reversed(series.points) for series in trend.series), strict=True)
    return tuple(_year_row(measure, points) for points in by_year)


def _year_row(measure: Measure, points: tuple[Point, ...]) -> YearRow:
    year = points[0].year
    target = measure.target(year)
    begins = target is not None and target.is_break and target.first == year
    return YearRow(
        year=year,
        goal=target.goal if target else None,
        news=_news(measure, target) if begins and target else "",
        cells=tuple(point.cell for point in points),
    )


def _news(measure: Measure, target: TargetPeriod) -> str:
    """What is new with the target; "" for one that holds from the beginning."""
    if target.first is None:
        return ""
    return break_sentence(measure, target, measure.target(target.first - 1))


def rank_rows(ranking: Ranking, address_of: AddressOf) -> tuple[RankRow, ...]:
    """The shown units, best first."""
    numbered = zip(ranks(ranking.shown), ranking.shown, strict=True)
    return tuple(_rank_row(ranking, point, rank, address_of) for rank, point in numbered)


def ranks(points: Sequence[Point]) -> list[int]:
    """Of points in their order, from 1; equals share a rank, and the next one's is its own place."""
    found: list[int] = []
    for place, point in enumerate(points, start=1):
        equal = place > 1 and point.value == points[place - 2].value
        found.append(found[-1] if equal else place)
    return found


def hidden_rows(ranking: Ranking, address_of: AddressOf) -> tuple[RankRow, ...]:
    return tuple(_rank_row(ranking, point, None, address_of) for point in ranking.hidden)


def _rank_row(ranking: Ranking, point: Point, rank: int | None, address_of: AddressOf) -> RankRow:
    return RankRow(
        rank=rank,
        point=point,
        answer=replace(point.cell, coverage="", change="", change_is=""),
        coverage=coverage_words(point),
        address=address_of(point),
        chosen=point.slug in ranking.highlighted,
    )


def coverage_words(point: Point) -> str:
    """ "94 %", beneath a heading that says of what."""
    return "" if point.coverage is None else percent(point.coverage)


def why_no_funnel(ranking: Ranking, funnel: Funnel | None) -> str:
    """ "" where there is one to show."""
    measure = ranking.measure
    if not measure.has_intervals:
        return _(
            "Trakt vises bare for andeler. Denne indikatoren er {type}, og da lar det seg ikke regne ut hvor "
            "mye tallene kan variere ved tilfeldigheter."
        ).format(type=TYPE_NOUNS[measure.type])
    if funnel is None:
        said = _("Hele landet har ikke noe tall for {year} som trakten kan ligge rundt.")
        return said.format(year=ranking.year)
    return "" if funnel.points else none_shown(ranking)


def none_shown(ranking: Ranking) -> str:
    """ "Ingen sykehus har tall som kan vises for 2024."."""
    language = current()
    named = NOUNS[ranking.level_name][language]
    return NONE_SHOWN[language].format(one=named.one, many=named.many, year=ranking.year)


def funnel_rows(funnel: Funnel, address_of: AddressOf) -> tuple[FunnelRow, ...]:
    return tuple(
        FunnelRow(
            point=one.point,
            answer=replace(one.point.cell, coverage="", change="", change_is="", source=0),
            outside=str(OUTSIDE_WORDS[one.outside]),
            is_outside=one.outside != 0,
            address=address_of(one.point),
            chosen=one.point.slug in funnel.highlighted,
        )
        for one in funnel.points
    )


def target_rows(measure: Measure) -> tuple[TargetRow, ...]:
    """The newest first."""
    return tuple(
        TargetRow(
            years=years_words(target.first, target.last),
            direction=str(DIRECTION_WORDS[target.direction]),
            high=target.goal.high if target.goal else str(NO_GOAL),
            moderate=target.goal.moderate if target.goal else "",
            comparable="" if target.first is None else _("Nei") if target.is_break else _("Ja"),
            remark=_remark(measure, target),
        )
        for target in reversed(measure.targets)
    )


def _remark(measure: Measure, target: TargetPeriod) -> Text:
    news = _news(measure, target)
    return Text(news, current()) if news else text_of(target.note, target.note_en)


def years_words(first: int | None, last: int | None) -> str:
    """ "2016–2021", "Fra 2022", "Til og med 2021", "Alle år"."""
    if first is None:
        return _("Alle år") if last is None else _("Til og med {year}").format(year=last)
    if last is None:
        return _("Fra {year}").format(year=first)
    return str(first) if first == last else f"{first}–{last}"


def context_rows(trends: Sequence[Trend], names: Sequence[str], year: int) -> tuple[ContextRow, ...]:
    """Of trends over the same places, one per context: those with a number for the year in each."""
    found = [
        {point.slug: point for series in trend.series for point in series.points if point.year == year}
        for trend in trends
    ]
    in_all = [slug for slug in found[0] if all(slug in points and points[slug].shown for points in found)]
    rows = []
    for slug in in_all:
        cells = [points[slug].cell for points in found]
        rows.append(ContextRow(found[0][slug].place, tuple(zip(names, cells, strict=True))))
    return tuple(rows)


def delivery_rows(subject: Subject) -> tuple[DeliveryRow, ...]:
    """The latest years first; years that came with the same delivery stand together."""
    together: dict[tuple[str, str, str], list[int]] = {}
    for period in subject.periods:
        if period.context == subject.context:
            together.setdefault(_days(period), []).append(period.year)
    latest_first = sorted(together.items(), key=lambda item: item[1][-1], reverse=True)
    return tuple(DeliveryRow(_runs(years), *days) for days, years in latest_first)


def _days(period: Period) -> tuple[str, str, str]:
    return date_text(period.delivered_at), date_text(period.updated_to), date_text(period.complete_to)


def _runs(years: list[int]) -> str:
    """ "2016–2023, 2025"."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(years_words(run[0], run[-1]) for run in runs)
