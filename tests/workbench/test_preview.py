"""The public pages with a draft: for the registry's members, and for nobody else in any way."""

import csv
import io

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import clear_script_prefix, get_script_prefix, reverse
from lxml import html

from organisations.models import Unit
from registries.models import Membership, Role
from results.models import Release, ReleasedIndicator
from tests.nation import command, found_nation
from tests.pages import select
from tests.results.world import Page
from tests.workbench.staff import OUTSIDERS, enter, made, page_of, public_and_draft, sends_to_sign_in, someone
from workbench.preview import PreviewMiddleware

pytestmark = pytest.mark.django_db
N = " "
# The ways to staff's own rooms, which stand on every page, lead out.
OUTSIDE = ("/levering/", "/konto/")
ALONE = {"sted": "norge", "register": "hjerte"}
NOW, THEN = f"Moderat 78{N}% 155 av 200", f"Moderat 79{N}% 157 av 200"
PAGES = (
    "",
    "behandlingskvalitet/",
    "behandlingskvalitet/?rad=h_andel",
    "indikator/hjerte/h_andel/",
    "indikator/hjerte/h_andel/?kontekst=bosatt",
    "sykehus/",
    "sykehus/norge/",
    "sammenlign/",
    "sammenlign/?sted=nord&sted=soer",
    "utgivelser/",
    "finnes-ikke/",
)
FILES = (
    "behandlingskvalitet/?register=hjerte&format=csv",
    "indikator/hjerte/h_andel/?format=csv",
    "sykehus/norge/?format=csv",
    "sammenlign/?sted=nord&sted=soer&format=csv",
)


@pytest.fixture(autouse=True)
def outside():
    yield
    clear_script_prefix()


@pytest.fixture(scope="module")
def drafted(begun):
    found_nation(begun)
    made(begun, ["caregiver;2022;211;l_andel;30;50"], "--publish", registry="lunge")
    return public_and_draft(begun)[1].pk


@pytest.fixture
def draft(drafted):
    """Beside what is public."""
    return Release.objects.get(pk=drafted)


def inside(draft, page=""):
    return f"/utkast/{draft.pk}/{page}"


def test_a_member_sees_the_draft_and_the_public_does_not(client, draft):
    enter(client, "contributor")
    page = Page(client, inside(draft, "behandlingskvalitet/"), **ALONE)
    assert page.cells() == [THEN]
    assert page.texts(".release a") == [f"Utkast {draft.pk}, ikke publisert"]
    assert page.texts(".not-public") == ["Utkast"]
    assert not page.texts("[data-release-notice], [data-permanent], [data-notice]")
    assert Page(client, "/behandlingskvalitet/", **ALONE).cells() == [NOW]
    client.logout()
    assert Page(client, "/behandlingskvalitet/", **ALONE).cells() == [NOW]


