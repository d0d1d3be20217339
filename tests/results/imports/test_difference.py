import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from results.imports import difference
from tests.results.imports.world import cells, number, read_rows, row


def keys(frame: pd.DataFrame) -> list[tuple]:
    return list(frame[["indicator", "unit", "context", "year"]].itertuples(index=False, name=None))


def test_cells_are_added_changed_or_removed():
    before = cells(
        (31, 4, "caregiver", 2024, 5, 10, None),
        (31, 5, "caregiver", 2024, 5, 10, None),
        (31, 6, "caregiver", 2024, 5, 10, None),
    )
    now = cells(
        (31, 5, "caregiver", 2024, 5, 10, None),
        (31, 6, "caregiver", 2024, 6, 10, None),
        (31, 7, "caregiver", 2024, 1, 2, None),
    )

    found = difference(before, now)

    assert keys(found.added) == [(31, 7, "caregiver", 2024)]
    assert keys(found.removed) == [(31, 4, "caregiver", 2024)]
    assert keys(found.changed) == [(31, 6, "caregiver", 2024)]
    assert found.changed.loc[0, ["numerator_before", "numerator"]].tolist() == [5, 6]


def test_slices_that_the_delivery_does_not_replace_stay():
    before = cells((31, 4, "caregiver", 2023, 5, 10, None), (32, 4, "caregiver", 2024, 5, 10, None))

    found = difference(before, cells((31, 4, "resident", 2024, 5, 10, None)))

    assert (len(found.added), len(found.changed), len(found.removed)) == (1, 0, 0)


def test_a_share_of_the_same_value_but_other_counts_is_changed():
    before, now = ((31, 4, "caregiver", 2024, x, 2 * x, None) for x in (1, 2))

    assert len(difference(cells(before), cells(now)).changed) == 1


def test_ready_values_are_compared_exactly():
    def changed(old: str, new: str) -> int:
        before, now = ((34, 4, "caregiver", 2024, None, 10, number(text)) for text in (old, new))
        return len(difference(cells(before), cells(now)).changed)

    assert changed("1.50", "1.5") == 0
    assert changed("1.5", "1.5000000000000000000001") == 1


def test_a_delivery_compared_with_itself_changes_nothing(tmp_path):
    now = read_rows(tmp_path, row(), row(ind_id="hjerte_snitt", var="1,5"), row(ind_id="hjerte_antall")).cells

    found = difference(now, now)

    assert (len(found.added), len(found.changed), len(found.removed)) == (0, 0, 0)


def test_contexts_may_come_as_plain_text_and_missing_values_as_nan():
    now = cells((31, 4, "caregiver", 2024, 5, 10, None))
    before = now.astype({"context": "object", "value": "float64"})

    assert difference(before, now).changed.empty


def test_an_empty_frame_without_types_stands_for_nothing_published():
    now = cells((31, 4, "caregiver", 2024, 5, 10, None))

    assert len(difference(pd.DataFrame(columns=now.columns), now).added) == 1


def test_the_frames_have_the_columns_and_types_of_cells_also_when_empty():
    now = cells((31, 4, "caregiver", 2024, 5, 10, None))
    found = difference(cells(), now)

    for frame in (found.added, found.removed):
        assert frame.dtypes.astype(str).to_dict() == now.dtypes.astype(str).to_dict()


contents = st.dictionaries(
    st.tuples(st.sampled_from([31, 34]), st.integers(4, 6), st.sampled_from(["caregiver", "resident"])),
    st.integers(0, 3),
    max_size=8,
)


@settings(max_examples=120, deadline=None)
@given(old=contents, new=contents)
def test_the_difference_is_that_of_the_slow_twin(old, new):
    def frame(content: dict[tuple, int]) -> pd.DataFrame:
        return cells(
            *[
                (*key, 2024, x if key[0] == 31 else None, 10, number(str(x)) if key[0] == 34 else None)
                for key, x in content.items()
            ]
        )

    found = difference(frame(old), frame(new))

    slices = {(key[0], key[2]) for key in new}
    assert {key[:3] for key in keys(found.added)} == set(new) - set(old)
    assert {key[:3] for key in keys(found.removed)} == {
        key for key in set(old) - set(new) if (key[0], key[2]) in slices
    }
    assert {key[:3] for key in keys(found.changed)} == {
        key for key in set(old) & set(new) if old[key] != new[key]
    }
