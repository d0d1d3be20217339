"""Warnings that stopped a delivery: each to be ticked off with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from results import contexts
from results.models import Job

NAMES = {
    "identical_file": _lazy("Samme fil som før"),
    "several_levels": _lazy("Tall på flere nivåer"),
    "missing_units": _lazy("Enheter som mangler"),
    "changed_value": _lazy("Tall som er endret"),
    "exact_copies": _lazy("Like rader"),
    "resident_hospital": _lazy("Opptaksområde for sykehus"),
}
# A page with more is not read; all of them are in the trail.
CELLS_SHOWN = 100
LONGEST_REASON = 1000
TICK, REASON, COMMON = "godta", "grunn", "grunn-felles"


@dataclass(frozen=True)
class Warned:
    """A warning with what has been filled in about it, and what is lacking."""

    digest: str
    kind: str
    message: str
    cells: list[dict[str, Any]]
    more: int  # cells that are not shown
    ticked: bool
    reason: str
    faults: list[str]


def name_of_kind(code: str) -> str:
    return str(NAMES.get(code, code))


def fresh(job: Job) -> list[Warned]:
    """As they are shown first: those accepted before are so still, each with its reason."""
    reasons = job.accepted_warnings
    return [
        _warned(one, one["digest"] in reasons, reasons.get(one["digest"], ""), [])
        for one in job.report["warnings"]
    ]


def filled_in(job: Job, form: QueryDict) -> list[Warned]:
    """With what was sent, and what is lacking."""
    ticked, common = form.getlist(TICK), form.get(COMMON, "").strip()
    found = []
    for one in job.report["warnings"]:
        reason = form.get(f"{REASON}-{one['digest']}", "").strip()
        is_ticked = one["digest"] in ticked
        found.append(_warned(one, is_ticked, reason, _faults(is_ticked, reason or common)))
    return found


def reasons(warnings: list[Warned], form: QueryDict) -> dict[str, str]:
    common = form.get(COMMON, "").strip()
    return {one.digest: one.reason or common for one in warnings}


def _faults(ticked: bool, reason: str) -> list[str]:
    faults = []
    if not ticked:
        faults.append(_("Kryss av for at advarselen er vurdert, eller lever en annen fil."))
    if not reason:
        faults.append(_("Skriv hvorfor tallene likevel er riktige."))
    if len(reason) > LONGEST_REASON:
        faults.append(_("Begrunnelsen er for lang. Skriv høyst {most} tegn.").format(most=LONGEST_REASON))
    return faults


def _warned(one: Mapping[str, Any], ticked: bool, reason: str, faults: list[str]) -> Warned:
    cells = [_cell(cell) for cell in one["cells"][:CELLS_SHOWN]]
    more = max(len(one["cells"]) - CELLS_SHOWN, 0)
    return Warned(
        one["digest"], name_of_kind(one["code"]), one["message"], cells, more, ticked, reason, faults
    )


def _cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    return {**cell, "context": contexts.LABEL[cell["context"]]}
