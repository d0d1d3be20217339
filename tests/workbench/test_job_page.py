"""A job's page, from waiting to its end: progress, faults, warnings, a draft, or what went wrong."""

import csv
import io

import pytest

from registries.models import AuditEntry
from results import accepting, jobs, working
from results.imports.faults import KEPT, Code
from results.models import Delivery, Job, Release
from results.progress import telling
from tests.jobs import FAULTY, ROWS, asked, failing, recomputation
from tests.nation import deliver
from tests.pages import select
from workbench.presenters import faults as fault_presenter
from workbench.views import jobs as views

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nation")]
POLLED = {"HTTP_HX_REQUEST": "true"}
# Four kinds of fault in six rows.
MIXED = [
    "caregiver;2022;111;h_andel;9;4",
    "caregiver;2022;97477870;h_andel;1;2",
    "caregiver;2022;111;h_andel;1;2",
    "caregiver;2022;112;h_andel;<b>;2",
    "caregiver;2022;113;h_andel;=1+1;2",
    "caregiver;2022;111",
]


def address(job, more=""):
    return f"/levering/hjerte/jobb/{job.pk}/{more}"


@pytest.fixture
def faulty(work):
    return work(asked(MIXED, filename="feil <1>.csv"))


@pytest.fixture
def warned(work):
    """Stopped by two warnings."""
    work(asked())
    return work(asked(["caregiver;2022;111;h_andel;20;100"]))


# At work


def test_an_unfinished_job_is_followed_without_reloading_and_reloads_without_scripts(read):
    page = read(address(asked()))
    (part,) = select(page.tree, "#jobb")
    assert (part.get("hx-trigger"), part.get("data-job")) == ("every 1s", "working")
    assert page.texts("[data-sentence]") == ["Venter på tur."]
    assert select(page.tree, "progress")[0].get("value") is None
    assert '<noscript><meta http-equiv="refresh"' in page.text
    assert page.texts("h1") == ["Leverer filen"]


def test_its_part_alone_is_asked_for_and_only_when_it_has_changed(visit):
    job, client = asked(), visit()
    part = client.get(address(job), **POLLED)
    assert part.content.lstrip().startswith(b'<div id="jobb"')
    mark = part.context["mark"]
    assert client.get(address(job, f"?sett={mark}"), **POLLED).status_code == 204
    assert client.get(address(job, "?sett=noe-annet"), **POLLED).status_code == 200
    assert client.get(address(job, f"?sett={mark}")).status_code == 200
    Job.objects.update(state="running", attempts=1)
    assert client.get(address(job, f"?sett={mark}"), **POLLED).status_code == 200


def test_how_far_it_is_read_is_seen_but_not_said_for_each_per_cent(read):
    job = asked()
    Job.objects.update(state="running", attempts=1)
    job.refresh_from_db()
    with telling(job) as tell:
        tell("reading", 0.42)
        page = read(address(job))
    (part,) = select(page.tree, "#jobb")
    assert (part.get("data-told"), page.texts("[data-sentence]")) == (
        "Leser filen.",
        ["Leser filen: 42 %."],
    )
    assert select(page.tree, "progress")[0].get("value") == "42"


def test_when_it_is_finished_it_is_not_asked_for_again(read, work):
    page = read(address(work(asked())), **POLLED_QUERY)
    (part,) = select(page.tree, "#jobb")
    assert (part.get("hx-get"), part.get("data-job")) == (None, "draft")
    assert "http-equiv" not in page.text


POLLED_QUERY = {"sett": "for lenge siden"}


# Faults


def test_faults_are_shown_with_what_was_read_and_the_rows_they_stand_in(faulty, read):
    page = read(address(faulty))
    assert page.texts("h1") == ["Filen har feil"]
    assert page.texts("[data-outcome]")[0].startswith("5 feil i filen. Ingenting er endret.")
    assert page.texts(".detected dd") == ["CSV", "UTF-8", "semikolon", "komma", "6", "2022", "1"]
    assert page.texts("[data-fault] p")[:2] == [
        "Rad 2: telleren (9) er større enn nevneren (4). For andeler må var være høyst denominator.",
        "Teller større enn nevner. Verdien i filen: 9",
    ]
    (place,) = select(page.tree, "[data-place]")
    rows = [
        [" ".join(cell.text_content().split()) for cell in row.iterchildren()]
        for row in select(place, "tbody tr")
    ]
    assert [row[0] for row in rows] == ["2", "3", "4", "5", "6", "7 (feil)"]
    assert rows[1][1:] == ["caregiver", "2022", "97477870 (feil)", "h_andel", "1", "2"]
    assert page.texts("[data-marked]") == [
        "9 (feil)",
        "97477870 (feil)",
        "<b> (feil)",
        "=1+1 (feil)",
    ]
    assert [row.get("class") for row in select(place, "tbody tr")] == [None] * 5 + ["is-faulty"]


