"""Nothing is forgotten in Norwegian on the pages of indicators, places, comparisons and releases."""

import pytest
from django.utils import timezone

from results.models import Publication, Release
from tests.english import found_english_nation, norwegian_in, say_in_english
from tests.nation import command, import_table
from tests.pages import select
from tests.results.world import Page
from tests.telltale import FLOOR, INDICATORS

ALL = "&".join(f"sted={slug}" for slug in ("storby", "smaaby", "bygda", "kyst-hf", "klinikken", "nord"))
INDICATOR = [
    f"{key}/?{query}"
    for key, queries in {
        "h_andel": [
            "",
            ALL,
            f"{ALL}&maal=siste&akse=tilpasset&trakt=maal",
            "sted=storby&sted=kyst-hf&kontekst=bosatt",
            "rangert=hf&aar=2023",
            "rangert=rhf&aar=1999&kontekst=x&sted=y&figur=x&rangert=x&akse=x&trakt=x&maal=x&format=x&utgivelse=99",
            "rangert=sykehus&kontekst=bosatt",
            "format=csv&figur=utvikling&maal=siste",
            "format=csv&figur=rangering",
            "format=xlsx&figur=trakt&sted=storby",
            "utgivelse=1",
        ],
        "h_feil": ["trakt=maal", "sted=storby&maal=siste", "utgivelse=1"],
        "h_tid": ["trakt=maal&sted=oeya", "akse=tilpasset"],
        "h_dg": ["sted=storby", "kontekst=bosatt"],
    }.items()
    for query in queries
]
PLACES = [
    "",
    "?sok=stor",
    "?sok=qqq",
    *(f"{slug}/?{query}" for slug in ("norge", "nord", "kyst-hf", "storby") for query in ("", "aar=2022")),
    "norge/?kontekst=bosatt",
    "storby/?kontekst=bosatt",
    "storby/?aar=1999&kontekst=x&utgivelse=99&format=x",
    "klinikken/",
    "private/",
    "storby/?format=csv",
    "norge/?format=xlsx&kontekst=bosatt",
    "storby/?utgivelse=1",
]
COMPARISON = [
    "",
    "sted=storby",
    "sted=norge&kontekst=bosatt",
    "sted=storby&sted=smaaby",
    "sted=storby&sted=norge&aar=2022",
    "sted=norge&sted=storby&sted=klinikken",
    f"{ALL}&forskjell=sikre",
    f"{ALL}&register=hjerte&fagomraade=hjerte-og-kar",
    "sted=fjord-hf&sted=kyst-hf&kontekst=bosatt",
    "sted=storby&sted=smaaby&kontekst=bosatt&register=hjerte",
    "sted=storby&sted=smaaby&forskjell=sikre&aar=2023",
    f"{ALL}&sted=havna&sted=x&aar=1999&kontekst=x&register=x&fagomraade=x&forskjell=x&utgivelse=x&format=x",
    f"{ALL}&format=csv",
    "sted=norge&sted=storby&format=xlsx&utgivelse=1",
]


@pytest.fixture
def nation(tmp_path, settings, db):
    """The names of its places. The third release is public, the first is not, the second was withdrawn."""
    settings.PRIVACY_FLOOR = FLOOR
    names = found_english_nation(tmp_path)
    change_definitions(tmp_path)
    for reason in ("Grensene var feil.", ""):
        command("recompute", "--registry", "hjerte")
        drafted = Release.objects.get(state=Release.State.DRAFT)
        command("publish", str(drafted.pk), *(["--reason", reason] if reason else []))
        change_definitions(tmp_path, back=True)
    say_in_english()
    _, second, _ = Release.objects.order_by("pk")
    command("withdraw", str(second.pk), "--reason", "Tallene var ikke ferdige.")
    return names


def change_definitions(folder, *, back=False):
    """The limit of one, the definition of another with its target, the title of a third; a fourth is gone."""
    if back:
        return import_table(folder, "indicators", INDICATORS)
    header, *rows = INDICATORS.splitlines()
    changed = [row.replace("0.9,0.7", "0.95,0.75").replace("Ventetid", "Tid") + ",,," for row in rows]
    changed += [row + ",Innen 30 dager.,Within 30 days.,1" for row in rows if row.startswith("h_feil")]
    changed[-1] = changed[-1].replace("0.6,0.8,,", "0.55,0.8,2023,")
    return import_table(folder, "indicators", "\n".join([f"{header},note,note_en,break", *changed]) + "\n")


def forgotten(client, names, addresses, statuses=(200,)):
    found = {}
    for address in addresses:
        answer = client.get(address, follow=True)
        assert answer.status_code in statuses, (address, answer.status_code)
        if texts := norwegian_in(answer, names):
            found[address] = texts
    return found


@pytest.mark.crawls
def test_indicator_is_wholly_in_english_however_it_is_set(client, nation):
    assert forgotten(client, nation, [f"/en/indikator/hjerte/{one}" for one in INDICATOR]) == {}


@pytest.mark.crawls
def test_places_alone_and_side_by_side_are_wholly_in_english(client, nation):
    assert forgotten(client, nation, [f"/en/sykehus/{one}" for one in PLACES]) == {}
    assert forgotten(client, nation, [f"/en/sammenlign/?{one}" for one in COMPARISON]) == {}


@pytest.mark.crawls
def test_releases_and_the_log_are_wholly_in_english_now_and_then(client, nation):
    first, second, third = (one.pk for one in Release.objects.order_by("pk"))
    today = timezone.localdate()
    pages = [
        *(f"/en/utgivelse/{one}/" for one in (first, second, third)),
        "/en/utgivelser/",
        "/en/utgivelser/?register=x",
        "/en/utgivelser/?register=hjerte&side=2",
        f"/en/indikator/hjerte/h_andel/?utgivelse={second}",
        f"/en/sykehus/storby/?utgivelse={second}",
        f"/en/sammenlign/?sted=storby&sted=smaaby&utgivelse={second}",
        *(
            f"/en/per/{day}/{page}"
            for day in (today, "2020-01-01")
            for page in ("utgivelser/", "sykehus/storby/", "sammenlign/?sted=storby&sted=smaaby")
        ),
        f"/en/per/{today}/indikator/hjerte/h_andel/",
    ]
    assert forgotten(client, nation, pages, statuses=(200, 410)) == {}
    # What people wrote is marked; what a publication changed in definitions is told anew.
    page = Page(client, "/en/utgivelser/")
    reasons = select(page.tree, ".reason span[lang=nb]")
    assert [one.text_content() for one in reasons] == ["Tallene var ikke ferdige.", "Grensene var feil."]
    told = page.texts("details li")
    assert told[-3:-1] == [
        "Measure h_andel: The limit for high attainment has been corrected from 90% to 95%. "
        "The limit for moderate attainment has been corrected from 70% to 75%.",
        "Measure h_feil: The limit for high attainment has been changed from 60% to 55% from 2023. "
        "The definition has been changed from 2023: Within 30 days.",
    ]
    [stored] = Publication.objects.filter(reason="Grensene var feil.").values_list("definitions", flat=True)
    written = [" ".join(text.split()) for text in stored]
    assert Page(client, "/utgivelser/").texts("details li")[-len(stored) :] == written
