"""Places for names beside their markers where they cover nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import inf
from typing import NamedTuple

# Pixels up from the marker, the nearest first; and from the marker to the name.
UPS = (0, 16, -16, 24, -24, 34, -34, 46, -46, 60, -60, 76, -76, 92, -92)
BESIDE, LEADER = 12, 22
# Half of what a line of a name and a marker take.
HALF_LINE, HALF_MARKER = 8, 6
# What is worse: a marker or name covered, or the plot left; then a line covered; then each pixel away.
COVERED, LEFT, CROSSED, AWAY = 100.0, 300.0, 5.0, 1.0
# Of two places alike the right one.
TO_THE_LEFT = 0.1
# Pixels above the plot that names may stand in.
ABOVE = 17

Spot = tuple[float, float]


class Place(NamedTuple):
    side: int  # -1 left of the marker, 1 right of it
    up: float


class Box(NamedTuple):
    left: float
    right: float
    low: float
    high: float

    def covers(self, spot: Spot, room: float) -> bool:
        return self.left - room < spot[0] < self.right + room and self.low - room < spot[1] < self.high + room

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.low < other.high
            and other.low < self.high
        )


def clear_places(
    named: Sequence[tuple[Spot, float]],
    markers: Sequence[Spot],
    lines: Sequence[Spot],
    widths: Sequence[float],
    height: float,
) -> list[Place]:
    """For each marker and the pixels its name needs, the place that covers least at all the plot's widths.

    Across, spots are parts of the width; upwards, pixels.
    """
    taken: list[list[Box]] = [[] for _ in widths]
    places = []
    for spot, needs in named:
        best, least = Place(1, 0), inf
        for place in _candidates():
            cost = abs(place.up) * AWAY + (TO_THE_LEFT if place.side < 0 else 0)
            # Most names are clear at once, and what lies farther away is not looked at.
            if cost < least:
                cost += sum(
                    _cost(_box(spot, needs, place, width), markers, lines, boxes, width, height)
                    for width, boxes in zip(widths, taken, strict=True)
                )
            if cost < least:
                best, least = place, cost
        places.append(best)
        for width, boxes in zip(widths, taken, strict=True):
            boxes.append(_box(spot, needs, best, width))
    return places


def _candidates() -> Iterator[Place]:
    yield from (Place(side, up) for up, side in product(UPS, (1, -1)))


def _box(spot: Spot, needs: float, place: Place, width: float) -> Box:
    near = spot[0] * width + place.side * (LEADER if place.up else BESIDE)
    far = near + place.side * needs
    middle = spot[1] + place.up
    return Box(min(near, far), max(near, far), middle - HALF_LINE, middle + HALF_LINE)


def _cost(
    box: Box,
    markers: Iterable[Spot],
    lines: Iterable[Spot],
    boxes: Iterable[Box],
    width: float,
    height: float,
) -> float:
    outside = box.left < 0 or box.right > width or box.low < 0 or box.high > height + ABOVE
    covered = sum(box.covers((x * width, y), HALF_MARKER) for x, y in markers) + sum(map(box.meets, boxes))
    crossed = sum(box.covers((x * width, y), 0) for x, y in lines)
    return LEFT * outside + COVERED * covered + CROSSED * (crossed > 0)
