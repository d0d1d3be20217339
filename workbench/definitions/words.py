"""An indicator's fields and values in words: in what differs, in what is confirmed, in the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indicators.dated import DatedTarget
from indicators.models import DefinitionFields, Direction, NumberFormat, Type
from indicators.versions import TARGET, Change
from results.presenters.measures import limit

LABELS = {
    "title": "Tittel",
    "title_en": "Tittel på engelsk",
    "type": "Type",
    "number_format": "Tallformat",
    "decimals": "Desimaler",
    "unit_word": "Måleenhet",
    "unit_word_en": "Måleenhet på engelsk",
    "min_denominator": "Minste nevner",
    "coverage_indicator": "Dekningsgrad",
    "shown": "Vises for alle",
    "retired": "Avsluttet",
    "sorting": "Rekkefølge",
    "short_description": "Kort beskrivelse",
    "short_description_en": "Kort beskrivelse på engelsk",
    "long_description": "Lang beskrivelse",
    "long_description_en": "Lang beskrivelse på engelsk",
}
CHOICES = {
    "type": dict(Type.choices),
    "number_format": dict(NumberFormat.choices),
    "direction": dict(Direction.choices),
}
EMPTY = "ingen"


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
        return f"Mål fra {change.year or 'begynnelsen'}"
    return LABELS[change.field]


def told(definition: DefinitionFields, change: Change, value: Any) -> str:
    return target_text(definition, value) if change.field == TARGET else value_text(change.field, value)


def value_text(name: str, value: Any) -> str:
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if name in CHOICES:
        return str(CHOICES[name].get(value, value))
    return str(value)


def target_text(definition: DefinitionFields, target: DatedTarget | None) -> str:
    """ "høyere er bedre; høy 85 %; moderat 60 %; brudd"."""
    if target is None:
        return EMPTY
    direction = str(Direction(target.direction).label) if target.direction else "ingen retning"
    parts = [
        direction,
        *(
            f"{name} {_limit(definition, value)}"
            for name, value in (("høy", target.high), ("moderat", target.moderate))
            if value is not None
        ),
        *{True: ["brudd"], False: ["ikke brudd"], None: []}[target.is_break],
        *(note for note in (target.note_nb, target.note_en) if note),
    ]
    return "; ".join(parts)


def _limit(definition: DefinitionFields, value: Decimal) -> str:
    return limit(definition, value)
