"""The one door between the ORM and data frames; the frames' columns and types are declared in shapes."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
from django.db import connection, models
from django.db.models import Exists, F, OuterRef

from organisations.models import Kind
from results.calculations.limits import Limits
from results.calculations.memory import Published
from results.calculations.rehearsal import REHEARSED, Definitions
from results.calculations.results import last_complete_year
from results.calculations.shapes import (
    BREAKS,
    COUNTS,
    DEFINITIONS,
    JUDGEABLE,
    OBSERVATIONS,
    PLACED,
    RESULTS,
    SLICES,
    TARGETS,
    TREE,
    Shape,
    frame_of,
)
from results.models import (
    Delivery,
    Observation,
    Release,
    ReleasedIndicator,
    ReleasedTarget,
    Result,
    ResultRow,
    Slice,
)

CELL_COLUMNS = ["indicator", "unit", "context", "year", "numerator", "denominator", "value"]
# In the frame these say where a coverage comes from; the table keeps only whether it may be shown.
NOT_STORED = ["coverage_indicator", "coverage_year"]
RESULT_COLUMNS = [name for name in RESULTS if name not in NOT_STORED] + ["coverage_withheld"]


def inputs_of(release: Release) -> dict[str, Any]:
    """Everything `compute_results` needs, as the release keeps it."""
    return {
        "observations": observations_of(release),
        "tree": _tree(release),
        "definitions": _definitions(release),
        "targets": _targets(release),
        "slices": _slices(release),
        "limits": _limits(release),
        "published": _published(release.published_before),
    }


def _limits(release: Release) -> Limits:
    return Limits(privacy_floor=release.privacy_floor, low_coverage=release.low_coverage)


def _published(release: Release | None) -> Published | None:
    """What was public when a release was made, as far as what it hides binds the next."""
    if release is None:
        return None
    shape = {name: RESULTS[name] for name in (*CELL_COLUMNS, "withheld")}
    return Published(
        results=_frame(shape, release.results.values_list(*shape)),
        tree=_tree(release),
        definitions=_definitions(release),
        slices=_slices(release),
        limits=_limits(release),
    )


def observations_of(release: Release | None) -> pd.DataFrame:
    """The delivered cells of the release; empty for None."""
    if release is None:
        return frame_of(OBSERVATIONS, [])
    owner = Slice.objects.filter(
        release=release,
        delivery=OuterRef("delivery"),
        indicator=OuterRef("indicator"),
        context=OuterRef("context"),
        year=OuterRef("year"),
    )
    deliveries = Slice.objects.filter(release=release).values("delivery").distinct()
    rows = Observation.objects.filter(Exists(owner), delivery__in=deliveries)
    return _frame(OBSERVATIONS, rows.values_list(*OBSERVATIONS))


def _tree(release: Release) -> pd.DataFrame:
    rows = release.tree.units.values_list("unit", "parent", "level", "kind", "sorting")
    return _frame(
        TREE, ((unit, up, level, kind != Kind.UNDEFINED, sort) for unit, up, level, kind, sort in rows)
    )


def _definitions(release: Release) -> pd.DataFrame:
    return _frame(DEFINITIONS, release.indicators.values_list(*DEFINITIONS))


def _targets(release: Release) -> pd.DataFrame:
    rows = ReleasedTarget.objects.filter(released_indicator__release=release).annotate(
        indicator=F("released_indicator__indicator")
    )
    return _frame(TARGETS, rows.values_list(*TARGETS))


def _slices(release: Release) -> pd.DataFrame:
    rows = release.slices.values_list("indicator", "context", "year", "delivery__complete_to")
    return _frame(SLICES, ((*cell, last_complete_year(day)) for *cell, day in rows))


def counts_of(rows: Iterable[ResultRow]) -> pd.DataFrame:
    """What the tests of change and trend can read of rows that a page has read: those with counts to show."""
    shown = [row for row in rows if row.numerator is not None and not row.withheld]
    columns = {name: pd.array([getattr(row, name) for row in shown], COUNTS[name]) for name in COUNTS}
    return pd.DataFrame(columns)


def judgeable_of(rows: Sequence[ResultRow]) -> pd.DataFrame:
    """What judging again reads of rows that a page has read, in their order; withheld ones too."""
    return _columns(JUDGEABLE, rows)


def placed_of(rows: Sequence[ResultRow], level_of: Mapping[int, str]) -> pd.DataFrame:
    """What the what-if reads of rows that are shown; `level_of`: each unit's level."""
    levels = pd.array([level_of[row.unit] for row in rows], PLACED["level"])
    others = {name: kind for name, kind in PLACED.items() if name not in ("level", "shown")}
    return _columns(others, rows).assign(level=levels, shown=True)


def _columns(shape: Mapping[str, str], rows: Sequence[ResultRow]) -> pd.DataFrame:
    """NaN where a binary float is missing."""
    return pd.DataFrame(
        {name: pd.array([getattr(row, name) for row in rows], kind) for name, kind in shape.items()}
    )


