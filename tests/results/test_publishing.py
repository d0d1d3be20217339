import random

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from indicators.models import Indicator, Target
from registries.models import AuditEntry
from results.actions import Refused, publish_release, withdraw_release
from results.models import Publication, PublishedRelease, Release
from tests.nation import command, deliver, exported, found_nation, import_table

pytestmark = pytest.mark.django_db
ROWS = [f"caregiver;{year};{unit};h_andel;8;10" for year in (2021, 2022) for unit in (111, 113, 211)]
CORRECTED = [ROWS[3].replace(";8;10", ";9;10"), *ROWS[4:]]
# One hospital, its trust, its region and the nation.
LEVELS = 4
NUMBERS = ("added", "changed", "removed")


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


def delivered(folder, rows, *args, **options):
    report, code = deliver(folder, rows, "--accept-warnings", *args, **options)
    assert code == 0
    return Release.objects.get(pk=report["release"])


def published(folder, rows, **options):
    return delivered(folder, rows, "--publish", **options)


def latest():
    return Publication.objects.first()


def numbers(entry):
    return tuple(getattr(entry, name) for name in NUMBERS)


def test_the_first_publication_adds_everything_that_is_shown(tmp_path):
    release = published(
        tmp_path, [*ROWS, "caregiver;2021;911;h_andel;8;10", "caregiver;2021;111;h_skjult;8;10"]
    )
    entry = Publication.objects.get()
    assert (entry.kind, entry.release, entry.before, entry.registry) == (
        "published", release, None, release.registry,
    )  # fmt: skip
    assert numbers(entry) == (len(exported()), 0, 0)
    assert len(exported("--internal")) > len(exported())


def test_the_log_tells_why(tmp_path):
    release = delivered(tmp_path, ROWS)
    command("publish", str(release.pk), "--reason", "  Årets tall. ")
    assert latest().reason == "Årets tall."


def test_a_correction_counts_the_cells_it_changes(tmp_path):
    first = published(tmp_path, ROWS)
    published(tmp_path, CORRECTED)
    assert numbers(latest()) == (0, LEVELS, 0)
    assert latest().before == first


def test_what_a_delivery_leaves_out_is_removed(tmp_path):
    published(tmp_path, ROWS)
    published(tmp_path, [row for row in ROWS if ";113;" not in row])
    # Småby's own results are gone, and those of all above it are others.
    assert numbers(latest()) == (0, 2 * (LEVELS - 1), 2)


def test_a_number_that_no_one_saw_changes_without_a_word(tmp_path):
    published(tmp_path, ["caregiver;2021;211;h_andel;1;4"])
    published(tmp_path, ["caregiver;2021;211;h_andel;2;3"])
    assert numbers(latest()) == (0, 0, 0)


def test_a_changed_reason_for_withholding_is_a_change(tmp_path):
    published(tmp_path, ["caregiver;2021;211;h_dg;1;2"])
    published(tmp_path, ["caregiver;2021;211;h_dg;10;20"])
    assert numbers(latest()) == (0, LEVELS, 0)


def test_every_digit_of_a_ready_value_counts(tmp_path):
    published(tmp_path, ["caregiver;2021;211;h_beregnet;0,5;10"])
    published(tmp_path, ["caregiver;2021;211;h_beregnet;0,50;10"])
    assert exported()[0]["value"] == "0.50"
    assert numbers(latest()) == (0, 1, 0)


@pytest.mark.parametrize("seed", range(6))
def test_the_numbers_are_those_that_two_exports_differ_by(tmp_path, seed):
    pick = random.Random(seed)
    before = []
    for _ in range(3):
        published(tmp_path, sorted(set(generated(pick))))
        after = exported()
        assert numbers(latest()) == counted(before, after)
        before = after


