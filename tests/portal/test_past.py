"""The public pages as they were on a day."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from results.models import Publication
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.pages import select

pytestmark = pytest.mark.django_db
# The footer's ways to one's own pages.
OF_STAFF = ("/levering/", "/konto/logg-inn/")
THEN, NOW = "/per/2026-05-15", ""
PAGES = {
    "table": "/behandlingskvalitet/?sted=bodoe",
    "unit": "/sykehus/bodoe/",
    "indicator": "/indikator/hjerte/andel/?sted=bodoe",
    "comparison": "/sammenlign/?sted=bodoe&sted=tromsoe",
}


def publish(registry, at, numerator, units, title="Andel"):
    """A release with these patients of a hundred in each of the units, published then."""
    before = registry.releases.published().first()
    release = a_release(registry)
    key = "andel" if registry.key == "hjerte" else registry.key
    definition = an_indicator(release, key, title=title, high="0.5")
    for unit in units:
        a_result(definition, unit, numerator, 100, year=2025, attainment="high", certain=True)
    entry = Publication.objects.create(
        registry=registry, release=release, before=before, kind=Publication.Kind.PUBLISHED
    )
    Publication.objects.filter(pk=entry.pk).update(at=at)
    return release


def noon(month, day):
    return datetime(2026, month, day, 12, tzinfo=UTC)


@pytest.fixture
def units():
    trust = a_unit("Nord HF", parent=a_unit("Nord", parent=a_unit("Norge")))
    return [a_unit("Bodø", parent=trust), a_unit("Tromsø", parent=trust)]


@pytest.fixture
def releases(units):
    heart = a_registry("Hjerte")
    return [publish(heart, noon(5, 15), 71, units, "Da"), publish(heart, noon(9, 1), 83, units, "Nå")]


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer, html.fromstring(answer.getvalue())


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_each_page_has_the_numbers_of_the_day_and_says_so(client, releases, address):
    _, then = page_of(client, THEN + address)
    assert "71" in then.text_content()
    assert "83" not in then.text_content()
    assert "slik de var publisert 15. mai 2026" in select(then, "[data-past]")[0].text_content()
    _, now = page_of(client, address)
    assert "83" in now.text_content()
    assert not select(now, "[data-past]")


@pytest.mark.parametrize("address", [*PAGES.values(), "/", "/sykehus/", "/utgivelser/"])
def test_every_address_that_a_page_gives_stays_on_the_day_but_the_way_out(client, releases, address):
    _, page = page_of(client, THEN + address)
    leading = [link for link in select(page, "a") if (link.get("href") or "").startswith("/")]
    stays = (f"{THEN}/", f"/en{THEN}/")
    out = [link for link in leading if not link.get("href").startswith(stays)]
    assert out[0].get("href") == address
    for link in out:
        if link.get("href") in OF_STAFF:
            continue
        assert "Vis det som er publisert nå" in link.text_content()
        _, now = page_of(client, link.get("href"))
        assert not select(now, "[data-past]")
    forms = [form.get("action") for form in select(page, "form") if form.get("action").startswith("/")]
    assert set(forms) - {"/per/"} <= {action for action in forms if action.startswith(THEN)}


def test_what_was_published_later_the_same_day_is_told_apart_by_the_time(client, units):
    heart = a_registry("Hjerte")
    publish(heart, datetime(2026, 5, 15, 8, 0, tzinfo=UTC), 71, units)
    publish(heart, datetime(2026, 5, 15, 9, 0, tzinfo=UTC), 83, units)
    _, page = page_of(client, "/per/2026-05-15T10:59:59" + PAGES["unit"])
    assert "71" in page.text_content()
    assert "15. mai 2026 kl. 10.59" in page.text_content()
    _, page = page_of(client, "/per/2026-05-15T11:00:00" + PAGES["unit"])
    assert "83" in page.text_content()


def test_before_anything_was_published_there_is_nothing(client, releases):
    _, page = page_of(client, "/per/2026-05-14" + PAGES["table"])
    assert not select(page, "[data-registry]")
    assert client.get("/per/2026-05-14" + PAGES["indicator"]).status_code == 404


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "i-gaar", "2026-05-15T25:00:00", "0000-01-01"])
def test_no_such_day_is_not_found(client, releases, day):
    assert client.get(f"/per/{day}{PAGES['unit']}").status_code == 404


def test_no_such_page_is_not_found(client, releases):
    assert client.get(f"{THEN}/finnes-ikke/").status_code == 404
    assert client.get(f"{THEN}/per/2026-01-01/sykehus/").status_code == 404


def test_what_is_to_come_is_shown_as_it_is_now(client, releases):
    answer = client.get("/per/2999-01-01" + PAGES["unit"] + "?aar=2025")
    assert (answer.status_code, answer["Location"]) == (302, "/sykehus/bodoe/?aar=2025")


def test_what_has_been_withdrawn_since_is_not_shown_and_that_is_said(client, releases):
    first = releases[0]
    first.state = "withdrawn"
    first.save()
    Publication.objects.create(
        registry=first.registry, release=first, before=releases[1], kind="withdrawn", reason="Feil sykehus."
    )
    _, page = page_of(client, THEN + PAGES["table"])
    assert "71" not in page.text_content()
    (notice,) = select(page, "[data-release-notice]")
    assert "trukket tilbake" in notice.text_content()
    assert "Feil sykehus." in notice.text_content()


def test_the_log_ends_with_the_day(client, releases):
    _, page = page_of(client, f"{THEN}/utgivelser/")
    assert len(select(page, "[data-entry]")) == 1


def test_a_file_says_which_day_it_is_of(client, releases):
    text = client.get(THEN + PAGES["table"] + "&format=csv").getvalue().decode("utf-8-sig")
    assert "Slik det var publisert;15. mai 2026" in text
    assert ";71;" in text


def test_a_draft_is_in_no_past(client, releases, units):
    draft = a_release(releases[0].registry, published=False)
    a_result(an_indicator(draft, "andel", high="0.5"), units[0], 99, 100, year=2025)
    _, page = page_of(client, f"{THEN}{PAGES['table']}&utgivelse={draft.pk}")
    assert "99" not in page.text_content()


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        (
            {"dag": "2026-05-15", "side": "/sykehus/bodoe/?aar=2025"},
            "/per/2026-05-15/sykehus/bodoe/?aar=2025",
        ),
        ({"dag": "2026-05-15"}, "/per/2026-05-15/behandlingskvalitet/"),
        ({"dag": "i går", "side": "/sykehus/"}, "/sykehus/"),
        ({"dag": "2026-05-15", "side": "https://example.org/"}, "/per/2026-05-15/behandlingskvalitet/"),
        ({"dag": "2026-05-15", "side": "//example.org/"}, "/per/2026-05-15/behandlingskvalitet/"),
        ({}, "/behandlingskvalitet/"),
    ],
)
def test_a_day_is_chosen_by_a_form_that_leads_nowhere_else(client, asked, leads_to):
    answer = client.get("/per/", asked)
    assert (answer.status_code, answer["Location"]) == (302, leads_to)


def test_the_permanent_address_of_many_releases_is_a_moment(client, units):
    for number in range(13):
        publish(a_registry(f"Register {number}", key=f"r{number}"), noon(5, 15), 71, units)
    _, page = page_of(client, PAGES["table"])
    (link,) = select(page, "[data-permanent] a")
    assert link.get("href").startswith("/per/20")
    _, held = page_of(client, link.get("href"))
    assert len(select(held, "[data-registry]")) == 13
    assert "fast adresse" in select(held, "[data-permanent]")[0].text_content()


def test_it_costs_one_query_more_than_the_page_of_today(client, releases):
    counts = []
    for prefix in (NOW, THEN):
        with CaptureQueriesContext(connection) as queries:
            client.get(prefix + PAGES["table"]).getvalue()
        counts.append(len(queries))
    assert counts[1] == counts[0] + 1


def test_what_is_withheld_is_so_in_the_past_too(client, units):
    release = publish(a_registry("Hjerte"), noon(5, 15), 71, units[:1])
    definition = release.indicators.get()
    a_result(definition, units[1], 2, 3, year=2025, withheld="too_few")
    address = "/behandlingskvalitet/?sted=bodoe&sted=tromsoe"
    for form in ("", "&format=csv"):
        text = client.get(f"{THEN}{address}{form}").getvalue().decode("utf-8-sig")
        assert "71" in text
        assert "2 av 3" not in text.replace("\u00a0", " ")
        assert ";2;3;" not in text
    assert "Færre enn" in text
