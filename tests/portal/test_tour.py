"""The tour: every page of the demonstration, in both languages, as its links lead there.

No page is missing or fails, none is in the wrong language, and none costs more than its budget of queries and
of bytes. What only a browser can tell is asked of one page of each kind.
"""

import pytest
from playwright.sync_api import expect

from demo.loading import load
from portal.management.commands.prepare import load_first
from tests.english import is_norwegian, known_names, of_page
from tests.stories import found_story
from tests.touring import tour

# Of a page: thousands of bytes as they are sent, and queries of the database.
MOST = {"results:table": 150, "results:comparison": 150}
OTHERS, MOST_QUERIES = 60, 25
# There is at least this much to see.
LEAST_PAGES, LEAST_CHARTS = 600, 6


@pytest.mark.crawls
def test_every_page_is_there_in_its_language_and_within_its_budget(client, db):
    load_first()
    load(tell=lambda *progress: None)
    # One after the other: the demonstration takes long to load.
    norwegian = Norwegian()
    for root, language in (("/", "nb"), ("/en/", "en")):
        wrong, pages = [], 0
        for seen in tour(client, root):
            pages += is_read(seen)
            wrong += [(seen.answer.address, fault) for fault in faults(seen, language, norwegian)]
        assert wrong == []
        assert pages > LEAST_PAGES


def is_read(seen):
    return seen.answer.is_page and seen.answer.status == 200


def faults(seen, language, norwegian):
    answer = seen.answer
    if answer.status not in (200, 302):
        yield answer.status
    if not is_read(seen):
        return
    most = MOST.get(seen.kind.removeprefix("then "), OTHERS) * 1000
    if seen.queries > MOST_QUERIES or seen.sent > most:
        yield f"{seen.kind}: {seen.queries} queries, {seen.sent} bytes"
    if answer.tree.get("lang") != language:
        yield f"lang is {answer.tree.get('lang')}"
    if language == "en":
        yield from norwegian.new_in(answer.tree)


class Norwegian:
    """Each text is looked at once: most stand on every page."""

    def __init__(self):
        self._names, self._known = known_names(), set()

    def new_in(self, tree):
        texts = set(of_page(tree)) - self._known
        self._known |= texts
        return [text for text in texts if is_norwegian(text, self._names)]


# In a browser

PAGES = [
    "/",
    "/sok/?sok=smaaby",
    "/behandlingskvalitet/?rad=h_andel",
    "/behandlingskvalitet/?nivaa=lav&aar=1999",
    "/indikator/hjerte/h_andel/?sted=smaaby",
    "/sykehus/",
    "/sykehus/smaaby/",
    "/sammenlign/",
    "/sammenlign/?sted=storby&sted=smaaby",
    "/register/",
    "/register/hjerte/",
    "/fagomraade/",
    "/fagomraade/hjerte-og-kar/",
    "/registerstatus/",
    "/utgivelser/",
    "/per/2026-05-15/sykehus/smaaby/",
    "/om/",
    "/om/metode/",
    "/om/personvern/",
    "/om/tilgjengelighet/",
    "/om/ord/",
    "/konto/logg-inn/",
]
REPORTS = "addEventListener('securitypolicyviolation', (it) => console.error(it.violatedDirective))"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("root", ["", "/en"])
def test_browser_has_nothing_to_say_of_any_kind_of_page(page, tmp_path, root):
    found_story(tmp_path)
    said, drawn = [], 0
    page.add_init_script(REPORTS)
    page.on("console", lambda message: said.append((page.url, message.text)))
    page.on("pageerror", lambda error: said.append((page.url, str(error))))
    page.on("requestfailed", lambda request: said.append((page.url, request.url)))
    for address in PAGES:
        answer = page.goto(root + address)
        assert answer.status == 200, address
        page.wait_for_load_state()
        # Charts are drawn when they are seen.
        for chart in page.locator("[data-chart]:visible").all():
            chart.scroll_into_view_if_needed()
            expect(chart).to_have_attribute("data-drawn", "")
            drawn += 1
    assert said == []
    assert drawn >= LEAST_CHARTS
