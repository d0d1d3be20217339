import importlib
from pathlib import Path

import pytest
from django.urls import clear_url_caches
from lxml import html

from portal import urls
from portal.gallery import tokens
from results.models import Withheld
from tests.pages import select

ADDRESS = "/galleri/"
TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture
def debugging(settings):
    settings.DEBUG = True
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.DEBUG = False
    importlib.reload(urls)
    clear_url_caches()


@pytest.mark.django_db
def test_there_is_no_gallery_for_the_public(client):
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.django_db
def test_the_gallery_shows_every_state_of_an_answer(client, debugging):
    tree = html.fromstring(client.get(ADDRESS).content)
    assert {found.get("data-withheld") for found in select(tree, "[data-withheld]")} == set(Withheld.values)
    for level in ("high", "moderate", "low"):
        assert select(tree, f".answer.level-{level}")
    words = " ".join(" ".join(found.text_content() for found in select(tree, "[data-state]")).split())
    for state in ("usikkert nivå", "foreløpig", "uten målnivå", "Dekningsgrad", "Kilde 1", "Ingen tall"):
        assert state in words
    assert select(tree, ".change-better")
    assert select(tree, ".change-worse")
    assert len(select(tree, "figure")) == 2


def test_the_gallery_has_every_component():
    shown = (TEMPLATES / "portal/gallery.html").read_text() + (TEMPLATES / "base.html").read_text()
    missing = [
        file.name for file in (TEMPLATES / "components").iterdir() if f"components/{file.name}" not in shown
    ]
    assert missing == []


def test_a_token_has_its_colour_in_both_themes():
    sheet = (
        ":root { --ink: #000; --only: #abc; }\n@media (prefers-color-scheme: dark) { :root { --ink: #fff; } }"
    )
    assert [(one.name, one.light, one.dark) for one in tokens(sheet)] == [
        ("ink", "#000", "#fff"),
        ("only", "#abc", "#abc"),
    ]
