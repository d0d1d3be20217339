"""Deliveries, the releases built from them, and their results."""

from results.models.deliveries import Delivery, Observation
from results.models.releases import (
    PublishedRelease,
    Release,
    ReleasedIndicator,
    ReleasedTarget,
    Slice,
    Tree,
    TreeUnit,
)
from results.models.results import Attainment, Result, Withheld

__all__ = [
    "Attainment",
    "Delivery",
    "Observation",
    "PublishedRelease",
    "Release",
    "ReleasedIndicator",
    "ReleasedTarget",
    "Result",
    "Slice",
    "Tree",
    "TreeUnit",
    "Withheld",
]
