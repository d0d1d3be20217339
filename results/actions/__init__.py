"""Every write that touches several models: each in one transaction, each in the trail."""

from registries.refusal import AlreadyDone, Outdated, Refused
from results.actions.acceptance import Accepted, warning_report
from results.actions.delivering import (
    DataDates,
    Outcome,
    Progress,
    ReadFile,
    catalogue_of,
    deliver_file,
    deliver_reading,
    read_file,
)
from results.actions.forgetting import forget_undelivered
from results.actions.origins import Origin, Stated
from results.actions.publishing import publish_release, withdraw_release
from results.actions.recomputing import Verification, recompute
from results.actions.tree import delete_unit, save_unit, why_not_delete_unit

__all__ = [
    "Accepted",
    "AlreadyDone",
    "DataDates",
    "Origin",
    "Outcome",
    "Outdated",
    "Progress",
    "ReadFile",
    "Refused",
    "Stated",
    "Verification",
    "catalogue_of",
    "delete_unit",
    "deliver_file",
    "deliver_reading",
    "forget_undelivered",
    "publish_release",
    "read_file",
    "recompute",
    "save_unit",
    "warning_report",
    "why_not_delete_unit",
    "withdraw_release",
]
