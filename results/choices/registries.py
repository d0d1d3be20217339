"""How the reader of the list of registries has it: grouped, and narrowed to what a few words find."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from results.choices.parsing import one_of

BY_REGION, BY_FIELD = "region", "fagomraade"
GROUPINGS = {name: name for name in (BY_REGION, BY_FIELD)}


@dataclass(frozen=True)
class RegistryList:
    grouping: str = BY_REGION
    asked: str = ""
    notices: tuple[str, ...] = ()

    def but(self, **changes: Any) -> str:
        """The address of the same page with other choices."""
        return replace(self, **changes).address

    @property
    def address(self) -> str:
        base = reverse("results:registries")
        return f"{base}?{self.query.urlencode()}" if self.query else base

    @property
    def query(self) -> QueryDict:
        query = QueryDict(mutable=True)
        if self.grouping != BY_REGION:
            query["etter"] = self.grouping
        if self.asked:
            query["sok"] = self.asked
        return query

    @property
    def by_field(self) -> bool:
        return self.grouping == BY_FIELD


def registry_list_in(query: QueryDict) -> RegistryList:
    notices: list[str] = []
    notice = _("Inndelingen {} finnes ikke. Viser etter region.")
    return RegistryList(
        grouping=one_of(query, "etter", GROUPINGS, notices, notice) or BY_REGION,
        asked=" ".join(query.get("sok", "").split()),
        notices=tuple(notices),
    )
