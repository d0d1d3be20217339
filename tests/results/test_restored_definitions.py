"""A registry that goes back to an earlier release goes back to its definitions too."""

import pytest

from indicators.models import Indicator
from registries.models import AuditEntry, Registry
from results.actions import publish_release
from results.models import Publication, Release
from tests.nation import deliver, found_nation

pytestmark = pytest.mark.django_db
ROWS = ["caregiver;2022;111;h_andel;93;100"]


@pytest.fixture
def hjerte(tmp_path):
    found_nation(tmp_path)
    deliver(tmp_path, ROWS, "--publish", "--accept-warnings")
    return Registry.objects.get(key="hjerte")


@pytest.fixture
def share(hjerte):
    return hjerte.indicators.get(key="h_andel")


def state(registry):
    columns = ("key", "title", "shown", "min_denominator", "coverage_indicator__key")
    targets = ("targets__valid_from", "targets__high", "targets__moderate", "targets__direction")
    return sorted(map(str, registry.indicators.values_list(*columns, *targets)))


def publish_changed(tmp_path, registry):
    deliver(tmp_path, ["caregiver;2022;111;h_andel;71;100"], "--publish", "--accept-warnings")
    return registry.releases.published().get()


def test_edits_published_since_are_taken_back(tmp_path, hjerte, share):
    first, before = hjerte.releases.published().get(), state(hjerte)
    share.title, share.min_denominator = "Noe annet", 50
    share.save()
    share.targets.create(valid_from=2022, direction="higher", high="0.99", moderate="0.98")
    publish_changed(tmp_path, hjerte)
    assert state(hjerte) != before
    publish_release(release=first, by=None, reason="Feil.")
    assert state(hjerte) == before
    assert AuditEntry.objects.filter(action="publish").first().after["definitions"] == 1


def test_a_changed_and_a_removed_target_are_set_back(tmp_path, hjerte, share):
    first, before = hjerte.releases.published().get(), state(hjerte)
    target = share.targets.first()
    target.high = "0.97"
    target.save()
    publish_changed(tmp_path, hjerte)
    publish_release(release=first, by=None, reason="Feil.")
    assert state(hjerte) == before
    share.targets.all().delete()
    publish_changed(tmp_path, hjerte)
    publish_release(release=first, by=None, reason="Feil.")
    assert state(hjerte) == before


def test_an_indicator_that_the_release_does_not_have_is_hidden(tmp_path, hjerte):
    first = hjerte.releases.published().get()
    Indicator.objects.create(key="h_ny", registry=hjerte, title="Ny", type="share")
    publish_changed(tmp_path, hjerte)
    publish_release(release=first, by=None, reason="Feil.")
    assert not hjerte.indicators.get(key="h_ny").shown


def test_another_registrys_definitions_are_left_alone(tmp_path, hjerte):
    first = hjerte.releases.published().get()
    other = Registry.objects.get(key="lunge").indicators.first()
    other.title = "Endret"
    other.save()
    publish_changed(tmp_path, hjerte)
    publish_release(release=first, by=None, reason="Feil.")
    other.refresh_from_db()
    assert other.title == "Endret"


def test_where_nothing_was_edited_nothing_is_saved(tmp_path, hjerte):
    first = hjerte.releases.published().get()
    publish_changed(tmp_path, hjerte)
    saved = Indicator.history.count()
    publish_release(release=first, by=None, reason="Feil.")
    assert Indicator.history.count() == saved
    assert "definitions" not in AuditEntry.objects.filter(action="publish").first().after


def test_the_next_draft_is_built_on_the_release_alone(tmp_path, hjerte, share):
    first = hjerte.releases.published().get()
    share.targets.update(high="0.99")
    publish_changed(tmp_path, hjerte)
    publish_release(release=first, by=None, reason="Feil.")
    deliver(tmp_path, ["caregiver;2021;111;h_andel;93;100"], "--accept-warnings")
    draft = hjerte.releases.get(state=Release.State.DRAFT)
    limits = [release.indicators.get(indicator=share).targets.first().high for release in (first, draft)]
    assert limits[0] == limits[1]


def test_the_log_tells_what_is_changed_in_definitions(tmp_path, hjerte, share):
    share.title = "Ny tittel"
    share.save()
    publish_changed(tmp_path, hjerte)
    (told,) = Publication.objects.first().definitions
    assert told.startswith("Ny tittel: Tittelen er endret fra ")
