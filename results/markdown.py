"""Registries' descriptions: Markdown in, HTML out that holds no script, no picture and no frame."""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Pictures would be fetched from strangers' servers, which then know who reads.
PARSER = MarkdownIt("commonmark", {"html": False}).disable("image")
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a"}
HEADINGS = {"h3", "h4", "h5", "h6"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
LOWEST = 6
HEADING = re.compile(r"(?<=<)(/?)h([1-6])(?=[ >])")


def html_of(text: str, top: int = 3) -> SafeString:
    """The text as HTML, its highest headings at the level `top`: the page's own are above them."""
    made = HEADING.sub(
        lambda found: f"{found[1]}h{min(int(found[2]) + top - 1, LOWEST)}", PARSER.render(text)
    )
    clean = nh3.clean(
        made,
        tags=TAGS | HEADINGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener nofollow",
    )
    return mark_safe(clean)  # noqa: S308  # nothing is left in it but these tags and attributes
