"""What a release changes, in one sentence, and in counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import pandas as pd
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from organisations.models import Level
from results.calculations.rehearsal import DOWN, GIVEN, HIDDEN, LOST, UNCOVERED, UP, Rehearsal
from wording.numbers import count
from workbench.presenters.known import Known

# In a sentence; the others are in the list below it.
NAMED = 3
LEVEL_ORDER = [Level.HOSPITAL, Level.HF, Level.RHF, Level.NATION]
LEVEL_NAMES = {
    "hospital": _lazy("Sykehus"),
    "hf": _lazy("Helseforetak"),
    "rhf": _lazy("Helseregioner"),
    "nation": _lazy("Hele landet"),
}


class Tense(Enum):
    """Whether it would happen, or did."""

    FUTURE, PAST = range(2)

    def __call__(self, would: str, did: str) -> str:
        return did if self is Tense.PAST else would


FUTURE, PAST = Tense


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
    (_lazy("Opp"), [UP]),
    (_lazy("Ned"), [DOWN]),
    (_lazy("Får eller mister nivå"), [GIVEN, LOST]),
    (_lazy("Blir skjult"), [HIDDEN]),
    (_lazy("Blir vist"), [UNCOVERED]),
    (_lazy("Andre tall"), ["revalued"]),
    (_lazy("Nye"), ["added"]),
    (_lazy("Borte"), ["gone"]),
)


def summary(found: Rehearsal, known: Known, tense: Tense = FUTURE) -> str:
    """ "6 enheter bytter nivå: 4 opp (Bodø, …), 2 ned (Volda, …). 1 enhet blir skjult. …" """
    no_others = tense(_("Ingen andre registre påvirkes."), _("Ingen andre registre ble påvirket."))
    if known.before.release is None:
        return f"{_first(found, tense)} {no_others}"
    hidden = tense(_("{who} blir skjult ({names})."), _("{who} ble skjult ({names})."))
    uncovered = tense(_("{who} blir vist igjen ({names})."), _("{who} ble vist igjen ({names})."))
    parts = [
        _moves(found.changed, known, tense),
        _veiled(found.changed, HIDDEN, hidden, known),
        _veiled(found.changed, UNCOVERED, uncovered, known),
        _extent(found, tense),
    ]
    said = [part for part in parts if part] or [_unlevelled(found, tense)]
    return " ".join([*said, no_others])


def _first(found: Rehearsal, tense: Tense) -> str:
    if found.added.empty:
        return _("Utkastet har ingen resultater å vise.")
    hidden = int((found.added["withheld"] != "").sum())
    number = len(found.added)
    said = tense(
        ngettext(
            "Registerets første utgivelse: {n} resultat blir offentlig{kept}.",
            "Registerets første utgivelse: {n} resultater blir offentlige{kept}.",
            number,
        ),
        ngettext(
            "Registerets første utgivelse: {n} resultat ble offentlig{kept}.",
            "Registerets første utgivelse: {n} resultater ble offentlige{kept}.",
            number,
        ),
    )
    kept = _(", {n} av dem skjult").format(n=count(hidden)) if hidden else ""
    return said.format(n=count(number), kept=kept)


def _moves(changed: pd.DataFrame, known: Known, tense: Tense) -> str:
    moved = changed[changed["move"].isin([UP, DOWN])]
    others = int(changed["move"].isin([GIVEN, LOST]).sum())
    given = _given(others, tense) if others else ""
    if moved.empty:
        return given
    sides = ((_("{n} opp ({names})"), UP), (_("{n} ned ({names})"), DOWN))
    parts = [(said, moved[moved["move"] == side]) for said, side in sides]
    ways = [
        said.format(n=count(len(part)), names=names(part["unit"], known))
        for said, part in parts
        if not part.empty
    ]
    sentence = tense(_("{who} bytter nivå: {ways}."), _("{who} byttet nivå: {ways}."))
    return f"{sentence.format(who=_who(moved), ways=', '.join(ways))} {given}".strip()


def _given(number: int, tense: Tense) -> str:
    said = tense(
        ngettext("{n} resultat får eller mister nivå.", "{n} resultater får eller mister nivå.", number),
        ngettext("{n} resultat fikk eller mistet nivå.", "{n} resultater fikk eller mistet nivå.", number),
    )
    return said.format(n=count(number))


def _veiled(changed: pd.DataFrame, veil: str, what: str, known: Known) -> str:
    found = changed[changed["veil"] == veil]
    return "" if found.empty else what.format(who=_who(found), names=names(found["unit"], known))


def _who(cells: pd.DataFrame) -> str:
    """ "6 enheter"; where a unit has several results among them, "9 resultater ved 6 enheter"."""
    units = int(cells["unit"].nunique())
    said = unit_count(units)
    if units == len(cells):
        return said
    return _("{n} resultater ved {units}").format(n=count(len(cells)), units=said)


def unit_count(number: int) -> str:
    return ngettext("{n} enhet", "{n} enheter", number).format(n=count(number))


def names(units: Iterable[int], known: Known) -> str:
    """The first few: hospitals before what they belong to."""
    found = [known.units[unit] for unit in dict.fromkeys(units)]
    found.sort(key=lambda unit: (LEVEL_ORDER.index(Level(unit.level)), known.place_key(unit.pk)))
    said = [known.called[unit.pk] for unit in found[:NAMED]]
    return ", ".join([*said, "…"] if len(found) > NAMED else said)


def _extent(found: Rehearsal, tense: Tense) -> str:
    parts = []
    if number := len(found.added):
        said = ngettext("{n} nytt resultat.", "{n} nye resultater.", number)
        parts.append(said.format(n=count(number)))
    if number := len(found.gone):
        said = tense(
            ngettext("{n} resultat blir borte.", "{n} resultater blir borte.", number),
            ngettext("{n} resultat ble borte.", "{n} resultater ble borte.", number),
        )
        parts.append(said.format(n=count(number)))
    return " ".join(parts)


def _unlevelled(found: Rehearsal, tense: Tense) -> str:
    if number := int(found.changed["revalued"].sum()):
        said = tense(
            ngettext(
                "{n} resultat får andre tall. Ingen bytter nivå.",
                "{n} resultater får andre tall. Ingen bytter nivå.",
                number,
            ),
            ngettext(
                "{n} resultat fikk andre tall. Ingen byttet nivå.",
                "{n} resultater fikk andre tall. Ingen byttet nivå.",
                number,
            ),
        )
        return said.format(n=count(number))
    if found.changed.empty:
        return tense(
            _("Ingenting av det som vises offentlig, blir endret."),
            _("Ingenting av det som vises offentlig, ble endret."),
        )
    number = len(found.changed)
    said = tense(
        ngettext(
            "{n} resultat merkes annerledes. Ingen tall er andre.",
            "{n} resultater merkes annerledes. Ingen tall er andre.",
            number,
        ),
        ngettext(
            "{n} resultat ble merket annerledes. Ingen tall er andre.",
            "{n} resultater ble merket annerledes. Ingen tall er andre.",
            number,
        ),
    )
    return said.format(n=count(number))


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
            tense(_("bytter nivå"), _("byttet nivå")),
            _("{up} opp, {down} ned").format(up=count(up), down=count(down)),
            "nivaa",
        ),
        Tally(
            "hidden",
            count(size("veil", HIDDEN)),
            tense(_("blir skjult"), _("ble skjult")),
            tense(_("{n} blir vist"), _("{n} ble vist")).format(n=count(size("veil", UNCOVERED))),
            "skjul",
        ),
        Tally(
            "values",
            count(int(changed["revalued"].sum())),
            tense(_("får andre tall"), _("fikk andre tall")),
            _("{n} mer enn tilfeldigheter").format(n=count(unlikely)),
            "verdier",
        ),
        Tally(
            "extent",
            count(len(found.added)),
            ngettext("nytt", "nye", len(found.added)),
            tense(_("{n} blir borte"), _("{n} ble borte")).format(n=count(len(found.gone))),
            "omfang",
        ),
        Tally(
            "provisional",
            count(years),
            ngettext("nytt foreløpig år", "nye foreløpige år", years),
            ngettext("i {n} indikator", "i {n} indikatorer", indicators).format(n=count(indicators)),
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
            str(LEVEL_NAMES[level]),
            tuple(count(int(by_level.loc[level.value, list(kinds)].sum())) for name, kinds in EFFECT_COLUMNS),
        )
        for level in LEVEL_ORDER
    ]
