"""Where numbers come from: kept with the delivery, and said wherever they are shown."""

import json

import pytest
from django.db import DatabaseError
from lxml import html

from organisations.models import Unit
from portal import context_processors
from registries.models import Registry
from results.actions import (
    DataDates,
    Origin,
    Refused,
    Stated,
    deliver_file,
    publish_release,
    recompute,
    withdraw_release,
)
from results.models import Delivery, PrintedResult, Release
from tests.nation import HEADER, command, exported, found_nation, one, write
from tests.pages import select

pytestmark = pytest.mark.django_db
ROWS = ["caregiver;2022;112;h_andel;8;10", "caregiver;2022;113;h_andel;30;40"]
NORTH = Stated("h_andel", "10", "caregiver", 2022, 38, 50, "Årsrapport for 2022")
GENERATED = Origin(generated=True)
TABLE = "/behandlingskvalitet/"
EVERYWHERE = {"kontekst": "behandlet", "sted": ["norge", "nord", "storby", "smaaby"]}


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


@pytest.fixture
def delivered(tmp_path):
    def delivered(rows, origin, registry="hjerte"):
        path = tmp_path / "levering.csv"
        write(tmp_path, path.name, HEADER + "\n".join(rows) + "\n")
        return deliver_file(
            path=path,
            registry=Registry.objects.get(key=registry),
            dates=DataDates.by_default(),
            accept_warnings=True,
            by=None,
            origin=origin,
        ).release

    return delivered


@pytest.fixture
def published(delivered):
    return lambda *args, **options: publish_release(release=delivered(*args, **options), by=None)


def printed(*stated):
    return Origin(generated=True, printed=stated)


def source(**wanted):
    return one(exported(), indicator="h_andel", **wanted).get("source", "")


def tree_of(client, address, **query):
    return html.fromstring(client.get(address, query).getvalue())


def banner(client, address="/", **query):
    found = select(tree_of(client, address, **query), "aside[data-demonstration]")
    return " ".join(found[0].text_content().split()) if found else None


def cells(client, **query):
    page = tree_of(client, TABLE, **(EVERYWHERE | query))
    return [" ".join(cell.text_content().split()) for cell in select(page, "[data-cell]")]


def test_a_printed_result_is_named_by_its_source_and_all_else_is_generated(published):
    published(ROWS, printed(NORTH))
    assert source(unit="Nord") == "Årsrapport for 2022"
    rows = [row for row in exported() if row["unit"] != "Nord"]
    assert {row["level"] for row in rows} == {"hospital", "hf", "nation"}
    assert {row["source"] for row in rows} == {"generated"}


def test_what_a_registry_delivers_needs_no_other_source(published):
    published(ROWS, Origin())
    rows = json.loads(command("export_results", "--format", "json")[0])
    assert not any("source" in row for row in [*exported(), *rows])


def test_beside_generated_numbers_a_registrys_own_have_no_source(published):
    published(ROWS, GENERATED)
    published(["caregiver;2021;112;h_andel;8;10"], Origin())
    assert {(row["year"], row["source"]) for row in exported()} == {("2021", ""), ("2022", "generated")}
    rows = json.loads(command("export_results", "--format", "json")[0])
    assert {(row["year"], row["source"]) for row in rows} == {(2021, None), (2022, "generated")}


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        (
            ("h_andel", "10", "caregiver", 2022, 39, 50),
            "er 39 av 50 i «Kilde», men 38 av 50 etter",
        ),
        (
            ("h_andel", "10", "caregiver", 2022, 38, 51),
            "er 38 av 51 i «Kilde», men 38 av 50 etter",
        ),
        (("h_andel", "21", "caregiver", 2022, 38, 50), "men leveringen gir ingen tall der"),
        (("h_andel", "10", "resident", 2022, 38, 50), "er ikke med i leveringen"),
        (("h_andel", "10", "caregiver", 2021, 38, 50), "er ikke med i leveringen"),
        (("h_andel", "77", "caregiver", 2022, 38, 50), "enheten finnes ikke"),
        (("h_mangler", "10", "caregiver", 2022, 38, 50), "enheten finnes ikke"),
    ],
)
def test_a_delivery_that_is_not_what_its_source_prints_is_refused(delivered, settings, stated, message):
    with pytest.raises(Refused) as refused:
        delivered(ROWS, printed(Stated(*stated, "Kilde")))
    assert message in str(refused.value).replace("\u202f", " ")
    assert [model.objects.count() for model in (Delivery, Release, PrintedResult)] == [0, 0, 0]
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_an_accepted_delivery_keeps_its_file(delivered, settings):
    delivered(ROWS, printed(NORTH))
    [path] = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert Delivery.objects.get().original.path == str(path)
    assert path.read_text() == HEADER + "\n".join(ROWS) + "\n"


def test_a_withheld_number_is_not_said_to_be_printed(published):
    few = Stated("h_andel", "113", "caregiver", 2022, 2, 3, "Årsrapport for 2022")
    published([ROWS[0], "caregiver;2022;113;h_andel;2;3"], printed(few))
    assert one(exported(), unit="Småby")["withheld"] == "too_few"
    assert source(unit="Småby") == "generated"
    assert one(exported("--internal"), unit="Småby")["source"] == "Årsrapport for 2022"


