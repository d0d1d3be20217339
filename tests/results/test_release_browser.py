"""The pages about releases in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.nation import command, found_nation
from tests.results.world import published

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"


@pytest.fixture
def releases(tmp_path):
    """One that was replaced, one that is public, and one that was withdrawn."""
    found_nation(tmp_path)
    earlier, public, withdrawn = (published(tmp_path, number) for number in (10, 12, 15))
    command("withdraw", str(withdrawn.pk), "--reason", "Tall fra feil år.\nDe skulle ikke vært levert.")
    command("publish", str(public.pk), "--reason", "Tilbake til forrige utgivelse.")
    return earlier, public, withdrawn


def test_a_reader_finds_where_a_number_comes_from_and_cites_it(releases, page):
    _, public, _ = releases
    page.goto("/behandlingskvalitet/?register=hjerte")
    page.get_by_role("link", name=f"Utgivelse {public.pk}, publisert").click()
    expect(page.get_by_role("main")).to_contain_text("Dette er den gjeldende utgivelsen.")
    page.get_by_role("link", name="Se tallene").click()
    expect(page).to_have_url(re.compile(f"utgivelse={public.pk}"))
    expect(page.get_by_role("main")).to_contain_text("Dette er en fast adresse")
    page.get_by_role("contentinfo").get_by_role("link", name="Utgivelser og rettelser").click()
    page.get_by_role("combobox", name="Register", exact=True).select_option("Hjerte")
    page.get_by_role("form", name="Valg").get_by_role("button", name="Vis").click()
    expect(page.get_by_role("main").get_by_role("listitem").nth(1)).to_contain_text("Trukket tilbake")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(releases, page, scheme, width):
    earlier, public, withdrawn = (release.pk for release in releases)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for address in (
        "/utgivelser/",
        "/utgivelser/?register=ukjent",
        f"/utgivelse/{earlier}/",
        f"/utgivelse/{public}/",
        f"/utgivelse/{withdrawn}/",
        f"/behandlingskvalitet/?utgivelse={earlier}&utgivelse=98765",
        f"/behandlingskvalitet/?register=hjerte&utgivelse={withdrawn}",
    ):
        page.goto(address)
        page.evaluate(AXE.read_text())
        violations = page.evaluate("axe.run().then(found => found.violations.map(v => v.id + ': ' + v.help))")
        assert violations == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
