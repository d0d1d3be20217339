"""Dated targets apart from the database: which one is in force when, and what differs between two lists.

Knows no Django: the editor, files, the what-if and the calculations mean the same by these.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True)
class DatedTarget:
    """What a target's row holds."""

    valid_from: int | None = None  # None: from the beginning
    direction: str = ""  # "higher", "lower", or "" where neither is better
    high: Decimal | None = None
    moderate: Decimal | None = None  # None: the same as high
    note_nb: str = ""
    note_en: str = ""
    is_break: bool | None = None  # None: where direction or note differs from the target before

    @property
    def rule(self) -> tuple[str, Decimal, Decimal] | None:
        """What it judges by: direction, high and moderate limit; None where it gives no level."""
        if not self.direction or self.high is None:
            return None
        return self.direction, self.high, self.high if self.moderate is None else self.moderate


@dataclass(frozen=True)
class ChangedPeriod:
    """Years that are judged otherwise than before, and the two targets."""

    first: int | None  # None: from the beginning
    last: int | None  # None: until another is set
    before: DatedTarget | None
    after: DatedTarget | None

    def holds(self, year: int) -> bool:
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


def in_order(targets: Iterable[DatedTarget]) -> list[DatedTarget]:
    """By their first years."""
    return sorted(targets, key=_start)


def in_force(targets: Iterable[DatedTarget], year: int | None) -> DatedTarget | None:
    """The target that results of the year are judged by; of None: that holds from the beginning."""
    begun = [target for target in targets if _start(target) <= _year(year)]
    return max(begun, key=_start, default=None)


def as_if_always(target: DatedTarget) -> DatedTarget:
    """The target as though it had held from the beginning."""
    return replace(target, valid_from=None)


def with_breaks(targets: Iterable[DatedTarget]) -> list[DatedTarget]:
    """In order, each with its break as set, else as it follows from the target before."""
    ordered = in_order(targets)
    return [
        replace(target, is_break=breaks(before, target))
        for before, target in zip([None, *ordered], ordered, strict=False)
    ]


def breaks(before: DatedTarget | None, target: DatedTarget) -> bool:
    """As set; else where direction or note differs from the target before. The first breaks nothing."""
    if target.is_break is not None:
        return target.is_break
    if before is None:
        return False
    return (before.direction, before.note_nb, before.note_en) != (
        target.direction,
        target.note_nb,
        target.note_en,
    )


def changed_periods(before: Sequence[DatedTarget], after: Sequence[DatedTarget]) -> tuple[ChangedPeriod, ...]:
    """The years that the two lists judge otherwise, the earliest first. A new note or break is no change."""
    starts = sorted({None, *(target.valid_from for target in (*before, *after))}, key=_year)
    periods: list[ChangedPeriod] = []
    for first, following in zip(starts, [*starts[1:], None], strict=True):
        last = None if following is None else following - 1
        held, holds = in_force(before, first), in_force(after, first)
        if _rule(held) == _rule(holds):
            continue
        same = periods and periods[-1].last is not None and periods[-1].last + 1 == first
        if same and (_rule(periods[-1].before), _rule(periods[-1].after)) == (_rule(held), _rule(holds)):
            periods[-1] = replace(periods[-1], last=last)
        else:
            periods.append(ChangedPeriod(first, last, held, holds))
    return tuple(periods)


def _rule(target: DatedTarget | None) -> tuple[str, Decimal, Decimal] | None:
    return None if target is None else target.rule


def _start(target: DatedTarget) -> float:
    return _year(target.valid_from)


def _year(year: int | None) -> float:
    return float("-inf") if year is None else year
