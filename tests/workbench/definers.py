"""Those who come to the rooms of definitions, each with a browser's client."""

from django.contrib.auth.models import User
from django.test import Client
from lxml import html

from indicators.models import Indicator
from registries.models import Registry, Role
from tests.pages import select
from tests.people import a_person, sign_in

ROLES = {
    "contributor": (Role.CONTRIBUTOR, "hjerte"),
    "publisher": (Role.PUBLISHER, "hjerte"),
    "other": (Role.PUBLISHER, "lunge"),
    "reviewer": (Role.REVIEWER, None),
    "administrator": (Role.ADMINISTRATOR, None),
    "nobody": None,
}


def client_of(name="publisher", **options):
    """A client signed in as one of them, who is made when first asked for; "anonymous" is not."""
    client = Client(**options)
    if name != "anonymous":
        sign_in(client, person(name))
    return client


def person(name="publisher"):
    if known := User.objects.filter(email=f"{name}@example.com").first():
        return known
    role, key = ROLES[name] or (None, None)
    roles = [] if role is None else [(role, Registry.objects.get(key=key)) if key else role]
    return a_person(name.title(), *roles)


def read(answer, status=200):
    """The elements of the page."""
    assert answer.status_code == status, (answer.status_code, answer.content[:2000])
    return html.document_fromstring(answer.content.decode())


def words(element):
    return " ".join(element.text_content().replace("\u202f", " ").replace("\xa0", " ").split())


def texts(tree, selector):
    return [words(one) for one in select(tree, selector)]


def fields(tree, form):
    """What the form would send as it stands, by the path of its action's end."""
    (found,) = [one for one in tree.forms if (one.action or "").endswith(form)]
    return dict(found.form_values())


def indicator(key="h_andel"):
    return Indicator.objects.get(key=key)


def rows(tree):
    return [one.get("data-indicator") for one in select(tree, "[data-indicator]")]


def sent(client, form, page="/definisjoner/hjerte/h_andel/", **values):
    """The form of the page, with these values instead of what stands in it; of a target when one has seen
    what that does."""
    filled = fields(read(client.get(page)), f"{page}{form}") | values
    if "forslag" in filled:
        filled |= seen(foretold(client, filled, page))
    return client.post(f"{page}{form}", filled)


def foretold(client, filled, page="/definisjoner/hjerte/h_andel/", **values):
    """What the form would change, as it is put in the page."""
    answer = client.post(f"{page}hva-om/", filled | values, headers={"HX-Request": "true"})
    return read(answer)


def seen(panel):
    """The proof that the panel carries, as a field of the form; none where something is wrong."""
    return {one.get("name"): one.get("value") for one in select(panel, "[name=sett_virkning]")}
