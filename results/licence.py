"""What anyone may do with the numbers: the operator decides."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

# Has a name in every language. Another one is called what the operator calls it.
USUAL = _lazy("Norsk lisens for offentlige data (NLOD) 2.0")


def licence() -> dict[str, str]:
    """For the pages: its name, and where it stands."""
    return {"licence": _(settings.DATA_LICENCE), "licence_address": settings.DATA_LICENCE_URL}


def licence_line() -> tuple[str, str]:
    """For the notes of a file."""
    return _("Lisens"), f"{_(settings.DATA_LICENCE)}, {settings.DATA_LICENCE_URL}"
