"""One indicator of one release: its definition, the years it has results for, and its results as the charts
and tables of several pages show them. Read once; each function is one or two queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from organisations.models import Level, Unit
from results.changes import FiveYears, changes_of, trends_of
from results.choices.figures import LEVEL_NAME
from results.models import ReleasedIndicator, Result, ResultRow
from results.models.results import ResultQuerySet
from results.origins import printed_in, prints
from results.points import Measure, Point, Ranking, Series, Trend
from results.presenters.cells import point
from results.presenters.measures import measure
from results.presenters.places import labels, name
from results.recolouring import recoloured_measure, recoloured_rows
from results.shown_releases import ShownRelease
from wording.collation import norwegian_key


@dataclass(frozen=True)
class Period:
    """A year with results, and the delivery that owns them."""

    context: str
    year: int
    delivered_at: datetime
    updated_to: date
    complete_to: date


@dataclass(frozen=True)
class Subject:
    shown: ShownRelease
    definition: ReleasedIndicator
    measure: Measure
    periods: tuple[Period, ...]  # of both contexts, by year

    @property
    def context(self) -> str:
        return self.measure.context

    @property
    def contexts(self) -> list[str]:
        return sorted({period.context for period in self.periods})

    @property
    def years(self) -> list[int]:
        """Those with results in the context, the earliest first."""
        return sorted({period.year for period in self.periods if period.context == self.context})

    def in_context(self, context: str) -> "Subject":
        return replace(self, measure=replace(self.measure, context=context))


@dataclass(frozen=True)
class Sources:
    """Where printed results stand in print; cells refer to these by number, from 1."""

    texts: tuple[str, ...]
    number_of: Mapping[tuple[int, int], int]  # by unit and year


def subject_of(shown: ShownRelease, key: str, context: str) -> Subject | None:
    """The release's shown indicator with this very key; three queries."""
    found = ReleasedIndicator.objects.filter(
        release=shown.release, shown=True, indicator__key=key
    ).select_related("indicator")
    definition = found.prefetch_related("targets").first()
    if definition is None:
        return None
    slices = shown.release.slices.filter(indicator=definition.indicator_id)
    columns = ("context", "year", "delivery__at", "delivery__updated_to", "delivery__complete_to")
    periods = tuple(Period(*row) for row in slices.order_by("year", "context").values_list(*columns))
    return Subject(shown, definition, measure(definition, shown.registry, context), periods)


def sources_of(subject: Subject, rows: Iterable[ResultRow]) -> Sources:
    """Of the rows that are shown and that a source prints just so. One query."""
    by_place = {(row.unit, row.year): row for row in rows if not row.withheld}
    texts: list[str] = []
    number_of = {}
    printed = printed_in([subject.shown.release.pk])
    for one in printed.filter(indicator=subject.definition.indicator_id, context=subject.context):
        row = by_place.get((one.unit_id, one.year))
        if row is not None and prints(one, row):
            if one.source not in texts:
                texts.append(one.source)
            number_of[one.unit_id, one.year] = texts.index(one.source) + 1
    return Sources(tuple(texts), number_of)


@dataclass(frozen=True)
class ReadTrend:
    """What a trend is drawn of."""

    trend: Trend
    sources: Sources
    rows: tuple[ResultRow, ...]


def read_trend(
    subject: Subject,
    units: tuple[Unit, ...],
    names: Mapping[int, str],
    *,
    whole_axis: bool = True,
    by_last_target: bool = False,
) -> ReadTrend:
    """The units over all years with results; two queries.

    `by_last_target`: every year is judged by it instead of by the target in force then.
    """
    rows = _results(subject).for_units(units).rows()
    if by_last_target:
        rows = recoloured_rows(rows, [subject.definition]).rows
        subject = replace(subject, measure=recoloured_measure(subject.measure))
    found = {(row.unit, row.year): row for row in rows}
    changes = changes_of(rows, [subject.definition], subject.context)
    sources = sources_of(subject, rows)
    years = range(min(subject.years), max(subject.years) + 1) if subject.years else range(0)

    def points(unit: Unit) -> Iterable[Point]:
        for year in years:
            change = changes.get((subject.definition.indicator_id, unit.pk, year))
            one = point(subject.measure, unit, names[unit.pk], year, found.get((unit.pk, year)), change)
            yield _with_source(one, sources.number_of.get((unit.pk, year), 0))

    series = tuple(Series(unit.slug, names[unit.pk], unit.level, tuple(points(unit))) for unit in units)
    return ReadTrend(Trend(subject.measure, series, whole_axis, by_last_target), sources, tuple(rows))


def five_years_of(subject: Subject, units: Iterable[Unit], rows: Iterable[ResultRow]) -> dict[str, FiveYears]:
    """Whether the units' last five years rise or fall, by slug. `rows`: of their trend."""
    slugs = {unit.pk: unit.slug for unit in units}
    tested = trends_of(rows, [subject.definition], max(subject.years)) if subject.years else {}
    return {slugs[unit]: trend for (_, unit), trend in tested.items()}


def ranking_of(
    subject: Subject, year: int, level: Level | None, chosen: tuple[Unit, ...], *, whole_axis: bool = True
) -> tuple[Ranking, Sources]:
    """Every unit of the level with a row in the year, and the nation; three queries.

    Without a level: hospitals, or the lowest level that has results.
    """
    rows = _results(subject).filter(year__in=(year - 1, year)).rows()
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in={row.unit for row in rows})}
    found = {row.unit: row for row in rows if row.year == year}
    at = level or _lowest(units[unit] for unit in found)
    ranked = [units[unit] for unit in found if units[unit].level == at]
    names = labels(ranked, units.values())
    changes = changes_of(rows, [subject.definition], subject.context)
    sources = sources_of(subject, found.values())

    def seen(unit: Unit) -> Point:
        change = changes.get((subject.definition.indicator_id, unit.pk, year))
        one = point(subject.measure, unit, names.get(unit.pk, name(unit)), year, found[unit.pk], change)
        return _with_source(one, sources.number_of.get((unit.pk, year), 0))

    points = [seen(unit) for unit in ranked]
    nation = next((units[unit] for unit in found if units[unit].level == Level.NATION), None)
    ranking = Ranking(
        measure=subject.measure,
        year=year,
        level_name=LEVEL_NAME[at],
        shown=best_first([one for one in points if one.shown], subject.measure),
        hidden=tuple(
            sorted((one for one in points if not one.shown), key=lambda one: norwegian_key(one.place))
        ),
        nation=seen(nation) if nation else None,
        highlighted=frozenset(unit.slug for unit in chosen),
        whole_axis=whole_axis,
    )
    return ranking, sources


def best_first(points: Iterable[Point], measure: Measure) -> tuple[Point, ...]:
    """Shown points of one year; the highest first where neither direction is better. Equals by name."""
    by_name = sorted(points, key=lambda one: norwegian_key(one.place))

    def value(one: Point) -> Fraction:
        target = measure.target(one.year)
        exact = Fraction(one.value or 0)
        return exact if target and target.direction == "lower" else -exact

    return tuple(sorted(by_name, key=value))


def _lowest(units: Iterable[Unit]) -> Level:
    found = {unit.level for unit in units}
    return next((level for level in (Level.HOSPITAL, Level.HF, Level.RHF) if level in found), Level.HOSPITAL)


def _results(subject: Subject) -> ResultQuerySet:
    results = Result.objects.public_in([subject.shown.release.pk])
    return results.filter(indicator=subject.definition.indicator_id).in_context(subject.context)


def _with_source(one: Point, number: int) -> Point:
    return replace(one, cell=replace(one.cell, source=number)) if number else one
