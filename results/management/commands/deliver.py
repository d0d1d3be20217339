import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from registries.models import Registry
from results.actions import DataDates, Refused, deliver_file, publish_release
from results.jobs import ask_for_delivery
from results.management.telling import ANYTHING_ELSE, refuse_unless_accepted, tell
from results.models import Job, Release
from results.reports import delivery_report


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
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--publish", action="store_true")
        what.add_argument(
            "--queue", action="store_true", help="leave it to the workers; tells the job's number"
        )
        parser.add_argument("--reason", default="", metavar="TEXT", help="for the public log, with --publish")
        parser.add_argument("--report", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            asked = self.asked(options)
            if options["queue"]:
                self.tell_job(self.ask(asked, options["file"]), options["report"])
                return
            report = self.deliver(asked, options)
        except CommandError:
            raise
        except Exception as error:
            raise CommandError(f"Leveringen stoppet: {error}", returncode=ANYTHING_ELSE) from error
        if options["report"] == "json":
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            tell(self, report)
        refuse_unless_accepted(report)

    def asked(self, options: dict[str, Any]) -> dict[str, Any]:
        """What delivering takes, at once or by a job."""
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
        return {
            "registry": registry,
            "dates": dates,
            "accept_warnings": options["accept_warnings"],
            "by": None,
        }

    def ask(self, asked: dict[str, Any], path: Path) -> Job:
        with path.open("rb") as content:
            return ask_for_delivery(file=File(content), filename=path.name, **asked)

    def tell_job(self, job: Job, form: str) -> None:
        if form == "json":
            self.stdout.write(json.dumps({"job": job.pk}))
        else:
            self.stdout.write(f"Jobb {job.pk} er bestilt. Følg den med: manage.py jobs {job.pk} --wait")

    def deliver(self, asked: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
        outcome = deliver_file(path=options["file"], **asked)
        if outcome.release is not None and options["publish"]:
            self.publish(outcome.release, options["reason"])
        return delivery_report(outcome)

    def publish(self, release: Release, reason: str) -> None:
        try:
            publish_release(release=release, by=None, reason=reason)
        except Refused as refused:
            raise CommandError(str(refused), returncode=ANYTHING_ELSE) from refused