def test_faults_are_counted_by_kind_and_chosen_by_kind_and_column(faulty, read):
    page = read(address(faulty))
    assert page.texts("[data-kind] th")[0] == "Ikke et tall"
    assert page.texts("[data-kind] td") == ["2", "1", "1", "1"]
    by_kind = read(address(faulty), type="not_a_number")
    assert [fault.get("data-fault") for fault in select(by_kind.tree, "[data-fault]")] == ["5", "6"]
    by_column = read(address(faulty), kolonne="orgnr")
    assert [fault.get("data-fault") for fault in select(by_column.tree, "[data-fault]")] == ["3"]
    both = read(address(faulty), kolonne="orgnr", type="not_a_number")
    assert (both.texts("[data-fault]"), len(both.texts("[data-empty]"))) == ([], 1)
    assert len(read(address(faulty), type="finnes-ikke").texts("[data-fault]")) == 5


def test_faults_far_apart_have_rows_of_their_own(work, read):
    rows = [FAULTY[0], *[ROWS[0]] * 10, FAULTY[0]]
    page = read(address(work(asked(rows))))
    places = [
        [row.text_content() for row in select(place, "tbody th")]
        for place in select(page.tree, "[data-place]")
    ]
    assert places == [["2", "3", "4"], ["11", "12", "13"]]


def test_faults_are_shown_some_at_a_time(work, read, monkeypatch):
    monkeypatch.setattr(views, "FAULTS_ON_A_PAGE", 3)
    job = work(asked(FAULTY * 7))
    pages = [read(address(job), side=number) for number in (1, 2, 3)]
    assert [len(page.texts("[data-fault]")) for page in pages] == [3, 3, 1]
    assert pages[0].links(".pages a") == ["?side=2#feilene"]
    chosen = read(address(job), type="numerator_above_denominator", side=2)
    assert chosen.links(".pages a")[1] == "?type=numerator_above_denominator&side=3#feilene"


def test_of_more_faults_than_are_kept_the_rest_are_counted(work, read):
    page = read(address(work(asked(FAULTY * (KEPT + 234)))))
    assert page.texts("[data-only-counted]") == [
        "De første 1 000 feilene vises. 234 til er talt, men ikke vist: rett disse først, og lever på nytt."
    ]
    assert page.texts("[data-kind] td") == ["1 234"]


