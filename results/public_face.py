"""What the public may know of a release's results, as columns: to tell what a publication changes."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, FloatField, QuerySet, TextField, When
from django.db.models.functions import Cast

from results.models import Release, Result

# A result's place, in the order of the unique constraint.
PLACE = ["indicator", "context", "year", "unit"]
# The same by names that outlive the database's own numbering.
NAMED_PLACE = ["release__registry__key", "indicator__key", "context", "year", "unit__slug"]


def _unless_withheld(expression: Any) -> Case:
    return Case(When(withheld="", then=expression))


# Of a result: what its row in the public export says. Of a withheld one that is the reason, its coverage, and
# whether it is provisional; a number that no one saw can change without a word.
FACE = {
    "public_numerator": _unless_withheld(F("numerator")),
    "public_denominator": _unless_withheld(F("denominator")),
    # As text: the same on both databases, and 0.50 is printed differently from 0.5.
    "public_value": _unless_withheld(Cast("value", TextField())),
    "public_attainment": _unless_withheld(F("attainment")),
    "public_certain": _unless_withheld(F("certain")),
    "public_coverage": Case(
        When(
            coverage_withheld=False,
            then=Cast("coverage_numerator", FloatField()) / Cast("coverage_denominator", FloatField()),
        )
    ),
    "reason": F("withheld"),
    "not_complete": F("provisional"),
}


@dataclass(frozen=True)
class Changes:
    """How many public results are new, differ or are gone."""

    added: int
    changed: int
    removed: int


def changes(*, before: Release | None, after: Release | None) -> Changes:
    """From what was public to what is; None stands for nothing. Counted by the database, in three queries."""
    if before == after:
        return Changes(0, 0, 0)
    ids = [release.pk for release in (before, after) if release is not None]
    results = Result.objects.public_in(ids)
    shown = dict(results.values_list("release").annotate(Count("pk")))
    in_both = _twice(results, PLACE)
    alike = _twice(results.annotate(**FACE), [*PLACE, *FACE])
    return Changes(
        added=(shown.get(after.pk, 0) if after else 0) - in_both,
        changed=in_both - alike,
        removed=(shown.get(before.pk, 0) if before else 0) - in_both,
    )


def _twice(results: QuerySet[Result], columns: list[str]) -> int:
    """How many combinations of these columns both releases have; missing is as missing."""
    return results.values(*columns).annotate(times=Count("pk")).filter(times=2).count()


def fingerprint(release: Release) -> str:
    """SHA-256 of all that the public may know of the release's results, the same as long as they are.

    The release's own checksum is of the withheld numbers too: a few patients' numbers could be guessed, and
    the right guess told by it. It never leaves the server.
    """
    rows = Result.objects.public_in([release.pk]).annotate(**FACE).values_list(*NAMED_PLACE, *FACE)
    lines = sorted(";".join(map(str, row)) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
