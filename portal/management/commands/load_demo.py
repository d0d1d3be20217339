from typing import Any

from django.core.management.base import BaseCommand

from demo.accounts import WARNING, accounts_to_try
from demo.loading import load
from organisations.models import Unit
from portal.management.commands.prepare import load_first
from results.actions import Refused


class Command(BaseCommand):
    help = "Load the demonstration: a generated nation, marked as such. Only where nobody has been."

    def handle(self, *args: Any, **options: Any) -> None:
        if not Unit.objects.exists():
            load_first()
        try:
            load(tell=self.tell)
        except Refused as refused:
            self.stdout.write(str(refused))
            return
        self.stdout.write("Demodata er lastet.")
        if accounts_to_try():
            self.stdout.write(WARNING)

    def tell(self, number: int, of: int, name: str) -> None:
        self.stdout.write(f"Laster demodata: {number} av {of} registre ({name})")
        self.stdout.flush()