def generated(pick):
    for _ in range(pick.randint(1, 25)):
        key = pick.choice(["h_andel", "h_andel", "h_dg", "h_skjult"])
        denominator = pick.choice([1, 2, 4, 6, 20, 40])
        numerator = pick.choice([0, denominator, denominator // 2])
        unit, context = pick.choice([111, 113, 211, 911, 21]), pick.choice(["caregiver", "resident"])
        yield f"{context};{pick.choice([2021, 2022])};{unit};{key};{numerator};{denominator}"


def counted(before, after):
    old, new = ({tuple(row[name] for name in ("indicator", "orgnr", "context", "year")): row for row in rows}
                for rows in (before, after))  # fmt: skip
    assert len(old) == len(before)
    changed = sum(old[place] != new[place] for place in old.keys() & new.keys())
    return len(new.keys() - old.keys()), changed, len(old.keys() - new.keys())


def test_what_is_public_already_is_refused_and_nothing_happens(tmp_path):
    public, draft = published(tmp_path, ROWS), delivered(tmp_path, CORRECTED)
    entries = AuditEntry.objects.count()
    _, err, code = command("publish", str(public.pk))
    assert (code, err) == (1, f"Utgivelse {public.pk} er allerede publisert. Ingenting er endret.")
    assert (Publication.objects.count(), AuditEntry.objects.count()) == (1, entries)
    assert Release.objects.get(pk=draft.pk).state == "draft"


def test_a_roll_back_is_logged_as_published_again_and_closes_the_draft(tmp_path):
    first, second = published(tmp_path, ROWS), published(tmp_path, CORRECTED)
    at = first.published_at
    draft = delivered(tmp_path, ROWS)
    command("publish", str(first.pk), "--reason", "Feil i leveringen.")
    assert (latest().kind, latest().release, latest().before) == ("again", first, second)
    assert numbers(latest()) == (0, LEVELS, 0)
    assert Release.objects.get(pk=draft.pk).state == "closed"
    assert Release.objects.get(pk=first.pk).published_at == at
    assert AuditEntry.objects.first().after == {"release": first.pk, "closed": draft.pk}


def test_publishing_asks_as_much_of_the_database_however_many_results_there_are(tmp_path):
    many = [f"caregiver;{year};{unit};h_andel;8;10" for year in range(2000, 2020) for unit in (111, 113, 211)]
    published(tmp_path, ROWS[:1])
    counts = []
    for rows in (ROWS, many):
        release = delivered(tmp_path, rows)
        with CaptureQueriesContext(connection) as queries:
            publish_release(release=release, by=None)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_withdrawn_release_leaves_nothing_public(tmp_path):
    first, second = published(tmp_path, ROWS), published(tmp_path, CORRECTED)
    draft = delivered(tmp_path, ROWS)
    shown = len(exported())
    out, _, code = command("withdraw", str(second.pk), "--reason", "Tall fra feil år.")
    assert code == 0
    assert "Ingenting er nå publisert for hjerte." in out
    assert exported() == []
    assert not PublishedRelease.objects.exists()
    states = dict(Release.objects.values_list("pk", "state"))
    assert states == {first.pk: "released", second.pk: "withdrawn", draft.pk: "closed"}
    assert (latest().kind, latest().release, latest().before, latest().reason) == (
        "withdrawn", second, second, "Tall fra feil år.",
    )  # fmt: skip
    assert numbers(latest()) == (0, 0, shown)
    trail = AuditEntry.objects.first()
    assert (trail.action, trail.before, trail.after) == (
        "withdraw", {"release": second.pk}, {"release": None, "closed": draft.pk},
    )  # fmt: skip


def test_after_a_withdrawal_an_earlier_release_is_published_again(tmp_path):
    first = published(tmp_path, ROWS)
    before = exported()
    second = published(tmp_path, CORRECTED)
    command("withdraw", str(second.pk), "--reason", "Feil.")
    assert command("publish", str(first.pk))[2] == 0
    assert exported() == before
    assert (latest().kind, latest().before, numbers(latest())) == ("again", None, (len(before), 0, 0))


def test_nothing_builds_on_a_withdrawn_release(tmp_path):
    release = published(tmp_path, ROWS[:3])
    command("withdraw", str(release.pk), "--reason", "Feil.")
    later = delivered(tmp_path, ROWS[3:])
    assert later.built_on is None
    assert set(later.slices.values_list("year", flat=True)) == {2022}


def test_withdrawing_an_earlier_release_leaves_the_public_one(tmp_path):
    first, second = published(tmp_path, ROWS), published(tmp_path, CORRECTED)
    draft, before = delivered(tmp_path, ROWS), exported()
    out, _, code = command("withdraw", str(first.pk), "--reason", "Feil.")
    assert (code, out) == (0, f"Utgivelse {first.pk} for hjerte er trukket tilbake.\n")
    assert exported() == before
    assert Release.objects.get(pk=draft.pk).state == "draft"
    assert (latest().kind, latest().release, latest().before) == ("withdrawn", first, second)
    assert numbers(latest()) == (0, 0, 0)


def test_a_withdrawn_release_is_never_published_again(tmp_path):
    release = published(tmp_path, ROWS)
    command("withdraw", str(release.pk), "--reason", "Feil.")
    _, err, code = command("publish", str(release.pk))
    assert (code, err) == (1, f"Utgivelse {release.pk} er trukket tilbake og kan ikke publiseres igjen.")
    _, err, code = command("withdraw", str(release.pk), "--reason", "Feil.")
    assert (code, err) == (1, f"Utgivelse {release.pk} er allerede trukket tilbake. Ingenting er endret.")
    assert exported() == []
    assert Publication.objects.count() == 2


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_withdrawal_without_a_reason_is_refused(tmp_path, reason):
    release = published(tmp_path, ROWS)
    before = exported()
    _, err, code = command("withdraw", str(release.pk), "--reason", reason)
    assert code == 1
    assert "Skriv hvorfor" in err
    assert exported() == before
    assert Publication.objects.count() == 1


def test_a_draft_can_not_be_withdrawn(tmp_path):
    closed, draft = delivered(tmp_path, ROWS), delivered(tmp_path, CORRECTED)
    for release in (closed, draft):
        _, err, code = command("withdraw", str(release.pk), "--reason", "Feil.")
        assert (code, err.split()[:2]) == (1, ["Utkast", str(release.pk)])
    assert Publication.objects.count() == 0
    assert command("withdraw", "12345", "--reason", "Feil.")[2] == 1


def test_a_withdrawn_release_is_exported_to_none_but_the_operator(tmp_path):
    release = published(tmp_path, ROWS)
    before = exported("--internal")
    command("withdraw", str(release.pk), "--reason", "Feil.")
    out, err, code = command("export_results", "--release", str(release.pk))
    assert (out, code) == ("", 1)
    assert "trukket tilbake" in err
    assert exported("--release", str(release.pk), "--internal") == before


def test_recompute_has_nothing_to_verify_after_a_withdrawal(tmp_path):
    release = published(tmp_path, ROWS)
    command("withdraw", str(release.pk), "--reason", "Feil.")
    assert "hjerte: ingenting er publisert." in command("recompute", "--registry", "hjerte")[0]


def test_who_did_it_is_kept(tmp_path):
    user = User.objects.create(username="kari")
    release = delivered(tmp_path, ROWS)
    publish_release(release=release, by=user)
    withdraw_release(release=release, by=user, reason="Feil.")
    assert set(Publication.objects.values_list("by__username", flat=True)) == {"kari"}
    assert [entry.by for entry in AuditEntry.objects.all()[:2]] == [user, user]


def test_a_release_that_changed_meanwhile_is_judged_as_it_is_now(tmp_path):
    stale = delivered(tmp_path, ROWS)
    delivered(tmp_path, CORRECTED)
    with pytest.raises(Refused, match="lukket"):
        publish_release(release=stale, by=None)


def test_the_export_of_a_release_keeps_its_order_when_units_are_sorted_anew(tmp_path):
    published(tmp_path, ROWS)
    before = exported()
    turned = "hospital,Storby,Storby sykehus,Nord / Fjord HF,112;111,999,public,19"
    import_table(
        tmp_path, "units", f"level,name,full_name,parent,orgnrs,sorting,kind,company_orgnrs\n{turned}\n"
    )
    assert exported() == before


def test_a_delivery_published_at_once_says_why_in_the_log(tmp_path):
    deliver(tmp_path, ["caregiver;2022;111;h_andel;8;10"], "--publish", "--reason", "Første publisering.")
    assert Publication.objects.get().reason == "Første publisering."


def test_log_is_in_norwegian_whichever_the_page_of_who_published_was_in(tmp_path):
    published(tmp_path, ROWS)
    Indicator.objects.filter(key="h_andel").update(title_en="Treated in time")
    Target.objects.filter(indicator__key="h_andel").update(high="0.955")
    draft = delivered(tmp_path, CORRECTED)
    with override("en"):
        publish_release(release=draft, by=None, reason="")
    (told,) = latest().definitions
    assert told.startswith("Behandlet i tide: Indikatoren har fått en engelsk tittel")
    assert "95,5" in told
