"""A rehearsal beside what the publication itself counts."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from results.models import Release
from results.public_face import changes
from results.rehearsals import delivered_difference, rehearsal_of
from tests.nation import INDICATORS, command, deliver, found_nation, import_table
from tests.results.test_publishing import generated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


def delivered(folder, rows, *args):
    report, code = deliver(folder, rows, "--accept-warnings", *args)
    assert code == 0
    return Release.objects.get(pk=report["release"])


def numbers(release, before):
    found = rehearsal_of(release, before)
    return len(found.added), len(found.changed), len(found.gone)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_rehearsed_is_what_the_log_will_say(tmp_path, seed):
    pick = random.Random(seed)
    before = None
    for _ in range(3):
        release = delivered(tmp_path, sorted(set(generated(pick))))
        found = changes(before=before, after=release)
        assert numbers(release, before) == (found.added, found.changed, found.removed)
        command("publish", str(release.pk))
        before = release


def test_other_definitions_are_rehearsed_too(tmp_path):
    before = delivered(tmp_path, ["caregiver;2022;111;h_andel;80;100"], "--publish")
    import_table(tmp_path, "indicators", INDICATORS.replace("0.9,0.7,,5", "0.75,0.7,,5"))
    command("recompute", "--registry", "hjerte")
    release = Release.objects.get(state="draft")
    found = rehearsal_of(release, before)
    assert set(found.changed["move"]) == {"up"}
    assert found.changed["retargeted"].all()
    assert numbers(release, before) == (0, 4, 0)


def test_nothing_is_asked_for_twice(tmp_path, settings):
    settings.KEPT_REHEARSALS = 1
    before = delivered(tmp_path, ["caregiver;2022;111;h_andel;80;100"], "--publish")
    release = delivered(tmp_path, ["caregiver;2022;111;h_andel;90;100"])
    counts = []
    for other in (before, before, None, before):
        with CaptureQueriesContext(connection) as queries:
            rehearsal_of(release, other)
        counts.append(len(queries))
    assert counts == [8, 0, 4, 8]


def test_cells_as_delivered_are_compared_with_what_the_draft_is_built_on(tmp_path):
    delivered(tmp_path, ["caregiver;2022;111;h_andel;8;10", "caregiver;2022;113;h_andel;8;10"], "--publish")
    draft = delivered(tmp_path, ["caregiver;2022;111;h_andel;9;10", "caregiver;2022;211;h_andel;8;10"])
    found = delivered_difference(draft)
    assert [len(part) for part in (found.added, found.changed, found.removed)] == [1, 1, 1]
