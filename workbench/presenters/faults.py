"""A file's faults as they are read: by kind, by column, each beside the rows it stands among."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from results.imports.excerpt import AROUND
from wording.numbers import count

KINDS = {
    "unreadable_file": _lazy("Filen kan ikke leses"),
    "too_large": _lazy("Filen er for stor"),
    "no_data_rows": _lazy("Ingen datarader"),
    "missing_column": _lazy("Kolonne mangler"),
    "unknown_column": _lazy("Ukjent kolonne"),
    "repeated_column": _lazy("Kolonne står flere ganger"),
    "ragged_row": _lazy("Feil antall verdier i raden"),
    "empty_value": _lazy("Verdi mangler"),
    "not_a_number": _lazy("Ikke et tall"),
    "not_whole": _lazy("Ikke et helt tall"),
    "negative": _lazy("Negativt tall"),
    "number_too_large": _lazy("For stort tall"),
    "zero_denominator": _lazy("Nevneren er 0"),
    "numerator_above_denominator": _lazy("Teller større enn nevner"),
    "share_outside_range": _lazy("Andel utenfor 0 til 1"),
    "unknown_unit": _lazy("Ukjent organisasjonsnummer"),
    "unknown_indicator": _lazy("Ukjent indikator"),
    "other_registry": _lazy("Et annet registers indikator"),
    "retired_indicator": _lazy("Avsluttet indikator"),
    "unknown_context": _lazy("Ukjent kontekst"),
    "year_out_of_range": _lazy("Ugyldig år"),
    "repeated_cell": _lazy("Samme celle to ganger"),
}
# Faults further apart than this stand among rows of their own.
NEAR = 3
MOST_TOGETHER = 8

Report = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """A kind or a column, with how many faults it has in all, or among those kept."""

    value: str
    name: str
    number: int

    @property
    def shown(self) -> str:
        return count(self.number)


@dataclass(frozen=True)
class Cell:
    text: str
    is_faulty: bool


@dataclass(frozen=True)
class Row:
    number: int
    cells: list[Cell]
    is_faulty: bool  # the row as a whole

    @property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]

    @property
    def holds_fault(self) -> bool:
        return self.is_faulty or any(cell.is_faulty for cell in self.cells)


@dataclass(frozen=True)
class Told:
    """A fault in words. `value` is what stands in the file, None where the fault is no value's."""

    kind: str
    row: int | None
    column: str
    value: str | None
    message: str


@dataclass(frozen=True)
class Place:
    """Faults that stand close together, and the file's rows around them: none where the file has no rows."""

    faults: list[Told]
    columns: list[str]
    rows: list[Row] = field(default_factory=list)


def kinds(report: Report) -> list[Group]:
    """All that were found, kept or only counted: the most frequent first."""
    counts: Counter[str] = Counter(report["fault_counts"])
    return [Group(code, kind_name(code), number) for code, number in counts.most_common() if number]


def kind_name(code: str) -> str:
    return str(KINDS.get(code, code))


def columns(report: Report) -> list[Group]:
    """Of the faults that are kept."""
    counts = Counter(fault["column"] for fault in report["faults"] if fault["column"])
    return [Group(name, name, number) for name, number in counts.most_common()]


def chosen(report: Report, kind: str, column: str) -> list[dict[str, Any]]:
    return [
        fault for fault in report["faults"] if kind in ("", fault["code"]) and column in ("", fault["column"])
    ]


def only_counted(report: Report) -> str:
    """ "Bare de første 1 000 er listet opp. …"; "" where all are."""
    rest = report["fault_count"] - len(report["faults"])
    if rest <= 0:
        return ""
    return _(
        "De første {shown} feilene vises. {rest} til er talt, men ikke vist: "
        "rett disse først, og lever på nytt."
    ).format(shown=count(len(report["faults"])), rest=count(rest))


def hint(report: Report) -> str:
    """What the faults have in common, where that tells more than each of them."""
    if set(report["fault_counts"]) == {"other_registry"}:
        return _("Alle feilene gjelder et annet registers indikatorer. Er filen levert til riktig register?")
    return ""


def places(report: Report, faults: Iterable[Mapping[str, Any]]) -> list[Place]:
    """The faults in their order, close ones together."""
    found: list[list[Mapping[str, Any]]] = []
    for fault in faults:
        if found and _is_near(found[-1], fault):
            found[-1].append(fault)
        else:
            found.append([fault])
    return [_place(report, group) for group in found]


def _is_near(group: list[Mapping[str, Any]], fault: Mapping[str, Any]) -> bool:
    last = group[-1]["row"]
    if last is None or fault["row"] is None:
        return last is fault["row"]
    return len(group) < MOST_TOGETHER and fault["row"] - last <= NEAR


def _place(report: Report, group: list[Mapping[str, Any]]) -> Place:
    faults = [told(fault) for fault in group]
    numbers = [fault["row"] for fault in group if fault["row"] is not None]
    if not numbers:
        return Place(faults, [])
    names = report.get("columns", [])
    kept = report.get("excerpt", {})
    around = range(min(numbers) - AROUND, max(numbers) + AROUND + 1)
    values = {number: kept[str(number)] for number in around if str(number) in kept}
    width = max([len(names), *map(len, values.values())], default=0)
    marked = _marked(group, names)
    rows = [_row(number, cells, width, marked) for number, cells in values.items()]
    if rows and rows[0].texts == names and not rows[0].holds_fault:
        del rows[0]  # the header, which stands above them anyway
    return Place(faults, [*names, *[""] * (width - len(names))] if names else [], rows)


def _marked(group: list[Mapping[str, Any]], names: list[str]) -> set[tuple[int, int | None]]:
    """Row and column of each fault; the column is None where the row as a whole is meant."""
    places = {name.casefold(): at for at, name in enumerate(names)}
    return {(fault["row"], places.get(str(fault["column"]).casefold())) for fault in group}


def _row(number: int, values: list[str], width: int, marked: set[tuple[int, int | None]]) -> Row:
    padded = [*values, *[""] * (width - len(values))]
    cells = [Cell(text, (number, at) in marked) for at, text in enumerate(padded)]
    return Row(number, cells, (number, None) in marked)


def told(fault: Mapping[str, Any]) -> Told:
    return Told(
        kind_name(fault["code"]), fault["row"], fault["column"] or "", fault["value"], fault["message"]
    )
