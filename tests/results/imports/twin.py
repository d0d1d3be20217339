"""Reads a delivery the slow, obvious way: one row after the other, one value after the other."""

import csv
import io
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from results.imports import Catalogue

NAMES = ["context", "year", "orgnr", "ind_id", "var", "denominator"]
TYPES_THAT_ADD = ["share", "coverage"]
Place = tuple[str, int | None, str | None]


def read_csv(content: bytes, catalogue: Catalogue) -> tuple[list[Place], dict[tuple, list]]:
    """The faults by row and column, and the cells: [numerator, denominator, value]."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    best: list[tuple[int, list[str]]] = []
    for separator in ";,\t":
        records = numbered(text, separator)
        if not best or known_columns(records[0][1]) > known_columns(best[0][1]):
            best = records
    return read_records(best, catalogue)


def numbered(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Each record from the header on, with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    records, start = [], 1
    for record in reader:
        records.append((start, [trim(value) for value in record]))
        start = reader.line_num + 1
    while not any(value.strip(";,\t") for value in records[0][1]):
        records.pop(0)
    return records


def trim(value: str) -> str:
    while value and (value[0].isspace() or value[0] in "\ufeff\u200b"):
        value = value[1:]
    while value and (value[-1].isspace() or value[-1] in "\ufeff\u200b"):
        value = value[:-1]
    return value


def known_columns(header: Sequence[str]) -> int:
    names = [name.casefold() for name in header]
    return sum(names.count(name) == 1 for name in NAMES)


class Delivery:
    """One delivery being read."""

    def __init__(self, header: Sequence[str], catalogue: Catalogue) -> None:
        self.header = header
        self.names = [name.casefold() for name in header]
        self.catalogue = catalogue
        self.faults: list[tuple[int | None, int, str, str | None]] = []
        self.mark: str | None = None
        self.first_rows: dict[tuple, int] = {}
        self.cells: dict[tuple, list] = {}

    def fault(self, code: str, row: int | None, column: str | None, place: int | None = None) -> None:
        if place is None:
            place = self.names.index(column) if column in self.names else -1
        self.faults.append((row, place, code, column))

    def check_header(self, row: int) -> None:
        for place, name in enumerate(self.header):
            if name.casefold() in NAMES and name.casefold() in self.names[:place]:
                self.fault("repeated_column", row, name, place)
            elif name and name.casefold() not in NAMES:
                self.fault("unknown_column", row, name, place)
        for name in ["year", "orgnr", "ind_id", "var"]:
            if name not in self.names:
                self.fault("missing_column", row, name, len(self.names))

    def get(self, record: Sequence[str], name: str) -> str | None:
        return record[self.names.index(name)] if self.names.count(name) == 1 else None

    def default_holds(self, record: Sequence[str], name: str) -> bool:
        nothing_unknown = all(other in ["", *NAMES] for other in self.names)
        nothing_stray = not any(value for other, value in zip(self.names, record, strict=True) if other == "")
        return name not in self.names and nothing_unknown and nothing_stray

    def read_row(self, row: int, record: Sequence[str]) -> None:
        indicator = self.indicator(row, self.get(record, "ind_id"))
        kind = indicator.type if indicator else "unknown"
        self.see_marks(record, kind)
        key = (
            indicator.id if indicator else None,
            self.unit(row, self.get(record, "orgnr")),
            self.context(row, record),
            self.year(row, self.get(record, "year")),
        )
        numerator = self.var(row, self.get(record, "var"), kind)
        denominator = self.denominator(row, record, kind)
        adds = kind in TYPES_THAT_ADD
        if adds and numerator is not None and denominator is not None and numerator > denominator:
            self.fault("numerator_above_denominator", row, "var")
        if None not in key:
            self.enter(row, key, kind, numerator, denominator)

    def enter(self, row: int, key: tuple, kind: str, numerator: Decimal, denominator: Decimal) -> None:
        if kind in TYPES_THAT_ADD:
            cell = self.cells.setdefault(key, [0, 0, None])
            cell[0] += numerator or 0
            cell[1] += denominator or 0
        elif key in self.first_rows:
            self.fault("repeated_cell", row, None)
        else:
            self.first_rows[key] = row
            self.cells[key] = [None, denominator, numerator]

    def indicator(self, row: int, text: str | None):
        if text is None:
            return None
        if text == "":
            return self.fault("empty_value", row, "ind_id")
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
        known = self.catalogue.indicators.get(key)
        if known is None:
            return self.fault("unknown_indicator", row, "ind_id")
        if known.registry != self.catalogue.registry:
            return self.fault("other_registry", row, "ind_id")
        if known.retired:
            self.fault("retired_indicator", row, "ind_id")
        return known

    def unit(self, row: int, text: str | None) -> int | None:
        if text is None:
            return None
        if text in self.catalogue.units:
            return self.catalogue.units[text].id
        return self.fault("unknown_unit" if text else "empty_value", row, "orgnr")

    def context(self, row: int, record: Sequence[str]) -> str | None:
        text = self.get(record, "context")
        if text is None:
            return "caregiver" if self.default_holds(record, "context") else None
        if text.casefold() in ["caregiver", "resident"]:
            return text.casefold()
        return self.fault("unknown_context" if text else "empty_value", row, "context")

    def year(self, row: int, text: str | None) -> int | None:
        if text is None:
            return None
        if text == "":
            return self.fault("empty_value", row, "year")
        number = as_number(text, ",") or as_number(text, ".")
        if number is None:
            return self.fault("not_a_number", row, "year")
        if number != int(number):
            return self.fault("not_whole", row, "year")
        if not 1990 <= number <= self.catalogue.this_year:
            return self.fault("year_out_of_range", row, "year")
        return int(number)

    def see_marks(self, record: Sequence[str], kind: str) -> None:
        for name, value in zip(self.names, record, strict=True):
            looked_at = name == "var" or (name == "denominator" and kind not in ["count", "unknown"])
            if self.mark is None and looked_at and self.names.count(name) == 1:
                for mark in ",.":
                    if mark in value and as_number(value, mark) is not None:
                        self.mark = mark

    def var(self, row: int, text: str | None, kind: str) -> Decimal | None:
        if text is None:
            return None
        number = self.number(row, text, "var")
        if number is None:
            return None
        if kind in ["share", "coverage", "count"]:
            return self.whole(row, number, "var")
        if kind == "computed_share" and not 0 <= number <= 1:
            return self.fault("share_outside_range", row, "var")
        return number

    def denominator(self, row: int, record: Sequence[str], kind: str) -> Decimal | None:
        if kind in ["count", "unknown"]:
            return None
        text = self.get(record, "denominator")
        if text is None:
            return Decimal(1) if self.default_holds(record, "denominator") else None
        number = self.number(row, text, "denominator")
        whole = None if number is None else self.whole(row, number, "denominator")
        if whole == 0:
            return self.fault("zero_denominator", row, "denominator")
        return whole

    def number(self, row: int, text: str, column: str) -> Decimal | None:
        if text == "":
            return self.fault("empty_value", row, column)
        number = as_number(text, self.mark)
        if number is None:
            return self.fault("not_a_number", row, column)
        return number

    def whole(self, row: int, number: Decimal, column: str) -> Decimal | None:
        if number != int(number):
            return self.fault("not_whole", row, column)
        if number < 0:
            return self.fault("negative", row, column)
        if number > 10**12:
            return self.fault("number_too_large", row, column)
        return number


def as_number(text: str, mark: str | None) -> Decimal | None:
    if len(text) > 40:
        return None
    digits = text[1:] if text[0] in "+-−" else text
    parts = digits.split(mark) if mark else [digits]
    if len(parts) > 2 or not all(part and set(part) <= set("0123456789") for part in parts):
        return None
    return Decimal(".".join(parts)).copy_sign(Decimal(-1 if text[0] in "-−" else 1))


def read_records(
    records: list[tuple[int, list[str]]], catalogue: Catalogue
) -> tuple[list[Place], dict[tuple, list]]:
    header_row, header = records[0]
    delivery = Delivery(header, catalogue)
    delivery.check_header(header_row)
    if known_columns(header):
        filled = [(row, record) for row, record in records[1:] if any(record)]
        for row, record in filled:
            if len(record) != len(header):
                delivery.fault("ragged_row", row, None)
            else:
                delivery.read_row(row, record)
        for place, name in enumerate(header):
            if name == "" and any(len(record) == len(header) and record[place] for _, record in filled):
                delivery.fault("unknown_column", header_row, "", place)
        if not filled:
            delivery.fault("no_data_rows", None, None)
    found = sorted(delivery.faults, key=lambda fault: (fault[0] or 0, fault[1]))
    faults = [(code, row, column) for row, _, code, column in found]
    return faults, {} if faults else delivery.cells
