"""What the examples of the method are found in: an indicator in a year of which much can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q

from indicators.models import Direction, Type
from organisations.models import Level
from results import invented
from results.calculations.funnel import funnel_of
from results.changes import changes_of
from results.choices.offer import Offer
from results.models import Attainment, ReleasedIndicator, ReleasedTarget, Result
from results.models.fields import Context
from results.points import Funnel, Point, Ranking, TargetPeriod
from results.presenters.places import labels
from results.shown_releases import ShownRelease
from results.subjects import best_first, ranking_of, read_trend, subject_of

# So far back a year is still worth telling of; the latest may be provisional.
YEARS = 3
# Of more indicators there is no need to choose among: several times those that the demonstration has.
MOST_COUNTED = 400
# So many indicators are looked into, to find one where something has certainly changed.
READ = 8
# Enough hospitals for a ranking and a funnel to be worth looking at, and not so many that they fill the page.
FEWEST, MOST = 15, 30
SEVERAL = 2
# So far below 0.05 that p reads as below it at a glance.
CLEARLY = 0.02
# Patients enough for the usual test, which can be done by hand.
LARGE = 30


class Candidate(NamedTuple):
    release: int
    indicator: int
    key: str
    year: int


@dataclass(frozen=True)
class Setting:
    """One indicator in one year: the hospitals that examples are found among."""

    ranking: Ranking
    funnel: Funnel
    befores: dict[str, Point]  # the year before, by slug: of what is told to have changed
    release: int | None  # None: invented

    @property
    def target(self) -> TargetPeriod:
        found = self.ranking.measure.target(self.ranking.year)
        if found is None:
            raise ValueError("An example without a target tells nothing of levels.")
        return found


def size(point: Point) -> int:
    return point.denominator or 0


def invented_setting(words: invented.Words) -> Setting:
    made_up = invented.in_time(words)
    points = made_up.of(Level.HOSPITAL)
    ranking = Ranking(
        measure=made_up.measure,
        year=invented.YEAR,
        level_name="sykehus",
        shown=best_first([one for one in points if one.shown], made_up.measure),
        hidden=tuple(one for one in points if not one.shown),
        nation=made_up.of(Level.NATION)[0],
        highlighted=frozenset(),
    )
    changed = [one for one in points if one.change and one.change.certain]
    befores = {one.slug: made_up.before(one) for one in changed}
    return Setting(ranking, _funnel(ranking), befores, release=None)


def public_setting(offer: Offer) -> Setting | None:
    """Twelve queries; fewer where there is less."""
    best = _best(offer)
    if best is None:
        return None
    shown, key, year = best
    subject = subject_of(shown, key, Context.CAREGIVER)
    if subject is None:
        return None
    ranking, _ = ranking_of(subject, year, Level.HOSPITAL, ())
    if ranking.nation is None or not ranking.nation.shown:
        return None
    changed = _told_change(ranking)
    units = tuple(unit for unit in offer.units if changed and unit.slug == changed.slug)
    series = read_trend(subject, units, labels(units, offer.units)).trend.series if units else ()
    befores = {one.slug: one for each in series for one in each.points if one.year == year - 1}
    return Setting(ranking, _funnel(ranking), befores, release=shown.release.pk)


def _told_change(ranking: Ranking) -> Point | None:
    """The largest hospital that has certainly changed: rather one that has so clearly, and whose share is not
    all or none."""
    moved = [(one, one.change) for one in ranking.shown if one.change and one.change.certain]
    ordered = [
        (change.p < CLEARLY, one.numerator != one.denominator, size(one), one.slug) for one, change in moved
    ]
    slug = max(ordered)[-1] if ordered else None
    return next((one for one, _ in moved if one.slug == slug), None)


def _funnel(ranking: Ranking) -> Funnel:
    centre = ranking.nation.value if ranking.nation else None
    return funnel_of(
        measure=ranking.measure,
        year=ranking.year,
        level_name=ranking.level_name,
        points=ranking.shown,
        centre=Fraction(centre or 0),
        centre_name="hele landet",
    )


def _best(offer: Offer) -> tuple[ShownRelease, str, int] | None:
    """The indicator, by release and key, and the year of which the most can be told."""
    shown = {one.release.pk: one for one in offer.releases if not one.is_withdrawn}
    candidates = _candidates(list(shown), offer.years(Context.CAREGIVER)[:YEARS])[:READ]
    if not candidates:
        return None
    definitions = ReleasedIndicator.objects.filter(
        release__in={one.release for one in candidates}, indicator__in={one.indicator for one in candidates}
    ).prefetch_related("targets")
    moved = _moved(candidates, list(definitions))
    best = next((one for one in candidates if (one.indicator, one.year) in moved), candidates[0])
    return shown[best.release], best.key, best.year


def _moved(candidates: Sequence[Candidate], definitions: Sequence[ReleasedIndicator]) -> set[tuple[int, int]]:
    """The indicators, and the years, in which some large hospital has clearly changed."""
    results = Result.objects.public_in([definition.release_id for definition in definitions])
    ours = results.in_context(Context.CAREGIVER).filter(
        level=Level.HOSPITAL,
        indicator__in=[definition.indicator_id for definition in definitions],
        year__in={one.year - back for one in candidates for back in (0, 1)},
    )
    rows = ours.rows()
    large = {(row.indicator, row.unit, row.year) for row in rows if (row.denominator or 0) >= LARGE}
    changes = changes_of(rows, definitions, Context.CAREGIVER)
    clear = [place for place, one in changes.items() if one.certain and one.p < CLEARLY]
    return {(indicator, year) for indicator, unit, year in clear if (indicator, unit, year) in large}


def _candidates(releases: Sequence[int], years: Sequence[int]) -> list[Candidate]:
    """Shares with both limits, higher being better, of years that are complete. First those with enough
    hospitals, certain and uncertain levels, coverage, and several reasons to withhold; then the latest."""
    with_target = ReleasedTarget.objects.filter(
        released_indicator=OuterRef("pk"),
        direction=Direction.HIGHER,
        moderate__gt=0,
        high__gt=F("moderate"),
    )
    shares = ReleasedIndicator.objects.filter(
        Exists(with_target), release__in=releases, shown=True, type=Type.SHARE
    ).order_by("indicator__key")
    seen = Q(withheld="", attainment__in=Attainment.values)
    certain = seen & Q(certain=True)
    tallies = (
        Result.objects.public_in(list(releases))
        .in_context(Context.CAREGIVER)
        .filter(
            level=Level.HOSPITAL,
            year__in=years,
            provisional=False,
            indicator__in=shares.values("indicator")[:MOST_COUNTED],
        )
        .order_by()
        .values_list("release", "indicator", "indicator__key", "year")
        .annotate(
            seen=Count("pk", filter=seen),
            high=Count("pk", filter=certain & Q(attainment=Attainment.HIGH)),
            lacking=Count("pk", filter=certain & Q(distance__gt=1)),
            uncertain=Count("pk", filter=seen & Q(certain=False)),
            hidden=Count("pk", filter=~Q(withheld="")),
            covered=Count("pk", filter=seen & Q(coverage_denominator__isnull=False)),
            reasons=Count("withheld", filter=~Q(withheld=""), distinct=True),
        )
        .filter(seen__gt=0)
    )

    def order(row: tuple) -> tuple:
        _, _, key, year, seen, *kinds, reasons = row
        return not FEWEST <= seen <= MOST, -sum(map(bool, kinds)), reasons < SEVERAL, -year, -seen, key

    return [Candidate(*row[:4]) for row in sorted(tallies, key=order)]
