"""What those who know every shown number, every reason and every threshold can work out about the rest.

The equations of a slice form a tree, and a sum of whole numbers that each lie within bounds takes every value
between the sums of the bounds. One pass upwards and one down therefore give the exact least and greatest
number possible for each term, and every whole number between them is possible too.
"""

import numpy as np

from results.calculations.equations import (
    BY_OWN_SIZE,
    COMPLEMENTARY,
    LOW_COVERAGE,
    PINNED,
    PRIVACY,
    SHOWN,
    TOO_FEW,
    Generation,
    Terms,
)

# Larger than any number of patients, and a thousand of them still fit in 64 bits.
UNBOUNDED = 2**53


def determined(terms: Terms, rows: np.ndarray) -> np.ndarray:
    """Rows × columns: hidden for its size, and only one number is possible."""
    low, high = possible(terms, rows)
    by_size = np.isin(terms.reason[rows], BY_OWN_SIZE) & terms.present[rows]
    by_size &= ~terms.unlisted[rows] & ~terms.known[rows]
    return by_size & (low == high)


def possible(terms: Terms, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The least and the greatest number possible for each term."""
    low, high = _alone(terms, rows)
    for generation in terms.layout.generations:
        _cap(terms, rows, generation, high)
    for generation in reversed(terms.layout.generations):
        _upwards(terms, rows, generation, low, high)
    for generation in terms.layout.generations:
        _downwards(terms, rows, generation, low, high)
    return low, high


def _alone(terms: Terms, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What a term's own number or reason tells."""
    present, reason = terms.present[rows], terms.reason[rows]
    thresholds = terms.thresholds
    least, too_few, is_count = (
        each[rows][:, None] for each in (thresholds.least, thresholds.too_few, thresholds.is_count)
    )
    # A count of low coverage is 0 or large, which no bounds say; to take it for known errs on the safe side.
    told = terms.known[rows] | (is_count & (reason == LOW_COVERAGE))
    reason = np.where(told, SHOWN, reason)
    large = np.isin(reason, (LOW_COVERAGE, COMPLEMENTARY))
    unlisted = terms.unlisted[rows] & present
    is_open = large | unlisted | (reason == PINNED)
    low = np.select(
        [unlisted, (reason == TOO_FEW) | (reason == PINNED), reason == PRIVACY, large],
        [0, 1, too_few + 1, least],
        terms.number[rows],
    )
    high = np.select(
        [is_open, reason == TOO_FEW, reason == PRIVACY], [UNBOUNDED, too_few, least - 1], terms.number[rows]
    )
    return low, high


def _cap(terms: Terms, rows: np.ndarray, generation: Generation, high: np.ndarray) -> None:
    """Everyone knows that the smallest shown child is hidden: it was no larger than those still shown."""
    children = generation.children
    number = terms.number[rows, children]
    shown = np.where(terms.visible(rows, children), number, UNBOUNDED)
    smallest = np.minimum.reduceat(shown, generation.starts, axis=1)[:, generation.of_child]
    # One that was hidden as the parent of its own children may be larger.
    capped = (terms.reason[rows, children] == COMPLEMENTARY) & (number <= smallest)
    high[:, children] = np.where(capped, np.minimum(high[:, children], smallest), high[:, children])


def _upwards(
    terms: Terms, rows: np.ndarray, generation: Generation, low: np.ndarray, high: np.ndarray
) -> None:
    """A parent lies between the sums of its children's bounds."""
    parents = generation.parents
    holds = _holds(terms, rows, generation)
    least = np.add.reduceat(low[:, generation.children], generation.starts, axis=1)
    most = np.add.reduceat(high[:, generation.children], generation.starts, axis=1)
    most = np.where(terms.own[rows][:, parents] > 0, UNBOUNDED, np.minimum(most, UNBOUNDED))
    low[:, parents] = np.where(holds, np.maximum(low[:, parents], least), low[:, parents])
    high[:, parents] = np.where(holds, np.minimum(high[:, parents], most), high[:, parents])


def _downwards(
    terms: Terms, rows: np.ndarray, generation: Generation, low: np.ndarray, high: np.ndarray
) -> None:
    """A child is what its parent has beyond the other children."""
    children, parents, of_child = generation.children, generation.parents, generation.of_child
    holds = _holds(terms, rows, generation)[:, of_child]
    least, most = low[:, children], high[:, children]
    is_open = most >= UNBOUNDED
    bounded = np.where(is_open, 0, most)
    opens = np.add.reduceat(is_open.astype(np.int64), generation.starts, axis=1)
    opens += terms.own[rows][:, parents] > 0
    others_open = opens[:, of_child] - is_open > 0
    others_most = np.add.reduceat(bounded, generation.starts, axis=1)[:, of_child] - bounded
    others_least = np.add.reduceat(least, generation.starts, axis=1)[:, of_child] - least
    above_low, above_high = low[:, parents][:, of_child], high[:, parents][:, of_child]

    from_below = np.where(others_open, 0, above_low - others_most)
    from_above = np.where(above_high >= UNBOUNDED, UNBOUNDED, above_high - others_least)
    low[:, children] = np.where(holds, np.maximum(least, from_below), least)
    high[:, children] = np.where(holds, np.minimum(most, from_above), most)


def _holds(terms: Terms, rows: np.ndarray, generation: Generation) -> np.ndarray:
    """Where the parent's number is the sum of its parts. A delivered one need not be, and then tells nothing
    certain about them."""
    parents, number = generation.parents, terms.number[rows]
    below = np.add.reduceat(number[:, generation.children], generation.starts, axis=1)
    any_below = np.logical_or.reduceat(terms.present[rows][:, generation.children], generation.starts, axis=1)
    return any_below & (number[:, parents] == below + terms.own[rows][:, parents])
