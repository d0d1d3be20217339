"""The form of a page that shows one year: which, and whose patients."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from results import contexts
from results.choices.parsing import CONTEXT_IN_ADDRESS
from results.presenters.filters import Option


class InAYear(Protocol):
    """What the reader of the page has chosen."""

    @property
    def year(self) -> int | None: ...

    @property
    def context(self) -> str: ...

    @property
    def releases(self) -> tuple[int, ...]: ...


@dataclass(frozen=True)
class YearForm:
    action: str
    years: tuple[Option, ...]
    contexts: tuple[Option, ...]
    releases: tuple[int, ...]  # which the address holds fast to


def year_form(choices: InAYear, action: str, years: Sequence[int]) -> YearForm:
    return YearForm(
        action,
        tuple(Option(str(year), str(year), year == choices.year) for year in years),
        tuple(
            Option(CONTEXT_IN_ADDRESS[context], label, context == choices.context)
            for context, label in contexts.LABEL.items()
        ),
        choices.releases,
    )
