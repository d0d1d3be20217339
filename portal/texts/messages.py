"""What the templates and the code say that is to be translated."""

import io
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

from portal.texts.rooms import NAMES, TEMPLATES, sources

KEYWORDS = DEFAULT_KEYWORDS | {
    "_lazy": None,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def messages_by_room(language: str) -> dict[str, Catalog]:
    """A catalogue for each room, with no translations."""
    found: dict[str, Catalog] = defaultdict(lambda: _empty(language))
    for name in NAMES:
        found[name]  # also a room that says nothing has one
    for room, file in sources():
        for message, context in _messages(file):
            found[room].add(message, context=context)
    return dict(found)


def _empty(language: str) -> Catalog:
    return Catalog(locale=language, project="Kvalitetsviser", fuzzy=False)


def _messages(file: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    text = file.read_text(encoding="utf-8")
    if file.suffix in TEMPLATES:
        # As Python, with what is no message crossed out: its lines are indented at random.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(file)).splitlines())
    for _, message, _, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
        yield (message if isinstance(message, str) else tuple(message)), context
