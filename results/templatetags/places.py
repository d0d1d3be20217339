"""A place to choose, as HTML: `{% choice place %}`. The tree has two hundred of them; see `answers`."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from results.presenters.places import Place

register = template.Library()


@register.simple_tag
def choice(place: Place) -> SafeString:
    state = f'value="{escape(place.slug)}" form="valg"{" checked" if place.chosen else ""}'
    box = f'<input class="ds-input" type="checkbox" name="sted" {state}>'
    return mark_safe(f'<label class="choice">{box} {escape(place.name)}</label>')  # noqa: S308  # escaped
