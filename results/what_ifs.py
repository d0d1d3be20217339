"""What a proposal of dated targets would do to an indicator's results, in the release that a draft would
build on. Read once; the rest is asked of what was read, without a query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from django.conf import settings
from django.db.models import QuerySet

from indicators.dated import ChangedPeriod, DatedTarget, as_if_always, changed_periods, with_breaks
from indicators.models import DEFINITION, Indicator
from organisations.models import Kind, Level, Unit
from registries.models import Registry
from results.calculations.what_if import WhatIf, targets_frame, what_if
from results.choices.figures import LEVEL_NAME
from results.frames import placed_of
from results.kept import Kept
from results.models import Release, ReleasedIndicator, Result, ResultRow
from results.points import Distribution, JudgedTwice, Measure, Point
from results.presenters.cells import point
from results.presenters.measures import measure
from results.presenters.places import labels
from results.recolouring import rejudged_rows
from results.releases import base_of
from results.subjects import best_first
from wording.collation import norwegian_key

# Indicators of a whole country's ten years, some MB each.
MOST_KEPT = 8
# Of the units that a picture shows the distribution of; the nation is one.
DISTRIBUTED = (Level.HOSPITAL, Level.HF, Level.RHF)


@dataclass(frozen=True)
class ReadRows:
    """An indicator's results in a release, of the units that are shown."""

    rows: tuple[ResultRow, ...]
    level_of: Mapping[int, str]  # by unit, as it was
    placed: pd.DataFrame


@dataclass(frozen=True)
class Basis:
    """An indicator as the next draft would have it, but for its targets."""

    definition: ReleasedIndicator  # unsaved where no release has it yet
    registry: Registry
    release: Release | None
    present: tuple[DatedTarget, ...]
    rows: tuple[ResultRow, ...]  # of the units that are shown
    level_of: Mapping[int, str]  # by unit, as it was
    units: Mapping[int, Unit]
    placed: pd.DataFrame

    @property
    def contexts(self) -> list[str]:
        return sorted({row.context for row in self.rows})

    def years(self, context: str) -> list[int]:
        """Those with results in the context, the earliest first."""
        return sorted({row.year for row in self.rows if row.context == context})

    def levels(self, context: str, year: int) -> list[Level]:
        """Those with results then, hospitals first."""
        return [level for level in DISTRIBUTED if self.at(context, year, level)]

    def at(self, context: str, year: int, level: str) -> list[ResultRow]:
        """Of the units of a level in a year."""
        wanted = (context, year, level)
        return [row for row in self.rows if (row.context, row.year, self.level_of[row.unit]) == wanted]

    def measure(self, context: str, targets: Sequence[DatedTarget]) -> Measure:
        return measure(self.definition, self.registry, context, with_breaks(targets))


@dataclass(frozen=True)
class Ahead:
    """A target that begins after the last year with results, seen as though it had always been in force."""

    change: ChangedPeriod
    targets: tuple[DatedTarget, ...]
    effect: WhatIf


@dataclass(frozen=True)
class Answer:
    basis: Basis
    proposed: tuple[DatedTarget, ...]
    changes: tuple[ChangedPeriod, ...]  # the years that are judged otherwise; () where only words differ
    effect: WhatIf  # each year by the target in force in it
    ahead: Ahead | None

    def at(self, year: int) -> "Look":
        """How the year is to be seen: by what will hold in it, else by what is to hold in later years."""
        change = next((change for change in self.changes if change.holds(year)), None)
        if change is None and self.ahead is not None:
            return Look(self.ahead.change, self.ahead.targets, self.ahead.effect, ahead=True)
        return Look(change, self.proposed, self.effect, ahead=False)


@dataclass(frozen=True)
class Look:
    change: ChangedPeriod | None  # None: the year is judged as before
    targets: tuple[DatedTarget, ...]
    effect: WhatIf
    ahead: bool


def basis_of(indicator: Indicator) -> Basis:
    """What the proposal is held against: the open draft's, else what is public; without results where the
    indicator has none yet. At most seven queries, whatever the results."""
    release = base_of(indicator.registry)
    found = ReleasedIndicator.objects.filter(release=release, indicator=indicator)
    kept = found.select_related("indicator").first() if release else None
    definition = kept or _unreleased(indicator)
    targets = (kept or indicator).targets.all()
    read = _kept_rows(release, kept) if release and kept else ReadRows((), {}, placed_of((), {}))
    return Basis(
        definition=definition,
        registry=indicator.registry,
        release=release,
        present=tuple(target.dated for target in targets),
        rows=read.rows,
        level_of=read.level_of,
        units={unit.pk: unit for unit in Unit.objects.all()} if read.rows else {},
        placed=read.placed,
    )


