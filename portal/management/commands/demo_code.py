from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.accounts import ACCOUNTS, code_of


class Command(BaseCommand):
    help = "Print the code that a demo account signs in with now. Of no other account is it known."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")

    def handle(self, *args: Any, **options: Any) -> None:
        code = code_of(options["email"])
        if not code:
            with_code = ", ".join(account.email for account in ACCOUNTS if account.needs_code)
            raise CommandError(f"{options['email']} er ingen demokonto med kode. De er: {with_code}.")
        self.stdout.write(code)
