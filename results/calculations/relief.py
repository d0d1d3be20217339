"""For slices whose equations can't help themselves: hides in the nearest equation that can.

Rare, and so looked at one slice at a time.
"""

from collections import deque

import numpy as np

from results.calculations.equations import COMPLEMENTARY, PINNED, PRIVACY, TOO_FEW, Terms


def relieve(terms: Terms, rows: np.ndarray, stuck: np.ndarray, determined: np.ndarray) -> np.ndarray:
    """The rows in which something could be done. Rows × columns: `stuck` are the parents of equations that
    expose a secret, `determined` the units of whose number a single one is possible."""
    changed = []
    for at in np.flatnonzero(stuck.any(axis=1) | determined.any(axis=1)):
        slice_ = Slice(terms, int(rows[at]))
        if slice_.relieve_one(stuck[at], determined[at]):
            changed.append(rows[at])
    return np.array(changed, dtype=np.int64)


class Slice:
    """One row of the terms."""

    def __init__(self, terms: Terms, row: int) -> None:
        self.layout = terms.layout
        every = slice(0, terms.reason.shape[1])
        self.visible, self.covering = (
            of(np.array([row]), every)[0] for of in (terms.visible, terms.covering)
        )
        self.number, self.present = terms.number[row], terms.present[row]
        self.reason, self.worked_out = terms.reason[row], terms.worked_out[row]  # views: written to

    def relieve_one(self, stuck: np.ndarray, determined: np.ndarray) -> bool:
        if any(self.relieve(int(parent), self.worked_out, pin=False) for parent in np.flatnonzero(stuck)):
            return True
        hidden = self.present & ~self.visible
        above = self.layout.parent[np.flatnonzero(determined)]
        return any(self.relieve(int(parent), hidden, pin=True) for parent in above if parent >= 0)

    def relieve(self, parent: int, passable: np.ndarray, *, pin: bool) -> bool:
        """From the equation of this parent outwards, through the terms that are passable: up before down."""
        waiting, seen = deque([parent]), {parent}
        while waiting:
            parent = waiting.popleft()
            children = np.flatnonzero((self.layout.parent == parent) & self.present)
            if not len(children):
                continue
            if self.hide(parent, children) or (pin and self.pin(parent)):
                return True
            above = [self.layout.parent[parent]] if passable[parent] else []
            for column in [*above, *children[passable[children]]]:
                if column >= 0 and column not in seen:
                    seen.add(column)
                    waiting.append(int(column))
        return False

    def hide(self, parent: int, children: np.ndarray) -> bool:
        choice = children[self.covering[children]]
        if len(choice):
            hidden = choice[np.argmin(self.number[choice])]
        elif self.covering[parent]:
            hidden = parent
        else:
            return False
        self.reason[hidden] = COMPLEMENTARY
        # What was worked out may no longer be.
        self.worked_out[:] = False
        return True

    def pin(self, parent: int) -> bool:
        """Hidden for its size, and its threshold tells what is below it: another reason does not."""
        if self.reason[parent] not in (TOO_FEW, PRIVACY):
            return False
        self.reason[parent] = PINNED
        return True
