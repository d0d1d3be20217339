"""Hides what would give away a hidden number by subtraction: rule 4 of the withholding.

Three things must hold of every equation (a parent, its children, and what the parent reports itself):
no one term of it is hidden alone; where the parent is shown, one hidden term is at least as large as the
indicator's own minimum; and of each number hidden for its size, at least two are possible to those who know
every shown number, every reason and every threshold. Until then the smallest shown child is hidden, or the
parent when no child is shown.
"""

from dataclasses import dataclass

import numpy as np

from results.calculations.bounds import determined
from results.calculations.equations import COMPLEMENTARY, Generation, Terms
from results.calculations.relief import relieve

ABOVE_ALL = np.iinfo(np.int64).max


def complement(terms: Terms) -> None:
    """Adds COMPLEMENTARY, and in the last resort PINNED, to the reasons until all three things hold."""
    rows = np.flatnonzero(_has_secrets(terms))
    while len(rows):
        _settle(terms, rows)
        rows = relieve(terms, rows, _stuck(terms, rows), determined(terms, rows))


def gives_away(terms: Terms) -> np.ndarray:
    """Per row: some secret can be worked out. Nothing more is hidden."""
    rows = np.arange(len(terms.reason))
    found = _any_of_row(determined(terms, rows))
    waiting = True
    while waiting:
        waiting = False
        for generation in terms.layout.generations:
            faults = _faults(terms, generation, rows)
            found |= _any_of_row(faults.exposed)
            waiting |= bool(_work_out(terms, generation, rows, faults).any())
    return found


def _has_secrets(terms: Terms) -> np.ndarray:
    rows, columns = np.arange(len(terms.reason)), slice(0, terms.reason.shape[1])
    return _any_of_row(terms.secret(rows, columns) | terms.few_of_its_own(rows, columns))


def _settle(terms: Terms, rows: np.ndarray) -> None:
    """Repairs equations from the top down, and again, until they can do no more themselves."""
    while len(rows):
        touched = np.zeros(len(terms.reason), dtype=bool)
        for generation in terms.layout.generations:
            active = rows
            while len(active):
                active = active[_repair(terms, generation, active)]
                touched[active] = True
        rows = np.flatnonzero(touched)


def _repair(terms: Terms, generation: Generation, rows: np.ndarray) -> np.ndarray:
    """Hides one term of each equation that is at fault; whether anything changed, per row."""
    faults = _faults(terms, generation, rows)
    return np.logical_or(
        _work_out(terms, generation, rows, faults), _hide_one(terms, generation, rows, faults)
    )


@dataclass(frozen=True)
class Faults:
    """Rows × equations of a generation."""

    alone: np.ndarray  # one term is hidden alone, and is a secret
    too_small: np.ndarray  # the parent is shown and no hidden term is large enough
    exposed: np.ndarray  # the only unknown term is a secret
    worked_out: np.ndarray  # the only unknown term is none


def _faults(terms: Terms, generation: Generation, rows: np.ndarray) -> Faults:
    children, parents = generation.children, generation.parents
    own = terms.own[rows[:, None], parents]
    covered = terms.covered(rows, children)
    hidden = _sums(covered, generation) + terms.covered(rows, parents) + (own > 0)
    unknown = _sums(terms.unknown(rows, children), generation) + terms.unknown(rows, parents) + (own > 0)
    is_equation = terms.present[rows[:, None], parents] & _any(terms.present[rows, children], generation)

    secret = _any(terms.secret(rows, children), generation) | terms.secret(rows, parents)
    secret |= terms.few_of_its_own(rows, parents)
    enough = terms.thresholds.enough[rows][:, None]
    large = _any(covered & (terms.number[rows, children] >= enough), generation) | (own >= enough)
    return Faults(
        alone=is_equation & secret & (hidden == 1),
        too_small=secret & ~large & terms.visible(rows, parents),
        exposed=is_equation & secret & (unknown == 1),
        worked_out=is_equation & ~secret & (unknown == 1) & (own == 0),
    )


def _work_out(terms: Terms, generation: Generation, rows: np.ndarray, faults: Faults) -> np.ndarray:
    """Marks what stands alone in an equation and is no secret: its other equation must do without."""
    every_child = np.arange(generation.children.start, generation.children.stop)
    known = faults.worked_out
    for columns, found in ((every_child, known[:, generation.of_child]), (generation.parents, known)):
        row, at = np.nonzero(found & terms.unknown(rows, columns))
        terms.worked_out[rows[row], columns[at]] = True
    return _any_of_row(known)


def _stuck(terms: Terms, rows: np.ndarray) -> np.ndarray:
    """Rows × columns: the parents of the equations in which a secret is still exposed."""
    stuck = np.zeros((len(rows), terms.reason.shape[1]), dtype=bool)
    some = np.flatnonzero(terms.worked_out[rows].any(axis=1))  # else every equation could help itself
    for generation in terms.layout.generations if len(some) else ():
        stuck[some[:, None], generation.parents] = _faults(terms, generation, rows[some]).exposed
    return stuck


def _hide_one(terms: Terms, generation: Generation, rows: np.ndarray, faults: Faults) -> np.ndarray:
    """In each equation at fault: the smallest shown child, of equals the first; else the parent."""
    at_fault = faults.alone | faults.too_small
    number = terms.number[rows, generation.children]
    shown = terms.covering(rows, generation.children)
    has_shown = _any(shown, generation)
    child = _smallest(number, shown, generation)
    row, group = np.nonzero(at_fault & has_shown)
    terms.reason[rows[row], generation.children.start + child[row, group]] = COMPLEMENTARY
    parents = at_fault & ~has_shown & terms.covering(rows, generation.parents)
    row, group = np.nonzero(parents)
    terms.reason[rows[row], generation.parents[group]] = COMPLEMENTARY
    return _any_of_row(at_fault & has_shown | parents)


def _smallest(number: np.ndarray, shown: np.ndarray, generation: Generation) -> np.ndarray:
    """Per equation the position of its smallest shown child."""
    candidate = np.where(shown, number, ABOVE_ALL)
    least = np.minimum.reduceat(candidate, generation.starts, axis=1)
    is_least = shown & (candidate == least[:, generation.of_child])
    position = np.where(is_least, np.arange(number.shape[1]), number.shape[1] - 1)
    return np.minimum.reduceat(position, generation.starts, axis=1)


def _sums(marks: np.ndarray, generation: Generation) -> np.ndarray:
    return np.add.reduceat(marks.astype(np.int64), generation.starts, axis=1)


def _any(marks: np.ndarray, generation: Generation) -> np.ndarray:
    return np.logical_or.reduceat(marks, generation.starts, axis=1)


def _any_of_row(marks: np.ndarray) -> np.ndarray:
    return np.logical_or.reduce(marks, axis=1)
