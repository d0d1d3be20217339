import csv
import io

import pytest
from openpyxl import load_workbook

from results.models import Release
from tests.nation import command, deliver, found_nation
from tests.results.world import Page

pytestmark = pytest.mark.django_db
ADDRESS = "/behandlingskvalitet/"
# Nine of ten at Storby every year, three of four at Småby, which is too few to be shown.
ROWS = [
    f"caregiver;{year};{unit};{key};{numerator};{denominator}"
    for year in (2020, 2021, 2022)
    for unit, numerator, denominator in ((111, 90, 100), (113, 3, 4), (211, 40 + year - 2020, 60))
    for key in ("h_andel", "h_dg")
]
WHOLE_PAGE_QUERIES = 9
ROW_QUERIES = 18


@pytest.fixture
def published(tmp_path):
    found_nation(tmp_path)
    report, code = deliver(tmp_path, ROWS, "--publish")
    assert code == 0
    return Release.objects.get(pk=report["release"])


def in_place(client, row, stood_open="", **query):
    headers = {"HX-Request": "true", "HX-Target": f"tbody#{row}", "X-Stood-Open": stood_open}
    return client.get(ADDRESS, query, headers=headers)


def row_id(page, title):
    (row,) = [body for body in page.tree.xpath("//tbody[@id]") if body.xpath(".//a")[0].text == title]
    return row.get("id")


def test_a_row_is_opened_by_its_address(client, published):
    page = Page(client, ADDRESS, rad="h_andel")
    assert page.links("a.opener[aria-expanded=true]") == [
        link.replace("&rad=h_andel", "") for link in page.links("a.opener[aria-expanded=true]")
    ]
    assert page.texts(".panel h3")[0] == "Utvikling over tid"
    assert [text.split()[0] for text in page.texts(".trend-table tbody th")] == ["2022", "2021", "2020"]
    assert "Alt om indikatoren: Behandlet i tide" in page.texts(".panel-head a")
    assert page.texts("[data-targets] tbody th")
    assert page.texts("[data-deliveries] tbody th")


@pytest.mark.parametrize(
    ("figure", "heading"),
    [("rangering", "Sykehus i 2022"), ("trakt", "Kan forskjellene skyldes tilfeldigheter?")],
)
def test_the_open_row_shows_the_figure_that_is_chosen(client, published, figure, heading):
    page = Page(client, ADDRESS, rad="h_andel", figur=figure)
    assert page.texts(".panel h3")[0] == heading


def test_an_unknown_row_opens_nothing_and_says_so(client, published):
    page = Page(client, ADDRESS, rad="finnes_ikke")
    assert page.texts(".panel") == []
    assert page.texts("[data-notice]") == ["Indikatoren «finnes_ikke» er ikke blant dem som vises."]


def test_only_the_row_and_the_one_that_closes_come_in_place(client, published):
    page = Page(client, ADDRESS)
    opened, closed = row_id(page, "Behandlet i tide"), row_id(page, "Dekningsgrad")
    response = in_place(client, opened, closed, rad="h_andel")
    fragment = response.getvalue().decode()
    assert "<html" not in fragment
    assert fragment.count("<tbody") - fragment.count("trend-table") - fragment.count("plain-table") == 2
    assert f'id="{closed}" hx-swap-oob="true"' in fragment
    assert f'id="{opened}" class="is-opened">' in fragment
    assert '<input type="hidden" name="rad" value="h_andel">' in fragment
    assert {"HX-Target", "HX-Request", "X-Stood-Open"} <= {
        name.strip() for name in response["Vary"].split(",")
    }


def test_a_row_that_is_not_there_is_a_whole_page(client, published):
    for target in ("rad-", "rad-x", "resultater"):
        assert "<html" in in_place(client, target, rad="h_andel").getvalue().decode()
    assert "tbody" not in in_place(client, "rad-987654", "rad-x", rad="h_andel").getvalue().decode()


