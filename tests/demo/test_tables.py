"""The tables in fixtures/demo/ agree with each other and with the portal's first units and registries."""

from tests.demo.nation import COUNTRY, TABLES, table

DEFINITIONS = {one.key: one for one in TABLES.definitions}


def test_hospitals_are_units_by_their_names():
    named = {number: row for row in table("units.csv") for number in row["orgnrs"].split(";")}
    for row in table("demo/hospitals.csv"):
        assert (named[row["orgnr"]]["name"], named[row["orgnr"]]["level"]) == (row["name"], "hospital")
        assert named[row["area"]]["level"] == "hf"


def test_every_shown_indicator_of_a_delivered_registry_has_a_profile_and_no_other():
    wanted = {
        one.key
        for one in TABLES.definitions
        if one.shown and one.type != "coverage" and one.registry in TABLES.registries
    }
    assert set(TABLES.profiles) == wanted


def test_relations_are_to_other_shares_of_the_registry():
    related = {key: profile for key, profile in TABLES.profiles.items() if profile.relation}
    assert len(related) >= 15
    for key, profile in related.items():
        assert profile.relation in {"of", "includes", "part of", "rest of", "besides", "sum of"}
        assert len(profile.others) == (2 if profile.relation in ("rest of", "sum of") else 1)
        for other in profile.others:
            assert DEFINITIONS[other].type == "share"
            assert (DEFINITIONS[other].registry, other) != (DEFINITIONS[key].registry, key)
            assert DEFINITIONS[other].registry == DEFINITIONS[key].registry


def test_patients_are_of_registries_that_deliver_and_are_treated_somewhere():
    assert {group.registry for group in TABLES.groups} == set(TABLES.registries)
    treated = {tag for hospital in COUNTRY.hospitals for tag in hospital.treats}
    for group in TABLES.groups:
        assert group.care.treated_at in treated
        assert (group.care.private_at in treated) == (group.care.private > 0)
        assert not group.coverage or DEFINITIONS[group.coverage].type == "coverage"


def test_hospitals_draw_less_than_all_of_what_they_treat():
    drawn = {}
    for hospital in COUNTRY.hospitals:
        assert set(hospital.draws) <= hospital.treats
        for tag, share in hospital.draws.items():
            drawn[hospital.area, tag] = drawn.get((hospital.area, tag), 0) + share
    assert len(drawn) >= 10
    assert all(0 < share < 1 for share in drawn.values())


def test_coverage_that_indicators_rest_on_has_its_patients():
    counted = {group.coverage for group in TABLES.groups}
    asked = {
        one.coverage
        for one in TABLES.definitions
        if one.coverage and one.shown and one.registry in TABLES.registries
    }
    assert asked <= counted


def test_projects_and_corrections_are_of_known_indicators_and_hospitals():
    for indicator, hospital in TABLES.projects:
        assert indicator in DEFINITIONS
        assert hospital in COUNTRY.numbers
    assert {one.hospital for one in TABLES.corrections} <= set(COUNTRY.numbers)
    corrected = {step.registry for step in TABLES.steps if step.years is None}
    assert {one.registry for one in TABLES.corrections} == corrected


def test_each_year_of_a_registry_is_first_delivered_once():
    for registry in TABLES.registries:
        years = [year for step in TABLES.of(registry).steps for year in step.years or ()]
        assert years == sorted(set(years))
        assert years[-1] == 2025
