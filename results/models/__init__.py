"""Deliveries, the releases built from them, and their results."""

from results.models.deliveries import Delivery, Observation, PrintedResult
from results.models.jobs import Job
from results.models.releases import (
    Publication,
    PublishedRelease,
    Release,
    ReleasedIndicator,
    ReleasedTarget,
    Slice,
    Tree,
    TreeUnit,
)
from results.models.results import Attainment, Result, ResultRow, Withheld

__all__ = [
    "Attainment",
    "Delivery",
    "Job",
    "Observation",
    "PrintedResult",
    "Publication",
    "PublishedRelease",
    "Release",
    "ReleasedIndicator",
    "ReleasedTarget",
    "Result",
    "ResultRow",
    "Slice",
    "Tree",
    "TreeUnit",
    "Withheld",
]
