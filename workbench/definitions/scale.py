"""The ends and steps of the slider beside a limit."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import Indicator
from indicators.texts import unit_word_of
from results.presenters.measures import SHARES, in_percent

# From nothing to so many times the greatest limit there is; a limit outside is written.
ROOM = 2
# Where no limit is set yet.
USUAL = Decimal(100)


@dataclass(frozen=True)
class Scale:
    """As a slider wants them, with a decimal point; in per cent where limits are entered so."""

    least: str
    most: str
    step: str
    unit: str  # after the number: "%", "dager"


def scale_of(indicator: Indicator, limits: Iterable[Decimal | None]) -> Scale:
    """`limits`: those of the form, shares as parts of 1."""
    step = f"{Decimal(1).scaleb(-(indicator.decimals or 0)):f}"
    if in_percent(indicator):
        return Scale("0", "100", step, "%")
    unit = unit_word_of(indicator)
    if indicator.type in SHARES:
        return Scale("0", "1", f"{min(Decimal(step), Decimal('0.01')):f}", unit)
    found = [limit for limit in limits if limit is not None and limit.is_finite()]
    most = max([*found, Decimal(0)]) * ROOM or (Decimal(0) if found else USUAL)
    least = min([*found, Decimal(0)]) * ROOM
    return Scale(f"{least.normalize():f}", f"{most.normalize():f}", step, unit)
