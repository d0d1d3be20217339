"""What registries wrote, and what they are called, on a page in any language: `{{ row.title|marked }}`,
`{{ registry|short_name }}`. Every template has these."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from registries.names import field_name, name_of, short_name_of
from wording.language import DEFAULT, current
from wording.texts import begun

register = template.Library()
register.filter("full_name", name_of)
register.filter("short_name", short_name_of)
register.filter("field_name", field_name)
register.filter("begun", begun)


@register.filter
def lang(text: str) -> SafeString:
    """` lang="nb"`, for a tag that can hold no other, where the text knows that it is not in the page's."""
    own = getattr(text, "lang", None)
    return mark_safe("" if own in (None, current()) else f' lang="{own}"')  # noqa: S308  # of our languages


@register.filter
def marked(text: str) -> SafeString:
    """The text as HTML, with its language where that is not the page's. A text that does not know its own is
    Norwegian."""
    lang = getattr(text, "lang", DEFAULT)
    html = escape(text) if lang == current() or not text else f'<span lang="{lang}">{escape(text)}</span>'
    return mark_safe(html)  # noqa: S308  # the text in it is escaped
