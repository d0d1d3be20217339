"""What a page has to choose among: what is public, or what stands in its place under some addresses."""

from django.http import HttpRequest

from results.choices.offer import Offer
from results.choices.parsing import releases_in
from results.models import Release
from results.moments import Moment


def draft_of(request: HttpRequest) -> Release | None:
    """Only what has checked that the reader may see the draft sets it: no address can."""
    return getattr(request, "draft", None)


def moment_of(request: HttpRequest) -> Moment | None:
    """That the address says the page is to be shown as of; None: now."""
    return getattr(request, "moment", None)


def offer_of(request: HttpRequest) -> Offer:
    """What is public, now or then; what the address holds fast to; and the draft of a preview."""
    return Offer.now(releases_in(request.GET), draft_of(request), moment_of(request))
