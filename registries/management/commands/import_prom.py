from registries.actions import import_prom
from tabular.commands import ImportCommand


class Command(ImportCommand):
    help = "Add and update what registries ask their patients (PROM, PREM) from a CSV file; all or nothing."
    required = ["key", "status_date"]
    optional = [
        "chosen",
        "collected",
        "electronic",
        "generic_instrument",
        "disease_specific_instrument",
        "prem",
        "note",
    ]
    action = import_prom
