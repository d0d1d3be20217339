"""What a profile says in sentences: of the place itself, and why it may have nothing to show."""

from collections.abc import Collection, Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.models import Level, Unit
from results import contexts
from results.choices.offer import Offer
from results.choices.unit import Choices
from results.links import Empty, Link
from results.models.fields import Context
from results.presenters import counts
from results.presenters.levels import Levels
from results.presenters.nothing import all_withdrawn, nothing_public
from results.presenters.places import name
from results.sentences.nouns import listed
from wording.language import current
from wording.numbers import count

# Links to other years of an empty page: the latest are the likeliest to be wanted.
MOST_YEARS = 3


def ancestors(unit: Unit, known: Iterable[Unit]) -> list[Unit]:
    """From the nation down; the unit itself is not among them."""
    by_id = {one.pk: one for one in known}
    above: list[Unit] = []
    while (parent := by_id.get((above[0] if above else unit).parent_id or 0)) is not None:
        above.insert(0, parent)
    return above


def breadcrumbs(choices: Choices, known: Iterable[Unit]) -> tuple[Link, ...]:
    above = ancestors(choices.unit, known)
    return (
        Link(_("Alle steder"), reverse("results:units")),
        *(Link(name(unit), choices.but(unit=unit)) for unit in above),
    )


def extent(levels: Levels, registries: int, choices: Choices) -> str:
    """ "86 indikatorer fra 31 registre i 2024. Høy måloppnåelse på 41, lav på 19."."""
    living = f", {contexts.LEAD[choices.context]}" if choices.context == Context.RESIDENT else ""
    told = _("{indicators} fra {registries} i {year}{patients}.").format(
        indicators=counts.indicators(levels.shown),
        registries=counts.registries(registries),
        year=choices.year,
        patients=living,
    )
    if not levels.judged:
        return told
    high, low = (count(size) if size else _("ingen") for size in (levels.high, levels.low))
    levels_told = _("Høy måloppnåelse på {high}, lav på {low}.").format(high=high, low=low)
    return f"{told} {levels_told}"


def left_out(levels: Levels) -> str:
    """What the bars leave out, and why: "30 uten målnivå og 12 skjulte er ikke med."."""
    parts = []
    if levels.unjudged:
        parts.append(_("{n} uten målnivå").format(n=count(levels.unjudged)))
    if levels.withheld:
        withheld = ngettext("{n} skjult", "{n} skjulte", levels.withheld)
        parts.append(withheld.format(n=count(levels.withheld)))
    if not parts:
        return ""
    said = ngettext("{parts} er ikke med.", "{parts} er ikke med.", levels.unjudged + levels.withheld)
    return said.format(parts=listed(parts, current()))


def history(unit: Unit, known: Iterable[Unit]) -> tuple[tuple[str, tuple[Unit, ...]], ...]:
    """Sentences of the years the place existed, and of those it took over from or gave way to."""
    shown = {one.pk: one for one in known}
    told: list[tuple[str, tuple[Unit, ...]]] = []
    if unit.first_year:
        told.append((_("Har resultater fra og med {year}.").format(year=unit.first_year), ()))
    if unit.last_year:
        told.append((_("Var i drift til og med {year}.").format(year=unit.last_year), ()))
    successor = shown.get(unit.successor_id or 0)
    if successor is not None:
        told.append((_("Videreført av"), (successor,)))
    before = tuple(one for one in shown.values() if one.successor_id == unit.pk)
    if before:
        told.append((_("Viderefører"), before))
    return tuple(told)


def nothing(choices: Choices, offer: Offer, periods: Collection[tuple[str, int]]) -> Empty | None:
    """Why the place has no results here, and the ways out. None where all that is asked for is withdrawn."""
    if all_withdrawn(offer.releases):
        return None
    # Of a place the years are its own, and so are the ways out.
    if not offer.periods:
        return nothing_public(choices, offer, _("Resultatene vises her"), _("Vis resultater"))
    called = name(choices.unit)
    return Empty(
        _("Ingen resultater for {place} her").format(place=called),
        _why(choices, periods),
        _ways_out(choices, offer, periods),
    )


def _why(choices: Choices, periods: Collection[tuple[str, int]]) -> str:
    if choices.context == Context.RESIDENT and choices.unit.level == Level.HOSPITAL:
        return _(
            "Opptaksområdene hører til helseforetakene. Resultater etter hvor pasientene bor, "
            "finnes derfor ikke for hvert sykehus, men for helseforetaket."
        )
    lead = contexts.LEAD[choices.context]
    if not periods:
        return _("Ingen registre har publisert resultater for dette stedet ennå.")
    if not any(context == choices.context for context, _ in periods):
        return _("Stedet har ingen resultater {patients}.").format(patients=lead)
    said = _("Stedet har ingen resultater for {year}, {patients}.")
    return said.format(year=choices.year, patients=lead)


def _ways_out(choices: Choices, offer: Offer, periods: Collection[tuple[str, int]]) -> tuple[Link, ...]:
    by_context: Mapping[str, list[int]] = {
        context: sorted({year for ours, year in periods if ours == context}, reverse=True)
        for context in Context.values
    }
    here = by_context[choices.context]
    links = [Link(_("Vis {year}").format(year=year), choices.but(year=year)) for year in here[:MOST_YEARS]]
    above = ancestors(choices.unit, offer.units)[-1:]
    if choices.context == Context.RESIDENT and choices.unit.level == Level.HOSPITAL:
        links += [Link(_results_of(unit, contexts.RESIDENT), choices.but(unit=unit)) for unit in above]
    other = contexts.other(choices.context)
    if there := by_context[other]:
        year = choices.year if choices.year in there else there[0]
        links.append(Link(_results_of(choices.unit, other), choices.but(context=other, year=year)))
    if choices.context == Context.CAREGIVER or choices.unit.level != Level.HOSPITAL:
        links += [Link(_("Se {place}").format(place=name(unit)), choices.but(unit=unit)) for unit in above]
    return (*links, Link(_("Finn et annet sted"), reverse("results:units")))


def _results_of(unit: Unit, context: str) -> str:
    return _("{place}: resultater {patients}").format(place=name(unit), patients=contexts.LEAD[context])
