import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.printing import dealt


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 80)), min_size=1, max_size=8),
    st.floats(0, 1),
)
def test_parts_add_up_and_keep_within_what_there_is(parts, share):
    weights, at_most = (np.array(column) for column in zip(*parts, strict=True))
    total = int(at_most.sum() * share)
    found = dealt(total, weights, at_most)
    assert found.sum() == total
    assert (found >= 0).all()
    assert (found <= at_most).all()


def test_parts_are_in_proportion():
    assert dealt(10, np.array([1, 2, 3]), np.array([9, 9, 9])).tolist() == [2, 3, 5]


def test_more_than_there_are_is_refused():
    with pytest.raises(ValueError, match="78 is more than the 12 patients there are"):
        dealt(78, np.array([1, 1]), np.array([6, 6]))
