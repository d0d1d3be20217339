"""What stands above two or more places side by side: how each does, and what chance alone may have done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from organisations.models import Unit
from results.calculations.difference import certain_by_chance
from results.choices.comparison import Comparison
from results.links import Link
from results.presenters.comparison import (
    BETTER,
    DIFFERS,
    WORSE,
    ComparedRow,
    ComparedSection,
    in_a_sentence,
)
from results.presenters.sections import Tally, tallies
from wording.numbers import NARROW_SPACE, count, decimal

WITHIN, CONTAINS = "within", "contains"
VERDICTS = {BETTER: "bedre", WORSE: "dårligere", DIFFERS: "uten mål"}


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
    tallies: tuple[Tally, ...]  # on the indicators that all the places have
    verdicts: tuple[Verdict, ...]  # of certain differences from the first
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Summary:
    first: str  # the first place's name, as it stands in a sentence
    places: tuple[ComparedPlace, ...]
    common: str  # "Måloppnåelse på de 41 indikatorene der alle stedene har tall og mål."
    tests: str  # how many were tested, and what chance alone would bring

    @property
    def caveats(self) -> tuple[str, ...]:
        """What a file must say of the differences in it."""
        overlaps = (f"{place.name}: {place.overlap}" for place in self.places if place.overlap)
        return (self.tests, *overlaps)


def summary(
    choices: Comparison,
    labels: Mapping[int, str],
    sections: Sequence[ComparedSection],
    overlaps: Mapping[int, str],
) -> Summary:
    """`overlaps`: the places that contain the first or lie within it, by their ids."""
    rows = [row for section in sections for row in section.rows]
    common = [row for row in rows if all(answer.point.level for answer in row.answers)]
    first = in_a_sentence(labels[choices.units[0].pk], choices.units[0].level)
    return Summary(
        first=first,
        places=tuple(
            ComparedPlace(
                name=labels[unit.pk],
                address=f"{reverse('results:unit', args=[unit.slug])}?{choices.onwards.urlencode()}",
                is_first=at == 0,
                overlap=overlap_words(overlaps.get(unit.pk, ""), first),
                tallies=tallies(row.answers[at].point for row in common),
                verdicts=verdicts(rows, at),
                links=tuple(_links(choices, unit)),
            )
            for at, unit in enumerate(choices.units)
        ),
        common=common_words(len(common)),
        tests=chance_words(rows, first),
    )


def overlap_words(overlap: str, first: str) -> str:
    if not overlap:
        return ""
    how = f"er en del av {first}" if overlap == WITHIN else f"omfatter {first}"
    return f"Forskjeller er ikke testet: stedet {how}, så de samme pasientene er med begge steder."


def verdicts(rows: Sequence[ComparedRow], at: int) -> tuple[Verdict, ...]:
    """How many of the place's differences from the first are certain, by kind."""
    found = [row.answers[at].verdict for row in rows]
    counted = [(kind, found.count(kind)) for kind in VERDICTS]
    return tuple(Verdict(kind, f"{count(size)} {VERDICTS[kind]}") for kind, size in counted if size)


def _links(choices: Comparison, unit: Unit) -> list[Link]:
    at = choices.units.index(unit)
    links = [Link("Sammenlign med dette", choices.first(unit))] if at else []
    if at > 1:
        links.append(Link("Flytt fram", choices.earlier(unit)))
    return [*links, Link("Fjern", choices.without(unit))]


def common_words(indicators: int) -> str:
    if not indicators:
        return "Ingen indikatorer har både mål og tall for alle stedene."
    those = "den ene indikatoren" if indicators == 1 else f"de {count(indicators)} indikatorene"
    return f"Måloppnåelse på {those} der alle stedene har tall og mål."


def chance_words(rows: Sequence[ComparedRow], first: str) -> str:
    """How many differences were tested, how many are certain, and how many would look so by chance."""
    tested = [answer for row in rows for answer in row.answers if answer.difference]
    if not tested:
        return "Ingen forskjeller er testet her."
    size, certain = len(tested), sum(answer.is_certain for answer in tested)
    return (
        f"{count(size)} {'forskjell' if size == 1 else 'forskjeller'} fra {first} er testet, "
        f"og {count(certain) if certain else 'ingen'} er {'sikker' if certain == 1 else 'sikre'}. "
        f"Også om det ikke var noen reelle forskjeller, ville rundt {_expected(size)} av {count(size)} "
        f"sett sikre ut ved ren tilfeldighet (5{NARROW_SPACE}%)."
    )


def _expected(tests: int) -> str:
    """In whole numbers from one on; below it as it is, which takes two decimals at most."""
    by_chance = certain_by_chance(tests)
    if by_chance >= 1:
        return decimal(by_chance, 0)
    return decimal(by_chance, 2 if tests % 2 else 1)
