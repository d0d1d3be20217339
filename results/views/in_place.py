"""Which rows of the results page are asked for alone, to be put in the places of those that stand there."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict

# As rows.js names the row that was clicked.
ROW = re.compile("tbody#rad-([0-9]{1,18})")


@dataclass(frozen=True)
class InPlace:
    """The id of the indicator whose row was clicked, and the key of the one that stood open, or ""."""

    clicked: int
    stood_open: str


def in_place(request: HttpRequest) -> InPlace | None:
    """None where the whole page is asked for."""
    clicked = ROW.fullmatch(request.headers.get("HX-Target", ""))
    if clicked is None:
        return None
    before = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query)
    return InPlace(clicked=int(clicked[1]), stood_open=before.get("rad", ""))
