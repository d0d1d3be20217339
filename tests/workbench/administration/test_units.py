"""The tree in the administration: what is refused, and what a change sets going."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from organisations.models import Kind, OrganisationNumber, Unit
from registries.models import AuditEntry, Registry
from results.actions import delete_unit, publish_release, recompute, save_unit
from results.affected import affected_by
from results.models import Job, Release, Result
from tests.jobs import asked
from tests.nation import deliver, exported, one
from tests.results.world import Page
from tests.workbench.administration.conftest import address, rows, unit

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]
# Storby in the north and in the south; Småby in the north.
HJERTE = [
    "caregiver;2021;111;h_andel;8;10",
    "caregiver;2021;113;h_andel;20;40",
    "caregiver;2021;211;h_andel;9;10",
]
LUNGE = ["caregiver;2021;211;l_andel;9;10"]


def published(folder, rows, registry):
    report, code = deliver(folder, rows, "--publish", "--accept-warnings", registry=registry)
    assert code == 0
    return Release.objects.get(pk=report["release"])


@pytest.fixture
def both(tmp_path):
    """Both registries are public; only one of them has anything in the north."""
    return published(tmp_path, HJERTE, "hjerte"), published(tmp_path, LUNGE, "lunge")


def moved(form, unit_, **changes):
    return form(address(unit_)).send(**changes)


def jobs():
    return sorted(Job.objects.values_list("registry__key", "kind"))


def value(release, slug, name):
    found = Result.objects.filter(release=release, unit__slug=slug, indicator__key=name).first()
    return found and (found.numerator, found.denominator)


def test_a_move_drafts_a_release_of_each_registry_it_affects_and_no_other(form, both, work):
    before = exported()
    north, south = Unit.objects.filter(name="Fjord HF").order_by("sorting")
    page = moved(form, unit("smaaby"), parent=south.pk)
    assert "Nytt utkast lages for 1 register: Hjerte." in page.messages[0]
    assert jobs() == [("hjerte", "recompute")]
    job = work(Job.objects.get())
    draft = job.release
    assert (job.state, draft.state, draft.registry.key) == ("done", "draft", "hjerte")
    assert (value(both[0], north.slug, "h_andel"), value(draft, north.slug, "h_andel")) == ((28, 50), (8, 10))
    assert (value(both[0], south.slug, "h_andel"), value(draft, south.slug, "h_andel")) == ((9, 10), (29, 50))
    assert exported() == before
    publish_release(release=draft, by=None, reason="Småby er flyttet.")
    after = exported("--registry", "hjerte", "--year", "2021")
    assert one(after, indicator="h_andel", unit="Fjord HF", numerator="29")["denominator"] == "50"


def test_a_unit_that_all_report_for_affects_all(form, both):
    page = moved(form, unit("soer"), sorting=205)
    assert "Nytt utkast lages for 2 registre: Hjerte og Lunge." in page.messages[0]
    assert jobs() == [("hjerte", "recompute"), ("lunge", "recompute")]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Lilleby"},
        {"full_name": "Lilleby sykehus"},
        {"numbers": "113 114"},
        {"first_year": 2001, "last_year": 2020},
        {},
    ],
)
def test_what_is_shown_as_now_affects_no_results(form, both, change):
    moved(form, unit("smaaby"), **change)
    assert jobs() == []
    draft = recompute(registry=Registry.objects.get(key="hjerte"), by=None).draft
    assert draft is None


@pytest.mark.parametrize("change", [{"kind": "undefined"}, {"sorting": 7}])
def test_what_releases_keep_does(form, both, change):
    moved(form, unit("smaaby"), **change)
    assert jobs() == [("hjerte", "recompute")]


def test_an_open_draft_follows_the_tree_also_where_nothing_is_public(form, tmp_path, work):
    report, _ = deliver(tmp_path, HJERTE, "--accept-warnings")
    south = unit("fjord-hf-soer")
    moved(form, unit("smaaby"), parent=south.pk)
    job = work(Job.objects.get())
    assert value(job.release, south.slug, "h_andel") == (29, 50)
    assert Release.objects.get(pk=report["release"]).state == "closed"


def test_a_registry_whose_draft_is_just_being_made_is_not_forgotten(both):
    job = asked(LUNGE, "lunge")
    Job.objects.filter(pk=job.pk).update(state="running")
    assert [registry.key for registry in affected_by(unit("smaaby"))] == ["hjerte", "lunge"]


def test_several_moves_wait_in_one_job(form, both):
    for sorting in (5, 6, 7):
        moved(form, unit("smaaby"), sorting=sorting)
    assert jobs() == [("hjerte", "recompute")]
    Job.objects.update(state="running")
    moved(form, unit("smaaby"), sorting=8)
    assert jobs() == [("hjerte", "recompute")] * 2


def test_the_page_says_beforehand_whom_a_move_affects(client, administrator, both):
    page = client.get(address(unit("smaaby"))).getvalue().decode()
    assert "lages nytt utkast for 1 register." in page
    page = client.get(address(unit("ukjent-sykehus"))).getvalue().decode()
    assert "Ingen registre har resultater for denne enheten" in page


def test_a_change_is_in_the_trail_of_the_portal_and_of_each_registry(form, both, administrator):
    moved(form, unit("smaaby"), parent=unit("fjord-hf-soer").pk, name="Lilleby")
    own = AuditEntry.objects.get(action="change_unit")
    assert (own.by, own.registry, own.subject) == (administrator, None, f"enhet {unit('smaaby').pk}: Lilleby")
    assert own.before == {"name": "Småby", "parent": "fjord-hf"}
    assert own.after == {"name": "Lilleby", "parent": "fjord-hf-soer"}
    theirs = AuditEntry.objects.get(action="change_tree")
    assert (theirs.registry.key, theirs.before, theirs.after) == (
        "hjerte",
        {"parent": "fjord-hf"},
        {"parent": "fjord-hf-soer"},
    )


def test_saving_what_was_there_leaves_no_trace(form, both):
    entries, versions = AuditEntry.objects.count(), Unit.history.count()
    moved(form, unit("smaaby"))
    assert (AuditEntry.objects.count(), Unit.history.count()) == (entries, versions)


def test_history_tells_who_changed_what(client, form):
    moved(form, unit("smaaby"), parent=unit("fjord-hf-soer").pk, numbers="114")
    told = rows(Page(client, address(unit("smaaby"), "history")), "#change-history")[1:]
    who = [(one.split("|")[1], one.split("|")[2]) for one in told if " kl. " in one]
    assert who == [
        ("Ada Nordmann", "Lagt til: organisasjonsnummer 114: eierens nummer"),
        ("Ada Nordmann", "Slettet: organisasjonsnummer 113"),
        ("Ada Nordmann", "Endret: overordnet enhet"),
        ("Serverens kommandolinje", "Lagt til: organisasjonsnummer 113: eierens nummer"),
        ("Serverens kommandolinje", "Lagt til: nivå"),
    ]
    assert told[2].endswith("|Nord › Fjord HF|Sør › Fjord HF")


@pytest.mark.parametrize(
    ("slug", "changes", "told"),
    [
        # The form offers no hospital as parent; what is sent all the same is refused too.
        ("fjord-hf", {"parent": "storby"}, "gyldig valg"),
        ("smaaby", {"parent": "soer"}, "En enhet på nivået sykehus må ligge rett under en på nivået HF."),
        ("smaaby", {"parent": None}, "Alle enheter unntatt nasjonen må ha en overordnet enhet."),
        ("norge", {"parent": "nord"}, "Alle enheter unntatt nasjonen må ha en overordnet enhet."),
        ("fjord-hf", {"level": "rhf", "parent": "norge"}, "Under enheten ligger «Storby» på nivået sykehus."),
        ("smaaby", {"name": "Storby"}, "Navnet finnes allerede under samme overordnede enhet."),
        ("smaaby", {"first_year": 2020, "last_year": 2019}, "Første år kan ikke være etter siste år."),
        ("smaaby", {"successor": "smaaby"}, "Etterfølgeren har selv denne enheten som etterfølger."),
        ("smaaby", {"numbers": "113\n211"}, "Nummeret 211 hører til «Storby»."),
        ("smaaby", {"numbers": "1130000000"}, "«1130000000» er ikke et organisasjonsnummer"),
        ("smaaby", {"numbers": "113", "company_numbers": "113"}, "Nummeret 113 står i begge feltene."),
    ],
)
def test_what_would_not_be_a_tree_is_refused(form, both, slug, changes, told):
    places = {
        name: slug_ and unit(slug_).pk for name, slug_ in changes.items() if name in ("parent", "successor")
    }
    before = list(Unit.history.values()), list(OrganisationNumber.objects.values())
    page = moved(form, unit(slug), **changes | places)
    assert told in " ".join(page.errors)
    assert (list(Unit.history.values()), list(OrganisationNumber.objects.values())) == before
    assert jobs() == []


def test_a_circle_is_refused_by_the_action_too(both):
    trust = unit("fjord-hf")
    trust.parent = unit("storby")
    with pytest.raises(ValidationError, match="under seg selv"):
        save_unit(unit=trust, numbers={"11": False}, by=None)
    first, second = unit("storby"), unit("smaaby")
    first.successor = second
    save_unit(unit=first, numbers={"111": False, "112": False, "19": True}, by=None)
    second.successor = first
    with pytest.raises(ValidationError, match="Velg en annen"):
        save_unit(unit=second, numbers={"113": False}, by=None)


def test_a_circle_of_one_is_refused_by_the_database():
    one_ = unit("smaaby")
    with pytest.raises(IntegrityError, match="unit_not_its_own_relative"), transaction.atomic():
        Unit.objects.filter(pk=one_.pk).update(parent=one_)


def test_a_new_unit_gets_an_address_and_affects_nothing(form, both):
    page = form("/admin/organisations/unit/add/").send(
        name="Storby", level="hospital", parent=unit("fjord-hf-soer").pk, kind=Kind.PRIVATE, numbers="9 8;7"
    )
    assert page.errors[1:] == ["Navnet finnes allerede under samme overordnede enhet."]
    page = form("/admin/organisations/unit/add/").send(
        name="Nyby", level="hospital", parent=unit("fjord-hf-soer").pk, kind=Kind.PRIVATE, numbers="9 8;7"
    )
    assert page.errors == []
    new = unit("nyby")
    assert sorted(new.numbers.values_list("number", flat=True)) == ["7", "8", "9"]
    assert jobs() == []
    assert AuditEntry.objects.get(action="add_unit").after["numbers"] == ["7", "8", "9"]


@pytest.mark.parametrize(
    ("slug", "why"),
    [
        ("nord", "har enheter under seg"),
        ("smaaby", "er med i en utgivelse"),
    ],
)
def test_what_is_used_is_not_deleted(client, administrator, both, slug, why):
    for answer in (
        client.get(address(unit(slug), "delete")),
        client.post(address(unit(slug), "delete"), {"post": "yes"}),
    ):
        assert answer.status_code == 200
        assert why in answer.getvalue().decode()
    with pytest.raises(ValidationError, match=why):
        delete_unit(unit=unit(slug), by=None)


def test_what_is_not_is_deleted_and_its_history_stays(client, administrator):
    slug = "ukjent-sykehus"
    pk = unit(slug).pk
    answer = client.post(address(unit(slug), "delete"), {"post": "yes"})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/organisations/unit/")
    assert not Unit.objects.filter(slug=slug).exists()
    entry = AuditEntry.objects.get(action="delete_unit")
    assert (entry.by, entry.before["numbers"]) == (administrator, ["911"])
    assert Unit.history.filter(id=pk, history_type="-").exists()


def test_somebody_else_was_first(form, both, monkeypatch):
    def late(**arguments):
        raise ValidationError({"parent": "Noen andre har flyttet enheten."})

    monkeypatch.setattr("workbench.admin.units.save_unit", late)
    page = moved(form, unit("smaaby"), name="Lilleby")
    assert page.messages == ["Noen andre har flyttet enheten."]
    assert unit("smaaby").name == "Småby"


@pytest.mark.parametrize(
    ("asked", "found"),
    [("smaby", ["Småby"]), ("211", ["Storby"]), ("storby sykehus", ["Storby"]), ("finnes ikke", [])],
)
def test_units_are_found_by_name_and_number(client, administrator, asked, found):
    assert Page(client, "/admin/organisations/unit/", q=asked).texts("#result_list .field-name") == found
