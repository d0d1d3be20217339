from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from registries.members import Outdated
from registries.models import Role
from workbench.management.registries import registry_called
from workbench.memberships.actions import add_member


class Command(BaseCommand):
    help = "Give a person a role; who is new gets an account and a mail with a link to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--registry", metavar="KEY", help="for contributors and publishers")
        parser.add_argument("--name", default="", metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        role, registry = Role(options["role"]), registry_called(options["registry"])
        try:
            validate_email(options["email"])
            membership, invited = add_member(
                email=options["email"], name=options["name"], role=role, registry=registry, by=None
            )
        except (Outdated, ValidationError) as refused:
            raise CommandError(
                str(refused) if isinstance(refused, Outdated) else refused.messages[0]
            ) from refused
        self.stdout.write(f"{membership.user.email} er {role.label}.")
        if invited:
            self.stdout.write(f"En lenke for å velge passord er sendt til {membership.user.email}.")
