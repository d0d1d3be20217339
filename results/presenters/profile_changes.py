"""What changed for certain at a place since the year before, and what is to be known of the other changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from results.calculations.difference import certain_by_chance
from results.points import Change
from results.presenters.comparison import CONFIDENCE
from results.presenters.profile import Item, Listed, listed
from results.values import decimals_that_agree, written
from wording.numbers import count, decimal, percent, rounded

CHANGES_SEEN = 3
BETTER, WORSE, NEITHER = "better", "worse", ""
CHANGED = {WORSE: _lazy("Dårligere"), BETTER: _lazy("Bedre"), NEITHER: _lazy("Endret, uten mål")}
ARROWS = {True: "▲", False: "▼"}
# An end of an interval is itself uncertain: tenths are the finest that say anything.
FINEST = 1
# From here on, in percentage points, tenths say nothing beside a whole number.
WHOLE_FROM = 10


@dataclass(frozen=True)
class Moved:
    """A change that chance can't explain."""

    item: Item
    arrow: str
    words: str  # "opp 18 prosentpoeng"
    before: str
    now: str
    interval: str  # "95 % KI 7 til 29", in percentage points
    level: str  # "Nå høy"


@dataclass(frozen=True)
class ChangedGroup:
    side: str
    heading: str
    moved: Listed


@dataclass(frozen=True)
class Changes:
    """Those that are certain, and what is to be known of the others."""

    year_before: int
    groups: tuple[ChangedGroup, ...]
    summary: str
    others: str
    by_chance: str


def changes(items: Iterable[Item], year: int) -> Changes:
    compared = [item for item in items if not item.is_coverage and item.point.change is not None]
    certain = [_moved(item, item.point.change) for item in compared if _is_certain(item)]  # type: ignore[arg-type]  # it has one
    by_side = {side: [one for one in certain if one.item.point.cell.change_is == side] for side in CHANGED}
    return Changes(
        year_before=year - 1,
        groups=tuple(
            ChangedGroup(side, str(CHANGED[side]), _largest_first(side, moved))
            for side, moved in by_side.items()
            if moved
        ),
        summary=_summary(len(by_side[BETTER]), len(by_side[WORSE]), len(certain), len(compared), year),
        others=_others(len(compared) - len(certain), len(certain)),
        by_chance=_by_chance(len(compared)),
    )


def _largest_first(side: str, moved: list[Moved]) -> Listed:
    """Of those that are neither better nor worse none is seen at first: they ask for nothing."""
    return listed(sorted(moved, key=_size), CHANGES_SEEN if side else 0)


def _is_certain(item: Item) -> bool:
    return item.point.change is not None and item.point.change.certain


def _size(one: Moved) -> Fraction:
    change = one.item.point.change
    return -abs(change.difference) if change else Fraction(0)


def _moved(item: Item, change: Change) -> Moved:
    measure, point = item.row.measure, item.point
    before = Fraction(point.value or 0) - change.difference
    decimals = decimals_that_agree(measure, measure.target(point.year - 1), before)
    return Moved(
        item=item,
        arrow=ARROWS[change.difference > 0],
        words=point.cell.change,
        before=written(measure, before, decimals),
        now=point.cell.value,
        interval=_interval(change, measure.decimals),
        level=_("Nå {level}").format(level=point.cell.word.lower()) if point.cell.word else "",
    )


def _interval(change: Change, own: int) -> str:
    """The ends in percentage points, without signs: the words of the change say which way it went.

    None of them reads as no change at all.
    """
    low, high = sorted((abs(Fraction(change.low)) * 100, abs(Fraction(change.high)) * 100))
    decimals = min(own, FINEST)
    if not rounded(low, decimals):
        decimals = FINEST
    ends = dict.fromkeys((_end(low, decimals), _end(high, own if high >= WHOLE_FROM else decimals)))
    share = percent(CONFIDENCE)
    if len(ends) == 1:
        return _("{share} KI {end}").format(share=share, end=next(iter(ends)))
    return _("{share} KI {low} til {high}").format(share=share, low=next(iter(ends)), high=list(ends)[-1])


def _end(size: Fraction, decimals: int) -> str:
    """ "under 0,1" of what would be written as none."""
    shown = min(decimals, FINEST)
    if rounded(size, shown):
        return decimal(size, shown)
    return _("under {size}").format(size=decimal(Fraction(1, 10), FINEST))


def _summary(better: int, worse: int, certain: int, compared: int, year: int) -> str:
    if not compared:
        return _("Ingen indikatorer kan sammenlignes med {year}.").format(year=year - 1)
    if not certain:
        return ngettext(
            "Den ene indikatoren som kan sammenlignes, har ikke endret seg mer enn tilfeldigheter kan "
            "forklare.",
            "Ingen av {n} indikatorer har endret seg mer enn tilfeldigheter kan forklare.",
            compared,
        ).format(n=count(compared))
    said = ngettext(
        "{better} bedre og {worse} dårligere av {n} indikator som kan sammenlignes.",
        "{better} bedre og {worse} dårligere av {n} indikatorer som kan sammenlignes.",
        compared,
    )
    return said.format(better=count(better), worse=count(worse), n=count(compared))


def _others(others: int, certain: int) -> str:
    """Of those that are compared: what is said of the ones without a certain change, beside the certain."""
    if not certain or not others:
        return ""
    return ngettext(
        "Én annen indikator har ikke endret seg mer enn tilfeldigheter kan forklare.",
        "{n} andre indikatorer har ikke endret seg mer enn tilfeldigheter kan forklare.",
        others,
    ).format(n=count(others))


def _by_chance(compared: int) -> str:
    """What to expect where nothing has changed at all."""
    if compared < 2:
        return ""
    expected = certain_by_chance(compared)
    if expected < 1:
        return _(
            "Selv om ingenting var endret, kunne tilfeldigheter alene få inntil én av {n} indikatorer til å "
            "se sikre ut."
        ).format(n=count(compared))
    return _(
        "Selv om ingenting var endret, kunne tilfeldigheter alene få inntil {expected} av {n} indikatorer "
        "til å se sikre ut."
    ).format(expected=decimal(expected, 0), n=count(compared))
