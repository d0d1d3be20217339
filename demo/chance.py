"""Chance that falls the same everywhere: from a seed's raw bits, by steps that no machine rounds differently.

NumPy promises the bits of PCG64 to be the same in every version; what its distributions make of them, it
does not, and the lock files hold one version per version of Python.
"""

import hashlib

import numpy as np
import numpy.typing as npt

Wholes = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

SIXTEEN_BITS = 2**16
# What the last bit of a machine's powers and logarithms may differ by must decide nothing.
DECIMALS = 6
# The sum of twelve even draws has the variance 1 and is as good as normal.
DRAWS_IN_A_BELL = 12


class Chance:
    def __init__(self, *seed: str) -> None:
        """The same words give the same draws; other words, unrelated ones."""
        digest = hashlib.sha256("/".join(seed).encode()).digest()
        self._bits = np.random.PCG64(np.random.SeedSequence(int.from_bytes(digest)))

    def even(self, *shape: int) -> Numbers:
        """Evenly between 0 and 1."""
        return self._pieces(int(np.prod(shape)), 1).reshape(shape) / SIXTEEN_BITS

    def bell(self, *shape: int) -> Numbers:
        """Normally distributed, with mean 0 and variance 1."""
        pieces = self._pieces(int(np.prod(shape)), DRAWS_IN_A_BELL).sum(axis=1)
        return (pieces / SIXTEEN_BITS - DRAWS_IN_A_BELL / 2).reshape(shape)

    def around(self, mean: Numbers) -> Wholes:
        """Whole numbers of events that are expected so often."""
        mean = np.round(mean, DECIMALS)
        return np.maximum(np.floor(mean + np.sqrt(mean) * self.bell(*mean.shape) + 0.5), 0).astype(np.int64)

    def drawn(self, patients: Wholes, share: Numbers) -> Wholes:
        """How many of each number of patients it is true of, each patient drawn with that share's chance."""
        flat = patients.ravel()
        limits = (np.broadcast_to(share, patients.shape).ravel() * 2**32).astype(np.uint64)
        group = np.repeat(np.arange(len(flat)), flat)
        hit = (self._bits.random_raw(len(group)) >> np.uint64(32)) < limits[group]
        return np.bincount(group[hit], minlength=len(flat)).reshape(patients.shape)

    def _pieces(self, count: int, each: int) -> Wholes:
        wanted = count * each
        raw = self._bits.random_raw(-(-wanted // 4)).astype("<u8", copy=False)
        return raw.view("<u2")[:wanted].reshape(count, each).astype(np.int64)
