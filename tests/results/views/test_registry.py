"""The list of registries, and the page of one."""

from datetime import date

import pytest

from registries.models import PromStatus, Registry, RegistryYear
from results.models import Publication, Release
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.crawling import fetch
from tests.crawling import rows_of as rows_in
from tests.pages import select
from tests.results.world import Page

pytestmark = pytest.mark.django_db
QUERIES, QUERIES_LIST = 18, 11
HIDDEN = (61_357, 71_993)


@pytest.fixture
def registry(country, release, shares):
    """With a status, a PROM status, and a year in which one hospital is withheld."""
    registry = release.registry
    registry.rhf, registry.established = country["region"], 2001
    registry.save()
    RegistryYear.objects.create(registry=registry, year=2017, stage=2, coverage=71)
    RegistryYear.objects.create(registry=registry, year=2019, stage=4, level="A", coverage="84.2")
    PromStatus.objects.create(
        registry=registry, status_date=date(2020, 12, 31), chosen=True, disease_specific_instrument="KOOS"
    )
    known = shares("andel", (90, 100), None, title="Behandlet i tide")
    a_result(known, country["namsos"], *HIDDEN, withheld="too_few", attainment="low")
    a_result(known, country["nation"], 160, 200, attainment="moderate", certain=True, distance=10)
    coverage = an_indicator(release, "dg", title="Dekningsgrad", type="coverage", high="0.8")
    for year, cases in ((2017, 80), (2018, 90)):
        a_result(coverage, country["nation"], cases, 100, year=year, attainment="high", certain=True)
    return registry


def test_it_tells_who_is_responsible_how_far_it_has_come_and_what_it_asks(client, registry):
    page = Page(client, "/register/hjerteinfarkt/")
    assert page.texts("h1") == ["Hjerteinfarkt"]
    head = page.texts(".about-registry")[0]
    assert "Helse Midt" in head
    assert "Etablert2001" in head
    assert page.links(".about-registry a")[-1] == "/fagomraade/hjerte-og-kar/"
    assert page.texts(".stages tbody tr") == ["2019Stadium 4, nivå A", "2017Stadium 2"]
    assert "Minst 80 %" in page.texts("[data-meaning]")[0]
    prom = page.texts("[data-card=prom]")[0]
    assert "PROM valgtJa" in prom
    assert "PROM samles innIkke oppgitt" in prom
    assert "31. desember 2020" in prom
    assert select(page.tree, "[data-card=prom] abbr")[0].get("title").startswith("Knee injury")


def test_each_indicator_has_the_nations_answer_and_how_hospitals_spread(client, registry):
    page = Page(client, "/register/hjerteinfarkt/")
    assert page.texts("select#valg-aar option")[0] == "2018"
    row = page.texts("tr")[
        [bool(text.startswith("Behandlet i tide")) for text in page.texts("tr")].index(True)
    ]
    assert "Moderat 80 %" in row
    assert "160 av 200" in row
    assert page.texts("[data-spread=andel]") == ["90 % 1 sykehus, 1 skjult 1 høy0 moderat0 lav"]
    assert page.texts("[data-reporting]") == ["2 av 2 sykehus har resultater i 2018."]
    assert page.links("[data-card=units] .hospitals a") == ["/sykehus/levanger/", "/sykehus/namsos/"]
    for number in HIDDEN:
        assert f"{number}" not in page.text
        assert f"{number:,}".replace(",", "\u202f") not in page.text


def test_coverage_is_told_year_by_year_as_stated_and_as_computed(client, registry):
    page = Page(client, "/register/hjerteinfarkt/")
    (card,) = select(page.tree, "[data-card=coverage]")
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in select(card, "tr")]
    assert rows == [
        ["Dekningsgrad", "2019", "2018", "2017"],
        ["Oppgitt av registeret", "84,2 %", "Ingen tall", "71 %"],
        ["Dekningsgrad", "Ingen tall", "Høy 90 %", "Høy 80 %"],
    ]


