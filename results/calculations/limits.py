from dataclasses import dataclass
from decimal import Decimal

# Of a number that is above 0 and below 2 everyone knows what it is.
LEAST_FLOOR = 3


@dataclass(frozen=True)
class Limits:
    """The settings that the whole portal shares; a release keeps those it was computed with."""

    # Below this many patients one who knows some of them could tell the rest; no indicator can allow it.
    privacy_floor: int = 3
    # A registry that holds less than this share of its patients does not show how they all fared.
    low_coverage: Decimal = Decimal("0.6")

    def __post_init__(self) -> None:
        if self.privacy_floor < LEAST_FLOOR:
            raise ValueError(f"The privacy floor must be at least {LEAST_FLOOR}, not {self.privacy_floor}.")
