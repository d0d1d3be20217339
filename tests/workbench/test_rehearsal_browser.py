"""Drafts and releases in a real browser: from the rehearsal to what everyone sees, and back."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from registries.models import Role
from tests.nation import found_nation
from tests.people import a_person, sign_in
from tests.workbench.staff import public_and_draft

pytestmark = pytest.mark.django_db(transaction=True)
N = "\u202f"


@pytest.fixture
def draft(tmp_path, page, live_server):
    found_nation(tmp_path)
    public, draft = public_and_draft(tmp_path)
    client = Client()
    sign_in(client, a_person("Kari", (Role.PUBLISHER, public.registry)))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return draft


def test_a_draft_is_looked_at_published_and_rolled_back(page, draft):
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"/levering/hjerte/utkast/{draft.pk}/")
    page.get_by_role("link", name="Se sidene slik de blir").click()
    expect(page.get_by_label("Utkast", exact=True)).to_contain_text("UTKAST – ikke publisert")
    # In place, by htmx: inside the preview still.
    page.get_by_role("link", name="Behandlet i tide", exact=True).click()
    expect(page.locator("#resultater .panel")).to_be_visible()
    assert page.url.split("?")[0].endswith(f"/utkast/{draft.pk}/behandlingskvalitet/")
    expect(page.locator("[data-cell]").first).to_contain_text("79")
    page.get_by_role("link", name="Tilbake til utkastet").click()
    page.get_by_role("link", name="Publiser …").click()
    page.get_by_label("Hva er endret, og hvorfor?").fill("Rettet fil.")
    page.get_by_label("Jeg bekrefter ansvaret").check()
    page.get_by_role("button", name="Publiser nå").click()
    expect(page.locator("[data-told]")).to_contain_text("Alle sider viser nå de nye tallene.")
    page.goto("/behandlingskvalitet/?sted=norge&register=hjerte")
    expect(page.locator("[data-cell]").first).to_contain_text(f"79{N}%")
    page.goto(f"/levering/hjerte/utgivelse/{draft.built_on_id}/")
    page.get_by_label("Hvorfor?").fill("Feil fil.")
    page.get_by_role("button", name="igjen").click()
    expect(page.locator("[data-told]")).to_contain_text("Publisert på nytt")
    page.goto("/behandlingskvalitet/?sted=norge&register=hjerte")
    expect(page.locator("[data-cell]").first).to_contain_text(f"78{N}%")
    assert errors == []


def test_axe_finds_nothing_and_nothing_scrolls_sideways(axe, draft):
    """In both themes, wide and narrow."""
    for address in (
        f"/levering/hjerte/utkast/{draft.pk}/?skjulte=1",
        f"/levering/hjerte/utkast/{draft.pk}/publiser/",
        f"/levering/hjerte/utgivelse/{draft.built_on_id}/",
        f"/utkast/{draft.pk}/behandlingskvalitet/",
    ):
        assert axe(address) == []