def test_a_year_and_whose_patients_are_chosen_in_the_address(client, registry):
    page = Page(client, "/register/hjerteinfarkt/", aar="2017")
    assert page.texts("[data-spread]") == ["Bare for landet"]
    resident = Page(client, "/register/hjerteinfarkt/", kontekst="bosatt")
    assert resident.texts("[data-empty] h2") == ["Ingen resultater for disse pasientene"]
    wrong = Page(client, "/register/hjerteinfarkt/", aar="1812", tabell="x", format="pdf", kontekst="x")
    assert len(wrong.texts("[data-notice]")) == 4
    assert wrong.texts("[data-spread=andel]")


def test_files_hold_what_the_page_says(client, registry):
    (row, coverage) = rows_of(client, "/register/hjerteinfarkt/?format=csv")
    assert (row["Verdi"], row["Teller"], row["Nevner"], row["Måloppnåelse"]) == (
        "80",
        "160",
        "200",
        "moderat",
    )
    assert (row["Spredning mellom"], row["Laveste verdi"], row["Høyeste verdi"]) == ("sykehus", "90", "90")
    assert (row["Antall høy"], row["Antall lav"], row["Antall skjult"]) == ("1", "0", "1")
    assert coverage["Spredning mellom"] == ""
    years = rows_of(client, "/register/hjerteinfarkt/?tabell=status&format=csv")
    assert [(one["År"], one["Stadium"], one["Nivå"], one["Dekningsgrad (prosent)"]) for one in years] == [
        ("2019", "4", "A", "84,2"), ("2017", "2", "", "71,0"),
    ]  # fmt: skip
    text = client.get("/register/hjerteinfarkt/?format=csv").getvalue().decode()
    assert not any(str(number) in text for number in HIDDEN)


def rows_of(client, address):
    return list(rows_in(fetch(client, address)))


def test_what_was_published_is_told_as_in_the_log(client, registry, release):
    for number in range(7):
        Publication.objects.create(
            registry=registry, release=release, kind="published", added=number, reason=f"Grunn {number}"
        )
    page = Page(client, "/register/hjerteinfarkt/")
    assert len(page.texts("[data-entry]")) == 5
    assert "6 nye resultater" in page.texts("[data-entry]")[0]
    assert page.links("[data-card=log] p a")[-1] == "/utgivelser/?register=hjerteinfarkt"
    past = Page(client, "/per/2000-01-01/register/hjerteinfarkt/")
    assert not past.texts("[data-entry], [data-spread]")


def test_a_registry_without_results_has_a_page(client, country):
    a_registry("ALS", key="als", fields=["nervesystem"])
    page = Page(client, "/register/als/")
    assert page.texts("[data-empty] h2") == ["Registeret har ikke publisert resultater her ennå"]
    for link in page.links("[data-empty] a"):
        assert client.get(link).status_code == 200
    assert page.texts("[data-card=stage] p")[0] == "Registeret er ikke vurdert ennå."


def test_neither_a_draft_nor_what_is_withdrawn_is_shown(client, registry, release):
    draft = a_release(a_registry("Lunge"), published=False)
    a_result(an_indicator(draft, "roek", title="Røykeslutt"), registry.rhf.parent, 1, 2)
    assert "Røykeslutt" not in Page(client, "/register/lunge/").text
    Release.objects.filter(pk=release.pk).update(state="withdrawn")
    release.published_as.delete()
    page = Page(client, "/register/hjerteinfarkt/", utgivelse=release.pk)
    assert "ble trukket tilbake" in page.texts("[data-release-notice]")[0]
    assert not page.texts("[data-spread]")


def test_the_address_is_the_key_as_it_is_written(client, registry):
    answer = client.get("/register/HJERTEINFARKT/?aar=2018")
    assert (answer.status_code, answer["Location"]) == (302, "/register/hjerteinfarkt/?aar=2018")
    assert client.get("/register/finnes-ikke/").status_code == 404
    assert client.post("/register/hjerteinfarkt/").status_code == 405


