from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from results.actions import Refused, publish_release
from results.models import Release


class Command(BaseCommand):
    help = "Make a release public: the registry's draft, or an earlier release again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("release", type=int, metavar="RELEASE")
        parser.add_argument(
            "--reason", default="", metavar="TEXT", help="what changed and why, for all to read"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        release = Release.objects.select_related("registry").filter(pk=options["release"]).first()
        if release is None:
            raise CommandError(f"Utgivelse {options['release']} finnes ikke.")
        try:
            publish_release(release=release, by=None, reason=options["reason"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Utgivelse {release.pk} for {release.registry.key} er publisert.")
