from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from results.actions import Refused, withdraw_release
from results.models import Release


class Command(BaseCommand):
    help = "Take back, for good, a release that should never have been public."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("release", type=int, metavar="RELEASE")
        parser.add_argument("--reason", required=True, metavar="TEXT", help="why, for all to read")

    def handle(self, *args: Any, **options: Any) -> None:
        release = Release.objects.select_related("registry").filter(pk=options["release"]).first()
        if release is None:
            raise CommandError(f"Utgivelse {options['release']} finnes ikke.")
        try:
            entry = withdraw_release(release=release, by=None, reason=options["reason"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Utgivelse {release.pk} for {release.registry.key} er trukket tilbake.")
        if entry.before_id == entry.release_id:
            self.stdout.write(
                f"Ingenting er nå publisert for {release.registry.key}. "
                "Publiser en tidligere utgivelse, eller lever på nytt."
            )