def breaks_of(definitions: Iterable[ReleasedIndicator]) -> pd.DataFrame:
    """The breaks of definitions whose targets the caller has prefetched."""
    rows = (
        (definition.indicator_id, target.valid_from)
        for definition in definitions
        for target in definition.targets.all()
        if target.is_break and target.valid_from is not None
    )
    return _frame(BREAKS, rows)


def targets_of(definitions: Iterable[ReleasedIndicator]) -> pd.DataFrame:
    """The targets of definitions whose targets the caller has prefetched."""
    rows = (
        (definition.indicator_id, target.valid_from, target.direction, target.high, target.moderate)
        for definition in definitions
        for target in definition.targets.all()
    )
    return _frame(TARGETS, rows)


def save_observations(delivery: Delivery, cells: pd.DataFrame) -> None:
    _insert(Observation, CELL_COLUMNS, {"delivery_id": delivery.pk}, cells[CELL_COLUMNS])


def save_results(release: Release, results: pd.DataFrame) -> None:
    _insert(Result, RESULT_COLUMNS, {"release_id": release.pk}, stored_form(results)[RESULT_COLUMNS])


def stored_form(results: pd.DataFrame) -> pd.DataFrame:
    """The computed frame with `coverage_withheld`: the coverage cell of the row is itself withheld."""
    keys = ["indicator", "unit", "context", "year"]
    hidden = results.loc[results["withheld"] != "", keys]
    index = pd.MultiIndex.from_frame(hidden.astype({"context": "str"}))
    source = results[["coverage_indicator", "unit", "context", "coverage_year"]]
    wanted = pd.MultiIndex.from_frame(
        source.fillna({"coverage_indicator": -1, "coverage_year": -1}).astype({"context": "str"})
    )
    return results.assign(coverage_withheld=wanted.isin(index))


def stored_results(release: Release) -> pd.DataFrame:
    """The release's results as they are in the database, in the order and form of `stored_form`."""
    shape = {name: RESULTS.get(name, "bool") for name in RESULT_COLUMNS}
    rows = release.results.order_by("indicator", "-context", "year", "unit").values_list(*RESULT_COLUMNS)
    frame = _frame(shape, rows)
    return frame.sort_values(["indicator", "context", "year", "unit"], kind="stable", ignore_index=True)


def rehearsed_results(release: Release | None) -> pd.DataFrame:
    """What the public may know of the release's results, and what it may not; a REHEARSED frame, empty for
    None."""
    if release is None:
        return frame_of(REHEARSED, [])
    return _frame(REHEARSED, release.results.filter(shown=True).values_list(*REHEARSED))


def judged_by(release: Release | None) -> Definitions:
    """The targets and breaks that the release's results were judged by; none for None."""
    if release is None:
        return Definitions(frame_of(TARGETS, []), frame_of(BREAKS, []))
    return Definitions(
        _targets(release),
        breaks_of(release.indicators.prefetch_related("targets").only("indicator", "release")),
    )


def checksum(results: pd.DataFrame) -> str:
    """SHA-256 of the results in stored form: every figure, its level and its reason for being withheld."""
    frame = results[RESULT_COLUMNS]
    plain = frame.assign(value=[None if v is None else format(v, "f") for v in _plain(frame["value"])])
    return hashlib.sha256(plain.to_csv(index=False).encode()).hexdigest()


def _frame(shape: Shape, rows: Iterable[tuple]) -> pd.DataFrame:
    """As `frame_of`, of rows as the database gives them."""
    columns = list(zip(*rows, strict=True)) or [()] * len(shape)
    return pd.DataFrame(
        {
            name: pd.Series(pd.array(list(column), dtype=kind))
            for (name, kind), column in zip(shape.items(), columns, strict=True)
        }
    )


def _plain(column: pd.Series) -> list:
    """Python values, None where missing: what database drivers take."""
    return column.astype(object).where(column.notna(), None).tolist()


def _insert(
    model: type[models.Model], columns: list[str], constants: dict[str, int], frame: pd.DataFrame
) -> None:
    """Many rows at once: COPY on PostgreSQL, one prepared statement elsewhere."""
    column_of = {field.name: field.column for field in model._meta.concrete_fields}
    names = [column_of[name] for name in columns] + list(constants)
    values = [_plain(frame[name]) for name in columns]
    values += [[constant] * len(frame) for constant in constants.values()]
    table = connection.ops.quote_name(model._meta.db_table)
    listed = ", ".join(connection.ops.quote_name(str(name)) for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in zip(*values, strict=True):
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(names))
        rows = (tuple(map(_bindable, row)) for row in zip(*values, strict=True))
        # Names come from our own models; values are bound.
        cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", list(rows))  # noqa: S608


def _bindable(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value
