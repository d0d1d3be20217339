"""Values that registries give ready, of hospitals and of the units above them."""

import numpy as np

from demo.chance import DECIMALS, Chance, Numbers, Wholes
from demo.tables import Definition, Profile

SHARE_DECIMALS = 4
# An adjusted share is pulled towards what is expected of the hospital, as if by so many patients more.
SHRINKAGE = 20
# How far patients lie from their hospital's average, and one year's from another's, relative to it.
BETWEEN_PATIENTS, BETWEEN_YEARS = 0.5, 0.03
# From one year to the next in the nation, relative to its path.
NATION = 0.01


def shrunk(reached: Wholes, treated: Wholes, profile: Profile) -> tuple[Wholes, Wholes, int]:
    """Adjusted shares in ten thousandths, the patients behind them, and the number of decimals."""
    expected = np.linspace(profile.first, profile.last, treated.shape[1]) / 100
    value = (reached + SHRINKAGE * expected) / (treated + SHRINKAGE)
    return _whole(value * 10**SHARE_DECIMALS), treated, SHARE_DECIMALS


def averages(chance: Chance, definition: Definition, profile: Profile, treated: Wholes) -> Wholes:
    """Hospitals × years, in units of the indicator's last decimal; what few patients give varies more,
    and the nation keeps to its path."""
    hospitals, years = treated.shape
    usual = np.linspace(profile.first, profile.last, years)
    # All effects multiply: no value falls below zero, however few the patients.
    apart = np.exp(
        profile.spread * chance.bell(hospitals)[:, None]
        + BETWEEN_YEARS * chance.bell(hospitals, years)
        + BETWEEN_PATIENTS * chance.bell(hospitals, years) / np.sqrt(np.maximum(treated, 1))
    )
    nation = usual * np.exp(NATION * chance.bell(years))
    return _whole(np.round(nation * apart / _weighted(apart, treated) * 10**definition.decimals, DECIMALS))


def _weighted(apart: Numbers, treated: Wholes) -> Numbers:
    """How far the nation would lie from its path, year by year."""
    total = treated.sum(axis=0)
    return np.where(total, (apart * treated).sum(axis=0) / np.maximum(total, 1), 1.0)


def above(value: Wholes, denominator: Wholes) -> Wholes:
    """The average of several hospitals' values, weighted by their patients, year by year."""
    total = np.maximum(denominator.sum(axis=0), 1)
    return (2 * (value * denominator).sum(axis=0) + total) // (2 * total)


def text(value: int, decimals: int) -> str:
    """With a decimal point and every decimal: 0.9312."""
    if not decimals:
        return str(value)
    whole, part = divmod(value, 10**decimals)
    return f"{whole}.{part:0{decimals}d}"


def _whole(value: Numbers) -> Wholes:
    return np.floor(value + 0.5).astype(np.int64)
