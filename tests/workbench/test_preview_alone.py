"""The public pages with a draft, where little or nothing else is public."""

import pytest
from django.urls import clear_script_prefix

from tests.nation import found_nation
from tests.results.world import Page
from tests.workbench.staff import enter, made, public_and_draft
from tests.workbench.test_preview import ALONE, N, inside

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)
    yield
    clear_script_prefix()


def test_the_pages_of_a_first_draft_can_be_seen(client, tmp_path):
    draft = made(tmp_path, ["caregiver;2022;211;h_andel;9;10"])
    enter(client, "contributor")
    page = Page(client, inside(draft, "behandlingskvalitet/"), **ALONE)
    assert page.cells() == [f"Høy 90{N}% 9 av 10 usikkert nivå"]
    assert Page(client, "/behandlingskvalitet/").texts("[data-empty] h2") == [
        "Ingen resultater er publisert ennå"
    ]


def test_what_is_withheld_in_the_draft_is_withheld_in_its_preview(client, tmp_path):
    draft = public_and_draft(tmp_path, draft=["caregiver;2022;211;h_andel;3;4"])[1]
    enter(client, "publisher")
    page = Page(client, inside(draft, "behandlingskvalitet/"), **ALONE)
    assert page.texts("[data-withheld=too_few]")
    assert "3 av 4" not in page.text.replace("\u202f", " ")
