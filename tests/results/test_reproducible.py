"""Whatever is delivered, published, rolled back, withdrawn and edited: what was public stays what it was."""

import tempfile
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from organisations.models import Unit
from results.actions.recomputing import is_intact
from results.models import Publication, PublishedRelease, Release
from tests.nation import INDICATORS, UNITS, command, deliver, exported, found_nation, import_table

SETTINGS = settings(
    max_examples=6,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    # A story of so few steps is read as it is; to shorten it takes minutes.
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
# What is shown as it is now.
NAMES = ("unit", "orgnr")
HOSPITALS = ["111", "113", "211", "911"]
rows = st.builds(
    lambda context, year, unit, key, denominator, part: (
        f"{context};{year};{unit};{key};{denominator * part // 4};{denominator}"
    ),
    st.sampled_from(["caregiver", "resident"]),
    st.sampled_from([2021, 2022, 2023]),
    st.sampled_from([*HOSPITALS, "21"]),
    st.sampled_from(["h_andel", "h_andel", "h_dg", "h_skjult"]),
    st.sampled_from([1, 2, 3, 4, 5, 20, 100]),
    st.integers(0, 4),
)
deliveries = st.lists(rows, min_size=1, max_size=6)
EDITS = {
    "targets": ("higher,0.9,0.7,,", "higher,0.5,0.4,,"),
    "minimum": (",5,h_dg", ",30,h_dg"),
    "shown": ("Ikke vist,share,,,,,5,,percent,0,0,f", "Ikke vist,share,,,,,5,,percent,0,1,f"),
    "title": ("Behandlet i tide", "Behandlet raskt"),
}
MOVES = {
    "moved": ("hospital,Småby,,Nord / Fjord HF", "hospital,Småby,,Sør / Fjord HF"),
    "not shown": ("113,112,public", "113,112,undefined"),
    "sorted": ("rhf,Nord,,Norge,10,100,", "rhf,Nord,,Norge,10,999,"),
}


class Releases(RuleBasedStateMachine):
    """One registry through all that may be done; `kept` has what each release was when it became public."""

    def __init__(self, settings):
        super().__init__()
        self.settings = settings
        self.kept = {}
        self.public = None
        self.folder = tempfile.TemporaryDirectory()
        self.place = Path(self.folder.name)
        self.transaction = transaction.atomic()  # all that an example does is undone after it
        self.transaction.__enter__()
        found_nation(self.place)
        self.indicators, self.units, self.floor = INDICATORS, UNITS, settings.PRIVACY_FLOOR

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)
        self.settings.PRIVACY_FLOOR = 3
        self.folder.cleanup()

    @initialize(first=deliveries, second=deliveries)
    def publish_twice(self, first, second):
        for rows in (first, second):
            self.deliver(rows)
            self.publish(self.draft())

    @rule(rows=deliveries)
    def deliver(self, rows):
        assert deliver(self.place, rows, "--accept-warnings")[1] == 0

    @rule(rows=deliveries)
    def deliver_and_publish(self, rows):
        self.deliver(rows)
        self.publish(self.draft())

    @precondition(lambda self: self.draft())
    @rule()
    def publish_the_draft(self):
        self.publish(self.draft())

    @precondition(lambda self: self.earlier())
    @rule(data=st.data())
    def publish_again(self, data):
        self.publish(data.draw(st.sampled_from(self.earlier())))
        assert self.draft() is None

    @precondition(lambda self: self.kept)
    @rule(data=st.data())
    def withdraw(self, data):
        found = Release.objects.filter(state="released").order_by("pk").values_list("pk", flat=True)
        if not found:
            return
        pk = data.draw(st.sampled_from(list(found)))
        assert command("withdraw", str(pk), "--reason", "Feil.")[2] == 0
        self.public = None if pk == self.public else self.public

    @rule(edit=st.sampled_from(sorted(EDITS)))
    def edit_the_definitions(self, edit):
        self.indicators = turned(self.indicators, EDITS[edit])
        assert import_table(self.place, "indicators", self.indicators)[2] == 0

    @rule(move=st.sampled_from(sorted(MOVES)))
    def change_the_tree(self, move):
        self.units = turned(self.units, MOVES[move])
        assert import_table(self.place, "units", self.units)[2] == 0

    @rule()
    def rename(self):
        Unit.objects.filter(level="nation").update(name="Kongeriket")

    @rule(floor=st.sampled_from([3, 4, 6]))
    def change_the_privacy_floor(self, floor):
        self.settings.PRIVACY_FLOOR = floor

    @rule()
    def recompute(self):
        assert command("recompute", "--all")[2] == 0

    @invariant()
    def what_was_public_is_what_it_was(self):
        for release in Release.objects.filter(pk__in=self.kept):
            kept = self.kept[release.pk]
            assert is_intact(release)
            if release.state == "withdrawn":
                assert command("export_results", "--release", str(release.pk))[2] == 1
                assert nameless(exported("--release", str(release.pk), "--internal")) == kept["internal"]
            else:
                assert exports_of(release.pk) == kept

    @invariant()
    def the_pointer_says_what_is_public(self):
        pointers = list(PublishedRelease.objects.values_list("release", flat=True))
        assert pointers == [self.public] * bool(self.public)
        public = exports_of(self.public)["public"] if self.public else []
        assert nameless(exported()) == public

    @invariant()
    def one_draft_is_open_at_most(self):
        assert Release.objects.filter(state="draft").count() <= 1
        known = set(Release.objects.filter(state__in=["released", "withdrawn"]).values_list("pk", flat=True))
        assert known == set(self.kept) == set(Publication.objects.values_list("release", flat=True))

    def publish(self, pk):
        assert command("publish", str(pk))[2] == 0
        self.public = pk
        self.kept.setdefault(pk, exports_of(pk))

    def draft(self):
        return Release.objects.filter(state="draft").values_list("pk", flat=True).first()

    def earlier(self):
        found = Release.objects.filter(state="released", published_as=None)
        return list(found.order_by("pk").values_list("pk", flat=True))


def turned(text, pair):
    """With the first text of the pair in place of the second, or the other way round."""
    here, there = pair if pair[0] in text else pair[::-1]
    assert here in text
    return text.replace(here, there)


def exports_of(pk):
    """The two exports of a release, row by row, without names."""
    release = str(pk)
    return {
        "public": nameless(exported("--release", release)),
        "internal": nameless(exported("--release", release, "--internal")),
    }


def nameless(rows):
    return [{name: value for name, value in row.items() if name not in NAMES} for row in rows]


@pytest.mark.django_db
def test_what_was_public_stays_what_it_was(settings):
    run_state_machine_as_test(lambda: Releases(settings), settings=SETTINGS)
