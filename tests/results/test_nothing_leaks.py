"""Everything public of a crowded nation, in every format, put together and attacked."""

import csv
import io
import json
import re
from collections import defaultdict
from dataclasses import replace

import pytest
from lxml import html

from indicators.models import Indicator
from organisations.models import Unit
from results.models import Release
from tests.attack import Public, numerators_that_add_up, possible_denominators
from tests.crowded import crowded_world
from tests.nation import command, deliver, exported, write
from tests.pages import select

pytestmark = pytest.mark.django_db
AT_ONCE = 10  # units on one page
YEARS = range(2022, 2025)


@pytest.fixture(params=range(3))
def world(request, tmp_path):
    """The crowded world, imported and delivered through the commands, and published."""
    world = crowded_world(request.param, minima=(1, 2, 3, 5, 10), floors=(3,))
    found(world, tmp_path)
    rows = [
        f"{row.context};{row.year};{row.unit};i_{row.indicator};"
        f"{row.value if row.numerator is None else row.numerator};{row.denominator or 1}"
        for row in world.observations
        if row.year in YEARS
    ]
    report, code = deliver(tmp_path, rows, "--publish", "--accept-warnings", registry="alt")
    assert code == 0, report
    return world


def found(world, folder):
    units = ["level,name,full_name,parent,orgnrs,sorting,kind,company_orgnrs"]
    for unit in sorted(world.units, key=lambda unit: unit.unit):
        kind = "public" if unit.shown else "undefined"
        units.append(f"{unit.level},{name(unit)},,{parents(unit, world)},{unit.unit},{unit.sorting},{kind},")
    registries = [
        "key,name,short_name,rhf,established,medical_field,medical_field_secondary",
        "alt,Alt,Alt,,,,",
    ]
    indicators = ["key,registry,title,type,min_denominator,coverage_indicator"]
    for one in world.definitions:
        coverage = f"i_{one.coverage_indicator}" if one.coverage_indicator else ""
        indicators.append(
            f"i_{one.indicator},alt,Indikator {one.indicator},{one.type},{one.min_denominator},{coverage}"
        )
    for kind, lines in {"units": units, "registries": registries, "indicators": indicators}.items():
        assert command(f"import_{kind}", write(folder, f"{kind}.csv", "\n".join(lines) + "\n"))[1:] == ("", 0)


def name(unit):
    return f"Sted {unit.unit}"


def parents(unit, world):
    above = {each.unit: each for each in world.units}
    return name(above[unit.parent]) if unit.parent else ""


def test_everything_public_together_tells_nothing_that_is_withheld(client, world):
    attack_all(client, world)


def test_nor_does_the_next_release_with_other_minima(client, world, tmp_path):
    other = {1: 10, 2: 10, 3: 10, 5: 10, 10: 3}
    definitions = tuple(replace(d, min_denominator=other[d.min_denominator]) for d in world.definitions)
    changed = replace(world, definitions=definitions)
    found(changed, tmp_path)
    before = {cell for cell, value in from_csv().items() if isinstance(value, str)}
    assert command("recompute", "--registry", "alt")[2] == 0
    draft = Release.objects.get(state="draft")
    assert command("publish", str(draft.pk))[2] == 0
    assert {cell for cell, value in from_csv().items() if isinstance(value, str)} != before
    attack_all(client, changed)


def attack_all(client, world):
    everything = {
        (row["indicator"], int(row["orgnr"]), int(row["year"])): row for row in exported("--internal")
    }
    sources = [from_csv(), from_json(), from_pages(client)]
    for source in sources:
        assert source.keys() == sources[0].keys()
    for cell in sources[0]:
        assert len({source[cell] for source in sources}) == 1, (cell, [source[cell] for source in sources])
    assert {row["withheld"] for row in everything.values()} > {"privacy", "complementary"}
    for slice_, cells in by_slice(sources[0]).items():
        attack(public_of(slice_, cells, everything, world), slice_, everything)


