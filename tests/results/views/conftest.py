"""Two hospitals to set side by side, and what is around them."""

import pytest

from results.models import TreeUnit
from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator


@pytest.fixture
def country():
    nation = a_unit("Norge")
    region = a_unit("Helse Midt", parent=nation)
    trust = a_unit("Nord-Trøndelag HF", parent=region)
    units = {
        "nation": nation,
        "region": region,
        "south": a_unit("Helse Sør", parent=nation),
        "private": a_unit("Private", parent=nation, kind="private"),
        "undefined": a_unit("Ukjent", parent=nation, kind="undefined"),
        "trust": trust,
        "levanger": a_unit("Levanger", parent=trust),
        "namsos": a_unit("Namsos", parent=trust),
    }
    return units


@pytest.fixture
def release(country):
    release = a_release(a_registry("Hjerteinfarkt", fields=["Hjerte og kar"]))
    TreeUnit.objects.bulk_create(
        TreeUnit(
            tree=release.tree,
            unit=unit,
            parent=unit.parent,
            level=unit.level,
            kind=unit.kind,
            sorting=unit.sorting,
        )
        for unit in country.values()
    )
    return release


@pytest.fixture
def shares(country, release):
    """A definition by its key, with the two hospitals' results."""

    def shares(key, levanger, namsos, **fields):
        known = {"title": f"Indikator {key}", "high": "0.85", "moderate": "0.5"} | fields
        definition = an_indicator(release, key, **known)
        for place, counts in (("levanger", levanger), ("namsos", namsos)):
            if counts:
                level = {"attainment": "high"} if known["high"] else {}
                a_result(definition, country[place], *counts[:2], **{**level, **dict(*counts[2:])})
        return definition

    return shares
