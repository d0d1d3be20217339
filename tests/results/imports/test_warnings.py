import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from results.calculations.proportions import proportion_test
from results.imports import DeliveryWarning, find_warnings
from results.imports.catalogue import Catalogue, KnownUnit
from results.imports.phrases import Phrases, listed
from tests.results.imports.world import (
    BODO,
    CATALOGUE,
    COUNT,
    COVERAGE,
    FINNMARK,
    HAMMERFEST,
    LOFOTEN,
    MEAN,
    NATION,
    NORDLAND,
    NORTH,
    PARENTS,
    SHARE,
    UNITS,
    cells,
    number,
    read_rows,
    row,
)

NOTHING = cells()
NUMBER_OF = {unit.id: orgnr for orgnr, unit in UNITS.items()}


def share(unit: KnownUnit, numerator: int = 5, denominator: int = 10, *, year: int = 2024) -> tuple:
    return (SHARE.id, unit.id, "caregiver", year, numerator, denominator, None)


def share_row(unit: KnownUnit, var: str = "5", denominator: str = "10", **others: str) -> tuple[str, ...]:
    return row(orgnr=NUMBER_OF[unit.id], var=var, denominator=denominator, **others)


def cell(unit: KnownUnit, indicator: int = SHARE.id, context: str = "caregiver", year: int = 2024) -> dict:
    return {"indicator": indicator, "unit": unit.id, "context": context, "year": year}


def warned(tmp_path, *rows, previous: pd.DataFrame = NOTHING) -> list[DeliveryWarning]:
    reading = read_rows(tmp_path, *rows)
    assert reading.faults == []
    return find_warnings(reading, CATALOGUE, previous)


def test_an_ordinary_delivery_gives_no_warning(tmp_path):
    previous = cells(share(BODO), share(LOFOTEN))

    assert warned(tmp_path, share_row(BODO), share_row(LOFOTEN), previous=previous) == []
    assert warned(tmp_path, share_row(BODO), share_row(LOFOTEN)) == []


def test_a_file_delivered_before_is_said_to_be_so(tmp_path):
    (warning,) = find_warnings(read_rows(tmp_path, row()), CATALOGUE, NOTHING, "levering 12 fra 3. mars 2026")

    assert (warning.code, warning.indicator, warning.cells) == ("identical_file", None, [])
    assert warning.message.startswith("Filen er nøyaktig den samme som levering 12 fra 3. mars 2026.")


def test_rows_at_several_levels_are_named_by_the_upper_one(tmp_path):
    (warning,) = warned(
        tmp_path,
        share_row(NORDLAND),
        share_row(LOFOTEN),
        share_row(BODO),
        share_row(HAMMERFEST),  # of another trust
        share_row(FINNMARK, year="2023"),  # of another year
        share_row(FINNMARK, context="resident"),  # of another context
    )

    assert (warning.code, warning.indicator) == ("several_levels", SHARE.id)
    assert warning.cells == [cell(NORDLAND)]
    assert "Nordlandssykehuset HF for 2024 ved siden av Bodø og Lofoten." in warning.message


def test_a_level_may_be_skipped(tmp_path):
    warnings = warned(tmp_path, share_row(NATION), share_row(NORTH), share_row(BODO))

    assert [warning.cells for warning in warnings] == [[cell(NATION), cell(NORTH)]]


def test_several_levels_do_not_count_twice_where_nothing_is_rolled_up(tmp_path):
    rows = [share_row(unit, ind_id="hjerte_antall") for unit in (NATION, NORDLAND, BODO)]

    assert warned(tmp_path, *rows) == []


def test_units_missing_since_the_release_built_on_are_named(tmp_path):
    previous = cells(share(BODO), share(LOFOTEN), share(HAMMERFEST))

    (warning,) = warned(tmp_path, share_row(BODO), previous=previous)

    assert (warning.code, warning.indicator) == ("missing_units", SHARE.id)
    assert warning.cells == [cell(LOFOTEN), cell(HAMMERFEST)]
    assert warning.message == (
        "hjerte_andel: Forrige levering hadde 3 sykehus for 2024, denne har 1. "
        "Disse mangler: Hammerfest og Lofoten. Deres tall for 2024 blir fjernet."
    )


