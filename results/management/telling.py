"""What the commands say about a delivery, done at once or by a job, and what they exit with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wording.numbers import count

FAULTS, WARNINGS, ANYTHING_ELSE = 1, 2, 3


def tell(command: BaseCommand, report: dict[str, Any]) -> None:
    command.stdout.write(
        f"{count(report['rows'])} rader lest ({report['encoding']}, «{report['separator']}»)."
    )
    for found in [*report["faults"], *report["warnings"]]:
        command.stderr.write(found["message"])
    if report["diff"] is not None:
        command.stdout.write(
            "{added} celler nye, {changed} endret, {removed} fjernet.".format(**report["diff"])
        )
    if report["release"] is not None:
        command.stdout.write(f"Utkast {report['release']} er laget.")


def refuse_unless_accepted(report: dict[str, Any]) -> None:
    if report["fault_count"]:
        raise CommandError(f"{count(report['fault_count'])} feil. Ingenting er endret.", returncode=FAULTS)
    if report["release"] is None:
        raise CommandError("Advarslene må godtas med --accept-warnings.", returncode=WARNINGS)