def test_other_registries_stand_beside_it_as_they_are(client, draft):
    enter(client, "contributor")
    page = Page(client, inside(draft, "behandlingskvalitet/"), sted="norge")
    assert page.texts("[data-registry] h2") == ["Hjerte", "Lunge"]
    assert page.texts(".not-public") == ["Utkast"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_it_is_a_draft_and_links_stay_inside(client, draft, page):
    enter(client, "contributor")
    response = client.get(inside(draft, page))
    assert response.status_code == (404 if page == "finnes-ikke/" else 200)
    tree = html.fromstring(response.getvalue().decode())
    [banner] = select(tree, "[data-draft]")
    assert "UTKAST – ikke publisert" in banner.text_content()
    rehearsal = f"/levering/hjerte/utkast/{draft.pk}/"
    assert [link.get("href") for link in select(banner, "a")] == [rehearsal]
    addresses = {
        found.get(name)
        for tag, name in (("a", "href"), ("form", "action"))
        for found in select(tree, f"{tag}[{name}]")
    } - {rehearsal}
    # Of a page that is not there, the way to another language leads to its front page.
    rooted = {one for one in addresses if one.startswith("/") and not one.startswith(OUTSIDE)} - {"/en/"}
    assert len(rooted) > 4
    assert all(one.removeprefix("/en").startswith(inside(draft)) for one in rooted)
    assert response["Cache-Control"] == "private, no-store"
    loaded = [one.get("href") for one in select(tree, "link") if one.get("rel") in ("stylesheet", "icon")]
    assert loaded
    assert all(one.startswith("/static/") for one in loaded)


@pytest.mark.parametrize("page", FILES)
def test_files_are_marked(client, draft, page):
    enter(client, "contributor")
    response = client.get(inside(draft, page))
    assert 'filename="utkast-' in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
    text = response.getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    told = dict(row for row in rows if len(row) == 2)
    assert told["UTKAST"].startswith("Ikke publisert.")
    assert told["Tabell"].startswith("UTKAST: ")
    assert "Fast adresse" not in told
    assert "utgivelse=" not in text
    assert f"Utkast {draft.pk}, ikke publisert" in text


# In place


def in_place(client, draft, row):
    headers = {"HX-Request": "true", "HX-Target": f"tbody#rad-{row}"}
    address = inside(draft, "behandlingskvalitet/")
    return client.get(address, {**ALONE, "rad": "h_andel"}, headers=headers)


def test_a_row_is_opened_in_place_with_the_drafts_numbers(client, draft):
    enter(client, "contributor")
    row = ReleasedIndicator.objects.get(release=draft, indicator__key="h_andel").indicator_id
    response = in_place(client, draft, row)
    text = response.getvalue().decode()
    assert "157 av 200".replace(" ", "\u00a0") in text
    assert f'href="{inside(draft)}' in text
    assert 'href="/behandlingskvalitet' not in text


def test_the_address_to_share_is_the_previews(client, draft):
    enter(client, "contributor")
    response = client.get(inside(draft, "behandlingskvalitet/"), ALONE, headers={"HX-Request": "true"})
    assert response["HX-Push-Url"].startswith(inside(draft, "behandlingskvalitet/?"))


# Who


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize(
    "page", ["", "behandlingskvalitet/", "indikator/hjerte/h_andel/", "levering/hjerte/", "x"]
)
def test_outsiders_meet_what_is_not_there(client, draft, who, page):
    enter(client, who)
    theirs, unknown = (client.get(f"/utkast/{pk}/{page}") for pk in (draft.pk, 987654))
    assert (theirs.status_code, unknown.status_code) == (404, 404)
    assert page_of(theirs) == page_of(unknown)
    assert theirs.headers.keys() == unknown.headers.keys()
    assert f"/utkast/{draft.pk}" not in theirs.getvalue().decode()


def test_who_is_not_signed_in_is_asked_to_whether_or_not_it_is_there(client, draft):
    for pk in (draft.pk, 987654):
        response = client.get(f"/utkast/{pk}/behandlingskvalitet/")
        assert sends_to_sign_in(response)


def test_an_administrator_may_see_it(client, draft):
    enter(client, "administrator")
    assert Page(client, inside(draft, "behandlingskvalitet/"), **ALONE).cells() == [THEN]


def test_a_member_who_is_removed_is_out_at_once(client, draft):
    user = enter(client, "contributor")
    assert client.get(inside(draft)).status_code == 200
    Membership.objects.filter(user=user).delete()
    assert client.get(inside(draft)).status_code == 404


@pytest.mark.parametrize("state", ["closed", "released", "withdrawn"])
def test_only_an_open_draft_has_a_preview(client, tmp_path, draft, state):
    enter(client, "publisher")
    if state == "closed":
        made(tmp_path, ["caregiver;2022;111;h_andel;50;100"])
    else:
        command("publish", str(draft.pk))
    if state == "withdrawn":
        command("withdraw", str(draft.pk), "--reason", "Feil.")
    draft.refresh_from_db()
    assert draft.state == state
    assert client.get(inside(draft, "behandlingskvalitet/")).status_code == 404


@pytest.mark.parametrize("pk", ["0", "-1", "x", "007x", "9" * 18, "9" * 30, "١"])
def test_numbers_that_no_draft_has(client, draft, pk):
    enter(client, "contributor")
    assert client.get(f"/utkast/{pk}/behandlingskvalitet/").status_code == 404


# Attacks by public addresses


def test_no_public_address_shows_a_draft_also_when_previews_have_been_read(client, draft, settings):
    """The kept sections and years of a process that has just shown the draft."""
    settings.KEPT_SECTIONS = 800
    enter(client, "publisher")
    storby = Unit.objects.get(name="Storby", parent__parent__name="Nord").slug
    pages = ("behandlingskvalitet/", "indikator/hjerte/h_andel/", f"sykehus/{storby}/", "sammenlign/")
    chosen = {"sted": [storby, "norge"]}
    seen = {}
    for _ in range(2):
        for page in pages:
            seen[page] = client.get(inside(draft, page), chosen).getvalue().decode()
            for query in ({}, {"utgivelse": draft.pk}):
                text = client.get(f"/{page}", chosen | query).getvalue().decode()
                assert "97\u202f%" not in text, page
                assert "/utkast/" not in text
                assert "Utkast" not in text
    assert "97\u202f%" in seen["behandlingskvalitet/"]
    assert client.get(f"/utgivelse/{draft.pk}/").status_code == 404


def test_another_drafts_number_in_a_previews_address_is_unknown(client, tmp_path, draft):
    other = made(tmp_path, ["caregiver;2022;211;l_andel;49;50"], registry="lunge")
    enter(client, "contributor")
    page = Page(client, inside(draft, "behandlingskvalitet/"), sted="norge", utgivelse=other.pk)
    assert page.texts("[data-notice]")[0].startswith(f"Utgivelse «{other.pk}» finnes ikke.")
    assert "49 av 50" not in page.text.replace("\u202f", " ").replace("\u00a0", " ")


def test_the_draft_stands_also_where_the_address_asks_for_an_earlier_release(client, draft):
    enter(client, "contributor")
    page = Page(client, inside(draft, "behandlingskvalitet/"), **ALONE, utgivelse=draft.built_on_id)
    assert page.cells() == [THEN]
    assert "vises ikke: én utgivelse av et register om gangen" in page.texts("[data-notice]")[0]


# The prefix


def test_the_next_request_of_the_same_thread_is_outside_again(client, draft):
    enter(client, "contributor")
    assert client.get(inside(draft, "behandlingskvalitet/")).status_code == 200
    assert get_script_prefix() == inside(draft)
    assert "/utkast/" not in client.get("/behandlingskvalitet/").getvalue().decode()
    assert get_script_prefix() == "/"


def test_a_page_that_is_written_while_it_is_sent_stays_inside(draft, rf):
    """It asks for addresses long after the middleware has returned."""
    member = someone("kari", Role.CONTRIBUTOR)

    def respond(request):
        return StreamingHttpResponse(f"{reverse('results:table')} " for _ in range(2))

    middleware = PreviewMiddleware(respond)
    request = rf.get(inside(draft, "behandlingskvalitet/"))
    request.user = member
    page = middleware(request)
    assert page.getvalue().decode().split() == [inside(draft, "behandlingskvalitet/")] * 2
    request = rf.get("/behandlingskvalitet/")
    assert middleware(request).getvalue().decode().split() == ["/behandlingskvalitet/"] * 2


def test_the_preview_keeps_a_portals_own_prefix(draft, rf):
    """Where the portal itself lies under a prefix."""
    seen = []
    request = rf.get(inside(draft, "sykehus/"), SCRIPT_NAME="/portalen")
    request.user = someone("kari", Role.CONTRIBUTOR)
    PreviewMiddleware(lambda request: seen.append(reverse("results:units")) or HttpResponse())(request)
    assert seen == [f"/portalen{inside(draft, 'sykehus/')}"]


def test_ways_out_of_the_preview_lead_out(client, draft):
    enter(client, "contributor")
    address = f"levering/hjerte/utkast/{draft.pk}/"
    response = client.get(inside(draft, f"{address}?skjulte=1"))
    assert (response.status_code, response["Location"]) == (307, f"/{address}?skjulte=1")
    own = client.get(inside(draft, f"utgivelse/{draft.pk}/"))
    assert (own.status_code, own["Location"]) == (302, f"/{address}")
    assert client.get(inside(draft, "/example.no/")).status_code == 404


def test_a_forgotten_slash_is_added_inside(client, draft):
    enter(client, "contributor")
    response = client.get(inside(draft, "behandlingskvalitet"))
    assert (response.status_code, response["Location"]) == (301, inside(draft, "behandlingskvalitet/"))


def test_only_reading_is_for_the_preview(client, draft):
    enter(client, "publisher")
    assert client.post(inside(draft, "behandlingskvalitet/")).status_code == 405


def test_a_draft_has_no_past(client, draft):
    enter(client, "contributor")
    assert client.get(inside(draft, "per/2026-01-01/behandlingskvalitet/")).status_code == 404
    assert client.get(f"/per/2026-01-01{inside(draft, 'behandlingskvalitet/')}").status_code == 404
