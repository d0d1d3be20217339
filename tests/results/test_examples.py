"""The examples of the method, found among public numbers or invented, told as the slow twins have them."""

from fractions import Fraction

import pytest

from results import invented
from results.choices.offer import Offer
from results.examples import examples_of, kept
from results.models import Release, Result
from results.presenters import examples as presenters
from tests.nation import command, deliver, import_table
from tests.twins import attainment, change, funnel, intervals

pytestmark = pytest.mark.django_db
WORDS = invented.Words()
QUERIES = 12
UNITS = """level,name,full_name,parent,orgnrs,sorting,kind,company_orgnrs
nation,Norge,,,1,0,public,
rhf,Nord,,Norge,10,100,public,
hf,Fjord HF,,Nord,11,110,public,
"""
REGISTRIES = """key,name,short_name,rhf,established,medical_field,medical_field_secondary
hjerte,Norsk hjerteregister,Hjerte,Nord,2001,hjerte og kar,
"""
INDICATORS = """key,registry,title,type,direction,target_high,target_moderate,valid_from,min_denominator,\
coverage_indicator,number_format,decimals,shown,sorting
i_tide,hjerte,Behandlet i tide,share,higher,0.85,0.7,,5,,percent,0,1,a
ellers,hjerte,Uten nedre grense,share,higher,0.85,0,,5,,percent,0,1,b
"""
# By hospital: the year before, and the year.
NUMBERS = {at: ((80, 100), (82 + at, 100)) for at in range(10)} | {
    10: ((300, 500), (310, 500)),
    11: ((90, 150), (125, 150)),
    12: ((8, 10), (9, 10)),
    13: ((470, 500), (480, 500)),
    14: ((3, 4), (2, 4)),
}
YEAR = 2022


@pytest.fixture
def public(tmp_path):
    """Two indicators of fifteen hospitals; only one has both limits."""
    hospitals = "".join(f"hospital,Sykehus {at},,Nord / Fjord HF,{100 + at},{at},public,\n" for at in NUMBERS)
    tables = {"units": UNITS + hospitals, "registries": REGISTRIES, "indicators": INDICATORS}
    for name, content in tables.items():
        assert import_table(tmp_path, name, content)[2] == 0
    rows = [
        f"caregiver;{year};{100 + at};{key};{x};{n}"
        for at, both in NUMBERS.items()
        for year, (x, n) in zip((YEAR - 1, YEAR), both, strict=True)
        for key in ("i_tide", "ellers")
    ]
    assert deliver(tmp_path, rows, "--accept-warnings", "--publish")[1] == 0
    return examples_of(Offer.now(), WORDS)


def test_one_indicator_with_both_limits_tells_it_all(public):
    told = (
        public.certain,
        public.uncertain,
        public.lacking,
        public.changed,
        public.outside,
        *public.withheld,
    )
    assert {one.measure.key for one in told} == {"i_tide"}
    assert {one.setting.release for one in told} == {Release.objects.published().get().pk}
    assert {one.point.year for one in told} == {YEAR}
    assert public.certain.point.place == "Sykehus 13"
    assert public.lacking.point.place == "Sykehus 10"
    assert public.changed.point.place == "Sykehus 11"
    assert {one.point.cell.withheld for one in public.withheld} == {"too_few", "complementary"}


def test_each_number_is_the_twins(public):
    for told in (public.certain, public.uncertain, public.lacking):
        point, target = told.point, told.setting.target
        low, high = intervals.wilson(point.numerator, point.denominator)
        assert (point.low, point.high) == pytest.approx((float(low), float(high)))
        level = attainment.level(Fraction(point.numerator, point.denominator), target)
        assert point.level == level
        assert point.certain is attainment.is_certain(level, low, high, target)
        assert point.distance == attainment.distance(point.numerator, point.denominator, target)
    assert public.certain.point.certain
    assert not public.uncertain.point.certain
    assert public.lacking.point.distance > 1