def _unreleased(indicator: Indicator) -> ReleasedIndicator:
    return ReleasedIndicator(indicator=indicator, **{name: getattr(indicator, name) for name in DEFINITION})


# A slider asks again and again for the same rows, and those of a release never change.
kept_rows: Kept[ReadRows] = Kept()


def _kept_rows(release: Release, definition: ReleasedIndicator) -> ReadRows:
    key = (release.pk, release.checksum, definition.pk)
    found = kept_rows.get(key)
    if found is None:
        found = _read_rows(release, definition)
        kept_rows.put(key, found, min(MOST_KEPT, settings.KEPT_SECTIONS))
    return found


def _read_rows(release: Release, definition: ReleasedIndicator) -> ReadRows:
    """All of an indicator that is not shown yet: only undefined units are absent to its own staff."""
    results: QuerySet[Result] = Result.objects.filter(release=release, indicator_id=definition.indicator_id)
    if definition.shown:
        results = results.filter(shown=True)
    else:
        undefined = release.tree.units.filter(kind=Kind.UNDEFINED).values("unit")
        results = results.exclude(unit__in=undefined)
    found = list(results.values_list("level", *ResultRow._fields))
    rows = tuple(ResultRow._make(row) for _, *row in found)
    level_of = {row.unit: level for row, (level, *_) in zip(rows, found, strict=True)}
    return ReadRows(rows, level_of, placed_of(rows, level_of))


def answer_of(basis: Basis, proposed: Sequence[DatedTarget]) -> Answer:
    """What the proposal does, of targets that `indicators.rules.target_faults` finds nothing wrong with."""
    changes = changed_periods(basis.present, proposed)
    return Answer(
        basis=basis,
        proposed=tuple(proposed),
        changes=changes,
        effect=what_if(basis.placed, basis.present, proposed),
        ahead=_ahead(basis, changes),
    )


def _ahead(basis: Basis, changes: tuple[ChangedPeriod, ...]) -> Ahead | None:
    last = max((row.year for row in basis.rows), default=None)
    change = changes[-1] if changes else None
    if last is None or change is None or change.first is None or change.first <= last:
        return None
    targets = (as_if_always(change.after),) if change.after else ()
    return Ahead(change, targets, what_if(basis.placed, basis.present, targets))


def distribution_of(
    answer: Answer, context: str, year: int, level: Level, *, whole_axis: bool = True
) -> Distribution:
    """The units of a level (one of DISTRIBUTED) in a year, each by the present target and by the one that
    `answer.at` sees."""
    basis, look = answer.basis, answer.at(year)
    present, proposed = (basis.measure(context, targets) for targets in (basis.present, look.targets))
    nation = [*basis.at(context, year, Level.NATION)]
    rows = [*nation, *basis.at(context, year, level)]
    both = _judged_twice(basis, look, rows, present, proposed)
    units = both[len(nation) :]
    by_slug = {one.after.slug: one for one in units}
    best = best_first([one.after for one in units if one.after.shown], proposed)
    hidden = [one.after for one in units if not one.after.shown]
    return Distribution(
        measure=proposed,
        year=year,
        level_name=LEVEL_NAME[level],
        shown=tuple(by_slug[one.slug] for one in best),
        hidden=tuple(sorted(hidden, key=lambda one: norwegian_key(one.place))),
        nation=both[0] if nation else None,
        present=present.target(year),
        proposed=proposed.target(year),
        ahead=look.ahead,
        whole_axis=whole_axis,
    )


def _judged_twice(
    basis: Basis, look: Look, rows: list[ResultRow], present: Measure, proposed: Measure
) -> list[JudgedTwice]:
    """The rows, of one year, in their order."""
    called = labels([basis.units[row.unit] for row in rows], basis.units.values())

    def points(measured: Measure, targets: Sequence[DatedTarget], *, interval: bool) -> list[Point]:
        frame = targets_frame(basis.definition.indicator_id, targets)
        return [
            point(measured, basis.units[row.unit], called[row.unit], row.year, row, interval=interval)
            for row in rejudged_rows(rows, frame)
        ]

    # Of what is now only the level is told, and the interval is the same: half of all it takes to word them.
    befores = points(present, basis.present, interval=False)
    both = zip(befores, points(proposed, look.targets, interval=True), strict=True)
    return [JudgedTwice(before, after) for before, after in both]
