from organisations.actions import import_units
from tabular.commands import ImportCommand


class Command(ImportCommand):
    help = "Add and update treatment units from a CSV file; all or nothing."
    required = ["level", "name", "parent", "orgnrs"]
    optional = ["full_name", "sorting", "kind", "company_orgnrs"]
    action = import_units
