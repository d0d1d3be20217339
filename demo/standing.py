"""How far the demonstration has been loaded. Looks at the database alone, so that asking costs nothing."""

from collections import Counter
from enum import Enum, auto
from pathlib import Path

from django.conf import settings

from demo.tables import read_steps, rows
from indicators.models import Indicator
from organisations.models import OrganisationNumber
from registries.models import Registry
from results.models import Delivery

FIXTURES: Path = settings.BASE_DIR / "fixtures"
TABLES = FIXTURES / "demo"


class Standing(Enum):
    # Nobody has delivered anything, nor defined anything of their own.
    EMPTY = auto()
    # The loading was broken off.
    BEGUN = auto()
    LOADED = auto()
    # The database is somebody's own.
    IN_USE = auto()


def standing(folder: Path = TABLES) -> Standing:
    if Delivery.objects.filter(generated=False).exists():
        return Standing.IN_USE
    delivered = Counter(Delivery.objects.values_list("registry__key", flat=True))
    if not delivered:
        return Standing.EMPTY if _is_as_first_loaded(folder) else Standing.IN_USE
    planned = Counter(step.registry for step in read_steps(folder))
    return Standing.LOADED if planned <= delivered else Standing.BEGUN


def _is_as_first_loaded(folder: Path) -> bool:
    """Whether all that the demonstration builds on is there, and no indicator that is not its own."""
    hospitals = {row["orgnr"] for row in rows(folder / "hospitals.csv")}
    registries = {step.registry for step in read_steps(folder)}
    keys = {row["key"] for row in rows(folder / "indicators.csv")}
    return (
        OrganisationNumber.objects.filter(number__in=hospitals).count() == len(hospitals)
        and Registry.objects.filter(key__in=registries).count() == len(registries)
        and not Indicator.objects.exclude(key__in=keys).exists()
    )