@pytest.mark.parametrize("asked", ["H_ANDEL", " h_andel "])
def test_a_key_in_any_case_opens_the_row_and_the_address_has_it_as_it_is_written(client, published, asked):
    page = Page(client, ADDRESS, rad=asked)
    assert page.texts(".panel h2, .panel h3")
    assert [one.get("value") for one in page.tree.xpath("//input[@name='rad']")] == ["h_andel"]


def test_what_no_database_takes_is_an_unknown_row(client, published):
    assert "ikke blant dem som vises" in Page(client, ADDRESS, rad="h_andel\0").texts("[data-notice]")[0]


def test_an_unknown_format_is_told(client, published):
    assert Page(client, ADDRESS, format="pdf").texts("[data-notice]") == [
        "Formatet «pdf» finnes ikke. Tabellen kan lastes ned som csv eller xlsx."
    ]


def test_a_file_says_that_a_release_was_withdrawn(client, published):
    assert command("withdraw", str(published.pk), "--reason", "Feil fil.")[2] == 0
    text = client.get(ADDRESS, {"utgivelse": published.pk, "format": "csv"}).getvalue().decode("utf-8-sig")
    assert "trukket tilbake" in text


def test_going_back_pushes_no_address(client, published):
    for headers, pushed in (
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-History-Restore-Request": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ):
        assert ("HX-Push-Url" in client.get(ADDRESS, headers=headers)) is pushed


def test_a_withheld_number_is_not_in_the_open_row(client, published):
    for figure in ("utvikling", "rangering", "trakt"):
        page = Page(client, ADDRESS, rad="h_andel", figur=figure, sted=["smaaby", "norge"])
        assert "3 av 4" not in page.text
        assert '"75' not in page.text


@pytest.mark.parametrize("years", [1, 3])
def test_queries_do_not_grow_with_the_data(client, tmp_path, django_assert_num_queries, years):
    found_nation(tmp_path)
    deliver(tmp_path, [row for row in ROWS if int(row.split(";")[1]) > 2022 - years], "--publish")
    page = Page(client, ADDRESS)
    with django_assert_num_queries(WHOLE_PAGE_QUERIES):
        client.get(ADDRESS)
    with django_assert_num_queries(ROW_QUERIES):
        in_place(client, row_id(page, "Behandlet i tide"), rad="h_andel")


def test_the_address_to_share_is_told_to_a_page_that_changes_in_place(client, published):
    response = client.get(
        ADDRESS, {"nivaa": "", "register": "", "sorter": "navn"}, headers={"HX-Request": "true"}
    )
    assert response["HX-Push-Url"].endswith("&kontekst=behandlet&sorter=navn")


def test_the_files_hold_what_is_on_the_screen(client, published):
    query = {"sted": ["storby", "smaaby"], "sorter": "navn", "register": "hjerte"}
    page = Page(client, ADDRESS, **query)
    csv_file = client.get(ADDRESS, {**query, "format": "csv"})
    xlsx_file = client.get(ADDRESS, {**query, "format": "xlsx"})
    text = csv_file.getvalue().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    sheet = load_workbook(io.BytesIO(xlsx_file.getvalue()))["Tall"]
    header = lines[0]
    numbers = [dict(zip(header, line, strict=True)) for line in lines[1 : lines.index([])]]
    assert [line["Indikator"] for line in numbers[::2]] == page.texts("tbody th")
    shown = {(line["Indikator"], line["Sted"]): line for line in numbers}
    assert shown["Dekningsgrad", "Småby"]["Verdi"] == "75"
    hidden = shown["Behandlet i tide", "Småby"]
    assert (hidden["Verdi"], hidden["Teller"], hidden["Nevner"]) == ("", "", "")
    assert hidden["Vises ikke fordi"] == "Færre enn 5 pasienter. Vises ikke."
    assert [cell.value for cell in sheet[1]] == header
    assert sheet.max_row == len(numbers) + 1
    assert "Register;Norsk hjerteregister" in text
