"""Who may do what with drafts and releases: each role, each address, each method."""

import pytest

from results.models import Publication
from tests.nation import found_nation
from tests.workbench.staff import OUTSIDERS, enter, made, page_of, public_and_draft, sends_to_sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.crawls]
UNSAFE = ("post", "put", "patch", "delete")
MEMBERS = {"contributor", "publisher", "administrator"}
PUBLISHERS = {"publisher", "administrator"}
# Address: who may read it, who may send to it. Sent is nothing: what is let in is told what lacks (422).
ADDRESSES = {
    "/levering/hjerte/utkast/{draft}/": (MEMBERS, set()),
    "/levering/hjerte/utkast/{draft}/nivaa.csv": (MEMBERS, set()),
    "/levering/hjerte/utkast/{draft}/levert.xlsx": (MEMBERS, set()),
    "/levering/hjerte/utkast/{draft}/publiser/": (PUBLISHERS, PUBLISHERS),
    "/levering/hjerte/utgivelse/{public}/": (MEMBERS, set()),
    "/levering/hjerte/utgivelse/{public}/nivaa.csv": (MEMBERS, set()),
    "/levering/hjerte/utgivelse/{public}/publiser-igjen/": (set(), PUBLISHERS),
}


@pytest.fixture(scope="module")
def known(begun):
    found_nation(begun)
    made(begun, ["caregiver;2022;211;l_andel;30;50"], "--publish", registry="lunge")
    public, draft = public_and_draft(begun)
    return {"public": public.pk, "draft": draft.pk}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", [*sorted(MEMBERS), *OUTSIDERS, "anonymous"])
def test_each_role_each_address_each_method(client, known, address, who):
    enter(client, who)
    place, log = address.format(**known), Publication.objects.count()
    for method in ("get", "head", *UNSAFE):
        response = getattr(client, method)(place)
        assert expected(address, who, method)(response), (method, response.status_code)
    assert Publication.objects.count() == log


def expected(address, who, method):
    readers, senders = ADDRESSES[address]
    if who == "anonymous":
        return sends_to_sign_in
    let_in = MEMBERS if "publiser" not in address else PUBLISHERS
    if who not in let_in:
        return answers(404)
    if method in ("get", "head"):
        return answers(200 if readers else 405)
    return answers(422 if method == "post" and senders else 405)


def answers(status):
    return lambda response: response.status_code == status


@pytest.mark.parametrize("who", OUTSIDERS)
def test_what_is_not_yours_looks_like_what_is_not_there(client, known, who):
    enter(client, who)
    for address in ADDRESSES:
        theirs = client.get(address.format(**known))
        unknown = client.get(address.format(draft=987654, public=987654))
        no_registry = client.get(address.format(**known).replace("hjerte", "finnes-ikke"))
        assert {one.status_code for one in (theirs, unknown, no_registry)} == {404}
        assert page_of(theirs) == page_of(unknown) == page_of(no_registry)


def test_a_draft_is_not_found_under_another_registrys_key(client, known):
    enter(client, "other publisher")
    for address in ADDRESSES:
        assert client.get(address.format(**known).replace("hjerte", "lunge")).status_code in (404, 405)


def test_the_contributors_post_publishes_nothing(client, known):
    enter(client, "contributor")
    place = f"/levering/hjerte/utkast/{known['draft']}/publiser/"
    sent = {"confirmed": "1", "reason": "x", "public": known["public"]}
    assert client.post(place, sent).status_code == 404
    assert Publication.objects.filter(registry__key="hjerte").count() == 1
