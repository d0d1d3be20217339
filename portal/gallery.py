"""Every component in every state, on one page for those who build the portal. Only where DEBUG is on."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import gallery_samples as samples
from results.downloads import download_links
from results.links import Link
from results.origins import ALL, SOME
from results.views.charts_csp import with_charts

SHEET = Path(settings.BASE_DIR) / "static/css/portal.css"
TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")


@dataclass(frozen=True)
class Token:
    name: str
    light: str
    dark: str


@with_charts
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    levels = samples.levels()
    page = {
        "answers": samples.answers(),
        "tallies": levels.tallies,
        "stack": levels.stack,
        "empty": samples.empty(),
        "charts": samples.charts(),
        "downloads": download_links("#"),
        "breadcrumbs": (Link("Hele landet", "#"), Link("Helse Midt-Norge RHF", "#")),
        "sources": ("Årsrapport 2024, tabell 3", "Årsrapport 2023, side 14"),
        "generated": (ALL, SOME),
        "tokens": tokens(SHEET.read_text()),
    }
    return render(request, "portal/gallery.html", page)


def tokens(sheet: str) -> list[Token]:
    """The colours of the sheet by the order they are first named in, light and dark."""
    light_part, _, dark_part = sheet.partition("prefers-color-scheme: dark")
    light, dark = dict(_colours(light_part)), dict(_colours(dark_part))
    return [Token(name, colour, dark.get(name, colour)) for name, colour in light.items()]


def _colours(sheet: str) -> list[tuple[str, str]]:
    return TOKEN.findall(sheet)
