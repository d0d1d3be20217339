"""What became of a file or a verification, as plain values: for JSON, for the jobs' rows, for pages."""

from typing import Any

from results.actions import Outcome, Verification, warning_report
from results.imports.excerpt import MOST_CELLS


def delivery_report(outcome: Outcome) -> dict[str, Any]:
    reading = outcome.reading
    return {
        "encoding": reading.encoding,
        "separator": reading.separator,
        "decimal": reading.decimal,
        "rows": reading.rows,
        "years": reading.years,
        "indicators": len(reading.indicators),
        "faults": [
            {"code": f.code, "row": f.row, "column": f.column, "value": f.value, "message": f.message}
            for f in reading.faults
        ],
        "fault_count": reading.fault_count,
        "fault_counts": reading.fault_counts,
        "warnings": [warning_report(warning) for warning in outcome.warnings],
        "diff": outcome.diff,
        "release": outcome.release.pk if outcome.release else None,
    }


def fault_report(outcome: Outcome) -> dict[str, Any]:
    """Where the faults stand, for a page: the names of the file's columns, and the rows around each fault."""
    reading = outcome.reading
    rows = {str(row): values for row, values in reading.excerpt.items()}
    return {"columns": reading.columns[:MOST_CELLS], "excerpt": rows} if reading.faults else {}


def verification_report(verification: Verification | None) -> dict[str, Any]:
    """`verified` and `intact` are None when nothing is published; `release` is the draft, if one was made,
    `closed` the one that was closed because nothing was left of it; `looked`: whether there was anything."""
    published = verification.release if verification else None
    return {
        "verified": published.pk if published else None,
        "intact": verification.intact if verification and published else None,
        "release": verification.draft.pk if verification and verification.draft else None,
        "closed": verification.closed.pk if verification and verification.closed else None,
        "looked": verification is not None,
    }
