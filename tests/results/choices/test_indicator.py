import pytest
from django.http import QueryDict

from organisations.models import Level
from results.choices.indicator import choices_in
from results.choices.offer import Offer
from results.models.fields import Context
from results.subjects import subject_of
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def definition():
    nation = a_unit("Norge")
    a_unit("Bodø HF", parent=a_unit("Helse Nord", parent=nation))
    definition = an_indicator(a_release(a_registry("Hjerte")), "i tide 2.å", high="0.9")
    for year in (2017, 2018):
        a_result(definition, nation, 8, 10, year=year)
    return definition


@pytest.fixture
def chosen(definition):
    def chosen(query=""):
        offer = Offer.now()
        subject = subject_of(offer.releases[0], definition.indicator.key, Context.CAREGIVER)
        return choices_in(QueryDict(query), offer, subject)

    return chosen


def test_nothing_in_the_address_means_the_latest_year_and_no_units(chosen):
    found = chosen()
    assert (found.units, found.year, found.context, found.notices) == ((), 2018, Context.CAREGIVER, ())


def test_the_address_says_what_was_chosen(chosen):
    query = "sted=bodoe-hf&aar=2017&kontekst=behandlet&rangert=hf&akse=tilpasset&trakt=maal"
    found = chosen(query)
    assert found.address == f"/indikator/hjerte/i%20tide%202.%C3%A5/?{query}"
    assert found.held == [("rangert", "hf"), ("akse", "tilpasset"), ("trakt", "maal")]
    assert found.but_figures(whole_axis=True).endswith("&rangert=hf&trakt=maal")


def test_the_nation_is_never_a_choice(chosen):
    assert [unit.slug for unit in chosen("sted=norge&sted=bodoe-hf").units] == ["bodoe-hf"]


def test_an_indicator_of_where_patients_live_is_shown_so_unasked(chosen, definition):
    definition.release.slices.update(context="resident")
    assert chosen().context == Context.RESIDENT
    assert chosen("kontekst=x").notices == ("Utvalget «x» finnes ikke. Viser bosatt i opptaksområdet.",)


def test_a_context_without_results_is_kept_when_asked_for(chosen):
    found = chosen("kontekst=bosatt")
    assert (found.context, found.year) == (Context.RESIDENT, None)


def test_what_does_not_exist_falls_back_with_a_notice(chosen):
    found = chosen("sted=x&aar=1999&kontekst=x&rangert=x&akse=x&trakt=x&utgivelse=x")
    assert found.address == "/indikator/hjerte/i%20tide%202.%C3%A5/?aar=2018&kontekst=behandlet"
    assert len(found.notices) == 7


def test_a_level_without_results_is_not_ranked(chosen):
    found = chosen("rangert=hf")
    assert found.ranking_among({Level.HF}) == found
    other = found.ranking_among({Level.HOSPITAL})
    assert other.figures.ranked is None
    assert other.notices == ("Ingen helseforetak har resultater i 2018 med disse valgene.",)
