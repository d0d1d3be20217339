"""What stands in the foot of every printed sheet: what was public when."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from results.presenters.releases import title
from results.views.offered import draft_of, moment_of
from wording.dates import date_text


def printing(request: HttpRequest) -> dict[str, Any]:
    return {"print_foot": lambda: foot(request)}


def foot(request: HttpRequest) -> str:
    """Of a page with the figures of one release, the page itself says which."""
    draft, moment = draft_of(request), moment_of(request)
    if draft is not None:
        return title(draft)
    when = date_text(timezone.now()) if moment is None else moment.words
    return _("slik det var publisert {when}").format(when=when)
