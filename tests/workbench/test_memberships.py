"""Administrators' page of members, and the commands that do the same."""

import re

import lxml.html
import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core import mail

from registries.members import give_role, take_role
from registries.models import Membership, Role
from tests.builders import a_registry
from tests.nation import command
from tests.pages import select
from tests.people import PASSWORD, a_person, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/medlemmer/"
NEW = {"email": "nina@example.com", "name": "Nina Ny", "role": "publisher", "registry": "hjerteinfarkt"}
# Session, user, the door's two, registries, memberships, authenticators; what is shown as generated, twice.
QUERIES = 8


@pytest.fixture
def registry():
    return a_registry()


@pytest.fixture
def administrator(client):
    user = a_person("Ada", Role.ADMINISTRATOR)
    sign_in(client, user)
    return user


def shown(answer):
    return lxml.html.fromstring(answer.content)


def words(element):
    return " ".join(element.text_content().split())


def rows(answer):
    """Name, place, role and two-step of each."""
    found = []
    for row in select(shown(answer), "tr[data-member]"):
        name, place, role, mfa, _ = row
        chosen = role.xpath(".//option[@selected]")
        found.append((words(name), words(place), words(chosen[0] if chosen else role), words(mfa)))
    return found


def told(client, answer):
    return " ".join(words(one) for one in select(shown(client.get(answer["Location"])), ".message"))


def test_it_says_who_has_which_role_where(client, administrator, registry):
    other = a_registry("Ålder")
    a_person("Åse", (Role.PUBLISHER, registry), (Role.CONTRIBUTOR, other))
    a_person("Bo", (Role.CONTRIBUTOR, registry))
    a_person("Vera", Role.REVIEWER)
    answer = client.get(PAGE)
    assert rows(answer) == [
        ("Ada Nordmann (deg)ada@example.com", "Hele portalen", "Administrator", "App"),
        ("Vera Nordmannvera@example.com", "Hele portalen", "Vurderer", "Ikke satt opp"),
        ("Bo Nordmannbo@example.com", "Hjerteinfarkt", "Bidragsyter", "Ikke satt opp"),
        ("Åse Nordmannåse@example.com", "Hjerteinfarkt", "Publiseringsansvarlig", "Mangler"),
        ("Åse Nordmannåse@example.com", "Ålder", "Bidragsyter", "Ikke satt opp"),
    ]
    [tally] = select(shown(answer), "[data-tally]")
    assert words(tally).startswith("4 personer, 5 roller. 1 må sette opp totrinnspålogging")


def test_both_ways_of_showing_more_than_a_password_are_named(client, administrator):
    Authenticator.objects.create(user=administrator, type="webauthn", data={})
    Authenticator.objects.create(user=administrator, type="recovery_codes", data={})
    assert rows(client.get(PAGE))[0][3] == "App og passnøkkel"


def test_a_closed_account_is_said_to_be(client, administrator, registry):
    bo = a_person("Bo", (Role.CONTRIBUTOR, registry))
    bo.is_active = False
    bo.save()
    assert "Kontoen er stengt." in rows(client.get(PAGE))[1][0]


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ({"register": "hjerneslag"}, ["Pia"]),
        ({"sok": "pia NORD"}, ["Pia"]),
        ({"sok": "bo@example"}, ["Bo"]),
        ({"register": "hjerneslag", "sok": "bo"}, []),
        ({"register": "finnes-ikke"}, ["Ada", "Pia", "Bo"]),
    ],
)
def test_it_is_filtered_by_registry_and_person(client, administrator, registry, choice, names):
    a_person("Bo", (Role.CONTRIBUTOR, registry))
    a_person("Pia", (Role.PUBLISHER, a_registry("Hjerneslag")))
    answer = client.get(PAGE, choice)
    assert [row[0].split()[0] for row in rows(answer)] == names
    if not names:
        assert words(select(shown(answer), ".empty h2")[0]) == "Ingen medlemmer passer"


def test_queries_do_not_grow(client, administrator, registry, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)
    for number in range(5):
        a_person(f"Person{number}", (Role.PUBLISHER, registry), Role.REVIEWER, app=True)
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)


def test_who_is_new_gets_an_account_and_a_link_to_choose_a_password(client, administrator, registry, commits):
    with commits():
        answer = client.post(PAGE, NEW)
    assert told(client, answer) == (
        "Nina Ny er publiseringsansvarlig i Hjerteinfarkt. "
        "En lenke for å velge passord er sendt til nina@example.com."
    )
    nina = User.objects.get(email="nina@example.com")
    assert (nina.get_full_name(), nina.has_usable_password()) == ("Nina Ny", False)
    assert Membership.objects.get(user=nina).role == Role.PUBLISHER
    [message] = mail.outbox
    assert (message.subject, message.to) == ("Kvalitetsviser: Du har fått en konto", ["nina@example.com"])
    assert "er publiseringsansvarlig for Norsk register for Hjerteinfarkt." in message.body
    client.logout()
    link = re.search(r"http://localhost:8000(/konto/passord/nytt/\S+)", message.body)[1]
    client.post(client.get(link)["Location"], {"password1": PASSWORD, "password2": PASSWORD})
    assert client.post("/konto/logg-inn/", {"login": nina.email, "password": PASSWORD}).status_code == 302
    assert client.get("/konto/").status_code == 200


