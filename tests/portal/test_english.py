"""Nothing is forgotten in Norwegian where a page or file is in English."""

import pytest
from django.http import HttpResponse
from django.utils.translation import gettext, pgettext
from lxml import html

from portal.texts.messages import messages_by_room
from tests.english import found_english_nation, norwegian_in
from tests.pages import select
from tests.telltale import FLOOR

ALL = "&".join(f"sted={slug}" for slug in ("norge", "storby", "smaaby", "bygda", "kyst-hf", "klinikken"))
TABLE = [
    "",
    ALL,
    f"{ALL}&kontekst=bosatt&sorter=-verdi&etter=storby",
    f"{ALL}&rad=h_andel",
    f"{ALL}&rad=h_feil&figur=rangering&rangert=hf",
    f"{ALL}&rad=h_andel&figur=trakt",
    f"{ALL}&rad=h_andel&figur=trakt&trakt=maal&akse=tilpasset",
    f"{ALL}&rad=h_tid&figur=trakt",
    f"{ALL}&rad=h_tid",
    "sted=storby&nivaa=lav&indikatorer=dekningsgrad&aar=2022",
    "sted=storby&register=hjerte&fagomraade=hjerte-og-kar&nivaa=moderat&indikatorer=dekningsgrad&aar=2022",
    "sted=x&sted=y&aar=1999&kontekst=x&register=x&fagomraade=x&nivaa=x&indikatorer=x&sorter=x&etter=x&rad=x",
    "utgivelse=99&utgivelse=98&figur=x&rangert=x&akse=x&trakt=x&maal=x&format=x",
    f"{ALL}&format=csv",
    f"{ALL}&format=xlsx&kontekst=bosatt",
]
OTHERS = [
    "/sok/",
    "/sok/?sok=storby",
    "/sok/?sok=hjert",
    "/sok/?sok=qqqq",
    "/sok/forslag/?sok=b",
    "/sok/forslag/?sok=qqqq",
    "/finnes-ikke/",
    "/",
]


@pytest.fixture
def nation(tmp_path, settings, db):
    settings.PRIVACY_FLOOR = FLOOR
    return found_english_nation(tmp_path)


@pytest.mark.crawls
def test_results_page_is_wholly_in_english_whatever_is_chosen(client, nation):
    told = {query: norwegian_in(client.get(f"/en/behandlingskvalitet/?{query}"), nation) for query in TABLE}
    assert {query: texts for query, texts in told.items() if texts} == {}


def test_what_is_sent_last_is_in_english_too(client, nation):
    answer = client.get(f"/en/behandlingskvalitet/?{ALL}")
    *_, sections, places = answer.streaming_content
    assert b"No figures" in sections
    assert b"Show the places" in places


def test_row_that_is_opened_in_its_place_is_in_english(client, nation):
    page = client.get(f"/en/behandlingskvalitet/?{ALL}")
    row = select(html.fromstring(page.getvalue()), "tbody")[0].get("id")
    answer = client.get(
        f"/en/behandlingskvalitet/?{ALL}&rad=h_andel",
        headers={"HX-Request": "true", "HX-Target": f"tbody#{row}"},
    )
    assert b"data-chart" in answer.getvalue()
    assert norwegian_in(answer, nation) == []


def test_search_front_page_and_what_is_not_found_are_in_english(client, nation):
    told = {address: norwegian_in(client.get(f"/en{address}"), nation) for address in OTHERS}
    assert {address: texts for address, texts in told.items() if texts} == {}


def test_no_text_in_bokmaal_is_another_packages_text_in_english():
    """Django's own "Register" is a button."""
    messages = [one for room in messages_by_room("nb").values() for one in room if one.id]
    texts = {
        (text, one.context) for one in messages for text in ([one.id] if isinstance(one.id, str) else one.id)
    }
    changed = [
        text for text, context in texts if (pgettext(context, text) if context else gettext(text)) != text
    ]
    assert changed == []


@pytest.mark.parametrize(
    "forgotten",
    ["<p>Ingen tall</p>", '<p title="Måloppnåelse"></p>', '<a data-told="1 treff">hits</a>']
    + ["<b lang='nb'>Mål</b> for pasienter", '<script type="application/json">{"a": ["Høy"]}</script>'],
)
def test_forgotten_text_is_noticed_wherever_it_stands(forgotten):
    assert norwegian_in(HttpResponse(f"<html lang='en'>{forgotten}</html>"), names=[])


@pytest.mark.parametrize(
    "fine",
    [
        '<p lang="nb">Ingen tall</p>',
        "<p>St. Olavs sykehus is one of 2</p>",
        '<a href="/sok/?av=og">Search</a>',
    ]
    + ['<script type="module">const av = 1</script>', "<p>https://kvalitetsviser.no/sykehus/og/</p>"],
)
def test_what_is_marked_or_a_name_is_no_such_text(fine):
    names = ["St. Olavs sykehus"]
    assert norwegian_in(HttpResponse(f"<html lang='en'>{fine}</html>"), names=names) == []
