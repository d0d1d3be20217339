import numpy as np
import pytest

from demo.country import Country, Hospital, flow
from demo.tables import Care


def hospital(number, trust, region, residents, treats, area=None, draws=None):
    area_region = {"a": "north", "b": "north", "c": "south"}[area or trust]
    tags = frozenset(treats.split())
    return Hospital(number, trust, region, area or trust, area_region, residents, tags, draws or {})


COUNTRY = Country(
    nation="1",
    hospitals=(
        hospital("11", "a", "north", 60, "hearts hub"),
        hospital("12", "a", "north", 20, ""),
        hospital("21", "b", "north", 10, ""),
        hospital("31", "c", "south", 10, "hearts"),
        hospital("91", "p", "private", 0, "clinic", area="a"),
    ),
)


def flows(centralised=0.0, private=0.0, country=COUNTRY):
    found = flow(country, Care("hearts", centralised, private, "clinic" if private else ""))
    return {
        (area, country.numbers[at]): pytest.approx(found[row, at])
        for row, area in enumerate(country.areas)
        for at in np.flatnonzero(found[row])
    }


def also(*hospitals):
    return Country(COUNTRY.nation, COUNTRY.hospitals + hospitals)


def test_patients_are_treated_at_home_in_the_trust_or_at_the_hospital_of_the_region():
    assert flows() == {("a", "11"): 0.8, ("b", "11"): 0.1, ("c", "31"): 0.1}


def test_patients_stay_in_their_area_with_a_hospital_that_no_one_lives_by():
    country = also(hospital("22", "p", "private", 0, "hearts", area="b"))
    assert flows(country=country)["b", "22"] == 0.1


def test_a_hospital_draws_its_share_of_those_who_live_in_its_area_or_are_referred_to_it():
    country = also(hospital("13", "a", "north", 0, "hearts", draws={"hearts": 0.25}))
    assert flows(country=country) == {
        ("a", "11"): 0.6,
        ("a", "13"): 0.2,
        ("b", "11"): 0.075,
        ("b", "13"): 0.025,
        ("c", "31"): 0.1,
    }


def test_a_region_may_refer_one_group_elsewhere_than_the_others():
    country = also(hospital("23", "p", "private", 0, "hearts hearts_hub", area="b"))
    assert flows(centralised=1, country=country) == {("a", "23"): 0.8, ("b", "23"): 0.1, ("c", "31"): 0.1}


def test_a_private_clinic_takes_its_part_from_its_area_and_region():
    assert flows(private=0.5) == {
        ("a", "11"): 0.4,
        ("a", "91"): 0.4,
        ("b", "11"): 0.05,
        ("b", "91"): 0.05,
        ("c", "31"): 0.1,
    }


def test_everybody_is_treated_somewhere():
    assert flow(COUNTRY, Care("hearts", 0.3, 0.2, "clinic")).sum() == pytest.approx(1)


def test_units_above_hold_their_hospitals():
    held = {unit: [COUNTRY.numbers[at] for at in positions] for unit, positions in COUNTRY.units.items()}
    assert held["1"] == ["11", "12", "21", "31", "91"]
    assert held["north"] == ["11", "12", "21"]
    assert (held["a"], held["12"]) == (["11", "12"], ["12"])
