"""Texts that are in another language than the page: `{% in_norwegian text %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wording.language import DEFAULT, current

register = template.Library()


@register.simple_tag
def in_norwegian(text: str) -> SafeString:
    """What a registry wrote in Norwegian, marked as such where the page is in another language."""
    return format_html("{}" if current() == DEFAULT else '<span lang="nb">{}</span>', text)
