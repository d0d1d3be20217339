"""The public pages under a prefix of their own, which every address that such a page gives begins with: so a
reader stays among the pages as they are there."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, ResolverMatch, resolve, set_script_prefix

Respond = Callable[[HttpRequest], HttpResponseBase]
# Besides all of `results`.
ALSO_PUBLIC = {"front", "search", "suggestions"}


def outside(request: HttpRequest) -> str:
    """The prefix of all pages: "/", "/en/" where they are in English; after what the portal itself stands
    below, if it does."""
    return f"{request.META.get('SCRIPT_NAME', '')}/{getattr(request, 'language_prefix', '')}"


def under(request: HttpRequest, prefix: str, page: str, respond: Respond, **said: Any) -> HttpResponseBase:
    """The answer of the page with what is `said` on the request; one that is not public, such as the way to
    one's own account, is sent to its own address.

    The prefix that `reverse` gives is not set back: the page may be written while it is sent. Each request
    begins with its own.
    """
    match = page_at(page)
    if match is not None and not _is_public(match):
        return HttpResponseRedirect(own_address(request, page), preserve_request=True)
    for name, value in said.items():
        setattr(request, name, value)
    request.path_info = page
    set_script_prefix(f"{outside(request)}{prefix}/")
    return respond(request)


def own_address(request: HttpRequest, page: str) -> str:
    """The page's address without a prefix, as it was asked for."""
    query = request.META.get("QUERY_STRING", "")
    return f"{outside(request)}{page[1:]}{'?' if query else ''}{query}"


def page_at(address: str) -> ResolverMatch | None:
    try:
        return resolve(address)
    except Resolver404:
        return None


def _is_public(match: ResolverMatch) -> bool:
    return match.namespace == "results" or match.view_name in ALSO_PUBLIC
