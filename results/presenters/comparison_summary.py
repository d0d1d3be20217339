"""What stands above two or more places side by side: how each does, and what chance alone may have done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from indicators.models import Type
from organisations.models import Unit
from results.calculations.difference import certain_by_chance
from results.choices.comparison import Comparison
from results.links import Link
from results.presenters.comparison import (
    BETTER,
    CONFIDENCE,
    DIFFERS,
    WORSE,
    ComparedRow,
    ComparedSection,
    in_a_sentence,
)
from results.presenters.sections import Tally, tallies
from results.sentences.nouns import listed
from wording.language import current
from wording.numbers import count, decimal, percent

WITHIN, CONTAINS = "within", "contains"
# A heading names two places, and a third rather than "1 andre".
MOST_NAMED = 3
VERDICTS = {
    BETTER: _lazy("{n} bedre"),
    WORSE: _lazy("{n} dårligere"),
    DIFFERS: _lazy("{n} uten mål"),
}
# The differences that look certain where there are none.
BY_CHANCE = 1 - CONFIDENCE


@dataclass(frozen=True)
class Verdict:
    kind: str  # better, worse, differs
    text: str  # "3 bedre"


@dataclass(frozen=True)
class ComparedPlace:
    """A chosen place: its name, its sums, and what the reader can do with it."""

    name: str
    address: str  # of its profile
    is_first: bool
    overlap: str  # why nothing is said of differences; "" where there is no such reason
    tallies: tuple[Tally, ...]  # on the indicators of treatment that all the places have; () without any
    verdicts: tuple[Verdict, ...]  # of certain differences from the first
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Summary:
    first: str  # the first place's name, as it stands in a sentence
    places: tuple[ComparedPlace, ...]
    heading: str  # "Bodø og Tromsø"
    common: str  # "Måloppnåelse på de 41 indikatorene for behandling der alle stedene har tall og mål."
    tests: str  # how many were tested, and how many are certain
    chance: str  # how many chance alone would make certain; "" where none was tested

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a file must say of the differences in it."""
        overlaps = (f"{place.name}: {place.overlap}" for place in self.places if place.overlap)
        return (f"{self.tests} {self.chance}".strip(), *overlaps)


def summary(
    choices: Comparison,
    labels: Mapping[int, str],
    sections: Sequence[ComparedSection],
    overlaps: Mapping[int, str],
) -> Summary:
    """`overlaps`: the places that contain the first or lie within it, by their ids."""
    rows = [row for section in sections for row in section.rows]
    common = [row for row in rows if _in_common(row)]
    first = in_a_sentence(labels[choices.units[0].pk], choices.units[0].level)
    return Summary(
        first=first,
        heading=heading([labels[unit.pk] for unit in choices.units], [unit.level for unit in choices.units]),
        places=tuple(
            ComparedPlace(
                name=labels[unit.pk],
                address=f"{reverse('results:unit', args=[unit.slug])}?{choices.onwards.urlencode()}",
                is_first=at == 0,
                overlap=overlap_words(overlaps.get(unit.pk, ""), first),
                tallies=tallies(row.answers[at].point for row in common) if common else (),
                verdicts=verdicts(rows, at),
                links=tuple(_links(choices, unit)),
            )
            for at, unit in enumerate(choices.units)
        ),
        common=common_words(len(common)),
        tests=words_of_tests(rows, first),
        chance=chance_words(rows),
    )


def heading(names: Sequence[str], levels: Sequence[str]) -> str:
    """ "Bodø og Tromsø"; of more than three, how many the others are."""
    first, *others = names
    told = [first, *(in_a_sentence(name, level) for name, level in zip(others, levels[1:], strict=True))]
    if len(told) > MOST_NAMED:
        told[2:] = [_("{n} andre").format(n=count(len(told) - 2))]
    return listed(told, current())


def _in_common(row: ComparedRow) -> bool:
    """All the places have a level, and it is of treatment: a place's profile counts coverage apart too."""
    return row.measure.type != Type.COVERAGE and all(answer.point.level for answer in row.answers)


def overlap_words(overlap: str, first: str) -> str:
    if not overlap:
        return ""
    said = (
        _(
            "Forskjeller er ikke testet: stedet er en del av {first}, så de samme pasientene er med begge "
            "steder."
        )
        if overlap == WITHIN
        else _(
            "Forskjeller er ikke testet: stedet omfatter {first}, så de samme pasientene er med begge steder."
        )
    )
    return said.format(first=first)


def verdicts(rows: Sequence[ComparedRow], at: int) -> tuple[Verdict, ...]:
    """How many of the place's differences from the first are certain, by kind."""
    found = [row.answers[at].verdict for row in rows]
    counted = [(kind, found.count(kind)) for kind in VERDICTS]
    return tuple(Verdict(kind, VERDICTS[kind].format(n=count(size))) for kind, size in counted if size)


def _links(choices: Comparison, unit: Unit) -> list[Link]:
    at = choices.units.index(unit)
    links = [Link(_("Sammenlign med dette"), choices.first(unit))] if at else []
    if at > 1:
        links.append(Link(_("Flytt fram"), choices.earlier(unit)))
    return [*links, Link(_("Fjern"), choices.without(unit))]


def common_words(indicators: int) -> str:
    if not indicators:
        return _("Ingen indikatorer for behandling har både mål og tall for alle stedene.")
    return ngettext(
        "Måloppnåelse på den ene indikatoren for behandling der alle stedene har tall og mål.",
        "Måloppnåelse på de {n} indikatorene for behandling der alle stedene har tall og mål.",
        indicators,
    ).format(n=count(indicators))


def words_of_tests(rows: Sequence[ComparedRow], first: str) -> str:
    """How many differences were tested, and how many of them are certain."""
    size = _tested(rows)
    if not size:
        return _("Ingen forskjeller er testet her.")
    certain = sum(answer.is_certain for row in rows for answer in row.answers)
    said = ngettext(
        "{n} forskjell fra {first} er testet, og {certain}.",
        "{n} forskjeller fra {first} er testet, og {certain}.",
        size,
    )
    return said.format(n=count(size), first=first, certain=_certain(certain))


def _certain(size: int) -> str:
    if not size:
        return _("ingen er sikre")
    return ngettext("{n} er sikker", "{n} er sikre", size).format(n=count(size))


def chance_words(rows: Sequence[ComparedRow]) -> str:
    """How many of the tested would look certain by chance."""
    size = _tested(rows)
    if not size:
        return ""
    return _(
        "Også om det ikke var noen reelle forskjeller, ville rundt {expected} av {all} sett sikre ut ved ren "
        "tilfeldighet ({share})."
    ).format(expected=_expected(size), all=count(size), share=percent(BY_CHANCE))


def _tested(rows: Sequence[ComparedRow]) -> int:
    return sum(answer.difference is not None for row in rows for answer in row.answers)


def _expected(tests: int) -> str:
    """In whole numbers from one on; below it as it is, which takes two decimals at most."""
    by_chance = certain_by_chance(tests)
    if by_chance >= 1:
        return decimal(by_chance, 0)
    return decimal(by_chance, 2 if tests % 2 else 1)