def test_a_slice_delivered_anew_leaves_its_source_behind(published):
    published(ROWS, printed(NORTH))
    published([*ROWS, "caregiver;2022;211;h_andel;8;10"], Origin())
    assert source(unit="Nord") == ""
    published(["caregiver;2021;112;h_andel;8;10"], GENERATED)
    assert (source(unit="Nord", year="2022"), source(unit="Nord", year="2021")) == ("", "generated")


def test_a_sum_that_another_tree_changed_is_not_the_printed_one(published):
    published(ROWS, printed(NORTH))
    south = Unit.objects.get(name="Fjord HF", parent__name="Sør")
    Unit.objects.filter(name="Småby").update(parent=south)
    publish_release(release=recompute(registry=Registry.objects.get(key="hjerte"), by=None).draft, by=None)
    assert one(exported(), unit="Nord")["numerator"] == "8"
    assert source(unit="Nord") == "generated"


def test_export_asks_as_often_however_much_is_printed(published, django_assert_num_queries):
    published(ROWS, printed(NORTH))
    with django_assert_num_queries(5):
        exported()
    earlier = [Stated("h_andel", unit, "caregiver", 2021, 38, 50, "Årsrapport") for unit in ("10", "1")]
    published([row.replace("2022", "2021") for row in ROWS], printed(*earlier))
    with django_assert_num_queries(5):
        exported()


def test_the_page_names_the_source_of_a_printed_result(client, published):
    published(ROWS, printed(NORTH))
    page = tree_of(client, TABLE, **EVERYWHERE)
    [marked] = [cell for cell in select(page, "[data-cell]") if select(cell, "a.source")]
    assert "Nord" in marked.text_content()
    assert "38 av 50" in marked.text_content().replace("\u00a0", " ")
    [link] = select(marked, "a.source")
    [text] = select(page, link.get("href"))
    assert text.text_content() == "Kilde 1: Årsrapport for 2022."


def test_sources_are_numbered_as_they_appear(client, published):
    nation = Stated("h_andel", "1", "caregiver", 2022, 38, 50, "Landsrapport")
    small = Stated("h_andel", "113", "caregiver", 2022, 30, 40, "Årsrapport for 2022")
    published(ROWS, printed(NORTH, nation, small))
    shown = cells(client)
    assert [cell.split("Kilde ")[1][0] for cell in shown if "Kilde" in cell] == ["1", "2", "2"]
    sources = select(tree_of(client, TABLE, **EVERYWHERE), ".sources li")
    assert [source.text_content() for source in sources] == [
        "Kilde 1: Landsrapport.",
        "Kilde 2: Årsrapport for 2022.",
    ]


def test_the_page_names_no_source_of_a_withheld_number(client, published):
    few = Stated("h_andel", "113", "caregiver", 2022, 2, 3, "Årsrapport for 2022")
    published([ROWS[0], "caregiver;2022;113;h_andel;2;3"], printed(few))
    assert not select(tree_of(client, TABLE, **EVERYWHERE), ".source, .sources")


@pytest.mark.parametrize("address", ["/", TABLE, "/finnes-ikke/"])
def test_every_page_says_that_the_numbers_are_generated(client, published, address):
    assert banner(client, address) is None
    published(ROWS, GENERATED)
    assert banner(client, address) == (
        "Demonstrasjon. Tallene er generert og beskriver ikke ekte pasienter eller sykehus, "
        "unntatt de som er merket med kilde."
    )


def test_a_generated_draft_is_nobodys_business(client, delivered):
    delivered(ROWS, GENERATED)
    assert banner(client) is None


def test_beside_real_numbers_only_some_are_said_to_be_generated(client, published):
    published(ROWS, GENERATED)
    published(["caregiver;2022;112;l_andel;8;10"], Origin(), registry="lunge")
    assert banner(client) == (
        "Demonstrasjon. En del av tallene er generert og beskriver ikke ekte pasienter eller sykehus. "
        "Registrene det gjelder, er merket på resultatsiden."
    )


def test_the_banner_goes_at_once_with_the_last_generated_release(client, published):
    release = published(ROWS, GENERATED)
    assert banner(client)
    withdraw_release(release=release, by=None, reason="Feil.")
    assert banner(client) is None


def test_an_earlier_generated_release_says_so_at_its_address(client, published):
    release = published(ROWS, GENERATED)
    published(ROWS, Origin())
    assert banner(client) is None
    assert banner(client, TABLE) is None
    assert "En del av tallene er generert" in banner(client, TABLE, utgivelse=release.pk)


def test_a_page_without_numbers_needs_no_database(client, monkeypatch):
    def fail():
        raise DatabaseError("gone")

    monkeypatch.setattr(context_processors, "generated_shown", fail)
    answer = client.get("/finnes-ikke/")
    assert answer.status_code == 404
    assert "Fant ikke siden" in answer.getvalue().decode()


def test_beside_real_numbers_the_generated_registries_are_marked(client, published):
    published(ROWS, GENERATED)
    assert not select(tree_of(client, TABLE, **EVERYWHERE), "[data-generated]")
    published(["caregiver;2022;112;l_andel;8;10"], Origin(), registry="lunge")
    page = tree_of(client, TABLE, **EVERYWHERE)
    marked = [
        section.get("data-registry")
        for section in select(page, "section[data-registry]")
        if select(section, "[data-generated]")
    ]
    assert marked == ["hjerte"]
