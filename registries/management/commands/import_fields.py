from registries.actions import import_fields
from tabular.commands import ImportCommand


class Command(ImportCommand):
    help = "Add and update medical fields from a CSV file; all or nothing."
    required = ["name"]
    optional = ["name_en"]
    action = import_fields
