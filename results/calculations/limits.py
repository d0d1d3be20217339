from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Limits:
    """The settings that the whole portal shares; a release keeps those it was computed with."""

    # Below this many patients one who knows some of them could tell the rest; no indicator can allow it.
    privacy_floor: int = 3
    # A registry that holds less than this share of its patients does not show how they all fared.
    low_coverage: Decimal = Decimal("0.6")