def test_so_is_the_change_and_what_lies_outside(public):
    now, before = public.changed.point, public.changed.before
    assert (before.numerator, before.denominator) == NUMBERS[11][0]
    difference, low, high, p, certain = change.change(*map(counts, (now, before)))
    assert (now.change.difference, now.change.certain) == (difference, certain)
    assert (now.change.low, now.change.high, now.change.p) == pytest.approx((float(low), float(high), p))
    nation = Fraction(*(sum(part) for part in zip(*(both[1] for both in NUMBERS.values()), strict=True)))
    one = public.outside_point
    assert public.outside.setting.funnel.centre == nation
    assert one.outside == funnel.outside(one.point.numerator, one.point.denominator, nation) != 0


def counts(point):
    return {"numerator": point.numerator, "denominator": point.denominator}


def test_each_is_linked_to_the_page_where_the_number_stands(public, client):
    for example in (
        presenters.share(public),
        presenters.lacking(public).example,
        presenters.changed(public).example,
    ):
        page = client.get(example.address).content.decode()
        assert example.cell.value in page
        assert example.counts in page.replace("\u00a0", " ")


def test_the_withheld_are_told_without_their_numbers(public):
    for one in presenters.withheld(public):
        assert one.cell.reason
        assert not one.cell.value
    for told in public.withheld:
        assert (told.point.value, told.point.numerator, told.point.denominator, told.point.low) == (None,) * 4


def test_the_queries_are_so_many_and_none_when_kept(public, django_assert_num_queries, settings):
    offer = Offer.now()
    with django_assert_num_queries(QUERIES):
        found = examples_of(offer, WORDS)
    assert found == public
    settings.KEPT_EXAMPLES = 1
    examples_of(offer, WORDS)
    with django_assert_num_queries(0):
        assert examples_of(offer, WORDS) == public
    kept.put("nothing", found, 0)  # the next test's release may have the same number


def test_what_is_withdrawn_or_hidden_gives_no_example(public):
    Result.objects.filter(level="nation").update(withheld="low_coverage")
    assert examples_of(Offer.now(), WORDS).setting.release is None
    release = Release.objects.published().get()
    assert command("withdraw", str(release.pk), "--reason", "Feil.")[2] == 0
    assert examples_of(Offer.now(), WORDS).certain.setting.release is None


def test_where_nothing_is_published_all_is_invented_and_holds_every_kind(db):
    examples = examples_of(Offer.now(), WORDS)
    told = (examples.certain, examples.uncertain, examples.lacking, examples.changed, examples.outside)
    assert {one.setting.release for one in (*told, *examples.withheld)} == {None}
    assert presenters.share(examples).is_invented
    assert presenters.changed(examples).test
    assert examples.withheld


def test_invented_numbers_are_withheld_as_real_ones_would_be():
    *hospitals, trust = invented.family(WORDS)
    assert [one.point.cell.withheld for one in hospitals] == ["", "", "complementary", "too_few"]
    assert trust.denominator == sum(one.denominator for one in hospitals)
    told = presenters.family()
    shown = [one.denominator for one in hospitals if one.point.shown]
    few, also = hospitals[3].denominator, hospitals[2].denominator
    assert told.would_tell.endswith(f"= {few}")
    assert told.still_tells.endswith(f"= {few + also}")
    assert also < min(shown)
    assert [one.point.cell.withheld for one in invented.poorly_covered(WORDS)] == ["low_coverage", ""]
    assert invented.rare(WORDS).point.cell.withheld == "privacy"
    assert presenters.reasons().keys() == {"too_few", "privacy", "low_coverage", "complementary"}


def test_patients_are_summed_not_percentages():
    rows, mean = presenters.summed()
    assert [row.counts for row in rows] == ["9 av 10", "50 av 100", "59 av 110"]
    assert mean == "70\u202f%"
