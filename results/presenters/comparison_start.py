"""What may be compared, for the reader who has not yet chosen two places."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from organisations.models import Kind, Level, Unit
from results.choices.comparison import FEWEST_PLACES, MOST_PLACES, Comparison
from results.choices.offer import Offer
from results.links import Link
from results.models.fields import Context
from results.presenters.comparison import in_a_sentence
from results.presenters.places import name
from results.sentences.nouns import listed
from wording.language import current

# What a place is divided into, of several.
PARTS = {
    Level.NATION: _lazy("{place}: {n} regioner"),
    Level.RHF: _lazy("{place}: {n} helseforetak"),
    Level.HF: _lazy("{place}: {n} sykehus"),
}
HEADINGS = {
    Level.HF: _lazy("Sykehus i samme helseforetak"),
    Level.RHF: _lazy("Helseforetak i samme region"),
    Level.NATION: _lazy("Helseregioner"),
}
# With more names than this a link is no longer read at a glance.
MOST_NAMED = 3
MOST_ALIKE = 8


@dataclass(frozen=True)
class Suggestions:
    heading: str
    links: tuple[Link, ...]


def suggestions(choices: Comparison, offer: Offer) -> list[Suggestions]:
    """Ways to two or more places; a group without any is left out."""
    units = [unit for unit in offer.units if _is_offered(unit, choices)]
    groups = _beside(choices, units) if choices.units else _from_scratch(choices, units)
    return [group for group in groups if group.links]


def _is_offered(unit: Unit, choices: Comparison) -> bool:
    # Nobody lives in a hospital's catchment area.
    return choices.context == Context.CAREGIVER or unit.level != Level.HOSPITAL


def _is_region(unit: Unit) -> bool:
    """Private places are gathered beside the regions, and are none."""
    return unit.level != Level.RHF or unit.kind == Kind.PUBLIC


def _beside(choices: Comparison, units: list[Unit]) -> Iterable[Suggestions]:
    """Other places to set beside the one that is chosen."""
    unit = choices.units[0]
    others = [other for other in units if other != unit]
    near = [other for other in others if other.parent_id == unit.parent_id]
    wider = [other for other in others if other.pk == unit.parent_id or other.level == Level.NATION]
    alike = [other for other in others if other.level == unit.level and other not in near]
    groups = {
        _("{place} og et sted i nærheten").format(place=name(unit)): near,
        _("{place} og et større område").format(place=name(unit)): wider,
        _("Andre steder på samme nivå"): alike[:MOST_ALIKE],
    }
    for heading, found in groups.items():
        yield Suggestions(heading, tuple(_pair(choices, unit, other) for other in found))


def _pair(choices: Comparison, unit: Unit, other: Unit) -> Link:
    together = listed([name(unit), in_a_sentence(name(other), other.level)], current())
    return Link(together, _address(choices, unit, other))


def _from_scratch(choices: Comparison, units: list[Unit]) -> Iterable[Suggestions]:
    """Siblings side by side: of the nation, of each region, of each trust."""
    below: dict[int | None, list[Unit]] = {}
    for unit in filter(_is_region, units):
        below.setdefault(unit.parent_id, []).append(unit)
    for level, heading in HEADINGS.items():
        above = [unit for unit in units if unit.level == level]
        together = [(unit, below.get(unit.pk, [])) for unit in above]
        yield Suggestions(
            str(heading),
            tuple(
                Link(_together(unit, children), _address(choices, *children))
                for unit, children in together
                if FEWEST_PLACES <= len(children) <= MOST_PLACES
            ),
        )


def _together(unit: Unit, children: list[Unit]) -> str:
    """ "Nord-Trøndelag HF: Levanger og Namsos"; of many, how many."""
    names = [name(child) for child in children]
    if len(names) > MOST_NAMED:
        return PARTS[Level(unit.level)].format(place=name(unit), n=len(names))
    return f"{name(unit)}: {listed(names, current())}"


def _address(choices: Comparison, *units: Unit) -> str:
    return replace(choices, units=units).address
