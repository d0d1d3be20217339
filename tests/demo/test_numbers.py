"""What is promised of the demonstration's numbers, and what makes them a believable nation."""

import hashlib
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from demo.deliveries import files_of
from results.calculations.proportions import proportion_test
from tests.demo.nation import (
    COUNTED,
    COUNTRY,
    TABLES,
    counted,
    delivered,
    files,
    of,
    results,
    rows_of,
    share,
    table,
)

YEARS = list(range(2016, 2026))
MADE = "f961bc8117cb3cc34245beaf4409209fde9c10cf9bc57770eda5a50e7e13f8df"
HELSE_MIDT = "983658776"
BODO, HAMAR, KALNES, KRISTIANSUND = "974795361", "974724960", "974633752", "974746948"


def test_a_registry_is_made_the_same_every_time():
    again = [file.content for file in files_of(COUNTRY, TABLES.of("ms"))]
    assert again == [file.content for file in files("ms")]


def test_a_registry_is_made_the_same_on_every_machine():
    """A change of fixtures/demo/ or demo/ changes it; another machine or version of NumPy must not."""
    content = "".join(file.content for file in files("norscir"))
    assert hashlib.sha256(content.encode()).hexdigest() == MADE


def test_other_indicators_are_made_the_same_without_one():
    tables = TABLES.of("norscir")
    without = [one for one in tables.definitions if one.key != "norscir_prom"]
    [file] = files_of(COUNTRY, replace(tables, definitions=tuple(without)))
    kept = rows_of(files("norscir")[0]).query("ind_id != 'norscir_prom'").reset_index(drop=True)
    pd.testing.assert_frame_equal(rows_of(file), kept)


def test_enough_registries_and_indicators_with_limits_are_delivered():
    with_limits = {
        row["key"] for row in table("demo/indicators.csv") if row["target_high"] and row["shown"] != "0"
    }
    rows = delivered()
    judged = rows[rows["ind_id"].isin(with_limits)]
    assert judged["ind_id"].nunique() >= 180
    assert judged["registry"].nunique() >= 28


def test_the_delivered_rows_are_as_many_as_load_in_a_minute():
    assert (
        100_000
        <= sum(file.content.count("\n") - 1 for one in TABLES.registries for file in files(one))
        <= 250_000
    )


@pytest.mark.parametrize("context", ["caregiver", "resident"])
def test_there_are_ten_years_in_each_context(context):
    rows = delivered()
    assert sorted(rows.loc[rows["context"] == context, "year"].unique()) == YEARS


def test_some_registries_and_indicators_begin_later():
    rows = delivered()
    begins = rows.groupby("registry")["year"].min()
    assert (begins == 2016).sum() >= 25
    assert (begins > 2016).sum() >= 4
    assert of("hjerneslag_poli_3mnd")["year"].min() == 2018


@pytest.mark.parametrize("printed", TABLES.printed, ids=lambda printed: printed.indicator)
def test_the_hospitals_of_a_unit_add_up_to_what_is_printed_of_it(printed):
    [file] = [one for one in files(registry_of(printed.indicator)) if printed in one.printed]
    under = [COUNTRY.numbers[at] for at in COUNTRY.under(printed.unit)]
    rows = rows_of(file)
    rows = rows[(rows["ind_id"] == printed.indicator) & (rows["year"] == printed.year)]
    rows = rows[(rows["context"] == printed.context) & rows["orgnr"].isin(under)]
    assert len(rows) >= 3
    assert (rows["var"].astype(int).sum(), rows["denominator"].sum()) == (
        printed.numerator,
        printed.denominator,
    )


def test_the_printed_results_are_those_of_the_source():
    found = {(one.indicator, one.unit, one.year, one.numerator, one.denominator) for one in TABLES.printed}
    assert found == {
        ("barnediabetes_hba1c_lt_7", HELSE_MIDT, 2024, 210, 465),
        ("hjerteinfarkt_reper_stemi_tid", HELSE_MIDT, 2024, 153, 245),
        ("ms_diagnosetid", HELSE_MIDT, 2024, 67, 78),
    }
    assert all(one.source and one.context == "caregiver" for one in TABLES.printed)


def registry_of(indicator):
    return next(one.registry for one in TABLES.definitions if one.key == indicator)


def test_no_count_is_above_the_patients_it_is_of():
    rows = counted()
    assert (rows["var"] <= rows["denominator"]).all()


def test_indicators_are_about_no_more_patients_than_are_registered():
    rows = counted()
    place = ["context", "year", "orgnr"]
    registered = rows[rows["type"] == "coverage"].set_index(["ind_id", *place])["var"].rename("registered")
    coverage = {one.key: one.coverage for one in TABLES.definitions if one.coverage}
    about = rows.assign(coverage=rows["ind_id"].map(coverage)).dropna(subset="coverage")
    found = about.join(registered, on=["coverage", *place])
    assert len(found) > 50_000
    assert (found["denominator"] <= found["registered"]).all()


