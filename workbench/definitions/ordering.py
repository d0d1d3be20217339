"""The order of a registry's indicators as somebody is changing it: by numbers, or one step at a time."""

from collections.abc import Sequence

UP, DOWN = "opp", "ned"


def by_numbers(keys: Sequence[str], numbers: Sequence[str]) -> list[str]:
    """The keys, each at the number written at it; what is no number stands where it stood.

    Of two with the same number the one that was moved there has it, whichever way it came.
    """
    written = zip(keys, [*numbers, *[""] * len(keys)], strict=False)
    at = {key: (_number(text, place), place) for place, (key, text) in enumerate(written, start=1)}
    return sorted(at, key=lambda key: (at[key][0], _sign(*at[key])))


def _number(text: str, place: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("100000") else place


def _sign(number: int, place: int) -> int:
    return (number > place) - (number < place)


def moved(keys: Sequence[str], move: str) -> list[str]:
    """One of them a step up or down: "opp:h_andel"; as they are for what says nothing."""
    order = list(keys)
    way, _, key = move.partition(":")
    if key not in order or way not in (UP, DOWN):
        return order
    place = order.index(key)
    other = place + (1 if way == DOWN else -1)
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    return order
