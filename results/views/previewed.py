"""A draft that the page is a preview of, in the places of its registry's public numbers."""

from django.http import HttpRequest

from results.choices.offer import Offer
from results.choices.parsing import releases_in
from results.models import Release


def draft_of(request: HttpRequest) -> Release | None:
    """Only what has checked that the reader may see the draft sets it: no address can."""
    return getattr(request, "draft", None)


def offer_of(request: HttpRequest) -> Offer:
    """What there is to choose among: what is public, what the address holds fast to, and the draft."""
    return Offer.now(releases_in(request.GET), draft_of(request))