def test_faults_are_downloaded_as_a_file_without_formulas(faulty, visit):
    answer = visit().get(address(faulty, "feil.csv"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Rad", "Kolonne", "Verdi", "Type feil", "Forklaring"]
    assert [row[0] for row in rows[1:6]] == ["2", "3", "5", "6", "7"]
    assert rows[4][:4] == ["6", "var", "'=1+1", "Ikke et tall"]
    assert ["Fil", "feil <1>.csv"] in rows


def test_a_file_without_faults_has_none_to_download(warned, visit):
    assert visit().get(address(warned, "feil.csv")).status_code == 404


def test_every_kind_of_fault_has_a_name():
    assert set(fault_presenter.KINDS) == {code.text for code in Code if code != Code.NONE}


def test_a_fault_of_the_whole_file_has_no_rows(work, read):
    page = read(address(work(asked([]))))
    assert (page.texts("[data-fault] p")[1], page.texts("[data-place] table")) == ("Ingen datarader", [])


# Warnings


def filled_in(job, reason="Sykehuset er lagt ned.", **more):
    digests = [one["digest"] for one in job.report["warnings"]]
    return {"godta": digests, **{f"grunn-{one}": reason for one in digests}, **more}


def test_each_warning_has_its_own_tick_reason_and_cells(warned, read):
    page = read(address(warned))
    assert page.texts("[data-warning] h2") == ["Enheter som mangler", "Tall som er endret"]
    assert page.texts("[data-warning] td")[:5] == ["h_andel", "Storby", "211", "Behandlet ved", "2022"]
    assert (
        len(select(page.tree, "[data-warning] input"))
        == len(select(page.tree, "[data-warning] textarea"))
        == 2
    )
    assert not any(box.get("checked") for box in select(page.tree, "[data-warning] input"))


def test_accepted_warnings_go_on_in_a_job_of_their_own(warned, visit, read, work, people):
    answer = visit("publisher").post(address(warned, "godta/"), filled_in(warned))
    job = Job.objects.latest("pk")
    assert (answer.status_code, answer.url) == (302, address(job))
    assert (job.by, work(job).state) == (people["publisher"], "done")
    delivery = Delivery.objects.latest("pk")
    assert [one["reason"] for one in delivery.accepted_warnings] == ["Sykehuset er lagt ned."] * 2
    assert AuditEntry.objects.get(action="accept_warnings").by == people["publisher"]
    assert "Begrunnelse: Sykehuset er lagt ned." in read(address(job)).texts("[data-accepted]")[0]
    before = read(address(warned))
    assert before.texts("[data-outcome]")[0].startswith("Advarslene er godtatt av Publisher Berg.")
    assert (before.links("[data-outcome] a"), select(before.tree, "textarea")) == ([address(job)], [])


def test_one_reason_may_stand_for_those_without_their_own(warned, visit):
    fields = filled_in(warned, "", **{"grunn-felles": "Gjennomgått."})
    fields[f"grunn-{warned.report['warnings'][0]['digest']}"] = "Lagt ned."
    assert visit().post(address(warned, "godta/"), fields).status_code == 302
    assert list(Job.objects.latest("pk").accepted_warnings.values()) == ["Lagt ned.", "Gjennomgått."]


@pytest.mark.parametrize("lacks", ["tick", "reason", "short reason", "both"])
def test_a_warning_without_tick_or_reason_is_not_accepted(warned, visit, lacks):
    first = warned.report["warnings"][0]["digest"]
    fields = filled_in(warned)
    if lacks in ("tick", "both"):
        fields["godta"].remove(first)
    if lacks in ("reason", "both"):
        fields[f"grunn-{first}"] = "  "
    if lacks == "short reason":
        fields[f"grunn-{first}"] = "x" * 1001
    answer = visit().post(address(warned, "godta/"), fields)
    assert (answer.status_code, Job.objects.filter(continues=warned).exists()) == (422, False)
    first, second = answer.context["warnings"]
    assert (len(first.faults), second.faults) == (2 if lacks == "both" else 1, [])
    assert (second.ticked, second.reason) == (True, "Sykehuset er lagt ned.")
    assert "1 advarsel mangler noe." in answer.content.decode()


def test_what_another_accepted_in_the_meantime_is_said(warned, visit):
    reasons = {one["digest"]: "Ja." for one in warned.report["warnings"]}
    accepting.accept_warnings(job=warned, reasons=reasons, by=None)
    answer = visit().post(address(warned, "godta/"), filled_in(warned))
    assert (answer.status_code, Job.objects.filter(continues=warned).count()) == (409, 1)
    assert "allerede godtatt" in answer.content.decode()


def test_a_new_warning_is_asked_about_alone(tmp_path, warned, visit, read, work):
    deliver(tmp_path, [*ROWS, "caregiver;2021;111;h_andel;8;10"], "--accept-warnings")
    deliver(tmp_path, [*ROWS, "caregiver;2022;113;h_andel;8;10"], "--accept-warnings")
    visit().post(address(warned, "godta/"), filled_in(warned))
    again = work(Job.objects.latest("pk"))
    page = read(address(again))
    assert [box.get("checked") is not None for box in select(page.tree, "[data-warning] input")] == [
        False,
        True,
    ]
    assert page.texts("[data-warning] textarea") == ["", "Sykehuset er lagt ned."]


def test_a_file_that_was_forgotten_must_be_delivered_again(warned, read):
    Job.objects.filter(pk=warned.pk).update(file="")
    page = read(address(warned))
    assert "Filen er slettet" in page.texts("[data-outcome]")[0]
    assert select(page.tree, "textarea") == []


@pytest.mark.parametrize("rows", [ROWS, FAULTY])
def test_where_nothing_is_warned_of_nothing_is_accepted(visit, work, rows):
    assert visit().post(address(work(asked(rows)), "godta/"), {}).status_code == 404


# The end


def test_a_draft_is_linked_to_and_what_it_builds_on_is_said(tmp_path, work, read):
    published, _ = deliver(tmp_path, ROWS[:1], "--publish")
    job = work(asked())
    page = read(address(job))
    assert page.links("[data-outcome] a") == [f"/levering/hjerte/utkast/{job.release_id}/"]
    assert page.texts("[data-diff]") == ["Celler: 1 ny, 0 endret, 0 fjernet."]
    assert f"Utkastet bygger på utgivelse {published['release']}" in page.texts("[data-foundation]")[0]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [("released", "Utkastet er publisert som utgivelse"), ("withdrawn", "er trukket tilbake")],
)
def test_what_became_of_the_draft_is_said(tmp_path, work, read, state, sentence):
    job = work(asked())
    at = {"published_at": job.finished_at}
    Release.objects.filter(pk=job.release_id).update(state=state, **at)
    assert sentence in read(address(job)).texts("[data-outcome]")[0]


def test_a_job_that_failed_says_what_to_do_and_nothing_of_the_internals(work, read, monkeypatch):
    monkeypatch.setattr(working, "read_file", failing(KeyError("hemmelig")))
    page = read(address(work(asked())))
    assert page.texts("[data-outcome]") == [working.OUR_FAULT]
    assert "hemmelig" not in page.text


@pytest.mark.parametrize("published", [True, False])
def test_a_new_calculation_has_a_page_too(tmp_path, work, read, published):
    if published:
        deliver(tmp_path, ROWS, "--publish")
    page = read(address(work(recomputation())))
    assert page.texts("h1") == ["Ferdig"]
    assert ("blir de samme" in page.text) is published


def test_the_page_is_the_same_when_it_is_opened_again_by_another(warned, visit):
    first, second = visit("contributor").get(address(warned)), visit("administrator").get(address(warned))
    assert [one.context["face"] for one in (first, second)] == [first.context["face"]] * 2


def test_what_is_at_work_is_followed_at_a_fixed_cost(visit, django_assert_num_queries):
    for _ in range(3):
        asked(FAULTY)
    job, client = asked(), visit()
    with django_assert_num_queries(6):
        client.get(address(job), **POLLED)
    assert jobs.unfinished().count() == 4
