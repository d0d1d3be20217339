"""What every page says."""

import logging
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest

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
