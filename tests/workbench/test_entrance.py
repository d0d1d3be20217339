"""Who is let in, to what, and what the others meet."""

import pytest
from allauth.mfa.models import Authenticator

from registries.members import give_role, take_role
from registries.models import Role
from tests.builders import a_registry
from tests.people import a_person, confirm, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.workbench.rooms")]
ROOMS = {
    "staff": "/rom/",
    "member": "/rom/hjerteinfarkt/",
    "publisher": "/rom/hjerteinfarkt/publiser/",
    "administrator": "/rom-for-administratorer/",
}
# Who is answered in which rooms; in the others they meet what is not there.
MAY = {
    "contributor": {"staff", "member"},
    "publisher": {"staff", "member", "publisher"},
    "publisher of another": {"staff"},
    "reviewer": {"staff"},
    "administrator": set(ROOMS),
    "nobody": set(),
}


@pytest.fixture
def registry():
    return a_registry()


@pytest.fixture
def people(registry):
    other = a_registry("Hjerneslag")
    return {
        "contributor": a_person("Bo", (Role.CONTRIBUTOR, registry)),
        "publisher": a_person("Pia", (Role.PUBLISHER, registry)),
        "publisher of another": a_person("Ola", (Role.PUBLISHER, other)),
        "reviewer": a_person("Vera", Role.REVIEWER),
        "administrator": a_person("Ada", Role.ADMINISTRATOR),
        "nobody": a_person("Nils"),
    }


@pytest.mark.parametrize("who", MAY)
def test_each_is_let_in_where_the_role_reaches(client, people, who):
    sign_in(client, people[who])
    answers = {room: client.get(address).status_code for room, address in ROOMS.items()}
    assert answers == {room: 200 if room in MAY[who] else 404 for room in ROOMS}


@pytest.mark.parametrize("room", ROOMS)
def test_who_is_not_signed_in_is_sent_to_sign_in(client, registry, room):
    answer = client.get(ROOMS[room])
    assert (answer.status_code, answer["Location"]) == (302, f"/konto/logg-inn/?next={ROOMS[room]}")


def test_what_is_not_yours_answers_as_what_does_not_exist(client, people):
    sign_in(client, people["publisher of another"])
    # As long as the other: the page links to its own address in another language.
    theirs, missing = client.get("/rom/hjerteinfarkt/"), client.get("/rom/hjertekirurgi/")
    assert theirs.status_code == missing.status_code == 404
    # But for the token against forged forms, which differs each time.
    assert len(theirs.content) == len(missing.content)


@pytest.mark.parametrize("who", ["publisher", "administrator"])
def test_who_can_make_something_public_must_enrol_first(client, people, who):
    client.force_login(people[who])
    answer = client.get("/rom/hjerteinfarkt/")
    assert (answer.status_code, answer["Location"]) == (302, "/konto/")
    assert "Sett opp totrinnspålogging" in client.get("/konto/").content.decode()


@pytest.mark.parametrize("who", ["contributor", "reviewer"])
def test_the_others_need_not_enrol(client, people, who):
    client.force_login(people[who])
    assert client.get("/rom/").status_code == 200
    assert "Sett opp totrinnspålogging" not in client.get("/konto/").content.decode()


def test_a_session_that_began_with_a_password_alone_shows_a_code_first(client, people):
    """Else a stolen password would be enough if it was used before its owner enrolled."""
    sign_in(client, people["publisher"])
    client.logout()
    client.force_login(people["publisher"])  # enrolled by now, but this session has shown no code
    answer = client.get("/rom/hjerteinfarkt/?side=2")
    assert answer.status_code == 302
    assert answer["Location"] == "/konto/bekreft/kode/?next=%2From%2Fhjerteinfarkt%2F%3Fside%3D2"
    confirm(client, people["publisher"])
    assert client.get("/rom/hjerteinfarkt/").status_code == 200


def test_recovery_codes_alone_are_no_enrolment(client, people):
    sign_in(client, people["publisher"])
    Authenticator.objects.filter(user=people["publisher"]).update(type=Authenticator.Type.RECOVERY_CODES)
    assert client.get("/rom/")["Location"] == "/konto/"


def test_who_becomes_publisher_must_enrol_from_the_next_request_on(client, people, registry):
    client.force_login(people["contributor"])
    assert client.get("/rom/hjerteinfarkt/").status_code == 200
    give_role(user=people["contributor"], role=Role.PUBLISHER, registry=registry, by=None)
    assert client.get("/rom/hjerteinfarkt/")["Location"] == "/konto/"


def test_who_is_removed_is_out_at_once(client, people):
    sign_in(client, people["contributor"])
    assert client.get("/rom/hjerteinfarkt/").status_code == 200
    take_role(membership=people["contributor"].memberships.get(), by=None)
    assert client.get("/rom/hjerteinfarkt/").status_code == 404
    assert client.get("/rom/").status_code == 404


def test_who_is_deactivated_is_out_at_once(client, people):
    sign_in(client, people["administrator"])
    assert client.get("/rom/").status_code == 200
    people["administrator"].is_active = False
    people["administrator"].save()
    assert client.get("/rom/")["Location"].startswith("/konto/logg-inn/")


def test_queries_of_the_door_are_few(client, people, django_assert_num_queries):
    sign_in(client, people["publisher"])
    # Session, user, roles, authenticators, registry.
    with django_assert_num_queries(5):
        client.get("/rom/hjerteinfarkt/")
