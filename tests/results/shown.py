"""Points as pages show them: the presenters make them, of rows with true levels, intervals and changes."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from organisations.models import Unit
from results.calculations.intervals import newcombe
from results.calculations.proportions import proportion_test
from results.points import Change, Goal, Ranking, Series, Trend
from results.presenters.cells import point
from tests.results.presenters.seen import BODO, B, N, a_measure, a_row, a_target
from tests.twins import attainment, intervals

NATION = Unit(slug="norge", name="Norge", level="nation")
TARGET = replace(a_target(high="0.85", moderate="0.7"), goal=Goal(f"≥{B}85{N}%", f"≥{B}70{N}%"))
SHARE = a_measure(TARGET)
MEAN = a_measure(type="mean", in_percent=False, decimals=1, unit_word="dager")
COUNT = a_measure(type="count", in_percent=False)
WITHHELD = ["too_few", "privacy", "low_coverage", "complementary"]


def share(numerator, denominator, *, measure=SHARE, before=None, **fields):
    """x of n; `before`: the same of the year before."""
    fields = {"year": 2024, "unit": BODO} | fields
    low, high = map(float, intervals.wilson(numerator, denominator))
    judged = _judged(numerator, denominator, (low, high), measure.target(fields["year"]))
    counts = {"numerator": numerator, "denominator": denominator, "ci_low": low, "ci_high": high}
    change = before and moved((numerator, denominator), before)
    return _point(measure, change=change, **judged | counts | fields)


def _judged(numerator, denominator, interval, target):
    if not attainment.gives_level(target):
        return {}
    level = attainment.level(Fraction(numerator, denominator), target)
    return {
        "attainment": level,
        "certain": attainment.is_certain(level, *interval, target),
        "distance": attainment.distance(numerator, denominator, target),
    }


def moved(now, before):
    low, high = map(float, newcombe(*now, *before))
    p = float(proportion_test(*now, *before))
    return Change(Fraction(*now) - Fraction(*before), low, high, p, p < 0.05 and not low <= 0 <= high)


def given(value, *, measure=MEAN, **fields):
    """A ready value, of 83 patients."""
    return _point(
        measure, **{"value": Decimal(value), "denominator": 83, "year": 2024, "unit": BODO} | fields
    )


def withheld(reason="too_few", *, measure=SHARE, **fields):
    """With numbers, which go no further."""
    counts = {"numerator": 77_777, "denominator": 79_139, "value": Decimal("0.54321"), "distance": 31_313}
    ends = {"ci_low": 0.123457, "ci_high": 0.987653, "attainment": "high", "certain": False}
    return _point(measure, **{"year": 2024, "unit": BODO, "withheld": reason} | counts | ends | fields)


def missing(*, measure=SHARE, year=2024, unit=BODO):
    return point(measure, unit, _label(unit), year, None)


def _point(measure, *, year, unit, change=None, **fields):
    return point(measure, unit, _label(unit), year, a_row(year=year, **fields), change)


def _label(unit):
    return "Hele landet" if unit.level == "nation" else unit.name


def a_series(*points):
    return Series(points[0].slug, points[0].place, points[0].unit_level, points)


def a_trend(*series, measure=SHARE):
    return Trend(measure, series)


def a_ranking(shown, hidden=(), *, measure=SHARE, level_name="sykehus", year=2024):
    return Ranking(measure, year, level_name, tuple(shown), tuple(hidden), None, frozenset())


def hospital(number):
    return Unit(slug=f"sykehus-{number}", name=f"Sykehus {chr(65 + number % 26)}", level="hospital")


few = st.integers(1, 60)
sizes = st.one_of(few, st.integers(61, 5000), st.integers(10**6, 10**9))
counts = sizes.flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
limits = st.sampled_from(["0.05", "0.1", "0.5", "0.7", "0.85", "0.925"])


@st.composite
def share_measures(draw, **fields):
    """Of a share or coverage, with a target from the beginning or none."""
    high, moderate, direction = draw(limits), draw(limits), draw(st.sampled_from(["higher", "lower"]))
    high, moderate = sorted([high, moderate], reverse=direction == "higher")
    target = replace(a_target(direction, high, moderate), goal=Goal(f"{high}", moderate))
    targets = draw(st.sampled_from([(), (target,)]))
    fields = {
        "type": draw(st.sampled_from(["share", "coverage"])),
        "decimals": draw(st.integers(0, 2)),
    } | fields
    return a_measure(*targets, **fields)


@st.composite
def points_of(draw, measure, **fields):
    """Shown, withheld or missing; all that a point can be."""
    fields = {"measure": measure} | fields
    kind = draw(st.sampled_from(["shown", "shown", "shown", "withheld", "missing"]))
    if kind == "missing":
        return missing(**fields)
    fields["provisional"] = draw(st.booleans())
    if kind == "withheld":
        return withheld(draw(st.sampled_from(WITHHELD)), **fields)
    return share(*draw(counts), **fields)
