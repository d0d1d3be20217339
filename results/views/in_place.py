"""Which rows of the results page are asked for alone, to be put in the places of those that stand there."""

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.cache import patch_vary_headers

from results.views.addresses import Answer

# As rows.js names the row that was clicked, and the one that stood open.
TARGET, STOOD_OPEN = "HX-Target", "X-Stood-Open"
ROW = re.compile("tbody#rad-([0-9]{1,18})")
OPEN = re.compile("rad-([0-9]{1,18})")


@dataclass(frozen=True)
class InPlace:
    """The ids of the indicators whose row was clicked, and of the one that stood open, if any."""

    clicked: int
    stood_open: int | None

    @property
    def indicators(self) -> list[int]:
        return [one for one in (self.clicked, self.stood_open) if one is not None]


def in_place(request: HttpRequest) -> InPlace | None:
    """None where the whole page is asked for."""
    clicked = ROW.fullmatch(request.headers.get(TARGET, ""))
    if clicked is None:
        return None
    stood_open = OPEN.fullmatch(request.headers.get(STOOD_OPEN, ""))
    return InPlace(int(clicked[1]), int(stood_open[1]) if stood_open else None)


def varied(response: Answer) -> Answer:
    """The same address answers with a page or with rows of it."""
    patch_vary_headers(response, ["HX-Request", TARGET, STOOD_OPEN])
    return response
