"""Every page, as it is read in both themes, on a wide screen and a narrow one."""

import pytest

from results.models import Release
from tests.nation import REGISTRIES, command, import_table
from tests.stories import found_story

pytestmark = pytest.mark.django_db(transaction=True)
YEARS = "key,year,stage,level,coverage\nhjerte,2018,3,,84.2\nhjerte,2019,4,A,85\nlunge,2019,1,C,\n"
PROM = """key,status_date,chosen,collected,disease_specific_instrument
hjerte,2020-12-31,ja,,KOOS og HADS
lunge,2020-12-31,nei,nei,
"""
PAGES = {
    "front": "/",
    "search": "/sok/?sok=smaby",
    "search that finds nothing": "/sok/?sok=qqqq",
    "search's start": "/sok/",
    "table": "/behandlingskvalitet/?sted=norge&sted=nord&sted=storby&sted=smaaby&sted=storby-2",
    "opened row": "/behandlingskvalitet/?sted=norge&sted=smaaby&rad=h_andel",
    "empty table": "/behandlingskvalitet/?sted=smaaby&aar=2021&nivaa=hoy&register=lunge",
    "indicator": "/indikator/hjerte/h_andel/?sted=smaaby&sted=storby&aar=2022",
    "without intervals": "/indikator/hjerte/h_tid/",
    "places": "/sykehus/",
    "profile": "/sykehus/smaaby/",
    "profile without results": "/sykehus/soer/?kontekst=bosatt&aar=2021",
    "registries": "/register/",
    "registries by field": "/register/?etter=fagomraade",
    "registry": "/register/hjerte/",
    "registry without results": "/register/stille/",
    "fields": "/fagomraade/",
    "field": "/fagomraade/hjerte-og-kar/?aar=2022",
    "status": "/registerstatus/",
    "comparison": "/sammenlign/?sted=storby&sted=smaaby&sted=nord",
    "comparison's start": "/sammenlign/",
    "releases": "/utgivelser/",
    "about": "/om/",
    "method": "/om/metode/",
    "privacy": "/om/personvern/",
    "words": "/om/ord/",
    "accessibility": "/om/tilgjengelighet/",
    "not found": "/finnes-ikke/",
}


@pytest.fixture
def story(tmp_path):
    found_story(tmp_path)
    import_table(tmp_path, "registries", REGISTRIES + "stille,Norsk stilleregister,Stille,,,,\n")
    import_table(tmp_path, "registry_years", YEARS)
    import_table(tmp_path, "prom", PROM)


def test_axe_finds_nothing_and_nothing_scrolls_sideways(story, axe):
    found = {name: axe(address) for name, address in PAGES.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_nor_in_a_release_and_when_it_has_been_withdrawn(story, axe):
    release = Release.objects.published().get(registry__key="lunge")
    assert axe(f"/utgivelse/{release.pk}/") == []
    assert command("withdraw", str(release.pk), "--reason", "Feil i tallene.")[2] == 0
    assert axe(f"/utgivelse/{release.pk}/") == []
    assert axe(f"/indikator/lunge/l_andel/?utgivelse={release.pk}") == []