def test_one_missing_unit_is_spoken_of_as_one(tmp_path):
    previous = cells(share(NORDLAND), share(BODO))

    (warning,) = warned(tmp_path, share_row(BODO), previous=previous)

    assert warning.message == (
        "hjerte_andel: Forrige levering hadde 2 enheter for 2024, denne har 1. "
        "Én mangler: Nordlandssykehuset HF. Tallene derfra for 2024 blir fjernet."
    )


def test_slices_that_are_not_delivered_are_not_missing(tmp_path):
    other = (COVERAGE.id, LOFOTEN.id, "caregiver", 2024, 5, 10, None)
    resident = (SHARE.id, NORDLAND.id, "resident", 2024, 5, 10, None)

    assert warned(tmp_path, share_row(BODO), previous=cells(share(LOFOTEN, year=2023), other, resident)) == []


def test_units_are_missed_in_types_that_are_not_rolled_up_too(tmp_path):
    previous = cells((MEAN.id, LOFOTEN.id, "caregiver", 2024, None, 10, number("1.5")))

    (warning,) = warned(tmp_path, row(ind_id="hjerte_snitt"), previous=previous)

    assert (warning.code, warning.cells) == ("missing_units", [cell(LOFOTEN, MEAN.id)])


def test_a_share_changed_more_than_chance_explains_is_named(tmp_path):
    previous = cells(share(BODO, 10, 100), share(LOFOTEN, 10, 100), share(HAMMERFEST, 1, 2))

    (warning,) = warned(
        tmp_path,
        share_row(BODO, "60", "100"),
        share_row(LOFOTEN, "12", "100"),
        share_row(HAMMERFEST, "2", "2"),
        previous=previous,
    )

    assert (warning.code, warning.indicator, warning.cells) == ("changed_value", SHARE.id, [cell(BODO)])
    assert "Bodø 2024 (nå 60 av 100, før 10 av 100)" in warning.message


@pytest.mark.parametrize(("numerator", "is_warned"), [(15, False), (14, True)])
def test_the_limit_for_a_change_is_a_p_of_two_in_a_thousand(tmp_path, numerator, is_warned):
    assert (proportion_test([numerator], [40], [28], [40])[0] < 0.002) == is_warned

    warnings = warned(tmp_path, share_row(BODO, "28", "40"), previous=cells(share(BODO, numerator, 40)))

    assert [warning.code for warning in warnings] == ["changed_value"] * is_warned


def test_a_mean_has_no_test_of_change(tmp_path):
    previous = cells((MEAN.id, BODO.id, "caregiver", 2024, None, 10, number("100")))

    assert warned(tmp_path, row(ind_id="hjerte_snitt", var="1"), previous=previous) == []


def test_exact_copies_of_groups_are_named(tmp_path):
    (warning,) = warned(tmp_path, *[share_row(BODO)] * 3, *[share_row(LOFOTEN, "1", "1")] * 3)

    assert (warning.code, warning.indicator, warning.cells) == ("exact_copies", SHARE.id, [cell(BODO)])
    assert warning.message.startswith(
        "hjerte_andel: 2 rader er nøyaktige kopier av en annen rad: Bodø 2024 (2)."
    )


def test_residents_of_a_hospital_are_named_whatever_the_type(tmp_path):
    rows = [
        share_row(BODO, context="resident"),
        share_row(NORDLAND, context="resident", year="2023"),
        row(ind_id="hjerte_antall", context="resident"),
    ]

    share_warning, count_warning = warned(tmp_path, *rows)

    assert (share_warning.code, share_warning.indicator) == ("resident_hospital", SHARE.id)
    assert share_warning.cells == [cell(BODO, context="resident")]
    assert count_warning.cells == [cell(BODO, COUNT.id, context="resident")]


