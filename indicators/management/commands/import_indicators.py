from indicators.actions import import_indicators
from indicators.forms import OPTIONAL_COLUMNS, REQUIRED_COLUMNS
from tabular.commands import ImportCommand


class Command(ImportCommand):
    help = "Add and update indicators and their dated targets from a CSV file; all or nothing."
    required = REQUIRED_COLUMNS
    optional = OPTIONAL_COLUMNS
    action = import_indicators
