import pytest
from django.http import QueryDict

from organisations.models import Level
from results.choices.figures import Figures
from results.choices.offer import Offer
from results.choices.table import choices_in
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    nation = a_unit("Norge")
    a_unit("Helse Nord", parent=nation)
    a_result(an_indicator(a_release(a_registry("Hjerte", fields=["Hjerte og kar"]))), nation, 8, 9)
    return Offer.now()


def chosen(offer, query):
    return choices_in(QueryDict(query), offer)


EVERYTHING = (
    "sted=helse-nord&sted=norge&aar=2018&kontekst=behandlet&register=hjerte&fagomraade=hjerte-og-kar"
    "&nivaa=lav&indikatorer=behandling&sorter=-verdi&etter=norge&rad=ind_1&figur=trakt&rangert=hf"
    "&akse=tilpasset&trakt=maal"
)


def test_every_choice_is_in_the_address(offer):
    choices = chosen(offer, EVERYTHING)
    assert choices.notices == ()
    assert choices.figures == Figures("trakt", Level.HF, whole_axis=False, around_target=True)
    assert choices.address == f"/behandlingskvalitet/?{EVERYTHING}"
    assert chosen(offer, choices.query.urlencode()) == choices


def test_what_is_not_chosen_is_not_in_the_address(offer):
    address = chosen(offer, "").address
    assert address == "/behandlingskvalitet/?sted=norge&sted=helse-nord&aar=2018&kontekst=behandlet"
    assert chosen(offer, "nivaa=&sorter=&etter=&indikatorer=&rad=&figur=").address == address


@pytest.mark.parametrize(
    "name", ["nivaa", "indikatorer", "sorter", "etter", "figur", "rangert", "akse", "trakt"]
)
def test_an_unknown_choice_falls_back_with_a_notice(offer, name):
    choices = chosen(offer, f"{name}=finnesikke")
    (notice,) = choices.notices
    assert "«finnesikke»" in notice
    assert choices.address == chosen(offer, "").address
