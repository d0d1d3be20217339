"""What a registry has said in English is read in English; what it has not, in Norwegian, and marked so."""

import pytest
from lxml import html

from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.pages import select

pytestmark = pytest.mark.django_db
ENGLISH = {
    "title": "Andel behandlet i tide",
    "title_en": "Treated in time",
    "short_description": "Hvor mange som får hjelp i tide.",
    "short_description_en": "How many get help in time.",
    "long_description": "**Hvem?** Alle.",
    "long_description_en": "**Who?** Everyone.",
}
NORWEGIAN = {name: text for name, text in ENGLISH.items() if not name.endswith("_en")}
TABLE, PROFILE, COMPARED = "/behandlingskvalitet/?sted=a", "/sykehus/a/", "/sammenlign/?sted=a&sted=b"


@pytest.fixture
def shown():
    """Two hospitals with an indicator of these texts, of a registry with these names."""

    def made(**texts):
        above = a_unit("Nord HF", parent=a_unit("Nord", parent=a_unit("Norge")))
        registry = a_registry("Hjerte", fields=["hjerte og kar"])
        names = (
            {"name_en": "Norwegian Heart Registry", "short_name_en": "Heart"} if "title_en" in texts else {}
        )
        for name, value in names.items():
            setattr(registry, name, value)
        registry.save()
        if names:
            registry.fields.update(name_en="heart and blood vessels")
        definition = an_indicator(a_release(registry), "andel", high="0.9", **texts)
        for name in "ab":
            unit = a_unit(name.upper(), parent=above)
            a_result(definition, unit, 8, 10, year=2025, attainment="low", certain=True)
        return registry

    return made


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.getvalue())


def said(page, text):
    """The innermost elements that say the text, and the language each is in."""
    found = [one for one in page.iter() if isinstance(one.tag, str) and text in "".join(one.itertext())]
    inner = [one for one in found if not any(child in found for child in one)]
    return [
        next(up.get("lang") for up in [one, *one.iterancestors()] if up.get("lang"))
        for one in inner
        if one.tag not in ("title", "script", "option")
    ]


@pytest.mark.parametrize("address", [TABLE, PROFILE, COMPARED, "/indikator/hjerte/andel/", "/sok/?sok=andel"])
def test_title_is_read_in_the_language_of_the_page(client, shown, address):
    shown(**ENGLISH)
    assert set(said(read(client, address), ENGLISH["title"])) == {"nb"}
    page = read(client, f"/en{address}")
    assert set(said(page, ENGLISH["title_en"])) == {"en"}
    assert said(page, ENGLISH["title"]) == []


@pytest.mark.parametrize("address", [TABLE, PROFILE, COMPARED, "/indikator/hjerte/andel/", "/sok/?sok=andel"])
def test_norwegian_title_on_an_english_page_says_that_it_is_norwegian(client, shown, address):
    shown(**NORWEGIAN)
    assert set(said(read(client, f"/en{address}"), NORWEGIAN["title"])) == {"nb"}


def test_descriptions_are_read_in_the_language_of_the_page(client, shown):
    shown(**ENGLISH)
    page = read(client, "/en/indikator/hjerte/andel/")
    assert said(page, ENGLISH["short_description_en"]) == ["en"]
    assert said(page, "Everyone.") == ["en"]
    opened = read(client, f"/en{TABLE}&rad=andel")
    assert said(opened, "Everyone.") == ["en"]
    assert said(read(client, "/indikator/hjerte/andel/"), "Alle.") == ["nb"]


def test_norwegian_descriptions_on_an_english_page_say_so(client, shown):
    shown(**NORWEGIAN)
    page = read(client, "/en/indikator/hjerte/andel/")
    assert said(page, NORWEGIAN["short_description"]) == said(page, "Alle.") == ["nb"]


def test_registry_and_field_have_english_names(client, shown):
    shown(**ENGLISH)
    table = read(client, f"/en{TABLE}")
    assert "Heart" in [one.text_content() for one in select(table, "h2")]
    options = [one.text_content() for one in select(table, "option")]
    assert {"Heart", "heart and blood vessels"} <= set(options)
    assert said(read(client, f"/en{PROFILE}"), "Heart and blood vessels") == ["en"]


def test_new_english_name_of_a_registry_is_on_the_page_at_once(client, shown):
    registry = shown(**NORWEGIAN)
    assert "Hjerte" in [one.text_content() for one in select(read(client, f"/en{TABLE}"), "h2")]
    registry.short_name_en = "Heart"
    registry.save()
    assert "Heart" in [one.text_content() for one in select(read(client, f"/en{TABLE}"), "h2")]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("typed", ["treated in time", "behandlet i tide", "andel"])
def test_indicator_is_found_by_its_title_in_either_language(client, shown, prefix, typed):
    shown(**ENGLISH)
    page = read(client, f"{prefix}/sok/?sok={typed}")
    title = ENGLISH["title_en" if prefix else "title"]
    assert [one.text_content() for one in select(page, "[data-hit=Indikator] .hit-name")] == [title]


def test_file_of_the_table_has_the_titles_of_the_page(client, shown):
    shown(**ENGLISH)
    for prefix, title in (("", ENGLISH["title"]), ("/en", ENGLISH["title_en"])):
        answer = client.get(f"{prefix}{TABLE}&format=csv")
        assert title in answer.getvalue().decode("utf-8-sig")
