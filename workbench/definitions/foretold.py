"""What a proposal of targets would do, as the panel beside its form shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from organisations.models import Level
from registries.names import name_of
from results import contexts
from results.choices.figures import LEVEL_NAME, RANKED, level_words
from results.models import Release
from results.points import Origin
from results.presenters.what_if import Shown, YearRow, shown
from results.sentences.nouns import begun
from results.what_ifs import Answer, Basis, answer_of, basis_of, distribution_of
from workbench.definitions.editor import ADD
from workbench.definitions.proposals import REMOVAL, Proposal

# The fields that choose what of it is seen.
CONTEXT, YEAR, LEVEL = "kontekst", "aar", "nivaa"
NOTHING = _lazy("Indikatoren har ingen resultater ennå, så det er ingenting å sammenligne med.")
FORETOLD = _lazy("Et forslag til mål, ikke publisert.")


@dataclass(frozen=True)
class Option:
    value: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Panel:
    """`token` says that it was seen; "" where there are faults instead."""

    what: str
    of: str = ""  # _("nytt mål"): a page has a panel for each of its forms
    faults: tuple[str, ...] = ()
    token: str = ""
    told: str = ""  # said aloud
    nothing: str = ""
    against: str = ""  # "Holdt mot utgivelse 12, som er publisert."
    years: tuple[Option, ...] = ()
    levels: tuple[Option, ...] = ()
    contexts: tuple[Option, ...] = ()
    year: int = 0
    level_name: str = ""
    shown: Shown | None = None

    @property
    def changed_years(self) -> list[YearRow]:
        return [row for row in self.shown.years if row.is_changed] if self.shown else []

    @property
    def other_years(self) -> list[YearRow]:
        return [row for row in self.shown.years if not row.is_changed] if self.shown else []


def panel_of(proposal: Proposal, chosen: Mapping[str, Any]) -> Panel:
    """`chosen`: the form's fields, among them what of it is to be seen; unknown words fall back."""
    if proposal.faults:
        return Panel(proposal.what, faults=proposal.faults, told=" ".join(proposal.faults))
    basis = basis_of(proposal.indicator)
    token = proposal.token(basis.release)
    if not basis.rows:
        return Panel(proposal.what, token=token, nothing=str(NOTHING), told=str(NOTHING))
    return _panel(proposal.what, answer_of(basis, proposal.targets), chosen, token)


def _panel(what: str, answer: Answer, chosen: Mapping[str, Any], token: str) -> Panel:
    basis = answer.basis
    context = _one_of(basis.contexts, chosen.get(CONTEXT), otherwise=basis.contexts[0])
    years = basis.years(context)
    changed = [year for year in years if any(change.holds(year) for change in answer.changes)]
    year = _one_of(years, _number(chosen.get(YEAR)), otherwise=(changed or years)[-1])
    levels = basis.levels(context, year) or [Level.HOSPITAL]
    level = _one_of(levels, RANKED.get(chosen.get(LEVEL, "")), otherwise=levels[0])
    made = shown(answer, distribution_of(answer, context, year, level), level, _origin(basis))
    return Panel(
        what=what,
        of=_of(what),
        token=token,
        told=" ".join(made.sentences),
        against=_against(basis.release),
        years=tuple(Option(str(one), str(one), one == year) for one in reversed(years)),
        levels=tuple(
            Option(word, begun(level_words(LEVEL_NAME[one])), one == level)
            for word, one in RANKED.items()
            if one in levels
        ),
        contexts=tuple(Option(one, contexts.LABEL[one], one == context) for one in basis.contexts),
        year=year,
        level_name=level_words(LEVEL_NAME[level]),
        shown=_own(made, what),
    )


def _of(what: str) -> str:
    if what == ADD:
        return _("nytt mål")
    start = what.removeprefix(REMOVAL)
    said = _("rettet mål fra {year}") if what == start else _("uten målet fra {year}")
    return said.format(year=start)


def _one_of(known: list[Any], wanted: Any, *, otherwise: Any) -> Any:
    return wanted if wanted in known else otherwise


def _number(word: Any) -> int | None:
    text = str(word or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == len("2026") else None


def _own(made: Shown, what: str) -> Shown:
    """A page has a panel for each of its forms, so each picture has a name of its own."""
    if made.chart is None:
        return made
    chart = replace(made.chart, id=f"figur-hva-om-{what}", table_id=f"tabell-hva-om-{what}")
    return replace(made, chart=chart)


def _origin(basis: Basis) -> Origin:
    return Origin(name_of(basis.registry), _called(basis.release), "", (str(FORETOLD),))


def _called(release: Release | None) -> str:
    if release is None:
        return ""
    is_draft = release.state == Release.State.DRAFT
    return (_("Utkast {number}") if is_draft else _("Utgivelse {number}")).format(number=release.pk)


def _against(release: Release | None) -> str:
    if release is None:
        return ""
    if release.state == Release.State.DRAFT:
        return _("Regnet ut fra utkastet som er åpent nå (nummer {number}).").format(number=release.pk)
    return _("Regnet ut fra det som er publisert nå (utgivelse {number}).").format(number=release.pk)
