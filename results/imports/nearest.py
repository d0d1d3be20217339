"""The known key or number that an unknown one was probably meant to be."""

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

SHORTEST = 5  # characters; below that one slip turns any number into any other
LONGEST = 100
SPELLINGS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
ALIKE = 0.8  # of 1; looser matches are other indicators of the same registry
LOOSE_SEARCHES = 50  # a file with more unknown keys than this has another fault than slips


class Nearest:
    """Finds what is one slip away: a character lost, added, replaced, or swapped with the next.

    Two texts one slip apart share a variant with a character less, so one dictionary of such variants
    answers at once, however many are known. With `loosely`, keys that are merely alike are found too.
    """

    def __init__(self, known: Iterable[str], *, loosely: bool = False) -> None:
        self._known = sorted(known)
        self._searches_left = LOOSE_SEARCHES if loosely else 0
        self._found: dict[str, str | None] = {}
        self._variants: dict[str, list[str]] = {}

    def find(self, text: str) -> str | None:
        if text not in self._found:
            self._found[text] = self._find(text) if len(text) <= LONGEST else None
        return self._found[text]

    def _find(self, text: str) -> str | None:
        if not self._variants:
            self._learn()
        near = {known for variant in _variants(_plain(text)) for known in self._variants.get(variant, ())}
        if near:
            return max(sorted(near), key=lambda known: SequenceMatcher(None, text, known).ratio())
        if not self._searches_left:
            return None
        self._searches_left -= 1
        return next(iter(get_close_matches(text, self._known, n=1, cutoff=ALIKE)), None)

    def _learn(self) -> None:
        for known in self._known:
            for variant in _variants(_plain(known)):
                self._variants.setdefault(variant, []).append(known)


def _plain(text: str) -> str:
    """Letters and digits alone: "974 633 574" and "974633574.0"'s whole part are the same number."""
    whole = text[:-2] if text.endswith((".0", ",0")) else text
    return "".join(filter(str.isalnum, whole.casefold().translate(SPELLINGS)))


def _variants(plain: str) -> set[str]:
    if len(plain) < SHORTEST:
        return {plain} - {""}
    return {plain} | {plain[:at] + plain[at + 1 :] for at in range(len(plain))}
