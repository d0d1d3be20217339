"""Parts of a page that may be written when all before them is sent: `{% later "results/_x.html" x=x %}`.

The template is included where it stands; in a page that `results.views.in_parts` answers with, it is
rendered only when all before it is on its way.
"""

from functools import partial
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from results.views.in_parts import MARK, PARTS

register = template.Library()


@register.simple_tag(takes_context=True)
def later(context: Context, name: str, **own: Any) -> SafeString:
    """The template rendered with all of the page's context, and what it is given besides."""
    included = context.template.engine.get_template(name)  # type: ignore[union-attr]  # while one is rendered
    values: dict[str, Any] = {**context.flatten(), **own}  # type: ignore[dict-item]  # its keys are names
    render = partial(included.render, context.new(values))
    if PARTS not in context:
        return render()
    context[PARTS].append(render)
    return mark_safe(MARK)  # noqa: S308  # a constant
