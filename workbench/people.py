"""Who did something, as staff know each other."""

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _lazy

from registries import members

COMMAND_LINE = _lazy("Serverens kommandolinje")


def name_of(user: User | None) -> str:
    """The full name, else the address; what nobody was signed in for was done on the server."""
    if user is None:
        return str(COMMAND_LINE)
    return members.name_of(user)
