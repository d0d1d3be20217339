"""Why there is nothing to compare, and the ways out."""

from django.utils.translation import gettext as _

from registries.names import field_name, short_name_of
from results import contexts
from results.choices.comparison import Comparison
from results.choices.offer import Offer
from results.links import Empty, Link
from results.presenters.nothing import all_withdrawn, nothing_public


def nothing(choices: Comparison, offer: Offer) -> Empty | None:
    """None where every release shown is withdrawn: the notices say it."""
    if all_withdrawn(choices.shown(offer)):
        return None
    if empty := nothing_public(choices, offer, _("Du kan sammenligne steder her"), _("Sammenlign")):
        return empty
    if choices.only_certain:
        return Empty(
            _("Ingen forskjeller er sikre"),
            _("Tilfeldigheter kan forklare forskjellene mellom stedene, eller forskjellene kan ikke testes."),
            (Link(_("Vis alle indikatorene"), choices.but(only_certain=False)), *_ways_out(choices, offer)),
        )
    return Empty(
        _("Ingen indikatorer har tall for minst to av stedene"),
        _("Det finnes ingen tall å sammenligne for {year} {patients}.").format(
            year=choices.year, patients=contexts.LEAD[choices.context]
        ),
        _ways_out(choices, offer),
    )


def _ways_out(choices: Comparison, offer: Offer) -> tuple[Link, ...]:
    filters = {"registry": choices.registry and short_name_of(choices.registry)} | {
        "field": choices.field and field_name(choices.field)
    }
    links = [
        Link(_("Fjern filteret «{name}»").format(name=text), choices.but(**{name: None}))
        for name, text in filters.items()
        if text
    ]
    if choices.only_certain:
        return tuple(links)
    years = [year for year in offer.years(choices.context) if choices.year and year < choices.year]
    links += [Link(_("Vis {year}").format(year=year), choices.but(year=year)) for year in years[:1]]
    return (*links, Link(_("Velg andre steder"), choices.but(units=())))
