"""Texts that somebody else wrote, in the languages they wrote them in."""

from typing import Self

from wording.language import Language, current


class Text(str):
    """A text that knows which language it is in, so that a page in another one can say so."""

    __slots__ = ("lang",)
    lang: Language

    def __new__(cls, text: str, lang: Language) -> Self:
        made = super().__new__(cls, text)
        made.lang = lang
        return made

    def __getnewargs__(self) -> tuple[str, Language]:  # type: ignore[override]  # to be copied and stored whole
        return str(self), self.lang


def text_of(norwegian: str, english: str, language: Language | None = None) -> Text:
    """The text in the page's language, or the one asked for; in Norwegian where there is no other."""
    if english and (current() if language is None else language) == "en":
        return Text(english, "en")
    return Text(norwegian, "nb")


def begun(text: Text) -> Text:
    """The text as it begins a line."""
    return Text(text[:1].upper() + text[1:], text.lang)
