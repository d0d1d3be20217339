"""Texts that may be in another language than the page: `{% in_norwegian text %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wording.language import DEFAULT, current

register = template.Library()


@register.simple_tag
def in_norwegian(text: str) -> SafeString:
    """What a registry wrote, marked as Norwegian on a page in another language: all but what is known to be
    in the page's own."""
    if current() in (DEFAULT, getattr(text, "lang", DEFAULT)):
        return format_html("{}", text)
    return format_html('<span lang="nb">{}</span>', text)


@register.simple_tag
def in_own_language(text: str) -> SafeString:
    """A text that knows its language, marked where that is not the page's; a name that knows none is as it is
    everywhere."""
    language = getattr(text, "lang", None)
    if language in (None, current()):
        return format_html("{}", text)
    return format_html('<span lang="{}">{}</span>', language, text)
