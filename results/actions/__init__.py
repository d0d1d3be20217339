"""Every write that touches several models: each in one transaction, each in the trail."""

from registries.refusal import Refused
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

__all__ = [
    "Accepted",
    "DataDates",
    "Origin",
    "Outcome",
    "Progress",
    "ReadFile",
    "Refused",
    "Stated",
    "Verification",
    "catalogue_of",
    "deliver_file",
    "deliver_reading",
    "forget_undelivered",
    "publish_release",
    "read_file",
    "recompute",
    "warning_report",
    "withdraw_release",
]
