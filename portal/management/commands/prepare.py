"""Makes everything ready to serve; what is ready already is left alone, so that a restart takes a second."""

import hashlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from demo.accounts import WARNING, accounts_to_try
from demo.standing import Standing, standing
from organisations.models import Unit

FIXTURES = settings.BASE_DIR / "fixtures"
# Another version of what collects and compresses may give other files from the same input.
LOCK_FILES = [settings.BASE_DIR / name for name in ("requirements.txt", "package-lock.json")]


class Command(BaseCommand):
    help = "Make folders, migrate, load the first units, registries and demonstration, collect static files."
    # They would import every view, with pandas, just before the server does.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--without-static", action="store_true", help="do not collect static files (make dev)"
        )

    def handle(self, *, without_static: bool, **options: Any) -> None:
        # The secret needs nothing done: reading the settings makes it.
        make_folders()
        if unapplied():
            self.stdout.write("Migrating the database.")
            call_command("migrate", interactive=False, verbosity=0)
        if not Unit.objects.exists():
            self.stdout.write("Loading the first units and registries.")
            load_first()
        if settings.DEMO and standing() in (Standing.EMPTY, Standing.BEGUN):
            call_command("load_demo", stdout=self.stdout)
        elif accounts_to_try():
            # Also where they were made long ago, and the portal has become a real one since.
            self.stdout.write(WARNING)
        if not without_static and (found := fingerprint()) != collected():
            self.stdout.write("Collecting static files.")
            call_command("collectstatic", interactive=False, verbosity=0)
            _fingerprint_file().write_text(found)


def make_folders() -> None:
    Path(settings.MEDIA_ROOT).mkdir(mode=0o700, parents=True, exist_ok=True)
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not name.startswith("file:"):  # a database in memory is a file: URI
        Path(name).parent.mkdir(parents=True, exist_ok=True)


def unapplied() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def load_first() -> None:
    # All or nothing: units alone would keep the others from being loaded next time.
    with transaction.atomic():
        call_command("import_units", str(FIXTURES / "units.csv"))
        call_command("import_registries", str(FIXTURES / "registries.csv"))
        call_command("import_fields", str(FIXTURES / "medical_fields.csv"))
        call_command("import_registry_years", str(FIXTURES / "registry_years.csv"))
        call_command("import_prom", str(FIXTURES / "prom.csv"))


def fingerprint() -> str:
    """Of the names, times and sizes of the files that would be collected."""
    files = [(name, storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
    files += [(file.name, str(file)) for file in LOCK_FILES]
    stats = [(name, Path(path).stat()) for name, path in files]
    facts = sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def collected() -> str:
    """The fingerprint of what was collected last, "" when nothing was."""
    file = _fingerprint_file()
    return file.read_text() if file.exists() else ""


def _fingerprint_file() -> Path:
    # Among the collected files, so that it disappears with them.
    return Path(settings.STATIC_ROOT) / ".fingerprint"
