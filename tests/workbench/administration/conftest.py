"""The administration as someone meets it: each role signed in, over a small nation."""

import pytest
from lxml import html

from organisations.models import Unit
from registries.models import Registry, Role
from tests.nation import found_nation
from tests.pages import select
from tests.people import a_person, sign_in
from tests.results.world import Page

HJERTE = "hjerte"
ROLES = {
    "contributor": (Role.CONTRIBUTOR, HJERTE),
    "publisher": (Role.PUBLISHER, HJERTE),
    "reviewer": (Role.REVIEWER, None),
    "administrator": (Role.ADMINISTRATOR, None),
    "nobody": (None, None),
}


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


@pytest.fixture
def someone(client):
    """Signs in someone with this role."""

    def someone(who):
        role, key = ROLES[who]
        registry = Registry.objects.get(key=key) if key else None
        user = a_person("Ada", *([(role, registry)] if role else []))
        sign_in(client, user)
        return user

    return someone


@pytest.fixture
def administrator(someone):
    return someone("administrator")


class Form:
    """The form on a page, as the browser would send it."""

    def __init__(self, client, address):
        self.client, self.address = client, address
        (form,) = Page(client, address).tree.xpath('//form[not(@id="changelist-search")]')
        self.values = {name: value for name, value in form.form_values() if not name.startswith("_")}

    def send(self, **changes):
        """What the page is that one comes to."""
        values = {name: value for name, value in (self.values | changes).items() if value is not None}
        answer = self.client.post(self.address, values, follow=True)
        assert answer.status_code == 200
        return Shown(answer)


class Shown(Page):
    def __init__(self, answer):
        self.response, self.text = answer, answer.getvalue().decode()
        self.tree = html.fromstring(self.text)
        self.messages = self.texts(".messagelist li")
        self.errors = [*self.texts(".errornote"), *self.texts(".errorlist li")]


@pytest.fixture
def form(client, administrator):
    return lambda address: Form(client, address)


def unit(slug):
    return Unit.objects.get(slug=slug)


def address(one, what="change"):
    return f"/admin/{one._meta.app_label}/{one._meta.model_name}/{one.pk}/{what}/"


def rows(page, table):
    """The rows of the table, each as its cells' texts with a line between them."""
    cells = (
        [" ".join(cell.text_content().split()) for cell in row] for row in select(page.tree, f"{table} tr")
    )
    return ["|".join(row) for row in cells]
