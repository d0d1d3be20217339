"""What a delivery is checked against, handed in from outside so that reading a file needs no database."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class KnownUnit:
    id: int
    name: str
    level: str  # nation, rhf, hf or hospital


@dataclass(frozen=True)
class KnownIndicator:
    id: int
    key: str
    registry: str
    type: str  # share, coverage, computed_share, mean, median or count
    retired: bool = False  # takes no deliveries


@dataclass(frozen=True)
class Catalogue:
    """Units by organisation number; indicators of all registries by `folded` key, so that another
    registry's is told apart from an unknown one; the parent of each unit; the last year accepted.
    """

    registry: str
    units: Mapping[str, KnownUnit]
    indicators: Mapping[str, KnownIndicator]
    parents: Mapping[int, int | None]
    this_year: int
