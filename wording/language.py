"""Which language is written."""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, get_args

# Bokmål is the default; nynorsk is to come and will be one more value here and in each module's table.
Language = Literal["nb", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "nb"
KNOWN: dict[str | None, Language] = {language: language for language in LANGUAGES}


def _default() -> str | None:
    return DEFAULT


_ask: Callable[[], str | None] = _default


def current() -> Language:
    """The page's language, as the portal tells; bokmål where nobody does."""
    # In numbers' words it is asked by the thousand.
    return KNOWN.get(_ask(), DEFAULT)


def told_by(ask: Callable[[], str | None]) -> None:
    """What knows the language of the page that is being written; `wording` itself knows no pages."""
    global _ask
    _ask = ask


class Worded(Mapping[str, str]):
    """What each of some things is called, in the language of the page that asks."""

    def __init__(self, words: Mapping[str, Mapping[Language, str]]) -> None:
        self._words = words

    def __getitem__(self, key: str) -> str:
        return self._words[key][current()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)
