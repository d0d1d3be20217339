"""When the direction of an indicator may change: from a year on, and as a break.

Knows no Django. What went up as better and now goes down as better is not the same measure, so years on both
sides of the change are never compared.
"""

from collections.abc import Sequence
from itertools import pairwise

from indicators.dated import DatedTarget, in_order
from indicators.rules import TargetFault
from wording.language import Language, current

BREAK_WANTED: dict[Language, str] = {
    "nb": "Når retningen endres, kan ikke årene før og etter sammenlignes. Målet må merkes som brudd, "
    "eller brudd må stå på automatisk.",
    "en": "When the direction changes, the years before and after cannot be compared. The target must be "
    "marked as a break, or break must be set to automatic.",
}
NEW_TARGET_WANTED: dict[Language, str] = {
    "nb": "Retningen kan ikke rettes i et mål som resultater er vurdert etter. Legg til et nytt mål fra året "
    "retningen endres, så beholder årene før sitt mål.",
    "en": "The direction cannot be corrected in a target that results have been judged by. Add a new target "
    "from the year the direction changes, and the years before keep their target.",
}


def direction_faults(targets: Sequence[DatedTarget]) -> list[TargetFault]:
    """By the targets' positions in the list."""
    position = {id(target): at for at, target in enumerate(targets)}
    ordered = in_order(targets)
    return [
        TargetFault("break", BREAK_WANTED[current()], "is_break", position[id(target)])
        for before, target in pairwise(ordered)
        if turned(before, target) and target.is_break is False
    ]


def turned(before: DatedTarget, after: DatedTarget) -> bool:
    """Whether better has become worse; a direction that is missing is none."""
    return bool(before.direction and after.direction) and before.direction != after.direction


def correction_fault(before: DatedTarget, after: DatedTarget, *, delivered: bool) -> TargetFault | None:
    """What forbids putting one in the other's place, of an indicator that has or has not been delivered."""
    if delivered and turned(before, after):
        return TargetFault("direction", NEW_TARGET_WANTED[current()], "direction")
    return None
