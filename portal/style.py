"""The style sheet that every page loads: the design system's theme, those of its components that the portal
uses, and the portal's own tokens and components, in one file.

All of the design system is 147 kB of rules, most of them about what no page here has; a browser looks
through them for each of a page's elements, which took half the time until the results were seen.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
LAYERS = "@layer ds.theme, ds.base, ds.components;"
BASE = ["base"]
COMPONENTS = ["button", "chip", "input", "skip-link"]
OWN = ["portal", "components"]


def style() -> str:
    """The design system in its layers, as its own file of everything has them; ours in none, so it wins."""
    source = settings.DESIGN_SYSTEM
    layered = [("ds.base", BASE), ("ds.components", COMPONENTS)]
    return "\n".join(
        [
            LAYERS,
            _text(source / "theme/designsystemet.css"),
            *(
                f"@layer {layer} {{{_text(source / f'src/{name}.css')}}}"
                for layer, names in layered
                for name in names
            ),
            *(_text(settings.BASE_DIR / f"static/css/{name}.css") for name in OWN),
        ]
    )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


class StyleFinder(BaseFinder):
    """Gives the style sheet among the static files, made anew when what it is made of has changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(settings.MADE)

    def check(self, **kwargs: Any) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        return [self._made()] if find_all else self._made()

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        self._made()
        yield NAME, self.storage

    def _made(self) -> str:
        file, wanted = settings.MADE / NAME, style()
        if not file.exists() or _text(file) != wanted:
            file.parent.mkdir(parents=True, exist_ok=True)
            # Whole or not at all: several processes may make it at once.
            part = file.with_name(f"{file.name}.{os.getpid()}")
            part.write_text(wanted, encoding="utf-8")
            part.replace(file)
        return str(file)
