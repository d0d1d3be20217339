"""The rooms of definitions: the lists, where the changes are, the order."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.definitions import in_own_order
from registries.models import Registry
from results.models import Job, Release
from tests.builders import a_registry
from tests.nation import INDICATORS, deliver, found_nation, import_table
from tests.pages import select
from tests.workbench.definers import client_of, person, read, rows, sent, texts, words

pytestmark = pytest.mark.django_db
LIST, EDITOR = "/definisjoner/hjerte/", "/definisjoner/hjerte/h_andel/"
ROWS = ["caregiver;2022;111;h_andel;93;100", "caregiver;2022;111;h_dg;8;10"]
WHY = "Fagrådet har vedtatt det."


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


@pytest.fixture
def client():
    return client_of()


# The list


def test_the_list_tells_what_is_lacking_and_filters_by_it(client, tmp_path):
    deliver(tmp_path, ROWS)
    tree = read(client.get(LIST))
    assert rows(tree) == ["h_andel", "h_dg", "h_tid", "h_beregnet", "h_antall", "h_skjult"]
    assert texts(tree, "[data-filter]") == [
        "Alle 6",
        "Vises 5",
        "Skjult 1",
        "Uten mål 1",
        "Uten dekningsgrad 3",
        "Aldri levert 4",
    ]
    found = {}
    for word in ("skjult", "uten-maal", "uten-dekningsgrad", "aldri-levert", "vises"):
        found[word] = rows(read(client.get(f"{LIST}?vis={word}")))
    assert found == {
        "skjult": ["h_skjult"],
        "uten-maal": ["h_skjult"],
        "uten-dekningsgrad": ["h_tid", "h_beregnet", "h_skjult"],
        "aldri-levert": ["h_tid", "h_beregnet", "h_antall", "h_skjult"],
        "vises": ["h_andel", "h_dg", "h_tid", "h_beregnet", "h_antall"],
    }
    assert rows(read(client.get(f"{LIST}?vis=ukjent"))) == rows(tree)
    (row,) = [one for one in select(tree, "tr[data-indicator]") if one.get("data-indicator") == "h_andel"]
    assert [words(one) for one in select(row, "td")] == [
        "≥ 95 % moderat ≥ 70 % 2 mål gjennom årene",
        "Dekningsgrad",
        "2022",
    ]


def test_a_registry_without_indicators_says_how_to_begin():
    a_registry("Nyre", key="nyre")
    tree = read(client_of("administrator").get("/definisjoner/nyre/"))
    assert texts(tree, "[data-empty] h2") == ["Ingen indikatorer ennå"]
    assert select(tree, "[data-standing=new]")
    # There is nothing to sort, nor to export.
    assert select(tree, ".links a")[0].get("href").endswith("/import/")


def test_the_queries_of_the_pages_do_not_grow_with_the_indicators(client, tmp_path):
    deliver(tmp_path, ROWS, "--publish")
    pages = [LIST, EDITOR, f"{LIST}rekkefolge/", f"{LIST}eksport.csv", "/definisjoner/"]
    few = {page: queries(client, page) for page in pages}
    more = [f"h_{at},hjerte,Nr {at},share,higher,0.9,0.7,,5,h_dg,percent,0,1,x" for at in range(30)]
    more += [f"h_{at},hjerte,Nr {at},share,higher,0.8,0.6,2020,5,h_dg,percent,0,1,x" for at in range(30)]
    import_table(tmp_path, "indicators", INDICATORS + "\n".join(more) + "\n")
    assert {page: queries(client, page) for page in pages} == few
    assert few == {
        LIST: 15,
        EDITOR: 21,
        f"{LIST}rekkefolge/": 7,
        f"{LIST}eksport.csv": 7,
        "/definisjoner/": 8,
    }


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# Where the changes are


def standing(client):
    tree = read(client.get(LIST))
    return select(tree, "[data-standing]")[0].get("data-standing"), texts(tree, "[data-standing]")[0]


def test_it_says_where_the_changes_are(client, tmp_path, work, commits):
    assert standing(client)[0] == "new"
    deliver(tmp_path, ROWS, "--publish")
    assert standing(client) == (
        "public",
        "Alt som står her, er publisert. Endringer blir et utkast, og ingenting vises for andre før det er "
        "publisert.",
    )
    sent(client, "", title="Behandlet raskt")
    assert standing(client)[0] == "computing"
    work(Job.objects.get(kind="recompute"))
    draft = Release.objects.get(state="draft")
    state, told = standing(client)
    assert (state, f"Endringene ligger i utkast {draft.pk}" in told) == ("draft", True)
    sent(client, "", title="Behandlet i tide")
    work(Job.objects.filter(kind="recompute").latest("pk"))
    assert standing(client)[0] == "public"


def test_a_draft_of_numbers_alone_is_told_apart(client, tmp_path):
    deliver(tmp_path, ROWS, "--publish")
    deliver(tmp_path, ["caregiver;2021;111;h_andel;9;10"])
    state, told = standing(client)
    assert (state, "har nye tall" in told) == ("data", True)


def test_what_was_changed_otherwise_can_be_made_a_draft_of(client, tmp_path):
    deliver(tmp_path, ROWS, "--publish")
    import_table(tmp_path, "indicators", INDICATORS.replace("Behandlet i tide", "Behandlet raskt"))
    assert standing(client)[0] == "changed"
    assert client.post(f"{LIST}utkast/").status_code == 302
    assert client.post(f"{LIST}utkast/").status_code == 302
    job = Job.objects.get()
    assert (job.kind, job.by, job.registry.key) == ("recompute", person(), "hjerte")


# The order

ORDER = f"{LIST}rekkefolge/"


def keys():
    return [one.key for one in in_own_order(Registry.objects.get(key="hjerte").indicators.all())]


def shown_order(tree):
    return [one.get("data-row") for one in select(tree, "[data-row]")]


def test_a_step_moves_one_and_saves_nothing_yet(client):
    before = keys()
    tree = read(client.post(ORDER, {"key": before, "plass": range(1, 7), "flytt": "opp:h_tid"}))
    assert shown_order(tree) == ["h_andel", "h_tid", "h_dg", "h_beregnet", "h_antall", "h_skjult"]
    assert select(tree, "[data-unsaved]")[0].get("hidden") is None
    assert keys() == before
    again = read(client.post(ORDER, {"key": shown_order(tree), "plass": range(1, 7), "flytt": "ned:h_andel"}))
    assert shown_order(again)[:3] == ["h_tid", "h_andel", "h_dg"]
    assert client.post(ORDER, {"key": shown_order(again), "plass": range(1, 7)}).status_code == 302
    assert keys() == shown_order(again)
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("numbers", "order"),
    [
        ([1, 2, 3, 4, 1, 6], ["h_antall", "h_andel", "h_dg", "h_tid", "h_beregnet", "h_skjult"]),
        ([5, 2, 3, 4, 5, 6], ["h_dg", "h_tid", "h_beregnet", "h_antall", "h_andel", "h_skjult"]),
        (["x", "", "3", "99", "-1", "²"], ["h_andel", "h_dg", "h_tid", "h_antall", "h_skjult", "h_beregnet"]),
    ],
)
def test_a_number_moves_one_to_that_place(client, numbers, order):
    client.post(ORDER, {"key": keys(), "plass": numbers})
    assert keys() == order


def test_an_order_of_other_indicators_is_not_saved(client):
    before = keys()
    for wrong in (before[1:], [*before, "l_andel"], []):
        answer = client.post(ORDER, {"key": wrong, "plass": range(len(wrong))})
        assert "Se over rekkefølgen på nytt" in texts(read(answer, 409), "[data-refused]")[0]
    assert keys() == before
