from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.dated import DatedTarget
from indicators.models import Direction, Indicator, Target
from indicators.rules import DIRECTIONS, order_fault, target_faults
from tests.nation import INDICATORS, found_nation, import_table


def target(high=None, moderate=None, direction="higher", valid_from=None):
    limits = (None if limit is None else Decimal(limit) for limit in (high, moderate))
    return DatedTarget(valid_from, direction, *limits)


def told(*targets):
    return [(fault.position, fault.field, fault.code) for fault in target_faults(targets)]


@pytest.mark.parametrize(
    "right",
    [
        target("0.85", "0.7"),
        target("0.7", "0.7"),
        target("0.07", "0.2", "lower"),
        target("0.85"),
        target(None, "0.7"),
        target(),
        target("0.2", "0.7", ""),
        target("-3", "-4.5", valid_from=1990),
        target("0.123456789", "-999999", valid_from=2200),
        target("0.1000000000000"),
        target("1E+5"),
        target("0E-20"),
    ],
)
def test_what_is_right_has_no_faults(right):
    assert told(right) == []


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        (target("0.7", "0.71"), "moderate", "order"),
        (target("0.2", "0.19", "lower"), "moderate", "order"),
        (target("0.1234567891"), "high", "decimals"),
        (target("0.8", "0.1234567891"), "moderate", "decimals"),
        (target("1000000"), "high", "digits"),
        (target("-1E+6"), "high", "digits"),
        (target("NaN"), "high", "number"),
        (target("0.8", "Infinity"), "moderate", "number"),
        (target("0.8", direction="opp"), "direction", "direction"),
        (target(valid_from=1989), "valid_from", "year"),
        (target(valid_from=2201), "valid_from", "year"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(wrong, field, code):
    assert told(
        target("0.9"), wrong.__class__(**wrong.__dict__ | {"valid_from": wrong.valid_from or 2020})
    ) == [(1, field, code)]


def test_each_date_has_one_target():
    years = [target(valid_from=year) for year in (None, 2020, None, 2021, 2020)]
    assert told(*years) == [(2, "valid_from", "repeated"), (4, "valid_from", "repeated")]
    assert [fault.sentence for fault in target_faults(years)] == [
        "Indikatoren har alt et mål fra begynnelsen.",
        "Indikatoren har alt et mål fra 2020.",
    ]


def test_all_faults_of_all_targets_are_told_in_order():
    wrong = target("0.1234567891", valid_from=1900), target("0.7", "0.8", valid_from=2020)
    assert told(*wrong) == [(0, "valid_from", "year"), (0, "high", "decimals"), (1, "moderate", "order")]


limits = st.none() | st.decimals(-2, 2, places=2)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["", *DIRECTIONS]), limits, limits)
def test_the_order_is_the_databases(direction, high, moderate):
    """The rule and the constraint say the same of every target."""
    order = next(one for one in Target._meta.constraints if one.name == "target_high_at_least_as_good")
    row = Target(direction=direction, high=high, moderate=moderate)
    if order_fault(direction, high, moderate) is None:
        order.validate(Target, row)
    else:
        with pytest.raises(ValidationError):
            order.validate(Target, row)


def test_the_directions_are_the_models():
    assert list(DIRECTIONS) == Direction.values


@pytest.fixture
def nation(db, tmp_path):
    found_nation(tmp_path)
    return tmp_path


def test_the_database_holds_every_limit_that_is_right(nation):
    indicator = Indicator.objects.get(key="h_antall")
    for year, limit in enumerate(("999999.123456789", "-999999.123456789", "0.000000001"), start=2000):
        right = target(limit, valid_from=year)
        assert told(right) == []
        Target.objects.create(indicator=indicator, valid_from=year, direction="higher", high=right.high)
        assert Target.objects.get(indicator=indicator, valid_from=year).high == right.high


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("lower,3,5", "lower,3.1234567891,5", "kolonne target_high: «3.1234567891»: Grensen kan ha høyst 9"),
        ("lower,3,5", "lower,3,5000000", "kolonne target_moderate: «5000000»: Grensen kan ha høyst 6 sifre"),
        ("lower,3,5", "lower,3,2", "«2»: Grensen for moderat kan ikke være under grensen for høy."),
        ("0.95,0.7,2023", "0.95,0.7,1923", "kolonne valid_from: «1923»: Året må være fra 1990 til 2200."),
    ],
)
def test_a_file_is_told_the_same_sentences(nation, old, new, sentence):
    assert old in INDICATORS
    _, told, code = import_table(nation, "indicators", INDICATORS.replace(old, new))
    assert code == 1
    assert sentence in told
