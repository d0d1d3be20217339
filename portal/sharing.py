"""What a page says of itself to those that lead to it: search engines, and programs that show a link."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.templatetags.static import static

from portal.languages import Edition, editions
from results.views.addresses import host_of
from results.views.offered import draft_of, moment_of

# What tells one page from another; all else in an address is how it is seen.
TELLING = {"results:comparison": ("sted",), "results:publications": ("register",)}
LOCALES = {"nb": "nb_NO", "en": "en_GB"}


@dataclass(frozen=True)
class Share:
    address: str  # whole, of the page with nothing chosen
    editions: tuple[Edition, ...]  # the same in each language, whole
    locale: str
    image: str
    is_found: bool  # by search engines: not a draft, nor the past


def sharing(request: HttpRequest) -> dict[str, Any]:
    """Nothing of a page that is not there, nor of staff's."""
    return {"share": lambda: share(request)}


def share(request: HttpRequest) -> Share | None:
    match = request.resolver_match
    if match is None or match.namespace not in ("", "results"):
        return None
    query = _telling(request.GET, TELLING.get(match.view_name, ()))
    bare = [_bare(request, edition, query) for edition in editions(request)]
    shown = next(edition for edition in bare if edition.is_shown)
    return Share(
        address=shown.address,
        editions=tuple(bare),
        locale=LOCALES.get(shown.code, shown.code),
        image=f"{host_of(request)}{static('img/preview.png')}",
        is_found=draft_of(request) is None
        and moment_of(request) is None
        and match.view_name not in ("search", "suggestions"),
    )


def _telling(chosen: QueryDict, names: tuple[str, ...]) -> str:
    kept = QueryDict(mutable=True)
    for name in names:
        if values := chosen.getlist(name):
            kept.setlist(name, values)
    return f"?{kept.urlencode()}" if kept else ""


def _bare(request: HttpRequest, edition: Edition, query: str) -> Edition:
    page = edition.address.partition("?")[0]
    return Edition(edition.code, edition.name, f"{host_of(request)}{page}{query}", edition.is_shown)
