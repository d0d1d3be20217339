"""Which file of translations a message belongs in: that of the room whose page or code says it."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

# The first that the file's path begins with.
ROOMS = (
    (
        "about",
        (
            "templates/about/",
            "results/views/about",
            "results/examples",
            "results/presenters/examples",
            "results/licence",
        ),
    ),
    (
        "registers",
        (
            "templates/results/registr",
            "templates/results/_registry",
            "templates/results/field",
            "templates/results/_field",
            "templates/results/status",
            "templates/results/_status",
            "results/choices/registries",
            "results/presenters/registr",
            "results/presenters/field",
            "results/presenters/spreads",
            "results/presenters/status",
            "results/views/registr",
            "results/views/field",
            "results/views/status",
        ),
    ),
    (
        "account",
        (
            "templates/account/",
            "templates/mfa/",
            "templates/socialaccount/",
            "templates/admin/",
            "workbench/accounts/",
            "workbench/admin/",
        ),
    ),
    ("workbench", ("templates/workbench/", "workbench/", "indicators/", "registries/", "tabular/")),
    ("results", ("templates/results/", "results/")),
    (
        "portal",
        ("templates/", "portal/", "demo/", "organisations/"),
    ),
)
NAMES = tuple(name for name, _ in ROOMS)
TEMPLATES = (".html", ".txt")


def sources() -> Iterator[tuple[str, Path]]:
    """Every template and module with the room it belongs to."""
    folders = sorted({prefix.partition("/")[0] for _, prefixes in ROOMS for prefix in prefixes})
    for folder in folders:
        for file in sorted((settings.BASE_DIR / folder).rglob("*")):
            if file.suffix in (".py", *TEMPLATES) and "migrations" not in file.parts:
                yield room_of(file.relative_to(settings.BASE_DIR).as_posix()), file


def room_of(path: str) -> str:
    return next(name for name, prefixes in ROOMS if path.startswith(prefixes))


def translations(language: str, room: str) -> Path:
    return Path(settings.BASE_DIR) / "locale" / language / f"{room}.po"
