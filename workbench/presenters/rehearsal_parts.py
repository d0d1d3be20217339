"""The lists of a rehearsal: which cells each has, in which order, and the few of them that the page shows."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from results import contexts
from results.calculations.rehearsal import (
    DOWN,
    GIVEN,
    HIDDEN,
    LOST,
    OTHER_REASON,
    SLICE,
    UNCOVERED,
    UP,
    Rehearsal,
)
from wording.numbers import count
from workbench.presenters.known import Known
from workbench.presenters.rehearsal_lines import Line, lines, plain_rows
from workbench.presenters.rehearsal_words import LEVEL_ORDER, names, unit_count
from workbench.rehearsal_choices import LEVELS, Choices

# On the page; all of them are in the file.
MOST_LINES = 25
IN_ORDER = {name: at for at, name in enumerate([UP, DOWN, GIVEN, LOST, HIDDEN, UNCOVERED, OTHER_REASON])}


HEADINGS = {
    "nivaa": _lazy("Bytter nivå"),
    "skjul": _lazy("Skjules eller vises"),
    "verdier": _lazy("Andre tall"),
    "annet": _lazy("Merkes annerledes"),
}
TEXTS = {
    "nivaa": _lazy("Høy, moderat eller lav måloppnåelse blir en annen."),
    "skjul": _lazy("Tall som ikke lenger vises, og tall som vises igjen."),
    "verdier": _lazy(
        "De største endringene først. Testen regner de to tallene som uavhengige: er de fleste pasientene "
        "de samme, sier den heller for sjelden enn for ofte at tilfeldigheter ikke kan forklare forskjellen."
    ),
    "annet": _lazy(
        "Tallet er det samme, men dekningsgraden, sikkerheten i nivået eller merket «foreløpig» er endret."
    ),
}


@dataclass(frozen=True)
class CellList:
    """A list of cells, by what it is called in addresses and files."""

    part: str
    chosen: Callable[[pd.DataFrame], pd.Series]

    @property
    def heading(self) -> str:
        return str(HEADINGS[self.part])

    @property
    def text(self) -> str:
        return str(TEXTS[self.part])


CELL_LISTS = (
    CellList("nivaa", lambda cells: cells["move"] != ""),
    CellList("skjul", lambda cells: cells["veil"] != ""),
    CellList("verdier", lambda cells: cells["revalued"]),
    CellList("annet", lambda cells: (cells["move"] == "") & (cells["veil"] == "") & ~cells["revalued"]),
)


@dataclass(frozen=True)
class ShownList:
    part: str
    heading: str
    text: str
    size: str
    lines: list[Line]
    rest: str  # how many more the file has; "" for none


@dataclass(frozen=True)
class SliceLine:
    """An indicator × context × year where units come or go, or that is complete or no longer so."""

    indicator: str
    key: str
    context: str
    year: int
    what: str
    added: str
    gone: str


def narrowed(found: Rehearsal, choices: Choices, known: Known) -> Rehearsal:
    """Of the chosen level and indicator alone; `effect` is of all."""
    indicators = known.ids_of(choices.indicator) if choices.indicator else None

    def chosen(cells: pd.DataFrame) -> pd.DataFrame:
        if indicators is not None:
            cells = cells[cells["indicator"].isin(indicators)]
        if choices.level and "level" in cells:
            cells = cells[cells["level"] == LEVELS[choices.level]]
        return cells

    return replace(
        found,
        changed=chosen(found.changed),
        added=chosen(found.added),
        gone=chosen(found.gone),
        slices=chosen(found.slices),
    )


def indicators_in(found: Rehearsal, known: Known) -> dict[str, str]:
    """Titles by key, of those that anything changes for."""
    frames = (found.changed, found.added, found.gone, found.slices)
    ids = set().union(*(frame["indicator"] for frame in frames))
    keys = {one.key for (indicator, _), one in known.measures.items() if indicator in ids}
    return {key: title for key, title in known.indicators.items() if key in keys}


def cells_of(found: Rehearsal, listed: CellList, known: Known) -> pd.DataFrame:
    cells = found.changed[listed.chosen(found.changed).to_numpy(dtype=bool)]
    place = cells["unit"].map({unit: at for at, unit in enumerate(sorted(known.called, key=known.place_key))})
    level = cells["level"].astype(object).map({level.value: at for at, level in enumerate(LEVEL_ORDER)})
    kind = cells["move"].where(cells["move"] != "", cells["veil"]).map(IN_ORDER)
    keys = {"first": kind, "year": -cells["year"], "level": level, "place": place}
    if listed.part == "verdier":
        keys = _largest_first(cells) | keys
    order = pd.DataFrame(keys).sort_values(list(keys), kind="stable").index
    return cells.loc[order]


def _largest_first(cells: pd.DataFrame) -> dict[str, pd.Series]:
    """Shares by percentage points; then values of other kinds, by how large a part of the number it is."""
    difference = cells["difference"].abs()
    counted = cells["low"].notna()
    before = cells["value_before"].map(lambda value: float("nan") if pd.isna(value) else abs(float(value)))
    size = difference.where(counted, difference / before.replace(0, np.nan))
    return {"uncounted": ~counted, "size": -size.fillna(-1)}


def shown_lists(found: Rehearsal, known: Known, choices: Choices) -> list[ShownList]:
    """Those that have any lines."""
    shown = []
    for listed in CELL_LISTS:
        cells = cells_of(found, listed, known)
        if len(cells):
            first = lines(cells.head(MOST_LINES), known, hidden=choices.hidden)
            rest = len(cells) - len(first)
            shown.append(
                ShownList(
                    listed.part,
                    listed.heading,
                    listed.text,
                    count(len(cells)),
                    first,
                    count(rest) if rest else "",
                )
            )
    return shown


def extent_slices(found: Rehearsal) -> pd.DataFrame:
    """The slices where units come or go, the latest first, with how many of those that are chosen."""
    counted = [
        cells.groupby(SLICE, as_index=False).agg(**{name: ("unit", "size")})
        for name, cells in (("added", found.added), ("gone", found.gone))
    ]
    moved = counted[0].merge(counted[1], how="outer", on=SLICE).fillna({"added": 0, "gone": 0})
    sides = found.slices[[*SLICE, "units_before", "units_after"]]
    return moved.merge(sides, on=SLICE).sort_values(
        ["year", "indicator", "context"], ascending=[False, True, True]
    )


def extent_lines(slices: pd.DataFrame, found: Rehearsal, known: Known) -> list[SliceLine]:
    units = [
        cells.merge(slices[SLICE], on=SLICE).groupby(SLICE)["unit"].agg(list).to_dict()
        for cells in (found.added, found.gone)
    ]
    listed = []
    for row in plain_rows(slices):
        place = (row["indicator"], row["context"], row["year"])
        added, gone = (names(side.get(place, ()), known) for side in units)
        listed.append(_slice_line(row, known, _extent_words(row), added, gone))
    return listed


def _extent_words(row: dict) -> str:
    added, gone = int(row["added"]), int(row["gone"])
    if not row["units_before"]:
        return _("Nytt år: {units}").format(units=unit_count(added))
    if not row["units_after"]:
        return _("Året blir borte: {units}").format(units=unit_count(gone))
    parts = [
        ngettext("{n} ny", "{n} nye", added).format(n=count(added)) if added else "",
        _("{n} borte").format(n=count(gone)) if gone else "",
    ]
    return ", ".join(part for part in parts if part)


def provisional_slices(found: Rehearsal) -> pd.DataFrame:
    """Those that become provisional or are so no longer, the latest first."""
    before, after = (found.slices[f"provisional_{side}"].fillna(False) for side in ("before", "after"))
    differs = found.slices[(before != after).to_numpy(dtype=bool)]
    # A year that is gone is not complete.
    differs = differs[(differs["units_after"] > 0).to_numpy()]
    return differs.sort_values(["year", "indicator", "context"], ascending=[False, True, True])


def provisional_lines(slices: pd.DataFrame, known: Known) -> list[SliceLine]:
    return [
        _slice_line(
            row,
            known,
            _("Blir foreløpig") if row["provisional_after"] else _("Ikke lenger foreløpig"),
            "",
            "",
        )
        for row in plain_rows(slices)
    ]


def _slice_line(row: dict, known: Known, what: str, added: str, gone: str) -> SliceLine:
    measure = known.measure(row["indicator"], row["context"])
    context = contexts.LABEL[row["context"]].lower()
    return SliceLine(measure.title, measure.key, context, row["year"], what, added, gone)
