"""Values published by others or computed with R and other packages, by the ids they are kept under.

Tolerances are absolute below 1 and relative above. The exact-binomial funnel limits are not our method: ours,
the closed form, must stay within two patients of them.
"""

import numpy as np
import pytest

from results.calculations.intervals import FUNNEL_CONFIDENCES, funnel_limits, newcombe, wilson
from results.calculations.proportions import pooled_z, proportion_test, two_sided
from results.calculations.trend import cochran_armitage


def case(name, *values):
    return pytest.param(*values, id=name)


def near(expected, tolerance):
    return pytest.approx(expected, abs=tolerance, rel=tolerance)


@pytest.mark.parametrize(
    ("x", "n", "expected", "tolerance"),
    [
        case("W01", 65, 100, [0.5525444329688797, 0.7363575175690247], 1e-9),
        case("W03", 1045, 5000, [0.19795549880013297, 0.22049130373189027], 1e-9),
        case("W05", 1, 100, [0.0017674320641406511, 0.054486196178705294], 1e-9),
        case("W07", 5, 100, [0.02154367915436798, 0.11175046923191911], 1e-9),
        case("W09", 222, 3215, [0.060791690363636595, 0.07833956681383633], 1e-9),
        case("W11", 9856, 12345, [0.7912101752909069, 0.8053640073614909], 1e-9),
        case("W13", 18, 20, [0.6989663547715128, 0.972133518786232], 1e-9),
        case("W15", 4, 200, [0.00780442641634947, 0.05028708690582643], 1e-9),
        case("W17", 1, 30, [0.00590859, 0.16670391], 1e-8),
        case("W19", 0, 30, [0.0, 0.11351339], 1e-8),
        case("W21", 19, 38, [0.348499283643951, 0.651500716356049], 1e-9),
        case("W23", 100, 200, [0.4313609, 0.5686391], 1e-7),
        case("W25", 15, 148, [0.0623863995307, 0.160487241723], 1e-11),
        case("W27", 4, 5, [0.375534629763, 0.963775891368], 1e-11),
    ],
)
def test_wilson(x, n, expected, tolerance):
    assert np.array(wilson(x, n, 0.95)) == near(expected, tolerance)


@pytest.mark.parametrize(
    ("n", "percent"),
    [
        case("FP02", 75, [71.700657, 89.584239, 66.544121, 94.740774]),
        case("FP04", 4818, [79.526814, 81.758082, 78.883452, 82.401444]),
    ],
)
def test_funnel_limits(n, percent):
    found = [funnel_limits(0.8064244785714956, n, confidence) for confidence in FUNNEL_CONFIDENCES]
    assert 100 * np.ravel(found) == near(percent, 1e-8)


@pytest.mark.parametrize(
    ("theta", "n", "expected"),
    [
        case("FE01", 0.8, 10, [0.3024639602, 0.4705061171, 0.9767169356, 0.9990686774]),
        case("FE03", 0.8, 50, [0.6008559023, 0.6729061166, 0.895595178, 0.9452238568]),
        case("FE05", 0.95, 50, [0.8220064091, 0.8701682893, 0.9935018499, 0.999740074]),
    ],
)
def test_funnel_limits_lie_within_two_patients_of_the_exact_binomial_ones(theta, n, expected):
    (low95, high95), (low998, high998) = (funnel_limits(theta, n, each) for each in FUNNEL_CONFIDENCES)
    patients_apart = n * np.abs(np.array([low998, low95, high95, high998]) - expected)
    assert (patients_apart <= 2).all()


def test_pooled_z():  # T01
    z = pooled_z(5, 83, 12, 99)
    assert z == near(-1.4078304151258787, 1e-9)
    assert two_sided(z) == near(0.15918129181156992, 1e-9)


@pytest.mark.parametrize(
    ("counts", "chi_square", "p"),
    [
        case("T03", (7, 34, 1, 34), 5.1, 0.0239258434806),
        case("T05", (150, 200, 180, 210), 7.48782467532, 0.00621175503988),
    ],
)
def test_the_square_of_pooled_z_is_chi_square(counts, chi_square, p):
    z = pooled_z(*counts)
    assert z**2 == near(chi_square, 1e-10)
    assert two_sided(z) == near(p, 1e-10)


def test_the_pooled_test_is_the_one_used_when_enough_are_expected():
    assert proportion_test(5, 83, 12, 99) == near(0.15918129181156992, 1e-9)
    assert proportion_test(150, 200, 180, 210) == near(0.00621175503988, 1e-10)
    assert proportion_test(7, 34, 1, 34) != near(0.0239258434806, 1e-3)


@pytest.mark.parametrize(
    ("counts", "expected", "tolerance"),
    [
        case("T07", (7, 34, 1, 34), [0.019, 0.34], 0.005),
        case("T09", (9, 10, 3, 10), [0.1705227239, 0.8090179735], 1e-9),
    ],
)
def test_newcombe(counts, expected, tolerance):
    assert np.array(newcombe(*counts)) == near(expected, tolerance)


@pytest.mark.parametrize(
    ("x", "n", "statistic", "p", "tolerance"),
    [
        case("C01", [83, 90, 129, 70], [86, 93, 136, 82], 8.2249222852, 0.00413189747764, 1e-10),
        case("C03", [0, 1, 0, 3], [10, 10, 10, 10], 3.55555555556, 0.0593464387919, 1e-10),
        case(
            "C05",
            [994, 1023, 1199, 1332, 1367],
            [40299, 41527, 42811, 44064, 44701],
            47.9,
            0.0,
            0.001,
        ),
        case("C08", [60, 66, 70, 75, 83], [100] * 5, 14.6321879112, 0.00013066368586, 1e-10),
    ],
)
def test_cochran_armitage(x, n, statistic, p, tolerance):
    _, found, found_p = cochran_armitage(x, n, np.arange(len(x)))
    assert found == near(statistic, tolerance)
    assert found_p == near(p, tolerance)
