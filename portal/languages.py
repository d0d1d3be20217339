"""The language of a page is in its address: `/en/sykehus/levanger/` is the hospital's page in English.

So it can be shared, found and kept like any other address. Bokmål, the default, has no prefix.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import set_script_prefix
from django.utils import translation

from results.views.prefixes import Respond, outside

# Those that are offered besides the default.
OTHERS = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
ADDRESS = re.compile(rf"/({'|'.join(OTHERS)})(/.*)?")


class LanguageMiddleware:
    """Takes the prefix off the address, and writes the page in its language.

    Neither is set back: the page may be written while it is sent. Each request begins with its own.
    """

    def __init__(self, get_response: Respond) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = ADDRESS.fullmatch(request.path_info)
        if found and not found[2]:
            return HttpResponseRedirect(f"{request.path}/")
        code = found[1] if found else settings.LANGUAGE_CODE
        if found:
            request.path_info = found[2]
        request.language_prefix = f"{code}/" if found else ""  # type: ignore[attr-defined]
        translation.activate(code)
        set_script_prefix(outside(request))
        response = self._respond(request)
        response.headers.setdefault("Content-Language", code)
        return response


@dataclass(frozen=True)
class Edition:
    """The page that is seen, in a language."""

    code: str
    name: str  # "English", in the language itself
    address: str
    is_shown: bool


def languages(request: HttpRequest) -> dict[str, Any]:
    """What every page says of its language: `root`, which the addresses that are written in full begin with,
    and the page's `editions`."""
    return {"root": outside(request), "editions": editions(request)}


def prefix_of(code: str) -> str:
    """What the addresses of a language begin with, after the first slash."""
    return "" if code == settings.LANGUAGE_CODE else f"{code}/"


def editions(request: HttpRequest, page: str | None = None) -> list[Edition]:
    """Of the page that is asked for, or of another, whose address begins after the first slash."""
    prefix = getattr(request, "language_prefix", "")
    before = f"{request.META.get('SCRIPT_NAME', '')}/"
    if page is None:
        page = request.get_full_path().removeprefix(f"{before}{prefix}")
    shown = translation.get_language()
    return [
        Edition(
            code=code,
            name=str(name),
            address=f"{before}{prefix_of(code)}{page}",
            is_shown=code == shown,
        )
        for code, name in settings.LANGUAGES
    ]