def test_there_is_one_warning_per_kind_and_indicator(tmp_path):
    rows = [
        share_row(unit, ind_id=ind_id, year=year)
        for unit in (NORDLAND, BODO, BODO)
        for ind_id in ("hjerte_andel", "hjerte_dg")
        for year in ("2023", "2024")
    ]

    warnings = warned(tmp_path, *rows)

    assert [(warning.code, warning.indicator) for warning in warnings] == [
        (code, indicator.id) for code in ("several_levels", "exact_copies") for indicator in (SHARE, COVERAGE)
    ]
    assert all(len(warning.cells) == 2 for warning in warnings)


def test_namesakes_are_told_apart_by_their_parents():
    units = {
        "1": KnownUnit(1, "Private", "hf"),
        "2": KnownUnit(2, "Volvat", "hospital"),
        "3": KnownUnit(3, "Volvat", "hf"),
        "4": KnownUnit(4, "Aleris", "hospital"),
    }
    phrases = Phrases(Catalogue("r", units, {}, {1: None, 2: 1, 3: None, 4: 1}, 2026))

    assert [phrases.unit(unit) for unit in (2, 3, 4, 99)] == [
        "Volvat (Private)",
        "Volvat",
        "Aleris",
        "enhet 99",
    ]


def test_a_long_list_ends_with_how_many_more_there_are():
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B og C"
    assert listed([str(at) for at in range(23)]).endswith("18, 19 og 3 til")


previous_cells = st.dictionaries(
    st.tuples(
        st.sampled_from([SHARE.id, COVERAGE.id]),
        st.sampled_from(sorted(PARENTS)),
        st.sampled_from(["caregiver", "resident"]),
        st.sampled_from([2023, 2024]),
    ),
    st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
    max_size=25,
)


@settings(max_examples=100, deadline=None)
@given(old=previous_cells, new=previous_cells)
def test_warnings_are_those_of_the_slow_twin(tmp_path_factory, old, new):
    keys = {SHARE.id: SHARE.key, COVERAGE.id: COVERAGE.key}
    rows = [
        row(NUMBER_OF[unit], keys[indicator], str(x), str(n), str(year), context)
        for (indicator, unit, context, year), (x, n) in new.items()
    ]
    previous = cells(*[(*key, x, n, None) for key, (x, n) in old.items()])

    found = warned(tmp_path_factory.mktemp("twin"), *rows, previous=previous)

    by_code = {
        code: {tuple(key.values()) for w in found if w.code == code for key in w.cells} for code in TWINS
    }
    assert by_code == {
        code: {key for key in {**old, **new} if twin(key, old, new)} for code, twin in TWINS.items()
    }


def _has_units_below(key: tuple, old: dict, new: dict) -> bool:
    return key in new and any(
        key[1] in _above(other[1]) for other in new if (other[0], *other[2:]) == (key[0], *key[2:])
    )


def _above(unit: int) -> list[int]:
    parent = PARENTS[unit]
    return [] if parent is None else [parent, *_above(parent)]


def _is_missing(key: tuple, old: dict, new: dict) -> bool:
    is_delivered = any((other[0], *other[2:]) == (key[0], *key[2:]) for other in new)
    return key in old and key not in new and is_delivered


def _has_changed(key: tuple, old: dict, new: dict) -> bool:
    if key not in old or key not in new:
        return False
    (x1, n1), (x2, n2) = old[key], new[key]
    return proportion_test([x1], [n1], [x2], [n2])[0] < 0.002


def _is_a_hospitals_residents(key: tuple, old: dict, new: dict) -> bool:
    return key in new and key[2] == "resident" and UNITS[NUMBER_OF[key[1]]].level == "hospital"


TWINS = {
    "several_levels": _has_units_below,
    "missing_units": _is_missing,
    "changed_value": _has_changed,
    "resident_hospital": _is_a_hospitals_residents,
}
