"""Which language is written."""

from collections.abc import Callable
from typing import Literal, get_args

# Bokmål is the default; nynorsk is to come and will be one more value here and in each module's table.
Language = Literal["nb", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "nb"


def _default() -> str | None:
    return DEFAULT


_ask: Callable[[], str | None] = _default


def current() -> Language:
    """The page's language, as the portal tells; bokmål where nobody does."""
    asked = _ask()
    return next((language for language in LANGUAGES if language == asked), DEFAULT)


def told_by(ask: Callable[[], str | None]) -> None:
    """What knows the language of the page that is being written; `wording` itself knows no pages."""
    global _ask
    _ask = ask
