from dataclasses import replace

from results.presenters.sections import tallies
from tests.results.presenters.seen import a_measure, seen


def test_tallies_leave_out_what_has_no_level():
    one = seen(a_measure(), numerator=1, denominator=2)
    points = [replace(one, cell=replace(one.cell, level=level)) for level in ("high", "high", "low", "")]
    assert [(tally.level, tally.number) for tally in tallies(points)] == [
        ("high", "2"), ("moderate", "0"), ("low", "1"),
    ]  # fmt: skip
