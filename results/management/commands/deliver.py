import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError

from registries.models import Registry
from results.actions import DataDates, Outcome, Refused, deliver_file, publish_release, warning_report

FAULTS, WARNINGS, ANYTHING_ELSE = 1, 2, 3


class Command(BaseCommand):
    help = "Deliver a registry's file: 0 accepted, 1 faults, 2 warnings not accepted, 3 anything else."

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        parser = super().create_parser(*args, **kwargs)

        def refuse(message: str) -> NoReturn:
            if self._called_from_command_line:
                parser.print_usage()
            raise CommandError(message, returncode=ANYTHING_ELSE)

        parser.error = refuse  # type: ignore[method-assign]  # argparse would exit with 2, which here means warnings
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        self._called_from_command_line = True
        try:
            super().run_from_argv(argv)
        except CommandError as error:  # raised while the arguments were read
            self.stderr.write(f"{type(error).__name__}: {error}")
            raise SystemExit(error.returncode) from error

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--registry", required=True, metavar="KEY")
        parser.add_argument("--updated-to", type=date.fromisoformat, metavar="DATE", help="data as of")
        parser.add_argument("--complete-to", type=date.fromisoformat, metavar="DATE", help="data complete to")
        parser.add_argument("--accept-warnings", action="store_true")
        parser.add_argument("--publish", action="store_true")
        parser.add_argument("--report", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcome = self.deliver(options)
        except CommandError:
            raise
        except Exception as error:
            raise CommandError(f"Leveringen stoppet: {error}", returncode=ANYTHING_ELSE) from error
        if options["report"] == "json":
            self.stdout.write(json.dumps(report(outcome), ensure_ascii=False))
        else:
            self.tell(outcome)
        if outcome.reading.fault_count:
            raise CommandError(f"{outcome.reading.fault_count} feil. Ingenting er endret.", returncode=FAULTS)
        if outcome.release is None:
            raise CommandError("Advarslene må godtas med --accept-warnings.", returncode=WARNINGS)

    def deliver(self, options: dict[str, Any]) -> Outcome:
        registry = Registry.objects.filter(key__iexact=options["registry"]).first()
        if registry is None:
            raise CommandError(f"Registeret «{options['registry']}» finnes ikke.", returncode=ANYTHING_ELSE)
        if not options["file"].is_file():
            raise CommandError(f"Filen {options['file']} finnes ikke.", returncode=ANYTHING_ELSE)
        default = DataDates.by_default()
        dates = DataDates(
            updated_to=options["updated_to"] or default.updated_to,
            complete_to=options["complete_to"] or default.complete_to,
        )
        outcome = deliver_file(
            path=options["file"],
            registry=registry,
            dates=dates,
            accept_warnings=options["accept_warnings"],
            by=None,
        )
        if outcome.release is not None and options["publish"]:
            try:
                publish_release(release=outcome.release, by=None)
            except Refused as refused:
                raise CommandError(str(refused), returncode=ANYTHING_ELSE) from refused
        return outcome

    def tell(self, outcome: Outcome) -> None:
        reading = outcome.reading
        self.stdout.write(f"{reading.rows} rader lest ({reading.encoding}, «{reading.separator}»).")
        for fault in reading.faults:
            self.stderr.write(fault.message)
        for warning in outcome.warnings:
            self.stderr.write(warning.message)
        if outcome.diff is not None:
            self.stdout.write(
                "{added} celler nye, {changed} endret, {removed} fjernet.".format(**outcome.diff)
            )
        if outcome.release is not None:
            self.stdout.write(f"Utgivelse {outcome.release.pk} er laget.")


def report(outcome: Outcome) -> dict[str, Any]:
    reading = outcome.reading
    return {
        "encoding": reading.encoding,
        "separator": reading.separator,
        "decimal": reading.decimal,
        "rows": reading.rows,
        "faults": [
            {"code": f.code, "row": f.row, "column": f.column, "value": f.value, "message": f.message}
            for f in reading.faults
        ],
        "fault_count": reading.fault_count,
        "warnings": [warning_report(warning) for warning in outcome.warnings],
        "diff": outcome.diff,
        "release": outcome.release.pk if outcome.release else None,
    }
