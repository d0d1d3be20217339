"""Which of a file's warnings whoever delivers it has accepted, and why."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from results.imports import DeliveryWarning

# All, none, or these: the reason for each by the warning's digest.
Accepted = bool | Mapping[str, str]

DIGEST_LETTERS = 20


def digest(warning: DeliveryWarning) -> str:
    """What a warning is known by: the same words about the same cells are the same warning, whenever they
    are said."""
    content = json.dumps([warning.code, warning.message, warning.cells], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:DIGEST_LETTERS]


def all_accepted(warnings: Iterable[DeliveryWarning], accepted: Accepted) -> bool:
    """A warning that is new since the others were accepted is not."""
    if isinstance(accepted, bool):
        return accepted or not list(warnings)
    return all(digest(warning) in accepted for warning in warnings)


def warning_report(warning: DeliveryWarning) -> dict[str, Any]:
    return {
        "digest": digest(warning),
        "code": warning.code,
        "message": warning.message,
        "cells": warning.cells,
    }


def acceptance_report(warning: DeliveryWarning, accepted: Accepted) -> dict[str, Any]:
    """The warning with the reason it was accepted for; none where all were accepted at once."""
    reasons = {} if isinstance(accepted, bool) else accepted
    return warning_report(warning) | {"reason": reasons.get(digest(warning), "")}
