"""What is only known as it was printed: it never changes, so it is read from files, once."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from registries.models import STAGES, StageLevel
from tabular.reading import read_rows
from wording.language import LANGUAGES
from wording.texts import Text

FIXTURES = settings.BASE_DIR / "fixtures"


@dataclass(frozen=True)
class PrintedDistribution:
    """How many registries were evaluated to each stage and level in a year."""

    year: int
    sizes: dict[tuple[int, str], int]  # by stage and level
    source: str


@lru_cache(maxsize=1)
def printed_distributions() -> tuple[PrintedDistribution, ...]:
    """Of years whose registries are not known one by one; by year."""
    rows = read_rows(
        FIXTURES / "stage_distribution.csv", required=["year", "stage", "level", "registries", "source"]
    )
    found: dict[int, PrintedDistribution] = {}
    for values in (row.values for row in rows):
        stage, level = int(values["stage"]), values["level"]
        if stage not in STAGES or level not in StageLevel:
            raise ValueError(f"“{stage}{level}” is neither a stage nor a level: correct the file.")
        year = int(values["year"])
        one = found.setdefault(year, PrintedDistribution(year, {}, values["source"]))
        one.sizes[stage, level] = int(values["registries"])
    return tuple(found[year] for year in sorted(found))


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, Text]:
    """What the names of instruments stand for: "KOOS" is "Knee injury and Osteoarthritis Outcome Score"."""
    rows = read_rows(FIXTURES / "prom_abbreviations.csv", required=["abbreviation", "meaning", "language"])
    return {row.values["abbreviation"]: _text(row.values) for row in rows}


def _text(values: dict[str, str]) -> Text:
    language = next(one for one in LANGUAGES if one == values["language"])
    return Text(values["meaning"], language)
