import pytest

from organisations.models import Unit
from registries.models import Registry
from results import sections
from results.kept import Kept
from results.models import Release
from tests.nation import command, found_nation
from tests.results.world import Page, published

pytestmark = pytest.mark.django_db
ADDRESS = "/behandlingskvalitet/"


@pytest.fixture
def kept(settings, monkeypatch):
    settings.KEPT_SECTIONS = 100
    monkeypatch.setattr(sections, "kept", Kept())


@pytest.fixture
def first(kept, tmp_path):
    found_nation(tmp_path)
    return published(tmp_path, 10)


def test_what_is_kept_is_shown_again_without_being_read(client, first, django_assert_max_num_queries):
    anew = Page(client, ADDRESS)
    with django_assert_max_num_queries(5):
        again = Page(client, ADDRESS)
    assert again.text == anew.text
    assert again.cells()


def test_another_choice_is_another_page(client, first):
    everywhere = Page(client, ADDRESS).texts("thead th")
    assert Page(client, ADDRESS, sted="storby-fjord-hf").texts("thead th") != everywhere
    assert Page(client, ADDRESS, aar="2021").cells() == Page(client, ADDRESS).cells()
    assert Page(client, ADDRESS, kontekst="bosatt").cells() == []


def test_a_new_release_is_shown_from_the_next_request_on(client, first, tmp_path):
    before = Page(client, ADDRESS).cells()
    published(tmp_path, 12)
    assert Page(client, ADDRESS).cells() != before
    assert Page(client, ADDRESS, utgivelse=first.pk).cells() == before


def test_names_are_shown_as_they_are_now(client, first):
    Page(client, ADDRESS, sted="soer")
    Registry.objects.filter(key="hjerte").update(short_name="Hjertet")
    Unit.objects.filter(slug="soer").update(name="Syd")
    page = Page(client, ADDRESS, sted="soer")
    assert page.texts(".registry-head h2") == ["Hjertet"]
    assert page.texts("thead th")[-1] == "Syd"
    assert [found.get("data-place") for found in page.tree.xpath("//td[@data-place]")] == ["Syd"]


def test_what_was_withdrawn_is_not_shown_though_it_was_kept(client, first):
    assert Page(client, ADDRESS).cells()
    assert command("withdraw", str(first.pk), "--reason", "Feil fil.")[2] == 0
    assert Release.objects.get(pk=first.pk).state == "withdrawn"
    assert Page(client, ADDRESS).cells() == []
    assert Page(client, ADDRESS, utgivelse=first.pk).cells() == []


def test_those_used_longest_ago_are_dropped():
    kept = Kept()
    for number in range(3):
        kept.put(number, str(number), 2)
        kept.get(0)
    assert [kept.get(number) for number in range(3)] == ["0", None, "2"]
    kept.put(9, "9", 0)
    assert kept.get(9) is None
