"""Small releases through the commands, and the pages that show them."""

from lxml import html

from results.models import Release
from tests.nation import deliver
from tests.pages import select


class Page:
    def __init__(self, client, address, status=200, **query):
        self.response = client.get(address, query)
        assert self.response.status_code == status
        self.text = self.response.getvalue().decode()
        self.tree = html.fromstring(self.text)

    def texts(self, selector):
        return [" ".join(found.text_content().split()) for found in select(self.tree, selector)]

    def links(self, selector):
        return [found.get("href") for found in select(self.tree, selector)]

    def cells(self):
        return self.texts("[data-cell] .answer, [data-cell] .no-number")


def delivered(folder, denominator, *args, year=2021, registry="hjerte"):
    """A release in which nine patients at a hospital in the south were treated in time."""
    key = {"hjerte": "h_andel", "lunge": "l_andel"}[registry]
    row = f"caregiver;{year};211;{key};9;{denominator}"
    report, code = deliver(folder, [row], "--accept-warnings", *args, registry=registry)
    assert code == 0
    return Release.objects.get(pk=report["release"])


def published(folder, denominator, **options):
    return delivered(folder, denominator, "--publish", **options)
