"""What registries and medical fields are called, in the language of the page."""

from registries.models import MedicalField, Registry
from wording.language import Language
from wording.texts import Text, text_of


def name_of(registry: Registry, language: Language | None = None) -> Text:
    return text_of(registry.name, registry.name_en, language)


def short_name_of(registry: Registry, language: Language | None = None) -> Text:
    return text_of(registry.short_name, registry.short_name_en, language)


def names_of(registry: Registry) -> tuple[str, ...]:
    """All that it may be known by."""
    return registry.short_name, registry.name, registry.short_name_en, registry.name_en


def field_name(field: MedicalField, language: Language | None = None) -> Text:
    return text_of(field.name, field.name_en, language)
