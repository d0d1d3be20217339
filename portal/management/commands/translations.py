"""Brings the files of translations up to date with what templates and code say; --check changes nothing and
tells what is lacking."""

import io
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.languages import OTHERS
from portal.texts.messages import messages_by_room
from portal.texts.rooms import TEMPLATES, sources, translations
from portal.texts.strays import strays, unfound

PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}")
# Rooms that are not translated yet.
NOT_YET: frozenset[str] = frozenset()
# Shown while the portal is worked on, and to nobody else.
FOR_DEVELOPERS = {"templates/portal/gallery.html"}
LONGEST = 60


class Command(BaseCommand):
    help = "Update locale/ from templates and code, or check that every text has its translation."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail where something lacks")

    def handle(self, *, check: bool, **options: Any) -> None:
        lacks = [] if not check else list(_strays())
        for language in OTHERS:
            said: dict[object, tuple[str, object]] = {}
            for room, messages in messages_by_room(language).items():
                file = translations(language, room)
                kept = _kept(file, language)
                if not check:
                    _write(file, _updated(messages, kept))
                elif room not in NOT_YET:
                    lacks += _lacking(file, messages, kept)
                    lacks += _disagreeing(file, kept, said)
        if lacks:
            raise CommandError("\n".join([*lacks, "`manage.py translations` adds what is new."]))


def _kept(file: Path, language: str) -> Catalog:
    if not file.exists():
        return Catalog(locale=language)
    return read_po(io.BytesIO(file.read_bytes()), locale=language)


def _updated(messages: Catalog, kept: Catalog) -> Catalog:
    for message in messages:
        known = kept.get(message.id, message.context) if message.id else None
        if known is not None and isinstance(known.id, tuple) == isinstance(message.id, tuple):
            message.string = known.string
    return messages


def _write(file: Path, catalogue: Catalog) -> None:
    """Sorted, and with no lines' numbers and no date: two branches that add texts are easily joined."""
    text = io.BytesIO()
    write_po(text, catalogue, no_location=True, omit_header=True, sort_output=True, width=110)
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    header += f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(header + text.getvalue().decode(), encoding="utf-8")


def _lacking(file: Path, messages: Catalog, kept: Catalog) -> Iterator[str]:
    place = file.relative_to(settings.BASE_DIR)
    for message in messages:
        known = kept.get(message.id, message.context) if message.id else None
        if message.id and (known is None or not all(_strings(known)) or known.fuzzy):
            yield f"{place}: no translation of {_shown(message)}"
        elif known is not None and _placeholders(_strings(known)) != _placeholders(_ids(message)):
            yield f"{place}: other placeholders in the translation of {_shown(message)}"
    for known in kept:
        if known.id and messages.get(known.id, known.context) is None:
            yield f"{place}: nothing says {_shown(known)}"


def _disagreeing(file: Path, kept: Catalog, said: dict[object, tuple[str, object]]) -> Iterator[str]:
    """All rooms are compiled together, so a message has one translation."""
    for message in kept:
        if message.id:
            before = said.setdefault((message.id, message.context), (file.name, message.string))
            if before[1] != message.string:
                yield f"{file.name} and {before[0]} translate {_shown(message)} differently"


def _strays() -> Iterator[str]:
    for room, file in sources():
        place = file.relative_to(settings.BASE_DIR).as_posix()
        if room in NOT_YET or place in FOR_DEVELOPERS:
            continue
        text = file.read_text(encoding="utf-8")
        if file.suffix in TEMPLATES:
            for one in strays(text):
                yield f"{place}: not marked to be translated: {one[:LONGEST]}"
        else:
            for one in unfound(text):
                yield f"{place}: inside an f-string, where no message is found: {one[:LONGEST]}"


def _strings(message: Message) -> tuple[str, ...]:
    return _texts(message.string)


def _ids(message: Message) -> tuple[str, ...]:
    return _texts(message.id)


def _texts(either: Any) -> tuple[str, ...]:
    """Of one, or of one and many."""
    return either if isinstance(either, tuple) else (either,)


def _placeholders(texts: tuple[str, ...]) -> set[str]:
    """One of a single thing, "1 treff", may do without its number."""
    return {name for text in texts for name in PLACEHOLDER.findall(text)}


def _shown(message: Message) -> str:
    text = _ids(message)[0]
    return repr(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")
