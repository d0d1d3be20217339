"""What the benchmarks write, without anything being measured."""

import pytest

from tests.bench import document, lighthouse
from tests.bench.__main__ import ALONE, SERVED
from tests.bench.addresses import ADDRESSES
from tests.bench.figures import Figure, Table, crossed, listed

PAGE = """# Performance
<!-- measured: one -->
old
<!-- end: one -->
Words between.
<!-- measured: two -->
kept
<!-- end: two -->
"""


def report(performance=1.0, contrast=1.0):
    return {
        "categories": {
            "performance": {"score": performance, "auditRefs": [{"id": "speed-index", "weight": 10}]},
            "accessibility": {
                "score": contrast,
                "auditRefs": [{"id": "color-contrast", "weight": 7}, {"id": "not-counted", "weight": 0}],
            },
            "best-practices": {"score": None, "auditRefs": []},
            "seo": {"score": 0.9, "auditRefs": [{"id": "meta-description", "weight": 1}]},
        },
        "audits": {
            "speed-index": {"score": performance},
            "color-contrast": {"score": contrast},
            "not-counted": {"score": 0},
            "meta-description": {"score": 0},
        },
    }


def test_a_part_is_put_in_its_place_and_all_else_is_as_it_was():
    after = document.put(PAGE, "one", r"new \1")
    assert after == PAGE.replace("old", r"new \1")


def test_a_part_without_a_place_is_refused():
    with pytest.raises(ValueError, match="no place for three"):
        document.put(PAGE, "three", "new")


def test_every_part_has_its_place_in_the_document():
    page = document.FILE.read_text()
    for name in [*ALONE, *SERVED]:
        assert page.count(f"<!-- measured: {name} -->") == page.count(f"<!-- end: {name} -->") == 1


def test_a_table_is_written_with_its_caption_and_when_it_was_measured():
    text = document.written([Table("Weight", ["page", "kB"], [["a | b", "1"]])], "Measured today.")
    assert text == "*Measured today.*\n\n**Weight**\n\n| page | kB |\n| --- | ---: |\n| a \\| b | 1 |"


@pytest.mark.parametrize(
    ("figure", "within"),
    [
        (Figure("time", 100, "ms", 100), True),
        (Figure("time", 101, "ms", 100), False),
        (Figure("score", 95, budget=95, at_least=True), True),
        (Figure("score", 94, budget=95, at_least=True), False),
        (Figure("time", None, "ms", 100), None),
        (Figure("time", 101, "ms"), None),
    ],
)
def test_a_budget_is_a_ceiling_or_a_floor(figure, within):
    assert figure.within is within


def test_a_list_has_only_the_columns_that_something_is_said_in():
    plain = listed("", [Figure("memory", 1234, "MB")])
    assert (plain.head, plain.rows) == (["what", "measured"], [["memory", "1,234 MB"]])
    whole = listed("", [Figure("time", 120, "ms", 100, 90)])
    assert whole.rows == [["time", "**120** ms", "90 ms", "≤ 100 ms", "OVER"]]


def test_pages_stand_below_each_other_with_what_is_over_in_bold():
    table = crossed(
        "", "page", [(name, [Figure("sent", size, "kB", 150)]) for name, size in (("a", 10), ("b", 200))]
    )
    assert table.head == ["page", "sent, ≤ 150 kB"]
    assert table.rows == [["a", "10"], ["b", "**200**"]]


def test_a_score_is_the_median_of_the_runs_of_a_hundred():
    scores = lighthouse.scores([report(0.9), report(1.0), report(0.97)])
    assert [(one.name, one.value) for one in scores] == [
        ("performance", 97),
        ("accessibility", 100),
        ("best practices", None),
        ("seo", 90),
    ]
    assert [one.value for one in lighthouse.scores([])] == [None] * 4


def test_failing_checks_are_those_that_count():
    assert lighthouse.failing([report(0.95), report(0.5, contrast=0)]) == [
        ("accessibility", "color-contrast", 1),
        ("performance", "speed-index", 1),
        ("seo", "meta-description", 2),
    ]


def test_each_page_is_measured_once_and_lighthouse_runs_about_a_dozen():
    assert len({one.name for one in ADDRESSES}) == len({one.path for one in ADDRESSES}) == len(ADDRESSES)
    assert 10 <= sum(one.lighthouse for one in ADDRESSES) <= 14