def test_the_same_patients_are_counted_where_they_live_and_where_they_are_treated():
    sums = counted().groupby(["ind_id", "year", "context"])[["var", "denominator"]].sum().unstack("context")
    for column in ("var", "denominator"):
        assert (sums[column]["caregiver"] == sums[column]["resident"]).all()


def test_residents_are_counted_by_the_public_trusts_they_belong_to():
    level = {number: row["level"] for row in table("units.csv") for number in row["orgnrs"].split(";")}
    rows = delivered()
    resident = rows.loc[rows["context"] == "resident", "orgnr"].unique()
    assert {level[number] for number in resident} == {"hf"}
    assert len(resident) == len(COUNTRY.areas) == 19


def test_units_above_are_given_the_patients_of_their_hospitals():
    rows = delivered()
    ready = rows[~rows["type"].isin(COUNTED)]
    assert ready["type"].nunique() == 4
    for (_, _), group in ready.groupby(["ind_id", "year"]):
        patients = group.set_index("orgnr")["denominator"]
        hospitals = patients[patients.index.isin(COUNTRY.numbers)]
        assert patients[COUNTRY.nation] == hospitals.sum()
        regions = {one.region for one in COUNTRY.hospitals if one.number in hospitals.index}
        assert patients[sorted(regions)].sum() == hospitals.sum()


@pytest.mark.parametrize(
    ("stricter", "wider"),
    [
        ("hoftebrudd_24t", "hoftebrudd_48t"),
        ("barnediabetes_hba1c_lt_7", "barnediabetes_hba1c_lt_7.5"),
        ("noric_nstemi_24t", "noric_nstemi_72t"),
        ("nra_stmarks_9_1aar_snm", "nra_stmarks_12_1aar_snm"),
    ],
)
def test_a_stricter_measure_is_reached_by_fewer_of_the_same_patients(stricter, wider):
    both = of(stricter).merge(of(wider), on=["year", "orgnr"], how="outer", suffixes=("_strict", "_wide"))
    assert (both["denominator_strict"] == both["denominator_wide"]).all()
    assert (both["var_strict"].astype(int) <= both["var_wide"].astype(int)).all()


def test_the_methods_of_opening_an_artery_add_up():
    columns = ["year", "orgnr"]
    names = ["hjerteinfarkt_reper_stemi_tid", "hjerteinfarkt_pci_tid", "hjerteinfarkt_tromb_tid"]
    both, pci, thrombolysis = (
        of(name).astype({"var": int}).set_index(columns)[["var", "denominator"]] for name in names
    )
    assert pci.add(thrombolysis, fill_value=0).astype(int).equals(both.sort_index())


def test_hospitals_differ():
    rows = of("hoftebrudd_24t", year=2024)
    shares = rows["var"].astype(int) / rows["denominator"]
    assert len(rows) >= 40
    assert shares.quantile(0.9) - shares.quantile(0.1) > 0.25


def test_hospitals_are_themselves_from_year_to_year():
    rows = counted()
    rows = rows[(rows["context"] == "caregiver") & (rows["denominator"] >= 50)]
    shares = rows.assign(share=rows["var"] / rows["denominator"])
    apart = shares["share"] - shares.groupby(["ind_id", "year"])["share"].transform("mean")
    wide = apart.groupby([shares["ind_id"], shares["orgnr"], shares["year"]]).first().unstack("year")
    assert 0.7 < wide[2023].corr(wide[2024]) < 0.98
    assert wide[2016].corr(wide[2025]) < wide[2023].corr(wide[2024])


@pytest.mark.parametrize(
    ("indicator", "hospital", "before", "after"),
    [
        ("hjerneslag_bilde_15min", KALNES, 2019, 2021),
        ("hjerneslag_poli_3mnd", BODO, 2021, 2023),
        ("hjerneslag_inn_enhet", KRISTIANSUND, 2018, 2022),
        ("hjerneslag_dg", HAMAR, 2018, 2021),
    ],
)
def test_a_hospital_improves_for_certain_after_its_project(indicator, hospital, before, after):
    then, now = share(indicator, hospital, before), share(indicator, hospital, after)
    assert now[0] / now[1] > then[0] / then[1] + 0.1
    assert proportion_test(*then, *now) < 0.05


def test_an_improvement_lasts():
    for year in range(2022, 2026):
        numerator, denominator = share("hjerneslag_inn_enhet", KRISTIANSUND, year)
        assert numerator / denominator > 0.8


def test_a_few_hospitals_get_worse():
    rows = counted()
    rows = rows[(rows["context"] == "caregiver") & (rows["type"] == "share") & (rows["denominator"] >= 80)]
    wide = rows.assign(share=rows["var"] / rows["denominator"]).pivot(
        index=["ind_id", "orgnr"], columns="year", values="share"
    )
    change = (wide[2025] - wide[2019]).dropna()
    assert 0.1 < (change < -0.02).mean() < 0.5
    assert (change > 0.02).mean() > (change < -0.02).mean()


def patients_by_year(indicator):
    return of(indicator).groupby("year")["denominator"].sum()


