"""Indicators that are about each other's patients: their counts are made of one another's."""

from collections.abc import Sequence

import numpy as np

from demo.chance import Chance, Numbers, Wholes
from demo.levels import log_odds, share_of

# What the profiles say of an indicator, and of X and Y:
OF = "of"  # it is about those of whom X is true
INCLUDES = "includes"  # it is about X's patients, and true of more of them
PART = "part of"  # it is about some of X's patients, and as true of them as X is
REST = "rest of"  # it is about X's patients without Y's
BESIDES = "besides"  # it is about none of X's patients
SUM = "sum of"  # it is about X's patients and Y's
# How differently hospitals divide their patients.
PARTS_APART = 0.9

# Numerator, denominator and the share they were drawn with; pairs of area and hospital × years.
Drawn = tuple[Wholes, Wholes, Numbers]


def related(
    chance: Chance, kind: str, others: Sequence[Drawn], registered: Wholes, part: Numbers, share: Numbers
) -> tuple[Wholes, Wholes]:
    """Numerator and denominator; `part` is what share it is about of the patients that it may be about."""
    reached, counted, likely = others[0]
    if kind in (OF, BESIDES):
        about = chance.drawn(reached if kind == OF else registered - counted, part)
        return chance.drawn(about, share), about
    if kind == INCLUDES:
        more = np.clip((share - likely) / (1 - likely), 0, 1)
        return reached + chance.drawn(counted - reached, more), counted
    if kind == PART:
        some = chance.drawn(reached, part)
        return some, some + chance.drawn(counted - reached, part)
    sign = {REST: -1, SUM: 1}[kind]
    return reached + sign * others[1][0], counted + sign * others[1][1]


def parts(chance: Chance, kind: str, part: float, hospitals: int) -> Numbers:
    """The part for each hospital: the same for all, unless hospitals divide their patients differently."""
    if kind != PART:
        return np.full(hospitals, part)
    return share_of(log_odds(part) + PARTS_APART * chance.bell(hospitals))
