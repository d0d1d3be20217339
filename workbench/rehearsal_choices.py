"""What the reader of a rehearsal has chosen to see of it. The address is the only state."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _lazy

from organisations.models import Level
from workbench.presenters.known import Known

LEVELS = {"sykehus": Level.HOSPITAL, "hf": Level.HF, "rhf": Level.RHF, "nasjon": Level.NATION}
LEVEL_LABELS = {
    "sykehus": _lazy("Sykehus"),
    "hf": _lazy("Helseforetak"),
    "rhf": _lazy("Helseregioner"),
    "nasjon": _lazy("Hele landet"),
}


@dataclass(frozen=True)
class Choices:
    level: str = ""  # a word of LEVELS
    indicator: str = ""  # a key
    hidden: bool = False  # with the withheld numbers, which are for the registry's own eyes

    def but(self, **changes: Any) -> "Choices":
        return replace(self, **changes)

    @property
    def query(self) -> str:
        query = QueryDict(mutable=True)
        if self.level:
            query["enhet"] = self.level
        if self.indicator:
            query["indikator"] = self.indicator
        if self.hidden:
            query["skjulte"] = "1"
        return f"?{query.urlencode()}" if query else ""

    @property
    def narrows(self) -> bool:
        return bool(self.level or self.indicator)


def choices_in(query: QueryDict, known: Known) -> Choices:
    """What does not exist is left out: everything is shown."""
    level = query.get("enhet", "").strip().casefold()
    indicator = query.get("indikator", "").strip()
    return Choices(
        level=level if level in LEVELS else "",
        indicator=indicator if indicator in known.indicators else "",
        hidden=query.get("skjulte") == "1",
    )