def attack(public, slice_, everything):
    if public.kind not in ("share", "coverage"):
        return
    for unit, numbers in possible_denominators(public).items():
        if public.reason[unit] in ("too_few", "privacy"):
            assert int(everything[slice_[0], unit, slice_[1]]["denominator"]) in numbers
            assert len(numbers) >= 2, (slice_, unit, numbers)
    assert numerators_that_add_up(public) == set()


def public_of(slice_, cells, everything, world):
    indicator, year = slice_
    definition = next(one for one in world.definitions if f"i_{one.indicator}" == indicator)
    all_units = [unit for key, unit, its_year in everything if (key, its_year) == slice_]
    tree = {unit.unit: unit.parent for unit in world.units}
    public = Public(
        parent={unit: tree[unit] for unit in all_units},
        shown={unit: value for unit, value in cells.items() if isinstance(value, tuple)},
        reason={unit: value for unit, value in cells.items() if isinstance(value, str)},
        unlisted=set(all_units) - set(cells),
        kind=definition.type,
        min_denominator=definition.min_denominator,
    )
    reporting = {r.unit for r in world.observations if (r.indicator, r.year) == (definition.indicator, year)}
    public.own = {unit for unit in reporting if public.children(unit)}
    return public


def by_slice(source):
    found = defaultdict(dict)
    for (indicator, unit, year), value in source.items():
        found[indicator, year][unit] = value
    return found


def from_csv():
    """{(indicator, unit, year): (numerator, denominator), or the reason}; None where the type has none."""
    return {cell_of(row): value_of(row) for row in exported()}


def from_json():
    out, _, _ = command("export_results", "--format", "json")
    plain = csv.DictReader(io.StringIO(command("export_results")[0])).fieldnames
    rows = json.loads(out)
    assert all(list(row) == plain for row in rows)
    return {cell_of(row): value_of(row) for row in rows}


def cell_of(row):
    return row["indicator"], int(row["orgnr"]), int(row["year"])


def value_of(row):
    if row["withheld"]:
        numbers = ("numerator", "denominator", "value", "ci_low", "ci_high", "attainment", "certain")
        assert not any(row[name] not in (None, "") for name in numbers), row
        return row["withheld"]
    numbers = [row[name] for name in ("numerator", "denominator")]
    return tuple(None if number in (None, "") else int(number) for number in numbers)


def from_pages(client):
    """The same, read from the HTML of every unit and year."""
    titles = {one.title: one.key for one in Indicator.objects.all()}
    units = list(Unit.objects.exclude(kind="undefined"))
    found = {}
    for year in YEARS:
        for first in range(0, len(units), AT_ONCE):
            some = units[first : first + AT_ONCE]
            page = client.get("/behandlingskvalitet/", {"sted": [unit.slug for unit in some], "aar": year})
            tree = html.fromstring(page.getvalue().decode())
            for row in select(tree, "tbody tr"):
                key = titles[select(row, "th a")[0].text]
                for unit, cell in zip(some, select(row, "[data-cell]"), strict=True):
                    if (value := shown_in(cell)) is not None:
                        found[key, int(unit.name.split()[1]), year] = value
    return found


def shown_in(cell):
    text = re.sub(r"\s", " ", cell.text_content())
    reasons = select(cell, "[data-withheld]")
    if reasons:
        assert not re.search(r"\d+ av \d+", text)
        return reasons[0].get("data-withheld")
    if "Ingen tall" in text:
        return None
    lines = [line for found in select(cell, ".details") for line in found.itertext()]
    details = [re.sub(r"\s", " ", line).strip() for line in lines]
    counts = next(filter(None, (re.fullmatch(r"([\d ]+) av ([\d ]+)", one) for one in details)), None)
    patients = next(filter(None, (re.fullmatch(r"([\d ]+) pasient(er)?", one) for one in details)), None)
    if counts:
        return tuple(int(number.replace(" ", "")) for number in counts.groups())
    return None, int(patients[1].replace(" ", "")) if patients else None
