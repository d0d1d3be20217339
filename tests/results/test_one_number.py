"""Every number that is seen, in any page, chart or file, is the one that was computed, and nothing else."""

import re
from collections import Counter, defaultdict
from itertools import product

import pytest
from lxml import html

from organisations.models import OrganisationNumber, Unit
from results.exports import export
from results.models import Release
from tests.crawling import fetch
from tests.demonstration import load_some
from tests.results.test_crawl import address
from tests.seen import NUMBER, Place, Seen, disagreements, number, of_cell, seen_in, spaced

# It has every reason to withhold, private hospitals, and both contexts.
REGISTRY = "korsbaand"
REASONS = {"too_few", "privacy", "low_coverage", "complementary"}
CONTEXTS = ("behandlet", "bosatt")
FORMS = ("", "&format=csv", "&format=xlsx")


@pytest.fixture
def truth(tmp_path, db):
    """The internal export of one of the demonstration's registries, by place."""
    load_some(tmp_path, [REGISTRY])
    slug_of = dict(OrganisationNumber.objects.filter(company=False).values_list("number", "unit__slug"))
    _, rows = export(releases=list(Release.objects.published()), year=None, internal=True)
    return {Place(row["indicator"], slug_of[row["orgnr"]], row["context"], row["year"]): row for row in rows}


@pytest.fixture
def seen(client, truth):
    """All that is seen of each place, and the page and format where it is."""
    seen = defaultdict(list)
    for page, form in product(pages(truth), FORMS):
        for place, one in seen_in(fetch(client, page + form)):
            seen[place].append((page + form, one))
    return seen


def pages(truth):
    """Some of every kind of page that shows results, in both contexts."""
    slugs = in_order({place.unit for place in truth})
    keys = sorted({place.indicator for place in truth})
    years = sorted({place.year for place in truth})
    for context, year in product(CONTEXTS, years[-3::2]):
        chosen = {"kontekst": context, "aar": year}
        yield address("/behandlingskvalitet/", sted=slugs[:10], **chosen)
        yield address("/behandlingskvalitet/", sted=slugs[-10:], **chosen)
        yield address("/sammenlign/", sted=slugs[8:14], **chosen)
        yield address(f"/indikator/{REGISTRY}/{keys[year % len(keys)]}/", sted=slugs[::9], **chosen)
        yield address(f"/sykehus/{slugs[year % len(slugs)]}/", **chosen)
        yield address(f"/register/{REGISTRY}/", **chosen)
        yield address("/fagomraade/muskel-og-skjelett/", **chosen)
    yield address(
        f"/indikator/{REGISTRY}/{keys[0]}/",
        sted=slugs[:3],
        figur="rangering",
        kontekst="behandlet",
        aar=years[-2],
    )


@pytest.mark.crawls
@pytest.mark.django_db
def test_sentences_say_what_the_tables_say(client, truth):
    claims = 0
    for page in (page for page in pages(truth) if page.startswith("/indikator/")):
        answer = fetch(client, page)
        shown = {(place.year, one.value) for place, one in seen_in(answer) if not one.reason}
        for sentence in answer.tree.xpath("//*[contains(@class, 'chart-sentence')]"):
            for value, year in re.findall(rf"({NUMBER}) % i (\d{{4}})", spaced(sentence.text_content())):
                assert (int(year), number(value)) in shown, (page, value, year)
                claims += 1
    assert claims > 3


def in_order(slugs):
    return list(Unit.objects.filter(slug__in=slugs).order_by("sorting").values_list("slug", flat=True))


@pytest.mark.crawls
@pytest.mark.django_db
def test_what_is_seen_is_what_was_computed(seen, truth):
    wrong = {
        (place, where): found
        for place, all_seen in seen.items()
        for where, one in all_seen
        if (found := disagreements(one, truth.get(place)))
    }
    assert wrong == {}
    reasons = Counter(truth[place]["withheld"] for place in seen if place in truth)
    assert reasons.keys() == {None, *REASONS}
    assert reasons[None] > 200
    # In a page, a chart, a CSV file and a workbook.
    assert any({one.exact for _, one in all_seen} > {None} for all_seen in seen.values())


ROW = {
    "numerator": 46, "denominator": 60, "value": 46 / 60, "ci_low": 0.6456, "ci_high": 0.8556,
    "attainment": "moderate", "withheld": None,
}  # fmt: skip
CELL = """<td><div class="answer level-moderate"><strong>Moderat 76,7\u202f%</strong>
<p class="details">46 av 60 · usikkert nivå</p></div><p>95 % KI 64,6–85,6 %</p></td>"""
REASON = '<td><p class="no-number">Færre enn 10 pasienter. <span>Vises ikke.</span></p></td>'


def test_a_cell_is_read_and_agrees_with_its_row():
    seen = of_cell(html.fromstring(CELL))
    assert (str(seen.value), seen.numerator, seen.denominator) == ("76.7", 46, 60)
    assert (seen.level, str(seen.low), str(seen.high)) == ("moderate", "64.6", "85.6")
    assert disagreements(seen, ROW) == []
    assert disagreements(of_cell(html.fromstring(REASON)), ROW | {"withheld": "too_few"}) == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("76,7", "76,6"),
        ("46 av", "47 av"),
        ("av 60", "av 61"),
        ("64,6", "64,7"),
        ("level-moderate", "level-low"),
    ],
)
def test_a_number_that_is_not_so_is_noticed(written, instead):
    seen = of_cell(html.fromstring(CELL.replace(written, instead)))
    assert len(disagreements(seen, ROW)) == 1


@pytest.mark.parametrize("row", [None, ROW | {"withheld": "privacy"}])
def test_a_number_that_should_not_be_seen_is_noticed(row):
    assert disagreements(of_cell(html.fromstring(CELL)), row)
    assert disagreements(Seen(exact=46 / 60), row)


def test_a_reason_that_is_not_the_one_is_noticed():
    seen = of_cell(html.fromstring(REASON))
    assert disagreements(seen, ROW | {"withheld": "privacy"})
    assert disagreements(seen, ROW)
    assert disagreements(seen, None)


def test_a_number_beside_a_reason_is_noticed():
    with pytest.raises(AssertionError):
        of_cell(html.fromstring(REASON.replace("</td>", "3 av 4</td>")))
