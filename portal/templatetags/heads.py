"""What the head of a page is made of."""

from typing import Any

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY

register = template.Library()


@register.simple_tag(takes_context=True)
def block_again(context: Any, name: str) -> str:
    """The block once more, as the page fills it: a title is said in more than one place."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    rendered: str = block.render(context)
    return rendered
