from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registries.members import take_role
from registries.models import Membership, Role
from workbench.management.registries import registry_called


class Command(BaseCommand):
    help = "Take a role from a person, who is out at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--registry", metavar="KEY", help="for contributors and publishers")

    def handle(self, *args: Any, **options: Any) -> None:
        role, registry = Role(options["role"]), registry_called(options["registry"])
        known = Membership.objects.filter(user__email__iexact=options["email"], role=role, registry=registry)
        membership = known.select_related("user").first()
        if membership is None:
            raise CommandError(f"{options['email']} er ikke {role.label} der.")
        take_role(membership=membership, by=None)
        self.stdout.write(f"{options['email']} er ikke lenger {role.label}.")
