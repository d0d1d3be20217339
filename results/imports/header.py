"""The header of a file: which column is where, and what is wrong with it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from results.imports.faults import Code, Fault, placed
from results.imports.nearest import Nearest
from results.imports.values import Value, shown, trimmed

COLUMNS = ("context", "year", "orgnr", "ind_id", "var", "denominator")
OPTIONAL = frozenset({"context", "denominator"})  # default to caregiver and 1
NAMES = f"{', '.join(COLUMNS[:-1])} og {COLUMNS[-1]}"


@dataclass(frozen=True)
class Header:
    """Where the header stands and what it says. `places` holds the columns that are there exactly once."""

    row: int
    names: tuple[str, ...]  # as written, trimmed
    places: dict[str, int]

    @property
    def keys(self) -> list[str]:
        return [name.casefold() for name in self.names]

    @property
    def unnamed(self) -> list[int]:
        return [place for place, name in enumerate(self.names) if not name]

    @property
    def missing(self) -> list[str]:
        return [name for name in COLUMNS if name not in OPTIONAL and name not in self.keys]

    def is_left_out(self, column: str) -> bool:
        """Whether an optional column is certainly not there, so that its default holds.

        Beside an unknown column nothing is certain: that may be the one, misspelt.
        """
        return column not in self.keys and all(key in COLUMNS or not key for key in self.keys)


def understand(row: int, record: Sequence[Value]) -> Header:
    names = tuple(shown(trimmed(value)) for value in record)
    times = Counter(name.casefold() for name in names)
    places = {
        name.casefold(): place
        for place, name in enumerate(names)
        if name.casefold() in COLUMNS and times[name.casefold()] == 1
    }
    return Header(row, names, places)


def header_faults(header: Header) -> list[tuple[int, Fault]]:
    """Each fault with its column's place; what is missing stands last."""
    found: list[tuple[int, Fault]] = []
    seen: set[str] = set()
    for place, (name, key) in enumerate(zip(header.names, header.keys, strict=True)):
        if key in COLUMNS and key in seen:
            sentence = "kolonnen står flere ganger i overskriften. Behold bare den riktige."
            found.append((place, _fault(Code.REPEATED_COLUMN, header.row, name, sentence)))
        elif key and key not in COLUMNS:
            found.append((place, _fault(Code.UNKNOWN_COLUMN, header.row, name, _unknown(key))))
        seen.add(key)
    for name in header.missing:
        sentence = "kolonnen mangler. Legg den til i overskriften, og fyll den ut i alle rader."
        found.append((len(header.names), _fault(Code.MISSING_COLUMN, header.row, name, sentence)))
    return found


def unnamed_fault(header: Header, place: int, row: int) -> Fault:
    """For a column without a name that holds something after all, first in `row`."""
    sentence = (
        f"kolonne nummer {place + 1} har verdier (først i rad {row}), men ikke noe navn. "
        f"Slett kolonnen, eller gi den et av navnene {NAMES}."
    )
    message = placed(sentence, header.row, None)
    return Fault(Code.UNKNOWN_COLUMN.text, header.row, "", None, message)


def _fault(code: Code, row: int, name: str, sentence: str) -> Fault:
    return Fault(code.text, row, name, name, placed(sentence, row, name))


def _unknown(key: str) -> str:
    near = Nearest(COLUMNS).find(key)
    remedy = f"Mente du {near}?" if near else f"Slett den, eller bruk et av navnene {NAMES}."
    return f"kolonnen er ukjent. {remedy}"
