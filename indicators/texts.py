"""What an indicator is called, and how it is described, in the language of the page."""

from indicators.models import DefinitionFields
from wording.language import Language
from wording.texts import Text, text_of


def title_of(definition: DefinitionFields, key: str, language: Language | None = None) -> Text:
    """The key where there is no title."""
    return text_of(definition.title or key, definition.title_en, language)


def unit_word_of(definition: DefinitionFields, language: Language | None = None) -> Text:
    """ "" for a number that stands by itself."""
    return text_of(definition.unit_word, definition.unit_word_en, language)


def short_description_of(definition: DefinitionFields, language: Language | None = None) -> Text:
    return text_of(definition.short_description, definition.short_description_en, language)


def long_description_of(definition: DefinitionFields, language: Language | None = None) -> Text:
    """Markdown."""
    return text_of(definition.long_description, definition.long_description_en, language)


def description_of(definition: DefinitionFields, language: Language | None = None) -> Text:
    """The long one, or the short one where that is all; in the page's language if there is either."""
    return text_of(
        definition.long_description or definition.short_description,
        definition.long_description_en or definition.short_description_en,
        language,
    )
