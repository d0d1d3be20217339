"""Who is let in where: each role, on each address, by each method."""

import re

import pytest

from results.models import Job
from results.working import work
from tests.jobs import FAULTY, ROWS, asked
from tests.nation import found_nation
from tests.workbench.conftest import each_role

pytestmark = [pytest.mark.django_db, pytest.mark.crawls, pytest.mark.usefixtures("nation")]
MEMBERS = {"contributor", "publisher", "administrator"}
STAFF = MEMBERS | {"other", "reviewer"}
EVERYONE = [*sorted(STAFF), "nobody", "anonymous"]
# What an address is, and who may come in by GET and by POST; "delivery", "stopped" and "warned" are numbers.
PLACES = {
    "registries": ("/levering/", STAFF, set()),
    "registry": ("/levering/hjerte/", MEMBERS, set()),
    "csv": ("/levering/hjerte/mal.csv", MEMBERS, set()),
    "xlsx": ("/levering/hjerte/mal.xlsx", MEMBERS, set()),
    "guide": ("/levering/hjerte/mal-forklaring.xlsx", MEMBERS, set()),
    "upload": ("/levering/hjerte/last-opp/", set(), MEMBERS),
    "job": ("/levering/hjerte/jobb/{stopped}/", MEMBERS, set()),
    "faults": ("/levering/hjerte/jobb/{stopped}/feil.csv", MEMBERS, set()),
    "accept": ("/levering/hjerte/jobb/{warned}/godta/", set(), MEMBERS),
    "original": ("/levering/hjerte/levering/{delivery}/fil/", MEMBERS, set()),
    "trail": ("/levering/hjerte/logg/", MEMBERS, set()),
    "trails": ("/logg/", {"administrator"}, set()),
}


@pytest.fixture(scope="module")
def nation(begun):
    found_nation(begun)


@pytest.fixture(scope="module")
def people(nation):
    return each_role()


@pytest.fixture(scope="module")
def numbers(nation):
    jobs = (asked(rows) for rows in (ROWS, FAULTY, ROWS))
    delivered, stopped, warned = (work(job_id=job.pk) for job in jobs)
    delivery = delivered.release.deliveries.get()
    return {"stopped": stopped.pk, "warned": warned.pk, "delivery": delivery.pk}


@pytest.fixture(autouse=True)
def own_media(settings, begun):
    """Where the delivered file lies."""
    settings.MEDIA_ROOT = begun / "media"


@pytest.mark.parametrize("who", EVERYONE)
@pytest.mark.parametrize("name", PLACES)
def test_each_is_let_in_where_they_belong_and_nowhere_else(numbers, visit, name, who):
    place, may_get, may_post = PLACES[name]
    address, client = place.format(**numbers), visit(who)
    jobs = Job.objects.count()
    for method, may in (("get", may_get), ("post", may_post)):
        answer = getattr(client, method)(address)
        if answer.streaming:
            list(answer)  # read to its end, a file is closed
        if who == "anonymous":
            assert (answer.status_code, answer.url.endswith(f"?next={address}")) == (302, True)
        elif who in may:
            # What is sent is empty: it is let in, and told what is lacking.
            assert answer.status_code == {"get": 200, "post": 422}[method]
            assert "no-store" in answer["Cache-Control"]
        else:
            inside = who in may_get | may_post
            assert answer.status_code == (405 if inside else 404)
    assert Job.objects.count() == jobs


@pytest.mark.parametrize(
    "address",
    [
        "/levering/finnes-ikke/",
        "/levering/hjerte/jobb/987654/",
        "/levering/hjerte/jobb/987654/feil.csv",
        "/levering/hjerte/levering/987654/fil/",
        "/levering/hjerte/mal.pdf",
    ],
)
def test_what_does_not_exist_is_like_what_is_not_yours(visit, address):
    mine, theirs = visit("contributor").get(address), visit("other").get(address)
    assert (mine.status_code, theirs.status_code) == (404, 404)
    elsewhere = visit("other").get("/levering/hjerte/")
    assert as_seen(mine) == as_seen(theirs) == as_seen(elsewhere)


def as_seen(response):
    """Without the token that is another one each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


@pytest.mark.parametrize("name", ["job", "faults", "original"])
def test_what_is_another_registrys_is_not_found_under_ones_own(numbers, visit, name):
    address = PLACES[name][0].format(**numbers).replace("hjerte", "lunge")
    assert visit("administrator").get(address).status_code == 404
    assert visit("other").get(address).status_code == 404


def test_a_member_who_is_removed_is_out_at_once(people, visit):
    client = visit("contributor")
    assert client.get("/levering/hjerte/").status_code == 200
    people["contributor"].memberships.all().delete()
    assert client.get("/levering/hjerte/").status_code == 404


@pytest.mark.parametrize("name", ["upload", "accept"])
def test_what_another_site_sends_is_refused(numbers, visit, name):
    client = visit("contributor", enforce_csrf_checks=True)
    assert client.post(PLACES[name][0].format(**numbers)).status_code == 403
