"""What the form of the results page offers, and the words for what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from registries.names import field_name, name_of, short_name_of
from results import contexts
from results.choices.offer import MOST_UNITS, Offer
from results.choices.parsing import CONTEXT_IN_ADDRESS
from results.choices.table import (
    CHANGE,
    COVERAGE,
    DISTANCE,
    LEVEL_IN_ADDRESS,
    NAME,
    TREATMENT,
    VALUE,
    Choices,
)
from results.links import Link
from results.models import Attainment
from results.models.fields import Context
from results.presenters import places

QUALITY_LABEL = {TREATMENT: _lazy("Behandling"), COVERAGE: _lazy("Datakvalitet (dekningsgrad)")}
SORT_LABEL = {
    NAME: _lazy("Navn"),
    VALUE: _lazy("Verdi, høyeste først"),
    f"-{VALUE}": _lazy("Verdi, laveste først"),
    CHANGE: _lazy("Sikker endring, bedre først"),
    f"-{CHANGE}": _lazy("Sikker endring, dårligere først"),
    DISTANCE: _lazy("Avstand til målet, størst først"),
    f"-{DISTANCE}": _lazy("Avstand til målet, minst først"),
}


@dataclass(frozen=True)
class Chip(Link):
    """A chosen place, and the address without it."""

    slug: str


@dataclass(frozen=True)
class Option:
    value: str
    text: str
    chosen: bool


def filters(choices: Choices, offer: Offer, labels: Mapping[int, str]) -> dict[str, Any]:
    """The chosen units as links that leave them out, the tree to choose others from, and the lists."""
    return {
        "chips": [
            Chip(
                labels[unit.pk],
                choices.but(units=tuple(other for other in choices.units if other != unit)),
                unit.slug,
            )
            for unit in choices.units
        ],
        "most": MOST_UNITS,
        "places": places.places(offer.units, choices.units, hospitals=choices.context == Context.CAREGIVER),
        "years": _options({str(year): str(year) for year in offer.years(choices.context)}, choices.year),
        "contexts": _options(
            {CONTEXT_IN_ADDRESS[context]: label for context, label in contexts.LABEL.items()},
            CONTEXT_IN_ADDRESS[Context(choices.context)],
        ),
        "registries": _options(
            {one.key: short_name_of(one) for one in offer.registries},
            choices.registry.key if choices.registry else None,
        ),
        "fields": _options(
            {field.slug: field_name(field) for field in offer.fields},
            choices.field.slug if choices.field else None,
        ),
        "levels": _options(
            {LEVEL_IN_ADDRESS[level]: level.label.capitalize() for level in Attainment},
            choices.level and LEVEL_IN_ADDRESS[choices.level],
        ),
        "qualities": _options(QUALITY_LABEL, choices.quality),
        "sorts": _options(SORT_LABEL, choices.sort),
        "sorted_by": _options(
            {unit.slug: labels[unit.pk] for unit in choices.units},
            choices.sort_by.slug if choices.sort_by else None,
        ),
        "clear": reverse("results:table"),
    }


def _options(texts: Mapping[str, Any], chosen: str | int | None) -> list[Option]:
    """Of texts, also of those that are not translated before they are shown."""
    return [
        Option(value, text if isinstance(text, str) else str(text), value == str(chosen))
        for value, text in texts.items()
    ]


def chosen_words(choices: Choices, labels: Mapping[int, str]) -> list[tuple[str, str]]:
    """What was chosen, by the form's own words: what a file says of where it comes from."""
    told = {
        _("Steder"): ", ".join(labels[unit.pk] for unit in choices.units),
        _("År"): str(choices.year or ""),
        _("Pasienter"): contexts.LABEL[choices.context],
        _("Register"): name_of(choices.registry) if choices.registry else "",
        _("Fagområde"): field_name(choices.field) if choices.field else "",
        _("Nivå"): choices.level.label.capitalize() if choices.level else "",
        _("Indikatorer"): str(QUALITY_LABEL.get(choices.quality, "")),
    }
    return [(label, text) for label, text in told.items() if text]
