"""The door of staff's rooms: who is let in, and to which registry."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.cache import never_cache

from registries.access import Access, access_of
from registries.models import Registry
from workbench.accounts.enrolment import detour

Rest = ParamSpec("Rest")
View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request of someone who may be here."""

    access: Access


def for_staff(view: View) -> View:
    """For all who have any role. Others meet what is not there; who is not signed in is asked to.

    Who can make something public has to show more than a password first, and is sent to do so. What is shown
    here is kept by nobody's cache, and not by the browser of a shared machine.
    """

    @never_cache
    @login_required
    @wraps(view)
    def entered(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.access = access_of(request.user)
        if not (request.access.of_registries or request.access.of_all):
            raise Http404
        if request.access.must_use_mfa and (elsewhere := detour(request)):
            return HttpResponseRedirect(elsewhere)
        return view(request, *args, **kwargs)

    return entered


def for_members(view: Callable[Concatenate[Any, Registry, Rest], HttpResponseBase]) -> View:
    """For those who may deliver to the registry whose key the address has; the view is given the registry."""
    return _of_registry(view, lambda access, registry: access.may_deliver(registry))


def for_publishers(view: Callable[Concatenate[Any, Registry, Rest], HttpResponseBase]) -> View:
    return _of_registry(view, lambda access, registry: access.may_publish(registry))


def for_administrators(view: View) -> View:
    @for_staff
    @wraps(view)
    def entered(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.access.is_administrator:
            raise Http404
        return view(request, *args, **kwargs)

    return entered


def _of_registry(view: Any, may: Callable[[Access, Registry], bool]) -> View:
    """404 for what is not yours as for what does not exist."""

    @for_staff
    @wraps(view)
    def entered(request: StaffRequest, key: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        registry = Registry.objects.filter(key=key).first()
        if registry is None or not may(request.access, registry):
            raise Http404
        answer: HttpResponseBase = view(request, registry, *args, **kwargs)
        return answer

    return entered
