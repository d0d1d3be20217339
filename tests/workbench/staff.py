"""People with roles, and the small nation's registry with something public and a draft."""

import re

from django.conf import settings
from django.contrib.auth.models import User
from django.shortcuts import resolve_url

from registries.members import give_role
from registries.models import Registry, Role
from results.models import Release
from tests.nation import deliver
from tests.people import sign_in

YEAR = 2022
PUBLIC = ["caregiver;2022;111;h_andel;80;100", "caregiver;2022;211;h_andel;75;100"]
# The first hospital goes up, the second down; each takes its own trust and region along, and not the nation.
DRAFT = ["caregiver;2022;111;h_andel;97;100", "caregiver;2022;211;h_andel;60;100"]
ROLES = {
    "contributor": (Role.CONTRIBUTOR, "hjerte"),
    "publisher": (Role.PUBLISHER, "hjerte"),
    "administrator": (Role.ADMINISTRATOR, None),
    "other contributor": (Role.CONTRIBUTOR, "lunge"),
    "other publisher": (Role.PUBLISHER, "lunge"),
    "reviewer": (Role.REVIEWER, None),
    "nobody": None,
    "anonymous": None,
}
OUTSIDERS = ["other contributor", "other publisher", "reviewer", "nobody"]


def someone(name, role=Role.PUBLISHER, registry="hjerte"):
    user = User.objects.create(username=name, email=f"{name}@example.no", first_name=name.capitalize())
    found = Registry.objects.get(key=registry) if registry else None
    if role:
        give_role(user=user, role=role, registry=found, by=None)
    return user


def enter(client, who):
    """Signs in as one of ROLES; who is anonymous is signed out."""
    client.logout()
    if who == "anonymous":
        return None
    known = ROLES[who] or (None, None)
    user = User.objects.filter(username=who.replace(" ", "-")).first()
    user = user or someone(who.replace(" ", "-"), *known)
    sign_in(client, user)
    return user


def page_of(response):
    """The page, but for what is new in every answer: the token of its forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.getvalue().decode())


def sends_to_sign_in(response):
    return response.status_code == 302 and response["Location"].startswith(resolve_url(settings.LOGIN_URL))


def made(folder, rows, *args, registry="hjerte"):
    report, code = deliver(folder, rows, "--accept-warnings", *args, registry=registry)
    assert code == 0, report
    return Release.objects.get(pk=report["release"])


def public_and_draft(folder, public=PUBLIC, draft=DRAFT):
    return made(folder, public, "--publish"), made(folder, draft)
