"""Labels that keep out of each other's way."""

from collections.abc import Sequence
from statistics import fmean


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places as near the wanted ones as may be, `gap` apart and from low to high while there is room.

    In the order given. Labels that would touch are moved as one, about their middle.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    groups: list[list[int]] = []
    for index in order:
        groups.append([index])
        while len(groups) > 1 and _top(groups[-2], wanted, gap) + gap > _bottom(groups[-1], wanted, gap):
            groups[-2:] = [groups[-2] + groups[-1]]
    places = [0.0] * len(wanted)
    for group in groups:
        start = _bottom(group, wanted, gap)
        for step, index in enumerate(group):
            places[index] = start + step * gap
    return _inside(places, order, gap, low, high)


def spread_lines(wanted: Sequence[float], texts: Sequence[str], gap: float, high: float) -> list[float]:
    """The middles of texts from 0 to high, `gap` apart for each of the lines that they are broken in."""
    owners = [index for index, text in enumerate(texts) for _ in text.split("<br>")]
    places = spread([wanted[index] for index in owners], gap, 0, high)
    return [
        fmean(place for owner, place in zip(owners, places, strict=True) if owner == index)
        for index in range(len(texts))
    ]


def _bottom(group: list[int], wanted: Sequence[float], gap: float) -> float:
    return sum(wanted[index] for index in group) / len(group) - gap * (len(group) - 1) / 2


def _top(group: list[int], wanted: Sequence[float], gap: float) -> float:
    return _bottom(group, wanted, gap) + gap * (len(group) - 1)


def _inside(places: list[float], order: list[int], gap: float, low: float, high: float) -> list[float]:
    for step, index in enumerate(order):
        places[index] = max(places[index], low + step * gap)
    for step, index in enumerate(reversed(order)):
        places[index] = min(places[index], high - step * gap)
    return places
