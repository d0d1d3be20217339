"""What a definition must satisfy where its own row cannot tell, wherever it comes from: editor or file.

Each rule answers with a sentence, "" where all is well. What a row can tell is a constraint of the model.
"""

import re

from indicators.models import Indicator, Type
from wording.keys import folded

NEW_KEY = re.compile(r"[A-Za-z0-9_]+")
# Words that stand in the addresses of the editor where a key stands.
RESERVED = ("ny", "import", "rekkefolge", "utkast")


def key_fault(key: str) -> str:
    """Of a new key; what has been imported under another one keeps it."""
    if not NEW_KEY.fullmatch(key):
        return "Bruk bare bokstavene a–z, sifre og _."
    return reserved_fault(key) or taken_fault(key)


def reserved_fault(key: str) -> str:
    return f"«{key}» brukes av portalen selv. Velg en annen nøkkel." if folded(key) in RESERVED else ""


def taken_fault(key: str) -> str:
    """Keys are one set for all registries, whatever the case."""
    taken = Indicator.objects.filter(key__iexact=key).values_list("key", flat=True).first()
    return f"Nøkkelen er i bruk («{taken}»). Velg en annen." if taken else ""


def type_fault(indicator: Indicator, wanted: str) -> str:
    """What has been delivered keeps its type: its numbers would mean something else."""
    if indicator.pk is None or indicator.type == wanted:
        return ""
    if indicator.slices.exists():
        return f"{indicator.key} har resultater som {indicator.type}. Lag en ny nøkkel."
    return ""


def needed_fault(indicator: Indicator, wanted: str) -> str:
    """Others point at it for being what it no longer would be."""
    if indicator.pk is None or wanted == Type.COVERAGE:
        return ""
    others = sorted(indicator.covered_indicators.values_list("key", flat=True))
    return (
        f"{indicator.key} er dekningsgrad for {', '.join(others)}. Velg en annen der først." if others else ""
    )


def coverage_fault(indicator: Indicator, coverage: Indicator | None, named: str) -> str:
    """`coverage`: what is found under the name, None where nothing is."""
    if coverage is None:
        return f"«{named}» finnes ikke blant indikatorene."
    if indicator.type == Type.COVERAGE:
        return "En dekningsgrad har ikke selv noen dekningsgrad."
    if coverage.type != Type.COVERAGE:
        return f"«{named}» er ikke av typen coverage."
    if coverage.registry_id != indicator.registry_id:
        return f"«{named}» hører til et annet register ({coverage.registry.key})."
    return ""


def deletion_fault(indicator: Indicator) -> str:
    """An indicator that says something about anything is kept."""
    if fault := needed_fault(indicator, ""):
        return fault
    if indicator.slices.exists():
        return f"{indicator.key} har resultater og kan ikke slettes. Avslutt den i stedet."
    return ""
