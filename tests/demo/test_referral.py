"""Patients of the demonstration are treated where such patients are in fact treated."""

import numpy as np
import pytest

from demo.country import flow
from tests.demo.nation import COUNTRY, TABLES, delivered, of

HELSE_SOR_OST, OUS = "991324968", "993467049"
RADIUM, HAGEVIK = "974707152", "874743372"
DIAKONHJEMMET, AKER = "974116804", "974588951"


def test_every_hospital_that_treats_anything_has_results():
    rows = delivered()
    found = set(rows.loc[rows["context"] == "caregiver", "orgnr"])
    assert {one.number for one in COUNTRY.hospitals if one.treats} <= found


def test_every_patient_is_treated_at_one_hospital():
    for care in {group.care for group in TABLES.groups}:
        found = flow(COUNTRY, care)
        assert (found >= 0).all()
        assert found.sum() == pytest.approx(1)


@pytest.mark.parametrize("region", sorted({one.area_region for one in COUNTRY.hospitals}))
def test_only_the_foremost_hospital_of_a_region_treats_much_of_what_takes_a_university(region):
    inside = np.array([one.area_region == region for one in COUNTRY.hospitals])
    foremost = np.array(["hub" in one.treats for one in COUNTRY.hospitals])
    for care in {group.care for group in TABLES.groups if group.care.treated_at == "university"}:
        treated = flow(COUNTRY, care).sum(axis=0)
        assert (treated[inside & ~foremost] < 0.3 * treated[inside].sum()).all()


@pytest.mark.parametrize(
    "indicator", ["norgast_dg_lever", "norgast_dg_spiseroer", "ms_dg_total", "norkar_dg_utpos_hoved"]
)
def test_what_belongs_to_the_university_hospital_in_oslo_is_treated_there(indicator):
    patients = patients_in(HELSE_SOR_OST, indicator)
    trust = {one.number: one.trust for one in COUNTRY.hospitals}
    assert trust[patients.idxmax()] == OUS
    others = patients[[trust[number] != OUS for number in patients.index]]
    assert (others < 0.3 * patients.sum()).all()


def patients_in(region, indicator):
    """By hospital, over all years, without those of other regions."""
    inside = {one.number for one in COUNTRY.hospitals if one.area_region == region}
    rows = of(indicator)
    return rows[rows["orgnr"].isin(inside)].groupby("orgnr")["denominator"].sum()


@pytest.mark.parametrize(
    ("hospital", "indicator", "least"),
    [
        (RADIUM, "norgast_dg_endetarm", 0.1),
        (HAGEVIK, "leddprotese_dg_pri_hofte", 0.2),
        (DIAKONHJEMMET, "norartritt_dg", 0.2),
        (AKER, "soreg_dg", 0.3),
    ],
)
def test_specialised_hospitals_draw_their_patients(hospital, indicator, least):
    region = next(one.area_region for one in COUNTRY.hospitals if one.number == hospital)
    patients = patients_in(region, indicator)
    assert patients[hospital] > least * patients.sum()
