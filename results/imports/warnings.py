"""What looks odd in a delivery without being wrong: staff confirm it, or send another file."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from results.calculations.proportions import proportion_test
from results.calculations.shapes import ROLLED_UP
from results.imports.catalogue import Catalogue
from results.imports.difference import BEFORE, CELL, SLICE, matched
from results.imports.phrases import Phrases
from results.imports.reading import Reading

CHANGED = 0.002  # p below which a change in figures delivered before is asked about


@dataclass(frozen=True)
class DeliveryWarning:
    """`indicator` is None where the warning is about the whole file. `cells` name indicator, unit, context
    and year.
    """

    code: str
    indicator: int | None
    message: str
    cells: list[dict[str, int | str]] = field(repr=False)


def find_warnings(
    reading: Reading, catalogue: Catalogue, previous: pd.DataFrame, identical_to: str | None = None
) -> list[DeliveryWarning]:
    """All warnings about a file without faults, one per kind and indicator.

    `previous` are the cells of the release built on, in the columns of `reading.cells`. `identical_to` names
    an earlier delivery of the very same file, such as "levering 12 fra 3. mars 2026".
    """
    phrases = Phrases(catalogue)
    both = matched(previous, reading.cells)
    found = [] if identical_to is None else [_identical_file(identical_to)]
    for code, cells, sentence in (
        ("several_levels", _several_levels(reading.cells, catalogue), phrases.several_levels),
        ("missing_units", _missing_units(both, catalogue), phrases.missing_units),
        ("changed_value", _changed_values(both, catalogue), phrases.changed_value),
        ("exact_copies", reading.copies, phrases.exact_copies),
        ("resident_hospital", _resident_hospitals(reading.cells, catalogue), phrases.resident_hospital),
    ):
        found += _by_indicator(code, cells, phrases, sentence)
    return found


def _by_indicator(
    code: str, cells: pd.DataFrame, phrases: Phrases, sentence: Callable[[pd.DataFrame], str]
) -> list[DeliveryWarning]:
    return [
        DeliveryWarning(
            code, int(indicator), f"{phrases.key(int(indicator))}: {sentence(group)}", _keys(group)
        )
        for indicator, group in cells.groupby("indicator")
    ]


def _identical_file(identical_to: str) -> DeliveryWarning:
    message = f"Filen er nøyaktig den samme som {identical_to}. Kontroller at du har valgt riktig fil."
    return DeliveryWarning("identical_file", None, message, [])


def _several_levels(cells: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The cells of units that have units below them in the same slice, with the units `below`."""
    keys = cells.loc[cells["indicator"].isin(_rolled_up(catalogue)).to_numpy(), CELL]
    parents = {unit: parent for unit, parent in catalogue.parents.items() if parent is not None}
    below = keys.rename(columns={"unit": "below"}).assign(unit=keys["unit"].map(parents))
    pairs = []
    for _ in parents:  # no tree is deeper than it has units, and a ring in it would never end
        below = below[below["unit"].notna()].astype({"unit": "int64"})
        if below.empty:
            break
        pairs.append(below.merge(keys, on=CELL))
        below = below.assign(unit=below["unit"].map(parents))
    if not pairs:
        return keys.iloc[:0].assign(below=None)
    found = pd.concat(pairs).groupby(CELL, observed=True)["below"].agg(list)
    return found.reset_index()


def _missing_units(both: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The cells that go missing from slices delivered anew, with how many units these `had` and now `has`,
    and the one level all of these are at ("" if they are at several).
    """
    level = {unit.id: unit.level for unit in catalogue.units.values()}
    slices = both[CELL].assign(
        had=both["_merge"] != "right_only", has=both["_merge"] != "left_only", levels=both["unit"].map(level)
    )
    grouped = slices.groupby(SLICE)
    counted = slices.assign(had=grouped["had"].transform("sum"), has=grouped["has"].transform("sum"))
    same_level = grouped["levels"].transform("nunique") == 1
    counted["levels"] = counted["levels"].where(same_level, "")
    return counted[both["_merge"] == "left_only"]


def _changed_values(both: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The cells whose share changed more than chance explains."""
    old = [f"numerator{BEFORE}", f"denominator{BEFORE}"]
    is_pair = (both["_merge"] == "both") & both["indicator"].isin(_rolled_up(catalogue))
    counts = [*old, "numerator", "denominator"]
    pairs = both[is_pair].astype(dict.fromkeys(counts, "int64"))
    differs = (pairs[old[0]] != pairs["numerator"]) | (pairs[old[1]] != pairs["denominator"])
    pairs = pairs[differs & (pairs[old[1]] > 0)]
    p = proportion_test(*(pairs[name].to_numpy() for name in counts))
    return pairs[p < CHANGED]


def _resident_hospitals(cells: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    hospitals = {unit.id for unit in catalogue.units.values() if unit.level == "hospital"}
    return cells[(cells["context"] == "resident") & cells["unit"].isin(hospitals)]


def _rolled_up(catalogue: Catalogue) -> set[int]:
    return {known.id for known in catalogue.indicators.values() if known.type in ROLLED_UP}


def _keys(cells: pd.DataFrame) -> list[dict[str, int | str]]:
    keys = cells[CELL].astype({"context": object}).to_dict("records")
    return [{name: value if name == "context" else int(value) for name, value in key.items()} for key in keys]
