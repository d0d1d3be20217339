"""A draft that changes definitions or targets: said wherever it is decided upon, and afterwards."""

import pytest

from registries.models import Registry
from results.actions import recompute
from results.models import Publication
from tests.nation import found_nation
from tests.pages import select
from tests.results.world import Page
from tests.workbench.staff import enter, public_and_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client, tmp_path):
    """Of the same numbers, with another title."""
    found_nation(tmp_path)
    _, draft = public_and_draft(tmp_path)
    enter(client, "publisher")
    publish(client, draft)
    registry = Registry.objects.get(key="hjerte")
    share = registry.indicators.get(key="h_andel")
    share.title = "I tide"
    share.save()
    share.targets.update(high="0.95")
    return recompute(registry=registry, by=None).draft


def publish(client, draft, **sent):
    address = f"/levering/hjerte/utkast/{draft.pk}/publiser/"
    form = select(Page(client, address).tree, "form.confirm input[name=public]")
    sent = {"confirmed": "1", "reason": "Rettet.", "public": form[0].get("value"), **sent}
    return client.post(address, sent)


def definitions(page):
    return " ".join(page.texts("[data-definitions]"))


def test_the_rehearsal_and_the_form_say_what_is_changed(client, draft):
    for address in (f"/levering/hjerte/utkast/{draft.pk}/", f"/levering/hjerte/utkast/{draft.pk}/publiser/"):
        told = definitions(Page(client, address))
        assert "Tittelen er endret fra " in told
        assert "Grensen for høy måloppnåelse er rettet fra" in told


def test_a_change_of_definitions_alone_must_be_explained(client, draft):
    assert publish(client, draft, reason="").status_code == 422
    assert publish(client, draft, reason="Vedtatt av fagrådet.").status_code == 302


def test_the_public_log_says_what_was_changed(client, draft):
    publish(client, draft)
    client.logout()
    entry = Page(client, "/utgivelser/").texts("[data-entry]")[0]
    assert "Grensen for høy måloppnåelse er rettet fra" in entry
    assert Publication.objects.first().definitions[0].startswith("I tide: Tittelen er endret")


def test_the_way_back_says_what_is_set_back(client, draft):
    before = draft.built_on
    publish(client, draft)
    page = Page(client, f"/levering/hjerte/utgivelse/{before.pk}/")
    assert "Grensen for høy måloppnåelse er rettet fra" in " ".join(page.texts("[data-back-definitions]"))
