"""The administration in a browser: read as the public's pages are, and with nothing that its policy stops."""

import pytest

from registries.models import MedicalField, Registry
from tests.workbench.administration.conftest import address, unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def complaints(page, client, live_server, administrator):
    """What the browser complains of while an administrator is at it."""
    found = []
    page.on("console", lambda message: found.append((page.url, message.text)))
    page.on("pageerror", lambda error: found.append((page.url, str(error))))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return found


@pytest.fixture
def pages(administrator):
    found = ["/admin/"]
    for one in (
        unit("smaaby"),
        Registry.objects.get(key="hjerte"),
        MedicalField.objects.first(),
        administrator,
    ):
        overview = f"/admin/{one._meta.app_label}/{one._meta.model_name}/"
        found += [overview, address(one), address(one, "history")]
        if one != administrator:
            found += [f"{overview}add/", address(one, "delete")]
    return found


def test_every_page_is_read_without_fault(axe, complaints, pages):
    found = {one: axe(one) for one in pages}
    assert {one: faults for one, faults in found.items() if faults} == {}


def test_the_browser_stops_nothing(page, complaints, pages):
    for one in pages:
        assert page.goto(one, wait_until="networkidle").status == 200
    assert complaints == []


def test_a_unit_is_moved_and_the_message_read(page, axe, complaints):
    page.goto("/admin/organisations/unit/?q=smaby")
    page.get_by_role("link", name="Småby").click()
    page.get_by_label("Overordnet enhet").select_option("Sør › Fjord HF")
    page.get_by_label("Siste år").fill("2000")
    page.get_by_label("Første år").fill("2001")
    page.get_by_role("button", name="Lagre", exact=True).click()
    page.get_by_text("Første år kan ikke være etter siste år.").wait_for()
    page.get_by_label("Siste år").fill("")
    page.get_by_role("button", name="Lagre", exact=True).click()
    page.get_by_role("status").wait_for()
    assert unit("smaaby").parent.slug == "fjord-hf-soer"
    assert complaints == []
    assert axe() == []
