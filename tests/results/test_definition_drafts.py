"""What becomes of edited definitions: a draft of their registry, and nothing of any other."""

import hashlib
from decimal import Decimal

import pytest

from indicators.dated import DatedTarget
from indicators.definitions import create_indicator, delete_indicator, save_definition
from indicators.models import Indicator
from indicators.targets import add_target
from indicators.versions import seen_of
from registries.models import Registry
from registries.refusal import Refused
from results.actions import forget_undelivered, publish_release, recompute
from results.models import Job, Release, ReleasedIndicator, ReleasedTarget, Result
from results.progress import progress_of
from tests.jobs import recomputation
from tests.nation import command, deliver, exported
from tests.stories import found_story

pytestmark = pytest.mark.django_db
NEW = {"key": "h_ny", "title": "Ny", "type": "share", "number_format": "percent", "decimals": 0}


@pytest.fixture(scope="module", autouse=True)
def story(begun):
    found_story(begun)


def hjerte():
    return Registry.objects.get(key="hjerte")


def edited(**values):
    one = Indicator.objects.get(key="h_andel")
    assert save_definition(indicator=one, values=values, seen=seen_of(one), by=None)


def new_target():
    one = Indicator.objects.get(key="h_andel")
    wanted = DatedTarget(valid_from=2022, direction="higher", high=Decimal("0.99"))
    add_target(indicator=one, target=wanted, reason="Nytt vedtak.", seen=seen_of(one), by=None)


@pytest.mark.parametrize(
    "values",
    [
        {"title": "Behandlet raskt"},
        {"long_description": "Ny tekst."},
        {"title_en": "Treated in time", "short_description_en": "In time.", "long_description_en": "Who?"},
        {"decimals": 1},
        {"shown": False},
        {"retired": True},
        {"sorting": "x"},
        {"coverage_indicator": None},
    ],
)
def test_a_changed_definition_makes_a_draft_also_where_no_result_differs(values):
    before = exported()
    edited(**values)
    draft = recompute(registry=hjerte(), by=None).draft
    assert draft.state == Release.State.DRAFT
    kept = ReleasedIndicator.objects.get(release=draft, indicator__key="h_andel")
    assert {name: getattr(kept, name) for name in values} == values
    assert exported() == before
    again = recompute(registry=hjerte(), by=None)
    assert (again.draft, again.closed) == (None, None)


def test_a_changed_note_makes_a_draft():
    target = Indicator.objects.get(key="h_andel").targets.last()
    target.note_nb = "Regnes annerledes."
    target.save()
    draft = recompute(registry=hjerte(), by=None).draft
    assert ReleasedTarget.objects.filter(
        released_indicator__release=draft, note_nb="Regnes annerledes.", is_break=True
    ).exists()


def test_a_draft_holds_delivered_numbers_and_edited_definitions(tmp_path):
    edited(title="Behandlet raskt")
    first = recompute(registry=hjerte(), by=None).draft
    report, _ = deliver(tmp_path, ["caregiver;2020;111;h_andel;8;10"], "--accept-warnings")
    second = Release.objects.get(pk=report["release"])
    assert second.indicators.get(indicator__key="h_andel").title == "Behandlet raskt"
    edited(decimals=1)
    third = recompute(registry=hjerte(), by=None).draft
    assert third.slices.filter(year=2020).exists()
    assert third.indicators.get(indicator__key="h_andel").decimals == 1
    states = [Release.objects.get(pk=one.pk).state for one in (first, second, third)]
    assert states == ["closed", "closed", "draft"]
    publish_release(release=third, by=None)
    assert exported("--registry", "hjerte", "--year", "2020")


def test_what_is_taken_back_closes_the_draft():
    edited(title="Feil")
    draft = recompute(registry=hjerte(), by=None).draft
    edited(title="Behandlet i tide")
    found = recompute(registry=hjerte(), by=None)
    assert (found.draft, found.closed) == (None, draft)
    assert Release.objects.get(pk=draft.pk).state == "closed"
    assert hjerte().releases.filter(state="draft").count() == 0


def test_numbers_that_were_delivered_are_not_closed_with_the_words(tmp_path):
    edited(title="Feil")
    recompute(registry=hjerte(), by=None)
    deliver(tmp_path, ["caregiver;2020;111;h_andel;8;10"], "--accept-warnings")
    edited(title="Behandlet i tide")
    found = recompute(registry=hjerte(), by=None)
    assert found.closed is None
    assert found.draft.slices.filter(year=2020).exists()


def test_an_open_draft_follows_the_definitions_before_anything_is_public(tmp_path):
    command("withdraw", str(hjerte().published_release.release_id), "--reason", "Feil.")
    assert recompute(registry=hjerte(), by=None) is None
    report, _ = deliver(tmp_path, ["caregiver;2020;111;h_andel;8;10"], "--accept-warnings")
    edited(title="Behandlet raskt")
    found = recompute(registry=hjerte(), by=None)
    assert (found.release, found.intact) == (None, True)
    assert found.draft.built_on_id == report["release"]


def test_a_job_tells_what_became_of_the_change(work):
    edited(title="Feil")
    first = work(recomputation())
    assert "andre resultater eller definisjoner" in progress_of(first).sentence
    edited(title="Behandlet i tide")
    second = work(recomputation())
    assert (
        progress_of(second).sentence == f"Endringene er tatt tilbake, så utkast {first.release_id} er lukket."
    )
    assert "blir de samme" in progress_of(work(recomputation())).sentence
    Job.objects.filter(pk=second.pk).update(report={"verified": None, "intact": None, "release": None})
    second.refresh_from_db()
    assert "Ingenting er publisert" in progress_of(second).sentence


def everything_but(key):
    """Of all registries but one: results, kept definitions and targets, the releases, and what is public."""
    parts = [
        list(model.objects.exclude(**{f"{path}key": key}).order_by("pk").values())
        for model, path in (
            (Result, "release__registry__"),
            (ReleasedIndicator, "release__registry__"),
            (ReleasedTarget, "released_indicator__release__registry__"),
            (Release, "registry__"),
            (Indicator, "registry__"),
        )
    ]
    assert all(parts)
    public = [
        exported("--registry", other.key) for other in Registry.objects.exclude(key=key).order_by("key")
    ]
    assert any(public)
    return hashlib.sha256(repr([parts, public]).encode()).hexdigest()


def test_an_edit_and_its_publication_touch_no_other_registry():
    before, public = everything_but("hjerte"), exported("--registry", "hjerte")
    new_target()
    edited(min_denominator=90, title="Behandlet raskt")
    draft = recompute(registry=hjerte(), by=None).draft
    assert (everything_but("hjerte"), exported("--registry", "hjerte")) == (before, public)
    publish_release(release=draft, by=None)
    assert everything_but("hjerte") == before
    assert exported("--registry", "hjerte") != public


def test_what_was_never_delivered_leaves_the_drafts_that_list_it():
    made = create_indicator(registry=hjerte(), values=NEW, by=None)
    draft = recompute(registry=hjerte(), by=None).draft
    forget_undelivered(indicator=made)
    delete_indicator(indicator=made, by=None)
    assert not draft.indicators.filter(indicator__key="h_ny").exists()


def test_what_has_been_public_or_delivered_stays_in_its_releases():
    made = create_indicator(registry=hjerte(), values=NEW, by=None)
    publish_release(release=recompute(registry=hjerte(), by=None).draft, by=None)
    with pytest.raises(Refused, match="har vært publisert"):
        forget_undelivered(indicator=made)
    with pytest.raises(Refused, match="har resultater"):
        forget_undelivered(indicator=Indicator.objects.get(key="h_andel"))
