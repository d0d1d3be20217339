from registries.actions import import_registries
from tabular.commands import ImportCommand


class Command(ImportCommand):
    help = "Add and update registries from a CSV file; all or nothing."
    required = ["key", "name"]
    optional = [
        "name_en",
        "short_name",
        "short_name_en",
        "rhf",
        "established",
        "medical_field",
        "medical_field_secondary",
    ]
    action = import_registries