def test_queries_do_not_grow(client, country, release, shares, registry, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        client.get("/register/hjerteinfarkt/")
    for number in range(4):
        shares(f"andel_{number}", (90, 100), (50, 100))
        dg = an_indicator(release, f"dg_{number}", type="coverage", high="0.8")
        a_result(dg, country["nation"], 80, 100)
        RegistryYear.objects.create(registry=registry, year=2020 + number, stage=4, level="A")
    Release.objects.update(checksum="another")
    with django_assert_num_queries(QUERIES):
        client.get("/register/hjerteinfarkt/")


# The list.


@pytest.fixture
def registries(country, registry):
    for name, field in (
        ("Åreknuter", "Hjerte og kar"),
        ("Ørebetennelse", "øre-nese-hals"),
        ("ALS", "nervesystem"),
    ):
        a_registry(name, fields=[field])
    Registry.objects.filter(short_name="ALS").update(rhf=country["south"])


def test_they_are_listed_by_region_in_norwegian_order(client, registries):
    page = Page(client, "/register/")
    assert [text.rsplit(" ", 1)[0] for text in page.texts("section h2")] == [
        "Helse Midt", "Helse Sør", "Uten ansvarlig region",
    ]  # fmt: skip
    assert page.texts("tr[data-registry] th a") == ["Hjerteinfarkt", "ALS", "Ørebetennelse", "Åreknuter"]
    (heart,) = select(page.tree, "tr[data-registry=hjerteinfarkt]")
    told = " ".join(heart.text_content().split())
    for fact in ("Hjerte og kar", "2001", "4A", "84,2 %", "2018", "15. mai 2025"):
        assert fact in told
    assert [one.text_content().split() for one in select(heart, "[data-tally]")] == [
        ["0", "høy"], ["1", "moderat"], ["0", "lav"],
    ]  # fmt: skip
    assert "Ingen resultater" in page.texts("tr[data-registry=als]")[0]


def test_and_by_field_in_each_that_they_belong_to(client, registries):
    page = Page(client, "/register/", etter="fagomraade")
    assert [text.rsplit(" ", 1)[0] for text in page.texts("section h2")] == [
        "Hjerte og kar", "Nervesystem", "Øre-nese-hals",
    ]  # fmt: skip
    assert page.texts("tr[data-registry] th a")[:2] == ["Hjerteinfarkt", "Åreknuter"]


def test_they_are_found_by_any_of_their_names_without_a_script(client, registries):
    page = Page(client, "/register/", sok="areknuter")
    assert page.texts("tr[data-registry] th a") == ["Åreknuter"]
    assert "1 register passer" in page.texts("[data-filter-count]")[0]
    nothing = Page(client, "/register/", sok="qqqq")
    assert nothing.texts("[data-empty] h2") == ["Fant ingen registre som passer til «qqqq»"]
    assert "Inndelingen «x» finnes ikke" in Page(client, "/register/", etter="x").texts("[data-notice]")[0]


def test_the_list_is_a_file_too(client, registries):
    rows = rows_of(client, "/register/?format=csv")
    assert [row["Register"] for row in rows] == ["ALS", "Hjerteinfarkt", "Ørebetennelse", "Åreknuter"]
    heart = rows[1]
    assert (heart["Stadium"], heart["Nivå"], heart["Indikatorer"], heart["Moderat"]) == ("4", "A", "2", "1")
    assert rows[0]["Moderat"] == ""


def test_an_empty_portal_says_what_will_come(client):
    assert Page(client, "/register/").texts("[data-empty] h2") == ["Ingen registre er lagt inn ennå"]
    assert client.post("/register/").status_code == 405


def test_queries_of_the_list_do_not_grow(client, country, registries, django_assert_num_queries):
    with django_assert_num_queries(QUERIES_LIST):
        client.get("/register/")
    for number in range(5):
        other = a_registry(f"Nytt {number}", fields=[f"felt {number}"])
        RegistryYear.objects.create(registry=other, year=2019, stage=2)
        a_result(an_indicator(a_release(other), high="0.5"), country["nation"], 1, 2, attainment="high")
    with django_assert_num_queries(QUERIES_LIST):
        client.get("/register/")


def test_a_private_or_undefined_region_is_no_trap(client, country, registry):
    registry.rhf = a_unit("Annet", parent=country["nation"], kind="private")
    registry.save()
    assert "Annet" in Page(client, "/register/").text