def test_nothing_is_sent_before_it_is_stored(client, administrator, registry):
    client.post(PAGE, NEW)
    assert mail.outbox == []


def test_that_a_mail_cant_be_sent_undoes_nothing(client, administrator, registry, commits, monkeypatch):
    def down(*args):
        raise ConnectionRefusedError

    monkeypatch.setattr("workbench.accounts.invitations.send_mail", down)
    with commits():
        assert client.post(PAGE, NEW).status_code == 302
    assert Membership.objects.filter(user__email="nina@example.com").exists()


def test_who_has_an_account_gets_a_role_and_no_mail(client, administrator, registry, commits):
    bo = a_person("Bo")
    with commits():
        answer = client.post(PAGE, NEW | {"email": "BO@example.com", "name": "Noe annet"})
    assert told(client, answer) == "Bo Nordmann er publiseringsansvarlig i Hjerteinfarkt."
    assert bo.memberships.get().registry == registry
    assert mail.outbox == []


def test_who_never_chose_a_password_is_sent_a_link_again(client, administrator, registry, commits):
    a_person("Bo", password=None)
    with commits():
        client.post(PAGE, NEW | {"email": "bo@example.com"})
    assert [one.to for one in mail.outbox] == [["bo@example.com"]]


def test_a_role_of_all_is_given_whatever_registry_was_chosen(client, administrator, registry):
    client.post(PAGE, NEW | {"role": "reviewer"})
    found = Membership.objects.get(user__email="nina@example.com")
    assert (found.role, found.registry) == ("reviewer", None)


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"email": "ikke en adresse"}, "gyldig e-postadresse"),
        ({"email": "x" * 150 + "@example.com"}, "150"),
        ({"name": ""}, "påkrevet"),
        ({"role": "keiser"}, "gyldig valg"),
        ({"registry": ""}, "Velg hvilket register"),
        ({"registry": "finnes-ikke"}, "gyldig valg"),
    ],
)
def test_faults_are_said_and_nothing_is_made(client, administrator, registry, wrong, fault):
    answer = client.post(PAGE, NEW | wrong)
    assert answer.status_code == 200
    assert fault in " ".join(words(one) for one in select(shown(answer), ".field-error"))
    assert User.objects.count() == 1


def test_who_has_a_role_there_already_is_named(client, administrator, registry):
    a_person("Bo", (Role.CONTRIBUTOR, registry))
    answer = client.post(PAGE, NEW | {"email": "bo@example.com"})
    [fault] = select(shown(answer), ".field-error")
    assert words(fault) == "Bo Nordmann er allerede bidragsyter i Hjerteinfarkt."


def test_a_role_is_changed(client, administrator, registry):
    one = a_person("Bo", (Role.CONTRIBUTOR, registry)).memberships.get()
    answer = client.post(f"{PAGE}{one.pk}/rolle/", {"seen": "contributor", "role": "publisher"})
    assert told(client, answer) == "Bo Nordmann er nå publiseringsansvarlig i Hjerteinfarkt."
    one.refresh_from_db()
    assert one.role == Role.PUBLISHER


def test_a_change_of_what_is_no_longer_so_is_told(client, administrator, registry):
    one = a_person("Bo", (Role.CONTRIBUTOR, registry)).memberships.get()
    give_role(user=one.user, role=Role.PUBLISHER, registry=registry, by=None)
    answer = client.post(f"{PAGE}{one.pk}/rolle/", {"seen": "contributor", "role": "contributor"})
    assert told(client, answer) == "Bo Nordmann er nå publiseringsansvarlig. Ingenting er endret."
    one.refresh_from_db()
    assert one.role == Role.PUBLISHER


@pytest.mark.parametrize("role", ["administrator", "keiser", ""])
def test_no_other_role_is_given_in_a_registry(client, administrator, registry, role):
    one = a_person("Bo", (Role.CONTRIBUTOR, registry)).memberships.get()
    assert client.post(f"{PAGE}{one.pk}/rolle/", {"seen": "contributor", "role": role}).status_code == 400
    one.refresh_from_db()
    assert one.role == Role.CONTRIBUTOR


def test_a_role_of_all_is_not_changed(client, administrator):
    one = administrator.memberships.get()
    answer = client.post(f"{PAGE}{one.pk}/rolle/", {"seen": "administrator", "role": "publisher"})
    assert answer.status_code == 400


