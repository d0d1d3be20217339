"""What every page says."""

import logging
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from demo.accounts import Account, accounts_to_try
from results.origins import NONE, generated_shown

logger = logging.getLogger(__name__)


def demonstration(request: HttpRequest) -> dict[str, Any]:
    """Asked of the database only by a template that asks, and every time: it is right at once."""
    return {"demonstration": _generated_shown}


def _generated_shown() -> str:
    try:
        return generated_shown()
    except DatabaseError:
        # A page that needs no number, such as the one for an unknown address, needs no database either.
        logger.exception("Whether anything shown is generated can't be told.")
        return NONE


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """Whether to show the ways to staff's rooms. Who has no session is not looked up: the public's pages cost
    no query for it, and are the same to all."""
    return {"signed_in": lambda: _is_signed_in(request)}


def _is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    if user is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    try:
        return bool(user.is_authenticated)
    except DatabaseError:
        logger.exception("Whether someone is signed in can't be told.")
        return False


def demo_accounts(request: HttpRequest) -> dict[str, Any]:
    """For the page to sign in on, where the demonstration is shown. Never in a portal for real use."""
    return {"demo_accounts": _demo_accounts}


def _demo_accounts() -> list[Account]:
    return accounts_to_try() if settings.DEMO and _generated_shown() else []
