"""What a release changes of what the public sees, one cell at a time."""

from fractions import Fraction

from tests.twins.attainment import gives_level, target_in_force
from tests.twins.difference import difference

RANK = {"low": 1, "moderate": 2, "high": 3}
NUMBERS = ("numerator", "denominator", "value")


def rehearsal(before, after, judged_before, judged_after):
    """From {(indicator, unit, context, year): row}, and (targets, breaks) of either side.

    The cells that changed, with what is said of each; those added and gone, with their reasons.
    """
    changed = {
        key: described(key, before[key], after[key], judged_before, judged_after)
        for key in before.keys() & after.keys()
        if face(before[key]) != face(after[key])
    }
    added = {key: after[key]["withheld"] for key in after.keys() - before.keys()}
    gone = {key: before[key]["withheld"] for key in before.keys() - after.keys()}
    return changed, added, gone


def face(row):
    coverage = None
    if row["coverage_numerator"] is not None and not row["coverage_withheld"]:
        coverage = row["coverage_numerator"] / row["coverage_denominator"]
    seen = [row["withheld"], row["provisional"], coverage]
    if not row["withheld"]:
        seen += [row["numerator"], row["denominator"], str(row["value"]), row["attainment"], row["certain"]]
    return seen


def described(key, old, new, judged_before, judged_after):
    indicator, _, _, year = key
    shown = not old["withheld"] and not new["withheld"]
    revalued = shown and any(old[name] != new[name] for name in NUMBERS)
    limits = [in_force(indicator, year, targets) for targets, _ in (judged_before, judged_after)]
    eras = [era(indicator, year, breaks) for _, breaks in (judged_before, judged_after)]
    compared = revalued and eras[0] == eras[1]
    return {
        "move": move(old["attainment"], new["attainment"]) if shown else "",
        "veil": veil(old["withheld"], new["withheld"]),
        "revalued": revalued,
        "retargeted": limits[0] != limits[1],
        "redefined": eras[0] != eras[1],
    } | (tested(old, new) if compared else NOTHING)


NOTHING = dict.fromkeys(("difference", "low", "high", "p", "unlikely"))


def tested(old, new):
    if old["numerator"] is not None and new["numerator"] is not None:
        counts = [(row["numerator"], row["denominator"]) for row in (new, old)]
        return dict(zip(NOTHING, difference(*counts), strict=True))
    if old["value"] is not None and new["value"] is not None:
        return NOTHING | {"difference": Fraction(new["value"]) - Fraction(old["value"])}
    return NOTHING


def move(old, new):
    if old == new:
        return ""
    if not old or not new:
        return "given" if new else "lost"
    return "up" if RANK[new] > RANK[old] else "down"


def veil(old, new):
    if old == new:
        return ""
    if old and new:
        return "other_reason"
    return "hidden" if new else "uncovered"


def in_force(indicator, year, targets):
    target = target_in_force(indicator, year, targets)
    if not gives_level(target):
        return None
    return target.direction, target.high, target.high if target.moderate is None else target.moderate


def era(indicator, year, breaks):
    return max((first for of, first in breaks if of == indicator and first <= year), default=0)
