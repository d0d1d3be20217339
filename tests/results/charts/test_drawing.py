"""Charts drawn in a real browser under the portal's own policy."""

import re
from pathlib import Path

import pytest

from tests.results.charts.samples import ORIGIN, N

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.results.charts.urls")]
AXE = Path(__file__).parents[3] / "node_modules/axe-core/axe.min.js"
BUNDLE = "**/plotly-basic*.js"
LIGHT_HIGH, DARK_HIGH = "rgb(23, 90, 60)", "rgb(127, 211, 168)"


@pytest.fixture
def errors(page):
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def drawn(page, address="/"):
    """The page with its three charts, each scrolled to."""
    page.goto(address)
    for chart in page.locator("[data-chart]").all():
        chart.scroll_into_view_if_needed()
        chart.locator(".main-svg").first.wait_for()
    return page


def marker_colour(page):
    """Of the ranking's first chosen unit, which is high."""
    return (
        page.locator("#rangering .scatterlayer .trace")
        .last.locator("path.point")
        .first.evaluate("point => getComputedStyle(point).fill")
    )


def test_all_three_are_drawn_and_the_policy_is_kept(page, errors):
    drawn(page)
    assert page.locator("#utvikling .scatterlayer .trace").count() == 2
    assert page.locator("#rangering .ytick").first.text_content() == f"Bodø  91{N}%"
    assert page.locator("#trakt .scatterlayer .trace").count() == 7
    assert page.locator("head style").count() == 0
    assert errors == []


def test_chart_code_is_fetched_once_and_only_for_a_chart_near_the_view(page):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.route(
        "**/css/charts.css",
        lambda route: route.fulfill(body=".chart { margin-top: 4000px }", content_type="text/css"),
    )
    page.goto("/", wait_until="networkidle")
    assert not [url for url in fetched if "plotly" in url]
    page.locator("#utvikling").scroll_into_view_if_needed()
    page.locator("#utvikling .main-svg").first.wait_for()
    page.locator("#trakt").scroll_into_view_if_needed()
    page.locator("#trakt .main-svg").first.wait_for()
    assert len([url for url in fetched if "plotly" in url]) == 1


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_moves_when_the_charts_come(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.route(BUNDLE, lambda route: None)
    page.goto("/")
    before = [chart.bounding_box()["height"] for chart in page.locator("[data-chart]").all()]
    page.unroute(BUNDLE)
    drawn(page)
    assert [chart.bounding_box()["height"] for chart in page.locator("[data-chart]").all()] == before


def test_colours_follow_the_reader_and_change_with_the_theme(page):
    drawn(page)
    assert marker_colour(page) == LIGHT_HIGH
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(100)
    assert marker_colour(page) == DARK_HIGH


def test_paper_is_light_and_no_wider_than_a_sheet(page):
    page.emulate_media(color_scheme="dark")
    drawn(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert marker_colour(page) == LIGHT_HIGH
    assert page.locator("#rangering .main-svg").first.bounding_box()["width"] == 680
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert marker_colour(page) == DARK_HIGH


def test_pointing_at_a_mark_says_what_the_table_says(page):
    drawn(page)
    page.locator("#rangering .scatterlayer .trace path.point").nth(0).scroll_into_view_if_needed()
    box = page.locator("#rangering .scatterlayer .trace path.point").nth(0).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    label = page.locator("#rangering .hovertext").first
    label.wait_for()
    # Lines of a label are elements, without the spaces that were between them.
    said = re.sub(r"\s", "", label.text_content())
    assert said.startswith("Volda,2024:Moderat80%·80av100")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_downloaded_svg_says_what_it_is_in_light_colours(page, errors, scheme):
    page.emulate_media(color_scheme=scheme)
    drawn(page)
    with page.expect_download() as download:
        page.locator("#rangering").get_by_role("button", name="Last ned SVG").click()
    picture = Path(download.value.path()).read_text()
    assert download.value.suggested_filename == "behandlet-i-tide-rangering-bodoe.svg"
    for said in ("Behandlet i tide, rangering", ORIGIN.source, ORIGIN.release, ORIGIN.caveats[0]):
        assert said in picture
    assert LIGHT_HIGH in picture
    assert DARK_HIGH not in picture
    assert errors == []


def test_a_picture_is_downloaded_in_double_size(page, errors):
    drawn(page)
    with page.expect_download() as download:
        page.locator("#utvikling").get_by_role("button", name="Last ned PNG").click()
    head = Path(download.value.path()).read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(head[16:20]) == 2000
    assert errors == []


def test_where_the_code_does_not_come_the_reader_is_sent_to_the_table(page):
    page.route(BUNDLE, lambda route: route.abort())
    page.goto("/")
    said = page.get_by_text("Figuren kunne ikke tegnes. Tallene står i tabellen.").first
    said.wait_for()
    assert page.get_by_role("button", name="Last ned SVG").count() == 0


def test_charts_swapped_in_later_are_drawn(page):
    drawn(page)
    page.evaluate(
        """() => {
            const old = document.querySelector("#trakt");
            const fresh = old.cloneNode(true);
            fresh.querySelector(".chart-paper").remove();
            delete fresh.querySelector("[data-chart]").dataset.drawn;
            old.replaceWith(fresh);
            fresh.dispatchEvent(new Event("htmx:after:swap", { bubbles: true }));
        }"""
    )
    page.locator("#trakt .main-svg").first.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page, errors, scheme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    drawn(page)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run().then(found => found.violations.map(v => v.id + ': ' + v.help))")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert errors == []


def test_without_javascript_the_sentence_and_the_way_to_the_table_are_there(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    assert page.get_by_text("Bodø gikk fra 45 til 91.").first.is_visible()
    assert not page.locator("[data-chart]").first.is_visible()
    assert page.get_by_role("link", name="Tallene i tabellen").count() == 3
    context.close()
