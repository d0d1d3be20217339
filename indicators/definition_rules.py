"""What a definition must satisfy where its own row cannot tell, wherever it comes from: editor or file.

Each rule answers with a sentence, "" where all is well. What a row can tell is a constraint of the model.
"""

import re

from django.utils.translation import gettext as _

from indicators.models import Indicator, Type
from wording.keys import folded

NEW_KEY = re.compile(r"[A-Za-z0-9_]+")
# Words that stand in the addresses of the editor where a key stands.
RESERVED = ("ny", "import", "rekkefolge", "utkast")


def key_fault(key: str) -> str:
    """Of a new key; what has been imported under another one keeps it."""
    if not NEW_KEY.fullmatch(key):
        return _("Bruk bare bokstavene a–z, sifre og _.")
    return reserved_fault(key) or taken_fault(key)


def reserved_fault(key: str) -> str:
    said = _("«{key}» brukes av portalen selv. Velg en annen nøkkel.")
    return said.format(key=key) if folded(key) in RESERVED else ""


def taken_fault(key: str) -> str:
    """Keys are one set for all registries, whatever the case."""
    taken = Indicator.objects.filter(key__iexact=key).values_list("key", flat=True).first()
    return _("Nøkkelen er i bruk («{taken}»). Velg en annen.").format(taken=taken) if taken else ""


def type_fault(indicator: Indicator, wanted: str) -> str:
    """What has been delivered keeps its type: its numbers would mean something else."""
    if indicator.pk is None or indicator.type == wanted:
        return ""
    if indicator.slices.exists():
        said = _("{key} har resultater som {type}. Lag en ny nøkkel.")
        return said.format(key=indicator.key, type=indicator.type)
    return ""


def needed_fault(indicator: Indicator, wanted: str) -> str:
    """Others point at it for being what it no longer would be."""
    if indicator.pk is None or wanted == Type.COVERAGE:
        return ""
    others = sorted(indicator.covered_indicators.values_list("key", flat=True))
    said = _("{key} er dekningsgrad for {others}. Velg en annen der først.")
    return said.format(key=indicator.key, others=", ".join(others)) if others else ""


def coverage_fault(indicator: Indicator, coverage: Indicator | None, named: str) -> str:
    """`coverage`: what is found under the name, None where nothing is."""
    if coverage is None:
        return _("«{key}» finnes ikke blant indikatorene.").format(key=named)
    if indicator.type == Type.COVERAGE:
        return _("En dekningsgrad har ikke selv noen dekningsgrad.")
    if coverage.type != Type.COVERAGE:
        return _("«{key}» er ikke av typen coverage.").format(key=named)
    if coverage.registry_id != indicator.registry_id:
        said = _("«{key}» hører til et annet register ({registry}).")
        return said.format(key=named, registry=coverage.registry.key)
    return ""


def deletion_fault(indicator: Indicator) -> str:
    """An indicator that says something about anything is kept."""
    if fault := needed_fault(indicator, ""):
        return fault
    if indicator.slices.exists():
        return _("{key} har resultater og kan ikke slettes. Avslutt den i stedet.").format(key=indicator.key)
    return ""