@pytest.mark.parametrize("indicator", ["leddprotese_dg_pri_hofte", "tonsille_dg", "nkr_rygg_dg"])
def test_the_pandemic_is_seen_in_what_was_planned(indicator):
    patients = patients_by_year(indicator)
    assert patients[2020] < 0.92 * patients[2019]
    assert patients[2022] > 1.08 * patients[2020]


@pytest.mark.parametrize(
    "indicator", ["hoftebrudd_dg_prim_brudd", "hjerteinfarkt_dg", "ms_dg_total", "diabetes_voksne_dg"]
)
def test_the_pandemic_is_not_seen_in_what_cannot_wait(indicator):
    patients = patients_by_year(indicator)
    assert patients[2020] > 0.95 * patients[2019]


AVERAGES = [one.key for one in TABLES.definitions if one.type in ("mean", "median") and one.shown]


@pytest.mark.parametrize("indicator", AVERAGES)
def test_averages_are_near_what_they_are_in_the_nation(indicator):
    profile, rows = TABLES.profiles[indicator], of(indicator)
    usual = rows["year"].map(dict(zip(YEARS, np.linspace(profile.first, profile.last, 10), strict=True)))
    relative = rows["var"].astype(float) / usual
    nation = relative[rows["orgnr"] == COUNTRY.nation]
    assert len(nation) >= 5
    assert nation.between(0.95, 1.05).all()
    many = relative[rows["orgnr"].isin(COUNTRY.numbers) & (rows["denominator"] >= 30)]
    assert many.between(0.5, 1.6).all()
    assert many.nunique() > 1


def test_coverage_is_low_at_first_in_some_registries_and_gets_better():
    rows = counted()
    rows = rows[(rows["type"] == "coverage") & (rows["context"] == "caregiver")]
    nation = rows.groupby(["ind_id", "year"])[["var", "denominator"]].sum()
    shares = (nation["var"] / nation["denominator"]).unstack("year")
    assert (shares[2018] < 0.6).sum() >= 4
    assert (shares[2025] < 0.6).sum() <= 2
    assert (shares[2025] > shares[2018]).mean() > 0.9


@pytest.mark.parametrize("registry", ["hoftebrudd", "tonsille"])
def test_a_correction_changes_some_figures_of_one_year(registry):
    [correction] = TABLES.of(registry).corrections
    *earlier, after = [rows_of(file) for file in files(registry)]
    first = pd.concat(earlier)
    place = ["context", "year", "orgnr", "ind_id"]
    both = after.merge(first, on=place, how="left", suffixes=("", "_first"))
    assert set(after["year"]) == {correction.year}
    changed = both[(both["var"] != both["var_first"]) | (both["denominator"] != both["denominator_first"])]
    assert set(changed.loc[changed["context"] == "caregiver", "orgnr"]) >= {correction.hospital}
    assert len(changed) < 0.2 * len(both)


def test_three_registries_are_delivered_year_by_year():
    steps = {registry: [file.step.years for file in files(registry)] for registry in TABLES.registries}
    assert [one for one, years in steps.items() if range(2025, 2026) in years] == [
        "hjerneslag",
        "hjerteinfarkt",
        "hoftebrudd",
    ]
    assert all(step.reason for step in TABLES.steps)


REGISTRIES = ["hjerneslag", "tonsille", "ms", "smertereg", "soreg"]


@pytest.fixture(scope="module")
def public():
    found = pd.concat([results(registry) for registry in REGISTRIES], ignore_index=True)
    return found[found["shown"]]


def test_numbers_are_withheld_for_every_reason(public):
    shares = public["withheld"].value_counts(normalize=True)
    for reason, least, most in [
        ("too_few", 0.01, 0.15),
        ("low_coverage", 0.01, 0.35),
        ("complementary", 0.005, 0.15),
    ]:
        assert least < shares[reason] < most
    assert shares[""] > 0.6


def test_last_year_is_provisional_in_some_registries(public):
    provisional = public[public["provisional"]]
    assert set(provisional["year"]) == {2025}
    assert {one.registry for one in TABLES.definitions if one.key in set(provisional["key"])} == {
        "smertereg",
        "soreg",
    }


def test_levels_are_mixed_and_many_uncertain(public):
    judged = public[(public["withheld"] == "") & (public["attainment"] != "")]
    shares = judged["attainment"].value_counts(normalize=True)
    assert all(0.15 < shares[level] < 0.6 for level in ("high", "moderate", "low"))
    certain = judged["certain"].dropna().astype(bool)
    assert 0.2 < certain.mean() < 0.7
    moderate = judged.loc[judged["attainment"] == "moderate", "certain"].dropna().astype(bool)
    assert moderate.mean() < 0.6


def test_printed_results_are_shown(public):
    [found] = public[
        (public["key"] == "ms_diagnosetid")
        & (public["orgnr"] == HELSE_MIDT)
        & (public["year"] == 2024)
        & (public["context"] == "caregiver")
    ].to_dict("records")
    assert (found["numerator"], found["denominator"], found["withheld"]) == (67, 78, "")
