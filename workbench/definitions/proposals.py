"""What a form would make of an indicator's targets, and the proof that its user has seen what that does."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from indicators.dated import DatedTarget, changed_periods, in_order
from indicators.directions import correction_fault
from indicators.models import Indicator
from indicators.targets import faults_of, made_wrong
from indicators.versions import version_of
from results.models import Release
from workbench.definitions.editor import ADD, year_of
from workbench.definitions.forms import ReasonForm
from workbench.definitions.target_form import TargetForm

# Before the year in the word of a proposal to remove a target.
REMOVAL = "fjern-"
# The fields of the form that the panel adds: which proposal it is of, and that it was seen.
WHAT, TOKEN = "forslag", "sett_virkning"
# Signed for this and nothing else.
SALT = "what a proposal of targets does"
# What says why, and changes no level.
BESIDE = ("reason", "note_nb", "note_en")


@dataclass(frozen=True)
class Proposal:
    indicator: Indicator
    what: str  # ADD, the start of the target that is corrected, or that after REMOVAL
    present: tuple[DatedTarget, ...]  # as stored now, in a release or not
    targets: tuple[DatedTarget, ...]  # as they would be; () where something is wrong
    faults: tuple[str, ...]

    @property
    def judges_otherwise(self) -> bool:
        """A new note or break alone moves no level: there is nothing to see of it."""
        return not self.faults and bool(changed_periods(self.present, self.targets))

    def token(self, release: Release | None) -> str:
        """Of exactly these targets and the release whose results they were held against."""
        rules = [[target.valid_from, _plain(target)] for target in in_order(self.targets)]
        said = json.dumps([self.indicator.pk, release.pk if release else None, rules])
        return Signer(salt=SALT).signature(said)

    def was_seen(self, token: str, release: Release | None) -> bool:
        return constant_time_compare(token, self.token(release))


def form_of(indicator: Indicator, what: str, data: Mapping[str, Any]) -> TargetForm | ReasonForm:
    """Filled in. ValueError for a word that is no proposal."""
    if what == ADD:
        return TargetForm(indicator, data, must_have_year=indicator.targets.exists(), auto_id=f"id_{ADD}_%s")
    start = what.removeprefix(REMOVAL)
    year_of(start)
    if what != start:
        return ReasonForm(data, auto_id=f"id_fjern_{start}_%s")
    return TargetForm(indicator, data, auto_id=f"id_{start}_%s")


def proposal_of(indicator: Indicator, what: str, form: TargetForm | ReasonForm) -> Proposal:
    """The same is wrong with it as the action finds that would store it."""
    present = tuple(version_of(indicator).targets.values())
    said = [*_wrong_fields(form)]
    if said:
        return Proposal(indicator, what, present, (), tuple(said))
    others, mine = _parts(what, present, form)
    if what != ADD and len(others) == len(present):
        gone = _("Indikatoren har ikke noe mål fra {year}.").format(year=what.removeprefix(REMOVAL))
        return Proposal(indicator, what, present, (), (gone,))
    faults = _faults(indicator, what, present, others, mine)
    targets = others if mine is None else [*others, mine]
    return Proposal(indicator, what, present, () if faults else tuple(in_order(targets)), faults)


def _wrong_fields(form: Any) -> list[str]:
    return [
        f"{form.fields[name].label}: {message}" if name in form.fields else message
        for name, messages in form.errors.items()
        if name not in BESIDE
        for message in messages
    ]


def _parts(
    what: str, present: tuple[DatedTarget, ...], form: TargetForm | ReasonForm
) -> tuple[list[DatedTarget], DatedTarget | None]:
    """The targets that stay, and the new one."""
    mine = form.target if isinstance(form, TargetForm) else None
    if what == ADD:
        return list(present), mine
    year = year_of(what.removeprefix(REMOVAL))
    return [target for target in present if target.valid_from != year], mine


def _faults(
    indicator: Indicator,
    what: str,
    present: tuple[DatedTarget, ...],
    others: list[DatedTarget],
    mine: DatedTarget | None,
) -> tuple[str, ...]:
    if mine is None:
        return tuple(fault.sentence for fault in made_wrong(present, others))
    if what != ADD:
        (old,) = (target for target in present if target not in others)
        turned = correction_fault(old, mine, delivered=indicator.slices.exists())
        if turned:
            return (turned.sentence,)
    return tuple(fault.sentence for fault in faults_of(others, mine))


def _plain(target: DatedTarget) -> list[str] | None:
    """What it judges by, however its limits are written."""
    if target.rule is None:
        return None
    direction, *limits = target.rule
    return [direction, *(f"{limit.normalize():f}" for limit in limits)]
