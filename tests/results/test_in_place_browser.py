"""Choices on the pages of a unit, an indicator and a comparison, changed in place."""

import re

import pytest
from playwright.sync_api import expect

from tests.nation import deliver, found_nation

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [
    f"caregiver;{year};{unit};h_andel;{numerator};100"
    for year in (2021, 2022)
    for unit, numerator in ((111, 93), (113, 40), (211, 50))
]


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/sykehus/storby/", "1 indikator fra 1 register i 2021."),
        ("/indikator/hjerte/h_andel/?sted=storby", "Resultat i 2021"),
        ("/sammenlign/?sted=storby&sted=smaaby", "I 2021: 1 forskjell fra Storby er testet, og 1 er sikker."),
    ],
)
def test_a_year_is_chosen_in_place_told_and_undone_by_the_back_button(tmp_path, page, address, heading):
    found_nation(tmp_path)
    assert deliver(tmp_path, ROWS, "--publish")[1] == 0
    errors, loads = [], []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("domcontentloaded", lambda frame: loads.append(page.url))
    page.goto(address)
    year = page.get_by_role("combobox", name="År", exact=True)
    year.focus()
    year.select_option("2021")
    expect(page).to_have_url(re.compile("aar=2021"))
    expect(page.locator("#melding")).to_contain_text(heading)
    expect(year).to_be_focused()
    expect(year).to_have_value("2021")
    page.go_back()
    expect(year).to_have_value("2022")
    assert len(loads) == 1
    assert errors == []
