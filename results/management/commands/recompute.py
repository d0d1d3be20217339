from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registries.models import Registry
from results.actions import recompute
from results.jobs import ask_for_recompute
from results.releases import base_of


class Command(BaseCommand):
    help = "Verify published releases; where today's rules give other results, make a draft per registry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--registry", metavar="KEY")
        which.add_argument("--all", action="store_true")
        parser.add_argument(
            "--queue", action="store_true", help="leave it to the workers; tells the jobs' numbers"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        registries = Registry.objects.order_by("key")
        if options["registry"]:
            registries = registries.filter(key__iexact=options["registry"])
            if not registries:
                raise CommandError(f"Registeret «{options['registry']}» finnes ikke.")
        if options["queue"]:
            for registry in registries:
                self.ask(registry)
            return
        damaged = [registry.key for registry in registries if not self.verify(registry)]
        if damaged:
            raise CommandError(f"Lagrede resultater stemmer ikke med sjekksummen: {', '.join(damaged)}.")

    def ask(self, registry: Registry) -> None:
        if base_of(registry) is None:
            self.stdout.write(f"{registry.key}: ingenting er publisert.")
            return
        job = ask_for_recompute(registry=registry, by=None)
        self.stdout.write(f"{registry.key}: jobb {job.pk} er bestilt.")

    def verify(self, registry: Registry) -> bool:
        verification = recompute(registry=registry, by=None)
        if verification is None:
            self.stdout.write(f"{registry.key}: ingenting er publisert.")
            return True
        state = "stemmer" if verification.intact else "STEMMER IKKE"
        release = verification.release
        said = f"utgivelse {release.pk} {state}" if release else "ingenting er publisert"
        self.stdout.write(f"{registry.key}: {said}.")
        if verification.draft is not None:
            draft = verification.draft.pk
            self.stdout.write(f"{registry.key}: utkast {draft} har andre resultater eller definisjoner.")
        if verification.closed is not None:
            self.stdout.write(
                f"{registry.key}: utkast {verification.closed.pk} er lukket: ingen endringer igjen."
            )
        return verification.intact
