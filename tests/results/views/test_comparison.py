import re
from decimal import Decimal
from itertools import product

import pytest
from lxml import html

from tests.builders import a_result, an_indicator
from tests.pages import select
from tests.results.world import Page
from tests.twins.difference import difference

pytestmark = pytest.mark.django_db
ADDRESS = "/sammenlign/"
N = " "  # the texts below have ordinary spaces for every kind
BOTH = {"sted": ["levanger", "namsos"]}


def differences(page):
    return [(found.get("data-difference"), words(found)) for found in select(page.tree, "[data-difference]")]


def words(element):
    return " ".join(element.text_content().split())


def test_a_row_for_each_indicator_and_a_column_for_each_place(client, shares):
    shares("a", (63, 100), (45, 100, {"attainment": "low"}))
    page = Page(client, ADDRESS, **BOTH)
    assert page.texts("table thead th") == ["Indikator", "Mål", "Levanger", "Namsos"]
    assert page.texts("h1") == ["Levanger og Namsos"]
    assert page.texts("tbody th") == ["Indikator a"]
    assert page.cells() == [f"Høy 63{N}% 63 av 100", f"Lav 45{N}% 45 av 100"]
    assert page.links("tbody th a") == [
        "/indikator/hjerteinfarkt/a/?aar=2018&kontekst=behandlet&sted=levanger&sted=namsos"
    ]


def test_a_certain_difference_is_told_with_its_size_and_interval(client, shares):
    shares("a", (45, 100), (63, 100))
    assert differences(Page(client, ADDRESS, **BOTH)) == [
        ("better", f"Bedre: 18 prosentpoeng høyere enn Levanger 95{N}% KI 4 til 31")
    ]


def test_where_lower_is_better_a_lower_share_is_better(client, shares):
    shares("a", (45, 100), (63, 100), direction="lower", high="0.1", moderate="0.2")
    shares("b", (63, 100), (45, 100), direction="lower", high="0.1", moderate="0.2")
    assert [verdict for verdict, _ in differences(Page(client, ADDRESS, **BOTH))] == ["worse", "better"]


def test_without_a_target_a_difference_is_neither_better_nor_worse(client, shares):
    shares("a", (45, 100), (63, 100), high=None)
    [(verdict, text)] = differences(Page(client, ADDRESS, **BOTH))
    assert verdict == "differs"
    assert text.startswith("18 prosentpoeng høyere enn Levanger")


def test_what_chance_can_explain_is_no_difference(client, shares):
    shares("a", (67, 100), (71, 100))
    page = Page(client, ADDRESS, **BOTH)
    assert differences(page) == [("uncertain", "ingen sikker forskjell")]
    assert not re.search("bedre|dårligere", page.text.casefold().replace("hvor god er behandlingen", ""))


def test_differences_are_those_of_the_slow_twin(client, shares):
    counts = [(1, 30), (29, 30), (5, 100), (13, 100), (45, 100), (63, 100), (400, 1000), (455, 1000)]
    pairs = list(product(counts, counts))
    for number, (levanger, namsos) in enumerate(pairs):
        shares(f"i{number:03d}", levanger, namsos)
    verdicts = [verdict for verdict, _ in differences(Page(client, ADDRESS, **BOTH))]
    expected = []
    for levanger, namsos in pairs:
        size, *_, certain = difference(namsos, levanger)
        expected.append(("better" if size > 0 else "worse") if certain else "uncertain")
    assert verdicts == expected


def test_nothing_is_said_where_a_number_is_missing_or_withheld(client, country, release, shares):
    definition = shares("a", (45, 100), (63, 100, {"withheld": "too_few"}))
    a_result(definition, country["south"], 45, 100)
    shares("b", None, (63, 100))
    page = Page(client, ADDRESS, sted=["levanger", "namsos", "helse-soer"])
    assert page.texts("tbody th") == ["Indikator a"]
    assert differences(page) == [("uncertain", "ingen sikker forskjell")]  # Helse Sør's


def test_what_has_no_numerators_is_not_tested(client, country, release):
    definition = an_indicator(
        release, "tid", type="median", high="3", direction="lower", number_format="number"
    )
    for place, value in (("levanger", Decimal("2.5")), ("namsos", Decimal(9))):
        a_result(definition, country[place], None, 40, value=value)
    page = Page(client, ADDRESS, **BOTH)
    assert differences(page) == [("untested", "forskjellen er ikke testet")]
    assert page.texts("[data-tests]") == ["Ingen forskjeller er testet her."]


@pytest.mark.parametrize(
    ("first", "other", "says"),
    [
        ("levanger", "nord-troendelag-hf", "stedet omfatter Levanger"),
        ("norge", "namsos", "stedet er en del av hele landet"),
    ],
)
def test_a_place_is_not_tested_against_one_that_holds_its_patients(
    client, country, shares, first, other, says
):
    definition = shares("a", (45, 100), (63, 100))
    a_result(definition, country["trust"], 108, 200)
    a_result(definition, country["nation"], 900, 1000)
    page = Page(client, ADDRESS, sted=[first, other])
    assert differences(page) == []
    [told] = page.texts("[data-overlap]")
    assert says in told
    assert page.texts("tbody th") == ["Indikator a"]


