"""What the form of the comparison offers: places, and on what they are compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from registries.names import field_name, short_name_of
from results import contexts
from results.choices.comparison import CERTAIN, MOST_PLACES, Comparison
from results.choices.offer import Offer
from results.choices.parsing import CONTEXT_IN_ADDRESS
from results.presenters import places
from results.presenters.filters import Option


@dataclass(frozen=True)
class Chosen:
    slug: str
    name: str


def form(choices: Comparison, offer: Offer, labels: Mapping[int, str]) -> dict[str, Any]:
    return {
        "most": MOST_PLACES,
        "chosen": [Chosen(unit.slug, labels[unit.pk]) for unit in choices.units],
        "tree": places.places(offer.units, choices.units, hospitals=choices.context == contexts.CAREGIVER),
        "certain": CERTAIN,
        "differences": [
            Option("", _("Alle"), not choices.only_certain),
            Option(CERTAIN, _("Sikre forskjeller"), choices.only_certain),
        ],
        "years": [
            Option(str(year), str(year), year == choices.year) for year in offer.years(choices.context)
        ],
        "contexts": [
            Option(CONTEXT_IN_ADDRESS[context], label, context == choices.context)
            for context, label in contexts.LABEL.items()
        ],
        "registries": [
            Option(one.key, short_name_of(one), one == choices.registry) for one in offer.registries
        ],
        "fields": [Option(one.slug, field_name(one), one == choices.field) for one in offer.fields],
    }
