"""Finds names by what someone typed: æ, ø and å however they are spelled, words in any order, a slip forgiven."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA

from wording.finding import findable

T = TypeVar("T")

# What it costs that a typed word is only the beginning of a word, stands inside one, or is misspelled.
EXACT, BEGINNING, INSIDE, MISSPELLED = 0, 1, 3, 4
# And that it is found not in the name itself but in what else is known of the thing.
BESIDE = 2
# Shorter than this a word inside another, or a slip in it, says nothing.
SHORTEST_INSIDE, SHORTEST_WITH_A_SLIP, SHORTEST_WITH_TWO = 3, 4, 8


@dataclass(frozen=True)
class Entry(Generic[T]):
    """Something to find: by its name, and by what else is known of it."""

    what: T
    name: str
    beside: str = ""


class Index(Generic[T]):
    """The entries, in the order that those found equally well are given."""

    def __init__(self, entries: Iterable[Entry[T]]) -> None:
        self._entries = [(entry.what, _words(entry.name), _words(entry.beside)) for entry in entries]
        self._words = sorted({word for _, name, beside in self._entries for word in name + beside})

    def find(self, typed: str, most: int) -> list[T]:
        """Those that have every typed word, the best ones first; none where nothing is typed."""
        costs = [self._costs(word) for word in _words(typed)]
        if not costs:
            return []
        found = []
        for at, (what, name, beside) in enumerate(self._entries):
            total = _total(costs, name, beside)
            if total is not None:
                found.append((total, len(name), at, what))
        return [what for *_, what in sorted(found, key=lambda one: one[:3])[:most]]

    def _costs(self, typed: str) -> dict[str, int]:
        """What each word that matches costs."""
        costs = ((word, _cost(typed, word)) for word in self._words)
        return {word: cost for word, cost in costs if cost is not None}


def _total(costs: Sequence[dict[str, int]], name: Sequence[str], beside: Sequence[str]) -> int | None:
    total = 0
    for of_word in costs:
        found = [of_word[word] for word in name if word in of_word]
        found += [of_word[word] + BESIDE for word in beside if word in of_word]
        if not found:
            return None
        total += min(found)
    return total


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(findable(text).split()))


def _cost(typed: str, word: str) -> int | None:
    if word.startswith(typed):
        return EXACT if word == typed else BEGINNING
    if len(typed) >= SHORTEST_INSIDE and typed in word:
        return INSIDE
    slips = (len(typed) >= SHORTEST_WITH_A_SLIP) + (len(typed) >= SHORTEST_WITH_TWO)
    distance = min((_distance(typed, part, slips) for part in _parts(word, len(typed))), default=99)
    return MISSPELLED + distance if distance <= slips else None


def _parts(word: str, length: int) -> set[str]:
    """What of the word may have been meant: its beginning, for who types has seldom come to the end; or its
    end, for Norwegian words are made of several."""
    sizes = [size for size in (length - 1, length, length + 1) if 0 < size <= len(word)]
    return {word[:size] for size in sizes} | {word[-size:] for size in sizes}


def _distance(typed: str, part: str, slips: int) -> int:
    """Letters wrong, missing, too many, or two in the wrong order."""
    return OSA.distance(typed, part, score_cutoff=slips)
