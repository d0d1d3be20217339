"""What an indicator's page offers to choose: its form, and how each chart can be set."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.utils.translation import gettext as _

from organisations.models import Level
from results import contexts
from results.choices.figures import LEVEL_NAME, RANKED, Figures, level_words
from results.choices.indicator import Choices
from results.choices.offer import MOST_UNITS, Offer
from results.choices.parsing import CONTEXT_IN_ADDRESS
from results.links import Link
from results.models.fields import Context
from results.points import TargetPeriod
from results.presenters import places
from results.presenters.filters import Option
from results.subjects import Subject
from wording.numbers import percent


class SetsFigures(Protocol):
    """The choices of a page with charts: the indicator's own, and the results page with its row open."""

    @property
    def figures(self) -> Figures: ...

    def but_figures(self, **changes: Any) -> str: ...


@dataclass(frozen=True)
class Setting:
    """Ways to set a chart, the present one among them."""

    label: str
    ways: tuple["Way", ...]


@dataclass(frozen=True)
class Way:
    text: str
    address: str
    chosen: bool


def form(choices: Choices, subject: Subject, offer: Offer) -> dict[str, Any]:
    """The chosen units as links that leave them out, the tree to choose others from, and the lists."""
    names = places.labels(choices.units, offer.units)
    hospitals = choices.context == Context.CAREGIVER
    nations = places.places(offer.units, choices.units, hospitals=hospitals)
    return {
        "action": choices.page,
        "chips": [
            Link(names[unit.pk], choices.but(units=tuple(other for other in choices.units if other != unit)))
            for unit in choices.units
        ],
        "most": MOST_UNITS,
        "regions": [region for nation in nations for region in nation.children],
        "years": [Option(str(year), str(year), year == choices.year) for year in reversed(subject.years)],
        "contexts": [
            Option(CONTEXT_IN_ADDRESS[context], label, context == choices.context)
            for context, label in contexts.LABEL.items()
            if context in subject.contexts or context == choices.context
        ],
    }


def axis(choices: SetsFigures, *, in_percent: bool) -> Setting:
    whole = f"0–{percent(1)}" if in_percent else _("Fra 0")
    ways = ((whole, True), (_("Tilpasset tallene"), False))
    now = choices.figures.whole_axis
    return Setting(
        _("Akse"),
        tuple(Way(text, choices.but_figures(whole_axis=way), way == now) for text, way in ways),
    )


def judged(choices: SetsFigures, targets: Sequence[TargetPeriod]) -> Setting | None:
    """Which targets the trend's years are judged by; None where they have but one."""
    if len({target.goal for target in targets}) < 2:
        return None
    ways = ((_("Hvert års eget"), False), (_("Dagens"), True))
    now = choices.figures.by_last_target
    return Setting(
        _("Mål"), tuple(Way(text, choices.but_figures(by_last_target=way), way == now) for text, way in ways)
    )


def levels(choices: SetsFigures, level_name: str, found: Collection[Level]) -> Setting | None:
    """The levels of units that can be ranked; None where there is but one."""
    offered = [level for level in RANKED.values() if level in found]
    if len(offered) < 2:
        return None
    return Setting(
        _("Sammenlign"),
        tuple(
            Way(
                level_words(LEVEL_NAME[level]).capitalize(),
                choices.but_figures(ranked=level),
                LEVEL_NAME[level] == level_name,
            )
            for level in offered
        ),
    )


def centre(choices: SetsFigures, target: TargetPeriod | None) -> Setting | None:
    """What the funnel lies around; None where there is no target to choose."""
    if target is None or target.goal is None:
        return None
    around_target = _("Målet for høy, {limit}").format(limit=target.goal.high)
    ways = ((_("Hele landet"), False), (around_target, True))
    now = choices.figures.around_target
    return Setting(
        _("Trakten ligger rundt"),
        tuple(Way(text, choices.but_figures(around_target=way), way == now) for text, way in ways),
    )


def without_target(choices: Choices, target: TargetPeriod | None) -> Choices:
    """The same, or around the nation, with a notice, where the year has no target to lie around."""
    if not choices.figures.around_target or (target is not None and target.goal is not None):
        return choices
    said = _("Indikatoren har ikke noe mål i {year}. Trakten ligger rundt hele landet.")
    notice = said.format(year=choices.year)
    figures = replace(choices.figures, around_target=False)
    return replace(choices, figures=figures, notices=(*choices.notices, notice))
