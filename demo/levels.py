"""What share of a hospital's patients something is true of, year by year.

All effects add up as log odds, in which a step is as large at 5 % as at 95 %.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from demo.chance import DECIMALS, Chance, Numbers, Wholes
from demo.tables import Definition, Profile

# A hospital is a little better or worse at all that a registry looks at.
BETWEEN_HOSPITALS = 0.12
# From one year to the next; what a hospital has gained or lost wears off slowly.
DRIFT, KEPT = 0.11, 0.75
# From one year to the next in the nation.
NATION = 0.03
# Steadily up or down, the whole way.
SLOPE = 0.025
# Of all hospitals and indicators: how many improve for good one year, how many fall back, and how much.
IMPROVED, WORSENED = 0.06, 0.085
LEAP, FALL = (0.6, 0.7), (0.4, 0.5)
LEAPS_IN_YEARS = (2, 7)
# What a changed definition changes.
AFTER_BREAK = 0.4
# A hospital whose figures are given keeps close to them.
NEAR = 0.06


def log_odds(share: Numbers | float) -> Numbers:
    return np.log(np.asarray(share) / (1 - np.asarray(share)))


def share_of(odds: Numbers) -> Numbers:
    return np.round(1 / (1 + np.exp(-odds)), DECIMALS)


def path(first: float, last: float, years: Sequence[int]) -> Numbers:
    """Log odds that move evenly from the first year's share to the last's."""
    ends = log_odds(np.array([first, last]))
    return np.linspace(ends[0], ends[1], len(years))


def between(known: Mapping[int, float], years: Sequence[int]) -> Numbers:
    """Log odds through the shares of the years that are known; level before the first and after the last."""
    at = sorted(known)
    return np.interp(years, at, log_odds(np.array([known[year] for year in at])))


def shares(
    chance: Chance,
    definition: Definition,
    profile: Profile,
    years: Sequence[int],
    known: Sequence[Mapping[int, float]],
    quality: Numbers,
    patients: Wholes,
) -> Numbers:
    """Hospitals × years. `known` are each hospital's own figures, `quality` how good it is all in all, and
    `patients` how many it has: the nation keeps to its path, however few hospitals it has."""
    hospitals = len(known)
    better = -1 if definition.lower else 1
    apart = (profile.spread * chance.bell(hospitals) + better * BETWEEN_HOSPITALS * quality)[:, None]
    apart = apart + _drift(chance, hospitals, len(years))
    apart = apart + better * _leaps(chance, hospitals, len(years))
    weight = patients / np.maximum(patients.sum(axis=0), 1)
    nation = path(profile.first / 100, profile.last / 100, years) + _broken(chance, definition, years)
    nation = nation + NATION * chance.bell(len(years))
    odds = nation + apart - (weight * apart).sum(axis=0)
    noise = NEAR * chance.bell(hospitals, len(years))
    for hospital, figures in enumerate(known):
        if figures:
            odds[hospital] = between(figures, years) + noise[hospital]
    return share_of(odds)


def _broken(chance: Chance, definition: Definition, years: Sequence[int]) -> Numbers:
    """What the years before each break lie above or below those after it."""
    offset = np.zeros(len(years))
    for year in definition.breaks:
        offset[np.asarray(years) < year] += AFTER_BREAK * (1 + chance.even(1)[0])
    return -offset if definition.lower else offset


def _drift(chance: Chance, hospitals: int, years: int) -> Numbers:
    steps = DRIFT * chance.bell(hospitals, years)
    for year in range(1, years):
        steps[:, year] += KEPT * steps[:, year - 1]
    slope = SLOPE * chance.bell(hospitals)[:, None]
    return steps + slope * (np.arange(years) - years / 2)


def _leaps(chance: Chance, hospitals: int, years: int) -> Numbers:
    """A rise, or less often a fall, that takes two years and stays."""
    kind, size, when = chance.even(3, hospitals)
    rise = np.where(kind < IMPROVED, LEAP[0] + LEAP[1] * size, 0.0)
    fall = np.where((kind >= IMPROVED) & (kind < WORSENED), FALL[0] + FALL[1] * size, 0.0)
    first, last = LEAPS_IN_YEARS
    year = first + np.floor(when * (last - first))
    done = np.clip((np.arange(years) - year[:, None] + 1) / 2, 0, 1)
    return (rise - fall)[:, None] * done
