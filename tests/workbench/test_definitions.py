"""The rooms of definitions: lists, the editor, its targets, the order."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.definitions import in_own_order
from indicators.models import Indicator, Target
from registries.models import AuditEntry, Registry
from results.models import Job, Release
from tests.builders import a_registry
from tests.nation import INDICATORS, deliver, found_nation, import_table
from tests.pages import select
from tests.workbench.definers import client_of, fields, indicator, person, read, texts, words

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


def rows(tree):
    return [one.get("data-indicator") for one in select(tree, "[data-indicator]")]


def sent(client, form, page=EDITOR, **values):
    """The form of the page, with these values instead of what stands in it."""
    return client.post(f"{page}{form}", fields(read(client.get(page)), f"{page}{form}") | values)


def faults(answer, status=422):
    """What is wrong, by the field it is told at."""
    tree = read(answer, status)
    wrong = [one for one in select(tree, "[data-field]") if select(one, ".field-error")]
    return {one.get("data-field"): texts(one, ".field-error")[0] for one in wrong}


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
        "≥ 95 %moderat ≥ 70 %2 mål gjennom årene",
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


# The editor


def test_a_definition_is_saved_and_a_draft_asked_for_in_one(client, commits, sent_jobs):
    with commits():
        answer = sent(client, "", title="Behandlet raskt", short_description="Kort.\r\nOg godt.")
    assert answer["Location"] == f"{EDITOR}?gjort=lagret"
    assert (indicator().title, indicator().short_description) == ("Behandlet raskt", "Kort.\nOg godt.")
    assert sent_jobs == [Job.objects.get().pk]
    assert AuditEntry.objects.get(action="change_definition").by == person()
    assert "lagret" in texts(read(client.get(answer["Location"])), "[data-done]")[0]


def test_several_changes_wait_for_one_job(client):
    sent(client, "", title="En")
    sent(client, "", title="To")
    assert Job.objects.count() == 1


def test_what_is_saved_as_it_was_changes_nothing(client):
    before = Indicator.history.count()
    assert sent(client, "")["Location"].endswith("?gjort=uendret")
    assert (Indicator.history.count(), Job.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"min_denominator": "0"}, "min_denominator"),
        ({"decimals": "7"}, "decimals"),
        ({"type": "snitt"}, "type"),
        ({"coverage_indicator": "0"}, "coverage_indicator"),
        ({"type": "coverage"}, "coverage_indicator"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_stored_nowhere(client, values, field):
    before = list(Indicator.objects.values())
    assert list(faults(sent(client, "", **values))) == [field]
    assert (list(Indicator.objects.values()), Job.objects.count()) == (before, 0)


def test_the_type_of_what_has_been_delivered_can_not_be_chosen(client, tmp_path):
    (kind,) = select(read(client.get(EDITOR)), "#id_type")
    assert kind.get("disabled") is None
    deliver(tmp_path, ROWS)
    tree = read(client.get(EDITOR))
    assert select(tree, "#id_type")[0].get("disabled") is not None
    assert "Typen kan ikke endres" in texts(tree, "#id_type_helptext")[0]
    assert "Endringen gjelder alle år" in texts(tree, "#id_min_denominator_helptext")[0]
    sent(client, "", type="mean", title="Forsøkt")
    assert (indicator().type, indicator().title) == ("share", "Forsøkt")


def test_the_preview_is_what_the_public_would_read_and_stores_nothing(client):
    values = {
        "handling": "forhandsvis",
        "title": "Ny tittel",
        "long_description": "**Hvem?** <script>alert(1)</script>\n\n- alle",
        "decimals": "1",
    }
    whole = read(sent(client, "", **values))
    in_place = read(
        client.post(EDITOR, fields(read(client.get(EDITOR)), EDITOR) | values, headers={"HX-Request": "true"})
    )
    for tree in (whole, in_place):
        (seen,) = select(tree, "[data-preview]")
        assert texts(seen, ".preview-title") == ["Ny tittel"]
        assert texts(seen, "[data-example]") == ["Høy 95,0 %"]
        assert texts(seen, ".prose strong") == ["Hvem?"]
        assert texts(seen, ".prose li") == ["alle"]
        assert not select(seen, "script")
    assert select(whole, "form")
    assert not select(in_place, "form")
    assert (indicator().title, Job.objects.count()) == ("Behandlet i tide", 0)


@pytest.mark.parametrize(
    ("key", "values", "shown"),
    [
        ("h_skjult", {}, "87 %"),
        ("h_skjult", {"number_format": "number", "decimals": "2", "unit_word": "dager"}, "12,35 dager"),
        ("h_antall", {}, "1 234"),
        ("h_tid", {}, "Høy 3,0"),
        ("h_andel", {"decimals": ""}, "Høy 95 %"),
    ],
)
def test_the_preview_shows_how_a_number_is_written(client, key, values, shown):
    page = f"/definisjoner/hjerte/{key}/"
    tree = read(sent(client, "", page=page, handling="forhandsvis", **values))
    assert texts(tree, "[data-example]") == [shown]


def test_the_second_to_save_sees_what_the_first_changed(client):
    stale = fields(read(client.get(EDITOR)), EDITOR)
    first = client_of("administrator")
    sent(first, "", title="Administrators tittel", min_denominator="9")
    sent(first, "maal/2023/", high="96", reason=WHY)
    mine = stale | {"title": "Min tittel", "decimals": "1"}
    answer = client.post(EDITOR, mine)
    tree = read(answer, 409)
    assert "Administrator Nordmann" in texts(tree, "[data-conflict]")[0]
    lines = [[words(cell) for cell in select(row, "th,td")] for row in select(tree, "[data-line]")]
    assert lines[:2] == [
        ["Tittel", "Behandlet i tide", "Administrators tittel", "Min tittel"],
        ["Minste nevner", "5", "9", "5"],
    ]
    assert lines[2][0] == "Mål fra 2023"
    assert "høy 95 %" in lines[2][1]
    assert "høy 96 %" in lines[2][2]
    assert indicator().title == "Administrators tittel"
    again = fields(tree, EDITOR)
    assert (again["title"], again["decimals"]) == ("Min tittel", "1")
    assert client.post(EDITOR, again).status_code == 302
    assert (indicator().title, indicator().min_denominator) == ("Min tittel", 5)
    assert indicator().targets.get(valid_from=2023).high == pytest.approx(indicator().targets.last().high)


# A new indicator


def test_a_new_indicator_is_made_and_its_editor_opened(client):
    page = "/definisjoner/hjerte/ny/"
    answer = sent(client, "", page=page, key="h_ny", title="Ny", type="share")
    assert answer["Location"] == "/definisjoner/hjerte/h_ny/?gjort=laget"
    made = indicator("h_ny")
    assert (made.registry.key, made.min_denominator, made.shown) == ("hjerte", 5, True)
    assert Job.objects.count() == 1
    assert "Legg til et mål" in texts(read(client.get(answer["Location"])), "[data-done]")[0]


@pytest.mark.parametrize("key", ["", "med mellomrom", "blåbær", "h_ANDEL", "l_andel", "rekkefolge"])
def test_a_new_key_is_checked(client, key):
    answer = sent(client, "", page="/definisjoner/hjerte/ny/", key=key, title="Ny", type="share")
    assert list(faults(answer, 200)) == ["key"]
    assert Indicator.objects.count() == 7


# Targets


def test_a_target_is_added_from_a_year_in_per_cent(client):
    answer = sent(
        client, "maal/", valid_from="2026", high="97,5 %", moderate="80", note_nb="Strengere.", reason=WHY
    )
    assert answer["Location"] == f"{EDITOR}?gjort=maal"
    target = indicator().targets.get(valid_from=2026)
    assert (str(target.high), str(target.moderate)) == ("0.975000000", "0.800000000")
    assert (target.direction, target.note_nb, target.is_break) == ("higher", "Strengere.", None)
    assert AuditEntry.objects.get(action="add_target").after["reason"] == WHY
    tree = read(client.get(EDITOR))
    assert texts(tree, "[data-target] h3") == ["Til og med 2022", "2023–2025", "Fra 2026"]
    assert "Brudd" in texts(tree, "[data-target=2026]")[0]


def test_a_limit_of_what_is_no_share_is_as_it_is_written(client):
    sent(
        client,
        "maal/",
        page="/definisjoner/hjerte/h_tid/",
        valid_from="2024",
        high="2,5",
        moderate="4",
        reason=WHY,
    )
    assert str(indicator("h_tid").targets.get(valid_from=2024).high) == "2.500000000"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"valid_from": ""}, "valid_from"),
        ({"valid_from": "2023"}, "valid_from"),
        ({"high": "60"}, "moderate"),
        ({"high": "mye"}, "high"),
        ({"high": "97,123456789"}, "high"),
        ({"direction": "lower", "high": "5", "moderate": "9", "is_break": "nei"}, "is_break"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_wrong_target_is_told_at_its_field(client, values, field):
    sound = {"valid_from": "2026", "high": "97", "moderate": "80", "reason": WHY}
    assert list(faults(sent(client, "maal/", **(sound | values)))) == [field]
    assert (indicator().targets.count(), Job.objects.count()) == (2, 0)


def test_a_target_is_corrected(client):
    sent(client, "maal/begynnelsen/", high="91", reason=WHY)
    assert str(indicator().targets.first().high) == "0.910000000"
    assert sent(client, "maal/begynnelsen/", reason=WHY)["Location"].endswith("gjort=uendret")
    assert Job.objects.count() == 1


def test_the_direction_of_what_has_been_judged_is_not_corrected(client, tmp_path):
    deliver(tmp_path, ROWS)
    turned = {"direction": "lower", "high": "5", "moderate": "9", "reason": WHY}
    told = faults(sent(client, "maal/2023/", **turned))["direction"]
    assert "Legg til et nytt mål fra året retningen endres" in told
    assert sent(client, "maal/", valid_from="2026", **turned).status_code == 302


def test_a_target_is_removed_with_a_reason(client):
    assert list(faults(sent(client, "maal/2023/fjern/"))) == ["reason"]
    assert sent(client, "maal/2023/fjern/", reason=WHY)["Location"].endswith("gjort=fjernet")
    assert [one.valid_from for one in indicator().targets.all()] == [None]
    assert AuditEntry.objects.get(action="remove_target").after["reason"] == WHY


def test_a_target_that_is_no_longer_there_is_told(client):
    form = fields(read(client.get(EDITOR)), f"{EDITOR}maal/2023/")
    sent(client_of("administrator"), "maal/2023/fjern/", reason=WHY)
    tree = read(client.post(f"{EDITOR}maal/2023/", form | {"high": "96", "reason": WHY}), 409)
    (line,) = select(tree, "[data-line]")
    assert [words(one) for one in select(line, "td")][1] == "ingen"
    Target.objects.filter(indicator=indicator()).exclude(valid_from=None).delete()
    gone = client.post(
        f"{EDITOR}maal/2023/", fields(read(client.get(EDITOR)), f"{EDITOR}maal/") | {"reason": WHY}
    )
    assert "ikke noe mål fra 2023" in texts(read(gone, 422), "[data-refused]")[0]


# Retired, deleted


def test_an_indicator_is_retired_and_opened_again(client, tmp_path):
    deliver(tmp_path, ROWS)
    assert list(faults(sent(client, "avslutt/"))) == ["reason"]
    sent(client, "avslutt/", reason=WHY)
    assert indicator().retired
    assert rows(read(client.get(f"{LIST}?vis=avsluttet"))) == ["h_andel"]
    assert deliver(tmp_path, ROWS)[0]["faults"][0]["code"] == "retired_indicator"
    sent(client, "avslutt/", reason=WHY)
    assert not indicator().retired


def test_what_has_results_is_not_deleted(client, tmp_path):
    deliver(tmp_path, ROWS)
    tree = read(client.get(EDITOR))
    assert not [form for form in tree.forms if form.action.endswith("slett/")]
    answer = client.post(f"{EDITOR}slett/")
    assert "har resultater" in texts(read(answer, 422), "[data-refused]")[0]
    assert indicator()


def test_what_says_nothing_is_deleted_with_its_place_in_the_drafts(client, tmp_path, work):
    deliver(tmp_path, ROWS)
    sent(client, "", page="/definisjoner/hjerte/ny/", key="h_feil", title="Feil", type="share")
    work(Job.objects.get())
    assert Release.objects.get(state="draft").indicators.filter(indicator__key="h_feil").exists()
    answer = client.post("/definisjoner/hjerte/h_feil/slett/")
    assert "«h_feil» er slettet" in texts(read(client.get(answer["Location"])), "[data-done]")[0]
    assert not Indicator.objects.filter(key="h_feil").exists()


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
