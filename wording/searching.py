"""Finds names by what someone typed: æ, ø and å however they are spelled, in any order, a slip forgiven."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from rapidfuzz.distance import OSA

from wording.finding import findable

T = TypeVar("T")

# What it costs that a typed word is only the beginning of a word, stands inside one, or is misspelled: then
# also for each slip.
EXACT, BEGINNING, INSIDE, MISSPELLED = 0, 1, 3, 4
# That it is found not in the name itself but in what else is known of the thing: more than a slip in a name.
BESIDE = 7
# That more words stand in the name than were typed: one for each, but beyond this many a name is just long.
LONG = 3
# Shorter than this, a word inside another or a slip in it says nothing.
SHORTEST_INSIDE, SHORTEST_WITH_A_SLIP, SHORTEST_WITH_TWO = 3, 4, 8
# From here on a slip is forgiven also at the end of a word, and in what is not the name.
SHORTEST_ANYWHERE = 6
# Nobody needs more words to say what they look for; each of them is looked for among all that is known.
MOST_WORDS = 8


@dataclass(frozen=True)
class Entry(Generic[T]):
    """Something to find: by its name, and by what else is known of it."""

    what: T
    name: str
    beside: str = ""


@dataclass(frozen=True)
class _Costs:
    """What each word that matches a typed one costs, in a name and beside it."""

    in_name: dict[str, int]
    beside: dict[str, int]

    @classmethod
    def of(cls, typed: str, known: Iterable[str]) -> Self:
        costs = ((word, cost(typed, word)) for word in known)
        in_name = {word: one for word, one in costs if one is not None}
        most = MISSPELLED if len(typed) < SHORTEST_ANYWHERE else math.inf
        return cls(in_name, {word: one + BESIDE for word, one in in_name.items() if one < most})


class Index(Generic[T]):
    """The entries, in the order that those found equally well are given."""

    def __init__(self, entries: Iterable[Entry[T]]) -> None:
        self._entries = [(entry.what, words(entry.name), words(entry.beside)) for entry in entries]
        self._words = sorted({word for _, name, beside in self._entries for word in name + beside})

    def find(self, typed: str) -> list[T]:
        """Those that have every typed word, the best ones first; none where nothing is typed."""
        costs = [_Costs.of(word, self._words) for word in words(typed)[:MOST_WORDS]]
        if not costs:
            return []
        found = []
        for at, (what, name, beside) in enumerate(self._entries):
            total = _total(costs, name, beside)
            if total is not None:
                untyped = max(0, len(name) - len(costs))
                found.append((total + min(untyped, LONG), untyped, at, what))
        return [what for *_, what in sorted(found, key=lambda one: one[:3])]


def words(text: str) -> tuple[str, ...]:
    """Each once, as they are searched for."""
    return tuple(dict.fromkeys(findable(text).split()))


def cost(typed: str, word: str) -> int | None:
    """How far what was typed is from the word; None where it can't have been meant. Both are findable."""
    if word.startswith(typed):
        return EXACT if word == typed else BEGINNING
    if len(typed) >= SHORTEST_INSIDE and typed in word:
        return INSIDE
    slips = (len(typed) >= SHORTEST_WITH_A_SLIP) + (len(typed) >= SHORTEST_WITH_TWO)
    if len(typed) == SHORTEST_WITH_A_SLIP - 1 and len(word) == SHORTEST_WITH_A_SLIP:
        slips = 1  # a whole word but for a letter that is missing
    distance = min(
        (OSA.distance(typed, part, score_cutoff=slips) for part in _parts(word, len(typed))), default=99
    )
    return MISSPELLED + distance if distance <= slips else None


def _parts(word: str, length: int) -> set[str]:
    """What of the word may have been meant, as long as what was typed or a letter away: its beginning, as one
    who types has seldom come to the end; or its end, as Norwegian words are made of several."""
    if length < SHORTEST_WITH_A_SLIP:
        return {word}
    sizes = [size for size in (length - 1, length, length + 1) if size <= len(word)]
    ends = {word[-size:] for size in sizes} if length >= SHORTEST_ANYWHERE else set()
    return {word[:size] for size in sizes} | ends


def _total(costs: Sequence[_Costs], name: Sequence[str], beside: Sequence[str]) -> int | None:
    """Each typed word where it costs the least; None where one of them is nowhere."""
    total = 0
    for of_word in costs:
        found = [of_word.in_name[word] for word in name if word in of_word.in_name]
        found += [of_word.beside[word] for word in beside if word in of_word.beside]
        if not found:
            return None
        total += min(found)
    return total
