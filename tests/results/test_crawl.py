"""Nothing withheld reaches the browser: every page and file that links lead to is read, headers and all."""

import base64
import io
import json
from itertools import product
from urllib.parse import urlencode

import numpy as np
import pytest
from openpyxl import Workbook

from indicators.models import Indicator
from organisations.models import Unit
from results.choices.offer import MOST_UNITS
from results.exports import export
from results.models import Release, Result
from tests.crawling import READERS, Answer, crawl, fetch, words_of
from tests.telltale import FLOOR, YEARS, forms_of, found_telltale_nation, numbers_in

CONTEXTS = ("behandlet", "bosatt")
MOST_COMPARED = 6
NAMES = ("indicator", "orgnr", "context", "year")


@pytest.fixture
def secrets(tmp_path, settings, db):
    """What each withheld number may be written as: by the number's indicator, unit, context and year."""
    settings.PRIVACY_FLOOR = FLOOR
    found_telltale_nation(tmp_path)
    releases = list(Release.objects.published())
    everything = rows_by_place(releases, internal=True)
    public = {place for place, row in rows_by_place(releases, internal=False).items() if not row["withheld"]}
    told = set().union(*(forms_of(everything[place]) for place in public))
    secrets = {place: forms_of(row) - told for place, row in everything.items() if place not in public}
    assert all(secrets.values())
    reasons = {(row["withheld"], row["context"]) for row in everything.values() if row["withheld"]}
    assert reasons >= {
        (reason, "caregiver") for reason in ("too_few", "privacy", "low_coverage", "complementary")
    }
    assert {context for _, context in reasons} == {"caregiver", "resident"}
    return secrets


def rows_by_place(releases, *, internal):
    _, rows = export(releases=releases, year=None, internal=internal)
    return {tuple(row[name] for name in NAMES): row for row in rows}


def seeds():
    """Every result in some file, and on every kind of page; links lead on from there."""
    slugs = list(Unit.objects.exclude(kind="undefined").values_list("slug", flat=True))
    keys = list(Indicator.objects.values_list("key", flat=True))
    yield from ("/", "/sykehus/?sok=by", "/sykehus/finnes-ikke/", "/om/", "/om/metode/", "/om/personvern/")
    for page in ("/register/", "/fagomraade/", "/registerstatus/"):
        yield from both(page)
    for context, year in product(CONTEXTS, YEARS):
        chosen = {"aar": year, "kontekst": context}
        for several in batched(slugs, MOST_UNITS):
            yield from both("/behandlingskvalitet/", sted=several, **chosen)
        for few in batched(slugs, MOST_COMPARED):
            yield address("/sammenlign/", sted=few, format="csv", **chosen)
        for key in keys:
            yield address(f"/indikator/hjerte/{key}/", figur="rangering", format="csv", **chosen)
        for page in ("/register/hjerte/", "/fagomraade/hjerte-og-kar/"):
            yield from both(page, **chosen)
    for context in CONTEXTS:
        for slug in slugs:
            yield from both(f"/sykehus/{slug}/", kontekst=context)
        for key in keys:
            yield from both(f"/indikator/hjerte/{key}/", sted=slugs[-MOST_UNITS:], kontekst=context)
        yield address("/behandlingskvalitet/", sted=slugs[:5], kontekst=context, rad="h_andel")


def both(page, **query):
    """As a page, and as a file of the simplest format; links lead to the others."""
    return address(page, **query), address(page, format="csv", **query)


def address(page, **query):
    return f"{page}?{urlencode(query, doseq=True)}"


def batched(slugs, most):
    return [slugs[at : at + most] for at in range(0, len(slugs), most)]


def told(answer, secrets):
    """The places whose withheld numbers are in the answer, with how they are written there."""
    words = words_of(answer)
    numbers = set(numbers_in(words))
    return {place: forms & numbers for place, forms in secrets.items() if forms & numbers}


def test_no_page_or_file_tells_a_withheld_number(client, secrets):
    types = set()
    for answer in crawl(client, seeds()):
        assert answer.status == (
            404 if "h_skjult" in answer.address or "finnes-ikke" in answer.address else 200
        )
        assert told(answer, secrets) == {}, answer.address
        types.add(answer.type)
    assert types == set(READERS)


def test_one_that_is_shown_after_all_would_be_noticed(client, secrets):
    """As if one place had forgotten to withhold: in the page, its charts and its files."""
    Result.objects.filter(indicator__key="h_andel").update(withheld="")
    place, *_ = (place for place in secrets if place[0] == "h_andel" and place[2] == "caregiver")
    slug = Unit.objects.get(numbers__number=place[1]).slug
    chosen = {"sted": slug, "aar": place[3], "kontekst": "behandlet"}
    page = address("/indikator/hjerte/h_andel/", **chosen)
    for asked in (
        page,
        f"{page}&format=csv",
        f"{page}&format=xlsx",
        address("/behandlingskvalitet/", **chosen),
    ):
        assert place in told(fetch(client, asked), secrets), asked


SHARE = {"numerator": 23_417, "denominator": 47_911, "value": 0.4, "ci_low": 0.4842, "ci_high": 0.4932}
EXACT = 23_417 / 47_911


def packed(numbers):
    array = np.array(numbers, dtype="f8")
    return {"data": [{"y": {"dtype": "f8", "bdata": base64.b64encode(array.tobytes()).decode()}}]}


def script(figure):
    return f'<p>Figur</p><script type="application/json">{json.dumps(figure)}</script>'


def workbook(value):
    file, book = io.BytesIO(), Workbook()
    book.active.append([value])
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("type", "content"),
    [
        ("text/html", "<p>23\u202f417 av 50\u202f000</p>"),
        ("text/html", "<p>23&#8239;417</p>"),
        ("text/html", "<p>23,417 of 50,000</p>"),
        ("text/html", "<p>Low 48.88%</p>"),
        ("text/html", '<p data-n="47911">Ingen tall</p>'),
        ("text/html", "<p>Ingen tall<!-- 48,88 % --></p>"),
        ("text/html", script({"data": [{"y": [1, EXACT]}]})),
        ("text/html", script(packed([1, EXACT]))),
        ("text/csv", "Andel;23417;\r\n"),
        ("text/csv", "Andel;48,88\r\n"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook(47_911)),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            workbook("n = 47 911".replace(" 9", "\u202f9")),
        ),
    ],
)
def test_a_withheld_number_is_noticed_wherever_it_is(type, content):
    body = content if isinstance(content, bytes) else content.encode()
    answer = Answer("/", 200, {"Content-Type": type}, body)
    assert told(answer, {"place": forms_of(SHARE)})


def test_also_in_a_header_and_never_where_there_is_none():
    harmless = Answer("/", 200, {"Content-Type": "text/html"}, b"<p>2024: 412 av 733, 56,2 %</p>")
    assert told(harmless, {"place": forms_of(SHARE)}) == {}
    tagged = Answer("/", 200, {"Content-Type": "text/html", "ETag": '"47911-a"'}, b"<p>Ingen tall</p>")
    assert told(tagged, {"place": forms_of(SHARE)})
