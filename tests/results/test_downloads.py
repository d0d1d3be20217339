from datetime import date

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from lxml import html

from results.downloads import asked_format, download, download_links
from results.links import Link
from results.table_files import to_csv, to_xlsx
from results.tables import Column, Table
from tests.pages import select


def a_table(name="behandlingskvalitet-2024"):
    return Table(name, "Resultater", (Column("a", "A"),), (("b",),), date(2026, 5, 15))


@pytest.mark.parametrize(
    ("format", "content_type", "writer"),
    [
        ("csv", "text/csv; charset=utf-8", to_csv),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    ],
)
def test_a_download_is_a_file_with_a_name_and_a_type(format, content_type, writer):
    response = download(a_table(), format)
    assert response.content == writer(a_table())
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == (
        f'attachment; filename="behandlingskvalitet-2024.{format}"; '
        f"filename*=UTF-8''behandlingskvalitet-2024.{format}"
    )
    assert response["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("name", "plain", "whole"),
    [
        ("Bodø – høy 2024", "bodoe-hoey-2024", "Bod%C3%B8%20%E2%80%93%20h%C3%B8y%202024"),
        ('a"; filename=b\r\nX: y/../c', "a-filename-b-x-y-c", "a%20%3B%20filename%3Db%20X%20y%20..%20c"),
        ("...", "tabell", "tabell"),
        ("", "tabell", "tabell"),
        ("漢字", "tabell", "%E6%BC%A2%E5%AD%97"),
        ("a" * 300, "a" * 100, "a" * 100),
    ],
)
def test_the_name_is_one_that_every_system_takes(name, plain, whole):
    disposition = download(a_table(name), "csv")["Content-Disposition"]
    assert disposition == f"attachment; filename=\"{plain}.csv\"; filename*=UTF-8''{whole}.csv"


@pytest.mark.parametrize(("asked", "format"), [("csv", "csv"), ("XLSX ", "xlsx"), ("", None)])
def test_the_address_asks_for_a_format(asked, format):
    notices = []
    assert asked_format(QueryDict(f"format={asked}"), notices) == format
    assert notices == []


def test_without_a_word_no_file_is_asked_for():
    assert asked_format(QueryDict("aar=2024")) is None


def test_an_unknown_format_is_told_and_gives_no_file():
    notices = []
    assert asked_format(QueryDict("format=pdf"), notices) is None
    assert notices == ["Formatet «pdf» finnes ikke. Tabellen kan lastes ned som csv eller xlsx."]


@pytest.mark.parametrize(("address", "joint"), [("/sykehus/bodoe/", "?"), ("/a/?aar=2024&sted=b", "&")])
def test_a_page_links_to_its_own_address_in_each_format(address, joint):
    assert download_links(address) == (
        Link("Last ned CSV", f"{address}{joint}format=csv"),
        Link("Last ned XLSX", f"{address}{joint}format=xlsx"),
    )


def test_the_links_are_a_named_list():
    page = html.fromstring(
        render_to_string("components/downloads.html", {"downloads": download_links("/?a=1&b=<2>")})
    )
    assert page.get("aria-label") == "Last ned tabellen"
    assert [link.text for link in select(page, "li a")] == ["Last ned CSV", "Last ned XLSX"]
    assert select(page, "li a")[0].get("href") == "/?a=1&b=<2>&format=csv"


def test_without_links_nothing_is_shown():
    assert render_to_string("components/downloads.html", {"downloads": ()}).strip() == ""
