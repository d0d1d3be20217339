"""An indicator's fields and values in words: in what differs, in what is confirmed, in the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from indicators.dated import DatedTarget
from indicators.models import DefinitionFields, Direction, NumberFormat, Type
from indicators.versions import TARGET, Change
from results.presenters.measures import limit

LABELS = {
    "title": _lazy("Tittel"),
    "title_en": _lazy("Tittel på engelsk"),
    "type": _lazy("Type"),
    "number_format": _lazy("Tallformat"),
    "decimals": _lazy("Desimaler"),
    "unit_word": _lazy("Måleenhet"),
    "unit_word_en": _lazy("Måleenhet på engelsk"),
    "min_denominator": _lazy("Minste nevner"),
    "coverage_indicator": _lazy("Dekningsgrad"),
    "shown": _lazy("Vises for alle"),
    "retired": _lazy("Avsluttet"),
    "sorting": _lazy("Rekkefølge"),
    "short_description": _lazy("Kort beskrivelse"),
    "short_description_en": _lazy("Kort beskrivelse på engelsk"),
    "long_description": _lazy("Lang beskrivelse"),
    "long_description_en": _lazy("Lang beskrivelse på engelsk"),
}
CHOICES = {
    "type": dict(Type.choices),
    "number_format": dict(NumberFormat.choices),
    "direction": dict(Direction.choices),
}
EMPTY = _lazy("ingen")


@dataclass(frozen=True)
class Line:
    """A field with its value before and after, and maybe one's own."""

    label: str
    before: str
    after: str
    mine: str = ""


def lines(definition: DefinitionFields, found: Sequence[Change]) -> list[Line]:
    return [
        Line(label(change), told(definition, change, change.before), told(definition, change, change.after))
        for change in found
    ]


def label(change: Change) -> str:
    if change.field == TARGET:
        return target_label(change.year)
    return str(LABELS[change.field])


def target_label(start: int | str | None) -> str:
    """ "Mål fra 2022"."""
    return _("Mål fra {year}").format(year=start) if start else _("Mål fra begynnelsen")


def told(definition: DefinitionFields, change: Change, value: Any) -> str:
    return target_text(definition, value) if change.field == TARGET else value_text(change.field, value)


def value_text(name: str, value: Any) -> str:
    if value is None or value == "":
        return str(EMPTY)
    if isinstance(value, bool):
        return _("ja") if value else _("nei")
    if name in CHOICES:
        return str(CHOICES[name].get(value, value))
    return str(value)


def target_text(definition: DefinitionFields, target: DatedTarget | None) -> str:
    """ "høyere er bedre; høy 85 %; moderat 60 %; brudd"."""
    if target is None:
        return str(EMPTY)
    direction = str(Direction(target.direction).label) if target.direction else _("ingen retning")
    parts = [
        direction,
        *(
            said.format(goal=_limit(definition, value))
            for said, value in ((_("høy {goal}"), target.high), (_("moderat {goal}"), target.moderate))
            if value is not None
        ),
        *{True: [_("brudd")], False: [_("ikke brudd")], None: []}[target.is_break],
        *(note for note in (target.note_nb, target.note_en) if note),
    ]
    return "; ".join(parts)


def _limit(definition: DefinitionFields, value: Decimal) -> str:
    return limit(definition, value)
