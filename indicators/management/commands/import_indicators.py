from indicators.actions import import_indicators
from indicators.forms import TARGET_COLUMNS
from tabular.commands import ImportCommand


class Command(ImportCommand):
    help = "Add and update indicators and their dated targets from a CSV file; all or nothing."
    required = ["key", "registry", "type"]
    optional = [
        "title",
        "min_denominator",
        "coverage_indicator",
        "number_format",
        "decimals",
        "unit_word",
        "shown",
        "sorting",
        "short_description",
        "long_description",
        *TARGET_COLUMNS,
    ]
    action = import_indicators
