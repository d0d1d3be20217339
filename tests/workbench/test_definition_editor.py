"""The editor of one indicator: its definition with a preview, its targets, its end."""

import pytest

from indicators.models import Indicator, Target
from registries.models import AuditEntry
from results.models import Job, Release
from tests.nation import deliver, found_nation
from tests.pages import select
from tests.workbench.definers import client_of, fields, indicator, person, read, rows, sent, texts, words

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


def faults(answer, status=422):
    """What is wrong, by the field it is told at."""
    tree = read(answer, status)
    wrong = [one for one in select(tree, "[data-field]") if select(one, ".field-error")]
    return {one.get("data-field"): texts(one, ".field-error")[0] for one in wrong}


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


def test_english_texts_are_saved_counted_and_previewed(client):
    (counter,) = select(read(client.get(EDITOR)), "[data-count=id_title_en]")
    assert counter.get("data-limit") == "95"
    values = {"title_en": "Treated in time", "long_description_en": "**Who?**"}
    (seen,) = select(read(sent(client, "", handling="forhandsvis", **values)), "[data-english]")
    assert texts(seen, ".preview-title[lang=en]") == ["Treated in time"]
    assert texts(seen, ".prose[lang=en] strong") == ["Who?"]
    assert sent(client, "", **values)["Location"].endswith("?gjort=lagret")
    assert (indicator().title_en, indicator().long_description_en) == ("Treated in time", "**Who?**")
    assert AuditEntry.objects.get(action="change_definition").after == values


def test_preview_in_english_is_norwegian_where_nothing_else_is_written(client):
    assert not select(read(client.get(EDITOR)), "[data-english]")
    tree = read(sent(client, "", handling="forhandsvis", short_description_en="In time."))
    assert texts(tree, "[data-english] .preview-title[lang=nb]") == ["Behandlet i tide"]


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


def test_the_trail_tells_of_it_in_words(client):
    sent(client, "", title="Behandlet raskt", number_format="number")
    sent(client, "maal/", valid_from="2026", high="97", moderate="80", reason=WHY)
    tree = read(client.get("/levering/hjerte/logg/"))
    told = " ".join(texts(tree, "main"))
    for sentence in ("Endret en definisjon", "Tallformat", "La til et mål", "Mål fra 2026", WHY):
        assert sentence in told
    assert "number_format" not in told
    assert "add_target" not in told


@pytest.mark.parametrize(("name", "doors"), [("publisher", 1), ("contributor", 0)])
def test_the_registrys_own_room_has_a_door_for_those_who_may(name, doors):
    tree = read(client_of(name).get("/levering/hjerte/"))
    assert len(tree.xpath("//a[@href='/definisjoner/hjerte/']")) == doors


def test_the_template_lacks_what_is_retired(client):
    assert "h_tid" in client.get("/levering/hjerte/mal.csv").content.decode()
    sent(client, "avslutt/", page="/definisjoner/hjerte/h_tid/", reason=WHY)
    assert "h_tid" not in client.get("/levering/hjerte/mal.csv").content.decode()