def test_removing_asks_first_and_says_what_it_means(client, administrator, registry):
    one = a_person("Bo", (Role.CONTRIBUTOR, registry)).memberships.get()
    text = words(select(shown(client.get(f"{PAGE}{one.pk}/fjern/")), "main")[0])
    assert "Bo Nordmann er bidragsyter for Hjerteinfarkt, og mister tilgangen straks." in text
    assert "Det er da ingen bidragsyter igjen for Hjerteinfarkt." in text
    assert Membership.objects.filter(pk=one.pk).exists()
    answer = client.post(f"{PAGE}{one.pk}/fjern/", {"seen": "contributor"})
    assert told(client, answer) == "Bo Nordmann er ikke lenger bidragsyter i Hjerteinfarkt."
    assert not Membership.objects.filter(pk=one.pk).exists()


def test_removing_oneself_is_warned_of_and_works(client, administrator):
    one = administrator.memberships.get()
    text = words(select(shown(client.get(f"{PAGE}{one.pk}/fjern/")), "main")[0])
    assert "Du kommer ikke inn på denne siden igjen." in text
    assert "Bare manage.py add_member på serveren kan lage en ny." in text
    answer = client.post(f"{PAGE}{one.pk}/fjern/", {"seen": "administrator"})
    assert answer["Location"] == "/konto/"
    assert told(client, answer) == "Ada Nordmann er ikke lenger administrator."
    assert client.get(PAGE).status_code == 404
    assert not Membership.objects.exists()


def test_removing_what_somebody_else_removed_is_told(client, administrator, registry):
    one = a_person("Bo", (Role.CONTRIBUTOR, registry)).memberships.get()
    address = f"{PAGE}{one.pk}/fjern/"
    take_role(membership=one, by=None)
    assert told(client, client.get(address)) == "Rollen er allerede fjernet."


def test_removing_what_somebody_else_changed_is_told(client, administrator, registry):
    one = a_person("Bo", (Role.CONTRIBUTOR, registry)).memberships.get()
    give_role(user=one.user, role=Role.PUBLISHER, registry=registry, by=None)
    answer = client.post(f"{PAGE}{one.pk}/fjern/", {"seen": "contributor"})
    assert told(client, answer) == "Bo Nordmann er nå publiseringsansvarlig. Ingenting er fjernet."
    assert Membership.objects.filter(pk=one.pk).exists()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.PUBLISHER, Role.REVIEWER])
def test_the_others_meet_what_is_not_there(client, registry, role):
    user = a_person("Bo", role if role == Role.REVIEWER else (role, registry))
    one = user.memberships.get()
    sign_in(client, user)
    for address in (PAGE, f"{PAGE}{one.pk}/fjern/", f"{PAGE}{one.pk}/rolle/"):
        assert client.get(address).status_code == client.post(address, NEW).status_code == 404
    assert Membership.objects.count() == 1


def test_a_form_from_elsewhere_is_refused(registry):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, a_person("Ada", Role.ADMINISTRATOR))
    answer = strict.post(PAGE, NEW)
    assert answer.status_code == 403
    assert "Siden var for gammel" in answer.content.decode()


def test_wrong_methods_are_refused(client, administrator):
    one = administrator.memberships.get()
    assert client.get(f"{PAGE}{one.pk}/rolle/").status_code == 405
    assert client.put(PAGE).status_code == 405


def test_the_command_makes_the_first_administrator(commits):
    with commits():
        out, err, code = command(
            "add_member", "Ada@example.com", "--role", "administrator", "--name", "Ada A"
        )
    assert (err, code) == ("", 0)
    assert out.splitlines() == [
        "ada@example.com er administrator.",
        "En lenke for å velge passord er sendt til ada@example.com.",
    ]
    assert Membership.objects.get(user__email="ada@example.com").role == Role.ADMINISTRATOR
    assert mail.outbox[0].to == ["ada@example.com"]


def test_the_commands_give_a_registrys_role_and_take_it(registry):
    arguments = ("bo@example.com", "--role", "contributor", "--registry", "HJERTEINFARKT")
    assert command("add_member", *arguments)[2] == 0
    assert Membership.objects.get().registry == registry
    assert command("remove_member", *arguments) == ("bo@example.com er ikke lenger bidragsyter.\n", "", 0)
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("add_member", "ikke en adresse", "--role", "reviewer"), "gyldig e-postadresse"),
        (("add_member", "bo@example.com", "--role", "publisher"), "hører til ett register"),
        (("add_member", "bo@example.com", "--role", "publisher", "--registry", "x"), "«x» finnes ikke"),
        (("remove_member", "bo@example.com", "--role", "reviewer"), "er ikke vurderer"),
    ],
)
def test_the_commands_say_what_is_wrong(arguments, fault):
    _, err, code = command(*arguments)
    assert code == 1
    assert fault in err
    assert not User.objects.exists()
