import csv
import json
from argparse import ArgumentParser
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registries.models import Registry
from results.exports import export
from results.models import Release


class Command(BaseCommand):
    help = "Write results to stdout: what is public, or with --internal every number."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--registry", metavar="KEY")
        parser.add_argument("--release", type=int, metavar="ID")
        parser.add_argument("--year", type=int)
        parser.add_argument(
            "--internal", action="store_true", help="withheld numbers and undefined units too"
        )
        parser.add_argument("--format", choices=["csv", "json"], default="csv")

    def handle(self, *args: Any, **options: Any) -> None:
        releases = self.releases(options["registry"], options["release"])
        self.refuse_withdrawn(releases, options["internal"])
        columns, rows = export(releases=releases, year=options["year"], internal=options["internal"])
        if options["format"] == "json":
            self.write_json(rows)
        else:
            self.write_csv(columns, rows)

    def releases(self, key: str | None, pk: int | None) -> list[Release]:
        found = Release.objects.all() if pk is not None else Release.objects.published()
        if pk is not None:
            found = found.filter(pk=pk)
        if key is not None:
            if not Registry.objects.filter(key__iexact=key).exists():
                raise CommandError(f"Registeret «{key}» finnes ikke.")
            found = found.filter(registry__key__iexact=key)
        if pk is not None and not found:
            raise CommandError(f"Utgivelse {pk} finnes ikke.")
        return list(found)

    def refuse_withdrawn(self, releases: list[Release], internal: bool) -> None:
        for release in releases:
            if release.state == Release.State.WITHDRAWN and not internal:
                raise CommandError(
                    f"Utgivelse {release.pk} er trukket tilbake. Bare --internal viser tallene."
                )

    def write_json(self, rows: Iterable[dict[str, Any]]) -> None:
        self.stdout.write("[", ending="")
        for position, row in enumerate(rows):
            pairs = (f"{json.dumps(name)}: {_json(value)}" for name, value in row.items())
            self.stdout.write(f"{',' if position else ''}\n{{{', '.join(pairs)}}}", ending="")
        self.stdout.write("\n]")

    def write_csv(self, columns: list[str], rows: Iterable[dict[str, Any]]) -> None:
        writer = csv.DictWriter(self.stdout, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else _text(value)


def _text(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _json(value: Any) -> str:
    """Numbers as numbers, a Decimal with every digit; null where there is no value."""
    return _text(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
