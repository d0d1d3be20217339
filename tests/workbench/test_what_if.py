"""What a target would change is shown before it is stored, and only what was shown is stored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registries.models import AuditEntry
from results.models import Job, Release
from tests.nation import deliver, found_nation
from tests.pages import select
from tests.workbench.definers import client_of, fields, foretold, indicator, read, seen, texts, words

pytestmark = pytest.mark.django_db
EDITOR = "/definisjoner/hjerte/h_andel/"
ADD, CORRECT, REMOVE = f"{EDITOR}maal/", f"{EDITOR}maal/2023/", f"{EDITOR}maal/2023/fjern/"
WHY = "Fagrådet har vedtatt det."
# Of the target from 2023 (95, 70): moderate, low, moderate.
ROWS = [
    f"caregiver;{year};{unit};h_andel;{part};{whole}"
    for year in (2022, 2024)
    for unit, part, whole in ((111, 93, 100), (113, 60, 100), (211, 80, 100))
]
STRICTER = {"valid_from": "2024", "high": "97,5", "moderate": "85", "reason": WHY}
FIRST = "Se hva endringen gjør før du lagrer."


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)
    return tmp_path


@pytest.fixture
def client():
    return client_of()


def delivered(folder, rows=ROWS, *args):
    report, code = deliver(folder, rows, "--accept-warnings", *args)
    assert code == 0, report
    return Release.objects.get(pk=report["release"])


def form(client, address=ADD, **values):
    return fields(read(client.get(EDITOR)), address) | values


def stored():
    return [(one.valid_from, f"{one.high:.3f}") for one in indicator().targets.all()]


BEFORE = [(None, "0.900"), (2023, "0.950")]


# What is seen


def test_who_changes_level_is_told_listed_and_drawn(client, nation):
    delivered(nation, ROWS, "--publish")
    panel = foretold(client, form(client, **STRICTER))
    assert texts(panel, "[data-sentences] p")[0] == (
        "Med høy ≥ 97,5 % og moderat ≥ 85 % fra 2024 faller ett av 3 sykehus fra moderat til lav: "
        "Storby (Fjord HF)."
    )
    (unit,) = select(panel, "[data-units=moved] [data-way=down]")
    assert [words(one) for one in select(unit, "th,td")][:4] == [
        "Storby (Fjord HF)", "80 %", "Moderat", "Lav, usikkert Ned",
    ]  # fmt: skip
    (year,) = select(panel, "[data-year=2024]")
    assert [words(one) for one in select(year, "[data-level]")] == [
        "0", "2 (1 sikker) → 1 (1 sikker)", "1 (1 sikker) → 2 (1 sikker)",
    ]  # fmt: skip
    assert words(select(year, "[data-moved]")[0]).startswith("1 av 3 · 1 ned")
    (chart,) = select(panel, "[data-chart]")
    assert select(panel, f"#{chart.get('data-chart')}")
    assert select(panel, "#tabell-hva-om-nytt")


def test_level_year_and_context_are_chosen_in_the_form(client, nation):
    delivered(nation, [*ROWS, "resident;2024;11;h_andel;80;100"], "--publish")
    filled = form(client, **STRICTER)
    trusts = foretold(client, filled, nivaa="hf")
    assert select(trusts, "[data-foretold]")[0].get("data-told").startswith("Med høy")
    assert [one.get("value") for one in select(trusts, "[name=nivaa][checked]")] == ["hf"]
    assert len(select(trusts, "#tabell-hva-om-nytt [data-unit]")) == 2
    early = foretold(client, filled, aar="2022")
    assert texts(early, "[data-sentences] p")[0].startswith("Målet for 2022 er som før")
    living = foretold(client, filled, kontekst="resident", nivaa="sykehus")
    assert [one.get("value") for one in select(living, "[name=nivaa][checked]")] == ["hf"]
    for wrong in ({"aar": "²024"}, {"aar": "1900"}, {"nivaa": "x"}, {"kontekst": "x"}):
        assert [
            one.get("value") for one in select(foretold(client, filled, **wrong), "[name=nivaa][checked]")
        ]


def test_a_target_of_one_year_that_is_corrected_is_shown_in_its_year(client, nation):
    delivered(nation, ROWS, "--publish")
    early = form(client, f"{EDITOR}maal/begynnelsen/", high="93")
    panel = foretold(client, early)
    assert [one.get("data-year") for one in select(panel, ".is-changed")] == ["2022"]
    (year,) = select(panel, "[name=aar] [selected]")
    assert year.get("value") == "2022"


def test_those_without_a_number_are_counted_and_nothing_of_them_is_told(client, nation):
    rows = [f"caregiver;2024;{unit};h_andel;{part};{whole}" for unit, part, whole in
            ((111, 93, 100), (113, 3, 4), (112, 1, 100), (211, 80, 100), (11, 30, 40))]  # fmt: skip
    delivered(nation, rows, "--publish")
    panel = foretold(client, form(client, **STRICTER))
    assert "Tallene for ett sykehus kan ikke vises og er ikke med." in texts(panel, "[data-sentences] p")
    (hidden,) = select(panel, "[data-unit=smaaby]")
    assert "Færre enn 5 pasienter." in words(hidden)
    assert "1 uten tall" in words(select(panel, "[data-moved]")[0])


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"valid_from": ""}, "Gjelder fra år: Skriv det første året målet gjelder."),
        ({"valid_from": "2023"}, "Indikatoren har alt et mål fra 2023."),
        ({"moderate": "99"}, "Grensen for moderat kan ikke være over grensen for høy."),
        ({"high": "mye"}, "Grense for høy (prosent): Oppgi et tall."),
    ],
)
def test_what_is_wrong_is_a_sentence_and_no_proof(client, nation, values, sentence):
    delivered(nation)
    panel = foretold(client, form(client, **(STRICTER | values)))
    assert texts(panel, "[data-faults] li") == [sentence]
    assert seen(panel) == {}


def test_nothing_to_compare_with_is_said_and_seen(client):
    filled = form(client, **STRICTER)
    panel = foretold(client, filled)
    assert "ingen resultater ennå" in texts(panel, "[data-nothing]")[0]
    assert client.post(ADD, filled | seen(panel)).status_code == 302


@pytest.mark.parametrize("key", ["h_tid", "h_antall", "h_dg", "h_beregnet", "h_skjult"])
def test_every_type_has_an_answer(client, nation, key):
    more = [f"caregiver;2024;{unit};{key};{0.5 if key == 'h_beregnet' else 7};8" for unit in (111, 211)]
    delivered(nation, more)
    page = f"/definisjoner/hjerte/{key}/"
    filled = fields(read(client.get(page)), f"{page}maal/") | {
        "valid_from": "2024",
        "high": "6",
        "moderate": "6",
    }
    panel = foretold(client, filled | {"direction": "higher", "is_break": ""}, page)
    assert seen(panel)
    assert select(panel, "[data-year=2024]")


def test_without_scripts_the_panel_stands_on_the_page_and_nothing_is_stored(client, nation):
    delivered(nation)
    filled = form(client, **STRICTER) | {"note_nb": "Strengere."}
    tree = read(client.post(f"{EDITOR}hva-om/", filled))
    assert texts(tree, "#hva-om-nytt [data-sentences] p")[0].startswith("Med høy")
    assert not select(tree, "[data-errors]")
    again = fields(tree, ADD)
    assert (again["high"], again["note_nb"].strip(), again["reason"].strip()) == ("97,5", "Strengere.", WHY)
    assert (stored(), Job.objects.count(), AuditEntry.objects.filter(action="add_target").count()) == (
        BEFORE, 0, 0,
    )  # fmt: skip
    assert client.post(ADD, again).status_code == 302


def test_what_is_no_proposal_is_not_found(client):
    for what in ("", "x", "fjern-", "fjern-x"):
        assert client.post(f"{EDITOR}hva-om/", {"forslag": what}).status_code == 404, what
    gone = foretold(client, form(client, CORRECT), forslag="2031")
    assert texts(gone, "[data-faults] li") == ["Indikatoren har ikke noe mål fra 2031."]


def test_the_queries_do_not_grow(client, nation):
    delivered(nation, ROWS[:3], "--publish")
    filled = form(client, **STRICTER)
    assert asked(client, filled) == 14
    delivered(
        nation, [*ROWS, *(f"caregiver;{year};111;h_andel;9;10" for year in range(2010, 2020))], "--publish"
    )
    assert asked(client, filled) == 14


def asked(client, filled):
    with CaptureQueriesContext(connection) as queries:
        foretold(client, filled)
    return len(queries)


# Only what was seen is stored


@pytest.mark.parametrize(
    ("address", "values"),
    [(ADD, STRICTER), (CORRECT, {"high": "96", "reason": WHY}), (REMOVE, {"reason": WHY})],
)
def test_unseen_it_is_shown_first_and_nothing_is_stored(client, nation, address, values):
    delivered(nation)
    filled = form(client, address, **values)
    for proof in ({}, {"sett_virkning": ""}, {"sett_virkning": "x:y"}):
        tree = read(client.post(address, filled | proof), 422)
        assert FIRST in texts(tree, "[data-errors]")[0]
    assert (stored(), Job.objects.count()) == (BEFORE, 0)
    shown = fields(tree, address)
    assert len(select(tree, "[data-sentences]")) == 1
    assert client.post(address, shown).status_code == 302
    assert stored() != BEFORE
    assert Job.objects.count() == 1


def test_the_proof_is_of_that_proposal_and_no_other(client, nation):
    delivered(nation)
    filled = form(client, **STRICTER)
    proof = seen(foretold(client, filled))
    others = ({"high": "97,6"}, {"moderate": "86"}, {"valid_from": "2025"}, {"direction": ""})
    for other in others:
        assert FIRST in texts(read(client.post(ADD, filled | other | proof), 422), "[data-errors]")[0], other
    elsewhere = "/definisjoner/hjerte/h_tid/"
    wrong = fields(read(client.get(elsewhere)), f"{elsewhere}maal/") | STRICTER | {"direction": "higher"}
    assert client.post(f"{elsewhere}maal/", wrong | proof).status_code == 422
    assert stored() == BEFORE
    same = {"high": "97.50 %", "note_nb": "Strengere.", "reason": "En annen grunn."}
    assert client.post(ADD, filled | same | proof).status_code == 302


def test_the_proof_is_of_the_release_it_was_held_against(client, nation):
    delivered(nation, ROWS, "--publish")
    filled = form(client, **STRICTER)
    proof = seen(foretold(client, filled))
    delivered(nation, ["caregiver;2024;111;h_andel;50;100"])
    tree = read(client.post(ADD, filled | proof), 422)
    assert FIRST in texts(tree, "[data-errors]")[0]
    assert stored() == BEFORE
    assert client.post(ADD, fields(tree, ADD)).status_code == 302


def test_a_note_or_a_break_alone_moves_no_level_and_needs_no_proof(client, nation):
    delivered(nation)
    assert client.post(CORRECT, form(client, CORRECT, note_nb="Ny.", reason=WHY)).status_code == 302
    assert stored() == BEFORE


def test_who_was_overtaken_is_told_that_first(client, nation):
    delivered(nation)
    stale = form(client, **STRICTER)
    first = client_of("administrator")
    theirs = form(first, CORRECT, high="96", reason=WHY)
    assert first.post(CORRECT, theirs | seen(foretold(first, theirs))).status_code == 302
    tree = read(client.post(ADD, stale), 409)
    assert select(tree, "[data-conflict]")
    # What it does to what is there now stands beside it, so it may be saved knowing both.
    assert client.post(ADD, fields(tree, ADD)).status_code == 302
    assert stored() == [(None, "0.900"), (2023, "0.960"), (2024, "0.975")]


def test_a_missing_reason_does_not_take_what_was_seen_away(client, nation):
    delivered(nation)
    tree = read(client.post(ADD, form(client, **(STRICTER | {"reason": ""}))), 422)
    assert len(select(tree, "[data-sentences]")) == 1
    assert client.post(ADD, fields(tree, ADD) | {"reason": WHY}).status_code == 302


# The slider


@pytest.mark.parametrize(
    ("key", "ends"),
    [("h_andel", ("0", "100", "1")), ("h_tid", ("0", "10", "0.1")), ("h_antall", ("0", "100", "1"))],
)
def test_the_slider_spans_what_a_limit_may_be(client, key, ends):
    slider = select(read(client.get(f"/definisjoner/hjerte/{key}/")), "#forslag-nytt [data-slider]")[0]
    assert tuple(slider.get(name) for name in ("min", "max", "step")) == ends
    assert slider.get("hidden") is not None
    assert slider.get("name") is None
