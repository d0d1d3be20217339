"""The import commands' common part: a file in, a summary or the faults by row and column out."""

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tabular.faults import Faulty
from tabular.reading import Row, read_rows


class ImportCommand(BaseCommand):
    required: Sequence[str] = ()
    optional: Sequence[str] = ()
    # Changes the database from the rows, all or nothing, and says what it did.
    action: Callable[..., str]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(type(self).action(rows=self.rows_of(options["file"])))
        except Faulty as faulty:
            for fault in faulty.faults:
                self.stderr.write(str(fault))
            raise CommandError(f"{faulty}. Ingenting er endret.", returncode=1) from faulty

    def rows_of(self, file: Path) -> list[Row]:
        try:
            return read_rows(file, required=self.required, optional=self.optional)
        except OSError as error:
            raise CommandError(f"Kan ikke lese {file}: {error.strerror}.", returncode=1) from error
