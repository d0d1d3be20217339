"""What a release changes, in one sentence, and in counts."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from organisations.models import Level
from results.calculations.rehearsal import DOWN, GIVEN, HIDDEN, LOST, UNCOVERED, UP, Rehearsal
from wording.numbers import count
from workbench.presenters.known import Known

# In a sentence; the others are in the list below it.
NAMED = 3
LEVEL_ORDER = [Level.HOSPITAL, Level.HF, Level.RHF, Level.NATION]
LEVEL_NAMES = {"hospital": "Sykehus", "hf": "Helseforetak", "rhf": "Helseregioner", "nation": "Hele landet"}


@dataclass(frozen=True)
class Tense:
    """The verbs: of what would happen, and of what did."""

    changes: str = "bytter"
    becomes: str = "blir"
    gets: str = "får"
    gets_or_loses: str = "får eller mister"
    is_marked: str = "merkes"
    no_others: str = "Ingen andre registre påvirkes."


FUTURE = Tense()
PAST = Tense(
    changes="byttet",
    becomes="ble",
    gets="fikk",
    gets_or_loses="fikk eller mistet",
    is_marked="ble merket",
    no_others="Ingen andre registre ble påvirket.",
)


@dataclass(frozen=True)
class Tally:
    key: str
    number: str
    label: str
    detail: str
    anchor: str


@dataclass(frozen=True)
class Effect:
    """How many results of one level of units change, and how."""

    level: str
    numbers: tuple[str, ...]


EFFECT_COLUMNS = (
    ("Opp", [UP]),
    ("Ned", [DOWN]),
    ("Får eller mister nivå", [GIVEN, LOST]),
    ("Blir skjult", [HIDDEN]),
    ("Blir vist", [UNCOVERED]),
    ("Andre tall", ["revalued"]),
    ("Nye", ["added"]),
    ("Borte", ["gone"]),
)


def summary(found: Rehearsal, known: Known, tense: Tense = FUTURE) -> str:
    """ "6 enheter bytter nivå: 4 opp (Bodø, …), 2 ned (Volda, …). 1 enhet blir skjult. …" """
    if known.before.release is None:
        return f"{_first(found, tense)} {tense.no_others}"
    parts = [
        _moves(found.changed, known, tense),
        _veiled(found.changed, HIDDEN, f"{tense.becomes} skjult", known),
        _veiled(found.changed, UNCOVERED, f"{tense.becomes} vist igjen", known),
        _extent(found, tense),
    ]
    said = [part for part in parts if part] or [_unlevelled(found, tense)]
    return " ".join([*said, tense.no_others])


def _first(found: Rehearsal, tense: Tense) -> str:
    if found.added.empty:
        return "Utkastet har ingen resultater å vise."
    hidden = int((found.added["withheld"] != "").sum())
    number = len(found.added)
    word = f"resultat {tense.becomes} offentlig" if number == 1 else f"resultater {tense.becomes} offentlige"
    kept = f", {count(hidden)} av dem skjult" if hidden else ""
    return f"Registerets første utgivelse: {count(number)} {word}{kept}."


def _moves(changed: pd.DataFrame, known: Known, tense: Tense) -> str:
    moved = changed[changed["move"].isin([UP, DOWN])]
    others = int(changed["move"].isin([GIVEN, LOST]).sum())
    given = f"{count(others)} {_results(others)} {tense.gets_or_loses} nivå." if others else ""
    if moved.empty:
        return given
    ways = [
        f"{count(len(part))} {word} ({names(part['unit'], known)})"
        for word, part in (("opp", moved[moved["move"] == UP]), ("ned", moved[moved["move"] == DOWN]))
        if not part.empty
    ]
    sentence = f"{_who(moved)} {tense.changes} nivå: {', '.join(ways)}."
    return f"{sentence} {given}".strip()


def _veiled(changed: pd.DataFrame, veil: str, what: str, known: Known) -> str:
    found = changed[changed["veil"] == veil]
    return "" if found.empty else f"{_who(found)} {what} ({names(found['unit'], known)})."


def _who(cells: pd.DataFrame) -> str:
    """ "6 enheter"; where a unit has several results among them, "9 resultater ved 6 enheter"."""
    units = int(cells["unit"].nunique())
    said = f"{count(units)} {'enhet' if units == 1 else 'enheter'}"
    return said if units == len(cells) else f"{count(len(cells))} resultater ved {said}"


def names(units: Iterable[int], known: Known) -> str:
    """The first few: hospitals before what they belong to."""
    found = [known.units[unit] for unit in dict.fromkeys(units)]
    found.sort(key=lambda unit: (LEVEL_ORDER.index(Level(unit.level)), known.place_key(unit.pk)))
    said = [known.called[unit.pk] for unit in found[:NAMED]]
    return ", ".join([*said, "…"] if len(found) > NAMED else said)


def _extent(found: Rehearsal, tense: Tense) -> str:
    parts = []
    if number := len(found.added):
        parts.append(f"{count(number)} {'nytt resultat' if number == 1 else 'nye resultater'}.")
    if number := len(found.gone):
        parts.append(f"{count(number)} {_results(number)} {tense.becomes} borte.")
    return " ".join(parts)


def _unlevelled(found: Rehearsal, tense: Tense) -> str:
    if number := int(found.changed["revalued"].sum()):
        return f"{count(number)} {_results(number)} {tense.gets} andre tall. Ingen {tense.changes} nivå."
    if found.changed.empty:
        return f"Ingenting av det som vises offentlig, {tense.becomes} endret."
    number = len(found.changed)
    return f"{count(number)} {_results(number)} {tense.is_marked} annerledes. Ingen tall er andre."


def _results(number: int) -> str:
    return "resultat" if number == 1 else "resultater"


def tallies(found: Rehearsal, tense: Tense = FUTURE) -> list[Tally]:
    """What stands at the top of the page; each leads to its list."""
    changed = found.changed

    def size(column: str, *kinds: str) -> int:
        return int(changed[column].isin(kinds).sum())

    up, down = size("move", UP), size("move", DOWN)
    unlikely = int(changed["unlikely"].fillna(False).astype(bool).sum())
    provisional = found.slices[_becomes_provisional(found.slices).to_numpy(dtype=bool)]
    years, indicators = (int(provisional[name].nunique()) for name in ("year", "indicator"))
    return [
        Tally(
            "levels",
            count(up + down),
            f"{tense.changes} nivå",
            f"{count(up)} opp, {count(down)} ned",
            "nivaa",
        ),
        Tally(
            "hidden",
            count(size("veil", HIDDEN)),
            f"{tense.becomes} skjult",
            f"{count(size('veil', UNCOVERED))} {tense.becomes} vist",
            "skjul",
        ),
        Tally(
            "values",
            count(int(changed["revalued"].sum())),
            f"{tense.gets} andre tall",
            f"{count(unlikely)} mer enn tilfeldigheter",
            "verdier",
        ),
        Tally(
            "extent",
            count(len(found.added)),
            "nye" if len(found.added) != 1 else "nytt",
            f"{count(len(found.gone))} {tense.becomes} borte",
            "omfang",
        ),
        Tally(
            "provisional",
            count(years),
            "nytt foreløpig år" if years == 1 else "nye foreløpige år",
            f"i {count(indicators)} {'indikator' if indicators == 1 else 'indikatorer'}",
            "forelopig",
        ),
    ]


def _becomes_provisional(slices: pd.DataFrame) -> pd.Series:
    before, after = (slices[f"provisional_{side}"].fillna(False) for side in ("before", "after"))
    return after & ~before


def effects(found: Rehearsal) -> list[Effect]:
    by_level = found.effect.set_index("level")
    return [
        Effect(
            LEVEL_NAMES[level],
            tuple(count(int(by_level.loc[level.value, list(kinds)].sum())) for _, kinds in EFFECT_COLUMNS),
        )
        for level in LEVEL_ORDER
    ]
