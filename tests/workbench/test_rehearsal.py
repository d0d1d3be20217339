"""The page of a draft: what it would change, before anything is public."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from results.models import Delivery, Release
from tests.nation import INDICATORS, command, found_nation, import_table
from tests.results.world import Page
from tests.workbench.staff import DRAFT, PUBLIC, YEAR, enter, made, public_and_draft
from workbench.presenters import rehearsal_parts

pytestmark = pytest.mark.django_db
N = " "
QUERIES = 26
# Results, targets and breaks of both sides.
OF_THE_CELLS = 8


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


def address(draft, end=""):
    return f"/levering/hjerte/utkast/{draft.pk}/{end}"


def rehearsed(client, draft, who="contributor", **query):
    enter(client, who)
    return Page(client, address(draft), **query)


def rows_of(response):
    text = response.getvalue().decode("utf-8-sig")
    table, _, notes = text.partition("\r\n\r\n")
    found = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    return found, dict(csv.reader(io.StringIO(notes), delimiter=";"))


def test_one_sentence_says_what_would_change(client, tmp_path):
    page = rehearsed(client, public_and_draft(tmp_path)[1])
    assert page.texts("[data-summary]") == [
        "6 enheter bytter nivå: 3 opp (Storby (Fjord HF), Fjord HF (Nord), Nord), "
        "3 ned (Storby (Fjord HF), Fjord HF (Sør), Sør). Ingen andre registre påvirkes."
    ]
    assert page.texts("[data-tally=levels] strong") == ["6"]
    assert page.texts("[data-tally=values] strong") == ["7"]
    public = Release.objects.published().get()
    assert f"utgivelse {public.pk}, publisert" in page.text


def test_each_line_tells_the_cell_before_and_after(client, tmp_path):
    page = rehearsed(client, public_and_draft(tmp_path)[1], enhet="sykehus")
    lines = page.texts("[data-list=nivaa] [data-line]")
    assert lines[0].startswith(
        f"Storby (Fjord HF) Behandlet i tide, {YEAR} behandlet ved Moderat 80{N}% 80 av 100"
    )
    assert f"Høy 97{N}% 97 av 100" in lines[0]
    assert lines[0].endswith("Nivået går opp opp 17 prosentpoeng mer enn tilfeldigheter kan forklare")
    assert "Lav" in lines[1]
    assert len(lines) == 2


def test_the_effect_is_counted_at_each_level(client, tmp_path):
    page = rehearsed(client, public_and_draft(tmp_path)[1])
    assert page.texts("[data-effects] tbody th") == [
        "Sykehus", "Helseforetak", "Helseregioner", "Hele landet",
    ]  # fmt: skip
    counted = [page.texts("[data-effects] tbody td")[at : at + 8] for at in range(0, 32, 8)]
    assert counted == [
        ["1", "1", "0", "0", "0", "2", "0", "0"],
        ["1", "1", "0", "0", "0", "2", "0", "0"],
        ["1", "1", "0", "0", "0", "2", "0", "0"],
        ["0", "0", "0", "0", "0", "1", "0", "0"],
    ]


def test_a_first_draft_has_nothing_to_be_compared_with(client, tmp_path):
    page = rehearsed(client, made(tmp_path, PUBLIC))
    assert page.texts("[data-summary]") == [
        "Registerets første utgivelse: 7 resultater blir offentlige. Ingen andre registre påvirkes."
    ]
    assert "Ingenting er publisert ennå." in page.text
    assert not page.texts("[data-effects]")
    assert page.texts("[data-list=omfang] [data-line] td")[0] == "Nytt år: 7 enheter"


def test_a_draft_that_changes_nothing_says_so(client, tmp_path):
    page = rehearsed(client, public_and_draft(tmp_path, draft=PUBLIC)[1])
    assert page.texts("[data-summary]") == [
        "Ingenting av det som vises offentlig, blir endret. Ingen andre registre påvirkes."
    ]
    assert not page.texts("[data-list]")


def test_what_becomes_hidden_is_said_without_its_number(client, tmp_path):
    draft = public_and_draft(tmp_path, draft=[PUBLIC[0], "caregiver;2022;211;h_andel;3;4"])[1]
    page = rehearsed(client, draft, enhet="sykehus")
    assert "Blir skjult" in page.texts("[data-list=skjul] [data-line]")[0]
    assert "3 av 4" not in plain(page.text)
    [line] = [line for line in page.texts("[data-list=skjul] [data-line]") if "75 av 100" in line]
    assert "Færre enn 5 pasienter. Vises ikke." in line


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_registrys_own_eyes_may_see_it_when_they_ask(client, tmp_path):
    draft = public_and_draft(tmp_path, draft=[PUBLIC[0], "caregiver;2022;211;h_andel;3;4"])[1]
    page = rehearsed(client, draft, skjulte="1", enhet="sykehus")
    assert page.texts("[data-secret]")
    assert "Skjult for alle andre: 3 av 4" in page.texts("[data-list=skjul] .secret")
    rows, notes = rows_of(client.get(address(draft, "skjul.csv")))
    assert "3 av 4" not in str(rows)
    assert "Merk" not in notes
    rows, notes = rows_of(client.get(address(draft, "skjul.csv"), {"skjulte": "1"}))
    assert "3 av 4" in [plain(row["Etter, skjult for alle andre"]) for row in rows]
    assert notes["Merk"].startswith("Filen har tall som ikke vises offentlig.")


def test_units_and_years_that_come_and_go(client, tmp_path):
    public = [*PUBLIC, "caregiver;2021;113;h_andel;9;10", "caregiver;2021;111;h_andel;9;10"]
    draft = ["caregiver;2021;111;h_andel;9;10", "caregiver;2023;111;h_andel;9;10"]
    page = rehearsed(client, public_and_draft(tmp_path, public, draft)[1])
    assert page.texts("[data-list=omfang] [data-line] td") == [
        "Nytt år: 4 enheter", "Storby (Fjord HF), Fjord HF (Nord), Nord, …", "1 borte", "Borte: Småby",
    ]  # fmt: skip
    assert "4 nye resultater. 1 resultat blir borte." in page.texts("[data-summary]")[0]


def test_new_provisional_years_are_told(client, tmp_path):
    made(tmp_path, PUBLIC, "--publish", "--complete-to", "2022-12-31")
    draft = made(tmp_path, PUBLIC, "--complete-to", "2021-12-31")
    page = rehearsed(client, draft)
    assert page.texts("[data-list=forelopig] [data-line] td") == ["Blir foreløpig"]
    assert page.texts("[data-tally=provisional] strong") == ["1"]
    assert page.texts("[data-summary]")[0].startswith("7 resultater merkes annerledes. Ingen tall er andre.")
    assert len(page.texts("[data-list=annet] [data-line]")) == 7


def test_a_changed_target_moves_levels_and_says_why(client, tmp_path):
    made(tmp_path, PUBLIC, "--publish")
    import_table(tmp_path, "indicators", INDICATORS.replace("higher,0.9,0.7,,", "higher,0.65,0.6,,"))
    command("recompute", "--registry", "hjerte")
    draft = Release.objects.get(state="draft")
    page = rehearsed(client, draft, enhet="sykehus")
    lines = page.texts("[data-list=nivaa] [data-line]")
    assert [line.endswith("Nivået går opp målet er endret") for line in lines] == [True, True]
    assert "beregnet på nytt av det som er levert før" in page.text


def test_filters_by_level_and_indicator(client, tmp_path):
    public = [*PUBLIC, "caregiver;2022;111;h_dg;90;100"]
    draft = public_and_draft(tmp_path, public, [*DRAFT, "caregiver;2022;111;h_dg;70;100"])[1]
    page = rehearsed(client, draft, enhet="rhf", indikator="h_dg")
    assert page.texts("[data-list=nivaa] [data-line] strong")[0] == "Nord"
    assert len(page.texts("[data-list=nivaa] [data-line]")) == 1
    rows, notes = rows_of(client.get(page.links("[data-part=nivaa] a")[0]))
    assert [(row["Sted"], row["Indikatornøkkel"]) for row in rows] == [("Nord", "h_dg")]
    assert notes["Behandlingsenheter"] == "Helseregioner"
    other = Page(client, address(draft), enhet="rhf", indikator="h_tid")
    assert other.texts("[data-empty] h2") == ["Ingen endringer passer til valgene"]
    assert page.texts("select[name=indikator] option") == ["Alle", "Behandlet i tide", "Dekningsgrad"]
    unknown = Page(client, address(draft), enhet="by", indikator="finnes-ikke")
    assert len(unknown.texts("[data-list=nivaa] [data-line]")) == 10


def test_of_very_long_lists_the_first_are_shown_and_all_are_in_the_file(client, tmp_path, monkeypatch):
    monkeypatch.setattr(rehearsal_parts, "MOST_LINES", 2)
    draft = public_and_draft(tmp_path)[1]
    page = rehearsed(client, draft)
    assert len(page.texts("[data-list=nivaa] [data-line]")) == 2
    assert page.texts("[data-list=nivaa] .size") == ["6"]
    assert page.texts("[data-list=nivaa] .rest")[0].startswith("4 til er i filen: ")
    rows, _ = rows_of(client.get(page.links("[data-list=nivaa] .rest a")[0]))
    assert len(rows) == 6


def test_every_list_is_a_file_in_both_formats(client, tmp_path):
    public = [*PUBLIC, "caregiver;2021;211;h_andel;9;10", "caregiver;2022;113;h_tid;4,5;20"]
    draft = [*DRAFT, "caregiver;2023;211;h_andel;9;10"]
    draft = public_and_draft(tmp_path, public, [*draft, "caregiver;2022;113;h_tid;5,25;20"])[1]
    enter(client, "contributor")
    sizes = {}
    for part in ("nivaa", "skjul", "verdier", "annet", "omfang", "forelopig", "levert"):
        response = client.get(address(draft, f"{part}.csv"))
        rows, notes = rows_of(response)
        assert notes["UTKAST"]
        assert f"utkast-{draft.pk}-hjerte-{part}.csv" in response["Content-Disposition"]
        workbook = load_workbook(io.BytesIO(client.get(address(draft, f"{part}.xlsx")).getvalue()))
        sheet = workbook.worksheets[0]
        assert sheet.max_row == len(rows) + 1
        sizes[part] = len(rows)
    assert sizes["levert"] == 4
    assert sizes["verdier"] == 8
    rows, _ = rows_of(client.get(address(draft, "verdier.csv")))
    wait = next(row for row in rows if row["Indikatornøkkel"] == "h_tid")
    assert (wait["Før: verdi"], wait["Etter: verdi"], wait["Forskjell"], wait["p"]) == (
        "4,5",
        "5,3",
        "0,8",
        "",
    )
    share = next(row for row in rows if row["Sted"] == "Storby (Fjord HF)")
    assert (share["Forskjell"], share["Måleenhet"], share["p"]) == ("17", "prosentpoeng", "0,0002")
    rows, _ = rows_of(client.get(address(draft, "levert.csv")))
    assert [row["Endring"] for row in rows] == ["ny", "endret", "endret", "endret"]


def test_where_it_comes_from(client, tmp_path):
    first, draft = public_and_draft(tmp_path, draft=DRAFT)
    page = rehearsed(client, draft)
    facts = " ".join(page.texts(".source"))
    assert "levering.csv, 2 rader, levert " in facts
    assert f"0 nye celler, 2 endret, 0 fjernet, mot utgivelse {first.pk} som det bygger på." in facts
    [warning] = page.texts("[data-warnings] li")
    assert warning.startswith(
        "h_andel: Tall som er levert før, er endret mer enn tilfeldigheter kan forklare"
    )
    delivery = Delivery.objects.get(slices__release=draft)
    delivery.accepted_warnings[0]["reason"] = "Ny <koding>."
    delivery.save()
    assert Page(client, address(draft)).texts("[data-warnings] .reason") == ["Godtatt fordi: Ny <koding>."]


def test_a_closed_draft_says_so_and_leads_on(client, tmp_path):
    closed = public_and_draft(tmp_path)[1]
    draft = made(tmp_path, PUBLIC)
    page = rehearsed(client, closed, "publisher")
    assert page.texts("[data-state=closed] a") == [f"Se utkast {draft.pk}"]
    assert not page.texts(".actions")
    assert len(page.texts("[data-list=nivaa] [data-line]")) == 6


def test_a_published_one_says_so_and_what_it_changed(client, tmp_path):
    draft = public_and_draft(tmp_path)[1]
    command("publish", str(draft.pk))
    page = rehearsed(client, draft, "publisher")
    assert page.links("[data-state=published] a") == [f"/levering/hjerte/utgivelse/{draft.pk}/"]
    assert not page.texts(".actions")
    assert len(page.texts("[data-list=nivaa] [data-line]")) == 6


def test_only_publishers_are_offered_to_publish(client, tmp_path):
    draft = public_and_draft(tmp_path)[1]
    for who, offered in (("contributor", 1), ("publisher", 2), ("administrator", 2)):
        links = rehearsed(client, draft, who).links(".actions a")
        assert len(links) == offered
        assert links[-1] == f"/utkast/{draft.pk}/behandlingskvalitet/?register=hjerte"
        assert client.get(links[-1]).status_code == 200


def test_the_number_of_queries_is_the_same_however_much_changes(client, tmp_path):
    few = public_and_draft(tmp_path, PUBLIC[:1], DRAFT[:1])[1]
    enter(client, "contributor")
    counts = []
    many = [f"caregiver;{year};{unit};h_andel;8;10" for year in range(2000, 2020) for unit in (111, 113, 211)]
    for draft in (few, None):
        draft = draft or made(tmp_path, many)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(draft)).status_code == 200
        counts.append(len(queries))
    assert counts == [QUERIES, QUERIES]


def test_what_was_computed_is_kept_for_the_next_reader(client, tmp_path, settings):
    settings.KEPT_REHEARSALS = 2
    draft = public_and_draft(tmp_path)[1]
    pages, counts = [], []
    enter(client, "contributor")
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            pages.append(Page(client, address(draft)).texts("main"))
        counts.append(len(queries))
    assert counts[0] - counts[1] == OF_THE_CELLS
    assert pages[0] == pages[1]


@pytest.mark.parametrize("end", ["", "nivaa.csv", "publiser/"])
def test_unknown_drafts_and_other_registries_drafts(client, tmp_path, end):
    other = made(tmp_path, ["caregiver;2022;211;l_andel;30;50"], registry="lunge")
    enter(client, "publisher")
    for pk in (987654, other.pk, 10**30):
        assert client.get(f"/levering/hjerte/utkast/{pk}/{end}").status_code == 404


def test_unknown_parts_and_formats(client, tmp_path):
    draft = made(tmp_path, PUBLIC)
    enter(client, "publisher")
    for end in ("finnes.csv", "nivaa.pdf", "nivaa", ".csv"):
        assert client.get(address(draft, end)).status_code == 404


def test_nobody_keeps_it(client, tmp_path):
    draft = made(tmp_path, PUBLIC)
    enter(client, "contributor")
    for end in ("", "omfang.csv"):
        header = client.get(address(draft, end))["Cache-Control"]
        assert {"private", "no-store"} <= {part.strip() for part in header.split(",")}