def test_the_places_are_summed_on_what_all_of_them_have(client, shares):
    shares("a", (90, 100), (50, 100, {"attainment": "low"}))
    shares("b", (90, 100), (60, 100, {"attainment": "moderate"}))
    shares("c", (90, 100), None)
    shares("d", (90, 100, {"attainment": ""}), (90, 100, {"attainment": ""}), high=None)
    shares("e", (90, 100), (90, 100), type="coverage")
    page = Page(client, ADDRESS, **BOTH)
    assert page.texts("tbody th")[-1] == "Indikator e"
    assert page.texts("[data-tally]") == ["2 høy", "0 moderat", "0 lav", "0 høy", "1 moderat", "1 lav"]
    assert page.texts("[data-common]") == [
        "Måloppnåelse på de 2 indikatorene for behandling der alle stedene har tall og mål."
    ]
    assert page.texts("[data-verdict]") == ["2 dårligere"]


def test_the_places_count_no_more_than_their_profiles(client, shares):
    levels = {"high": 90, "moderate": 60, "low": 30}
    for level, size in levels.items():
        found = (size, 100, {"attainment": level})
        shares(f"both-{level}", found, found)
        shares(f"one-{level}", found, None)
        shares(f"coverage-{level}", found, found, type="coverage")
    compared = Page(client, ADDRESS, **BOTH)
    assert compared.texts("[data-tally]") == ["1 høy", "1 moderat", "1 lav"] * 2
    for place, number in (("levanger", 2), ("namsos", 1)):
        profile = Page(client, f"/sykehus/{place}/", aar=2018)
        assert f"{number * 3} indikatorer" in profile.texts("[data-lead]")[0]
        assert f"Høy måloppnåelse på {number}, lav på {number}." in profile.texts("[data-lead]")[0]


def test_without_a_common_indicator_nothing_is_summed(client, shares):
    shares("a", (90, 100), None)
    shares("b", (90, 100), (90, 100), type="coverage")
    page = Page(client, ADDRESS, **BOTH)
    assert not select(page.tree, "[data-tally], .tallies")
    assert page.texts("[data-common]") == [
        "Ingen indikatorer for behandling har både mål og tall for alle stedene."
    ]


def test_it_is_told_how_many_would_look_certain_by_chance(client, shares):
    for number in range(40):
        shares(f"i{number}", (45, 100), (63, 100) if number < 3 else (45, 100))
    page = Page(client, ADDRESS, **BOTH)
    assert page.texts("[data-told]") == ["I 2018: 40 forskjeller fra Levanger er testet, og 3 er sikre."]
    assert page.texts("[data-chance]") == [
        "Også om det ikke var noen reelle forskjeller, ville rundt 2 av 40 sett sikre ut ved ren "
        f"tilfeldighet (5{N}%)."
    ]


def test_only_the_certain_ones_on_request(client, shares):
    shares("a", (45, 100), (63, 100))
    shares("b", (45, 100), (46, 100))
    shares("c", (45, 100), None)
    page = Page(client, ADDRESS, forskjell="sikre", **BOTH)
    assert page.texts("tbody th") == ["Indikator a"]
    assert not select(page.tree, "[data-alone]")
    assert page.texts("[data-tests]")[0].startswith("2 forskjeller")


def test_no_certain_difference_is_an_answer_with_a_way_out(client, shares):
    shares("b", (45, 100), (46, 100))
    page = Page(client, ADDRESS, forskjell="sikre", **BOTH)
    assert page.texts("[data-empty] h2") == ["Ingen forskjeller er sikre"]
    assert page.links("[data-empty] a") == [
        f"{ADDRESS}?sted=levanger&sted=namsos&aar=2018&kontekst=behandlet"
    ]


def test_what_only_one_place_has_stands_below_with_the_reason(client, shares):
    shares("a", (45, 100), (46, 100))
    shares("b", (45, 100), (3, 4, {"withheld": "too_few"}))
    shares("c", None, None)
    shares("d", None, (90, 100))
    page = Page(client, ADDRESS, **BOTH)
    assert page.texts("[data-alone] dt") == ["Indikator b", "Indikator d"]
    assert page.texts("[data-alone] dd") == [
        f"Levanger: Høy 45{N}% · 45 av 100",
        "Namsos: Færre enn 5 pasienter. Vises ikke.",
        "Levanger: Ingen tall",
        f"Namsos: Høy 90{N}% · 90 av 100",
    ]


def test_what_none_of_the_places_has_is_only_named(client, country, shares):
    shares("a", (45, 100), (46, 100))
    definition = shares("b", None, None)
    a_result(definition, country["south"], 1, 2)
    page = Page(client, ADDRESS, **BOTH)
    assert page.texts("[data-without] summary") == ["1 indikator der ingen av stedene har tall i 2018"]
    assert page.texts("[data-without] p") == ["Indikator b"]


def test_the_others_are_compared_with_the_first_and_any_can_be_it(client, shares):
    shares("a", (45, 100), (63, 100))
    page = Page(client, ADDRESS, **BOTH)
    [other] = [link for link in select(page.tree, ".actions a") if words(link).startswith("Sammenlign med")]
    assert words(other) == "Sammenlign med dette (Namsos)"
    turned = html.fromstring(client.get(other.get("href")).getvalue())
    assert [words(found) for found in select(turned, "[data-place] h3")] == ["Namsos", "Levanger"]
    assert words(select(turned, "[data-difference]")[0]).startswith(
        "Dårligere: 18 prosentpoeng lavere enn Namsos"
    )


def test_a_place_can_be_moved_and_removed(client, country, shares):
    definition = shares("a", (45, 100), (63, 100))
    a_result(definition, country["south"], 1, 2)
    page = Page(client, ADDRESS, sted=["levanger", "namsos", "helse-soer"])
    last = select(page.tree, "[data-place]")[2]
    moved, removed = select(last, ".actions a")[1:]
    assert "?sted=levanger&sted=helse-soer&sted=namsos&" in moved.get("href")
    assert "?sted=levanger&sted=namsos&" in removed.get("href")
