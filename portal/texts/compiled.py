"""What Django reads: all of a language's files of translations in one, made anew when any has changed."""

import os
from pathlib import Path

from django.conf import settings

LOCALE = settings.BASE_DIR / "locale"


def compile_changed() -> None:
    """Costs a look at each file where nothing has changed."""
    for folder in sorted(LOCALE.iterdir()):
        if folder.is_dir():
            _compile(sorted(folder.glob("*.po")), _compiled(folder.name))


def _compile(files: list[Path], compiled: Path) -> None:
    if compiled.exists() and all(file.stat().st_mtime < compiled.stat().st_mtime for file in files):
        return
    # Only where something has changed: the library takes as long to load as all else that is done here.
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    joined = Catalog(locale=compiled.parent.parent.name)
    for file in files:
        with file.open("rb") as source:
            for message in read_po(source, locale=compiled.parent.parent.name):
                if message.id:
                    joined.add(message.id, message.string, context=message.context)
    compiled.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: several processes may make it at once.
    part = compiled.with_name(f"{compiled.name}.{os.getpid()}")
    with part.open("wb") as target:
        write_mo(target, joined)
    part.replace(compiled)


def _compiled(language: str) -> Path:
    """Where Django looks for it."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.mo"
