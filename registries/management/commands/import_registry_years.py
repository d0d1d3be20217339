from registries.actions import import_registry_years
from tabular.commands import ImportCommand


class Command(ImportCommand):
    help = "Add and update the registries' stage, level and coverage by year from a CSV file; all or nothing."
    required = ["key", "year"]
    optional = ["stage", "level", "coverage"]
    action = import_registry_years
