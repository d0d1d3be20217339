"""The results page is sent in parts: head, registry by registry, and what one may choose."""

import gzip
import zlib

import pytest
from lxml import html

from tests.builders import a_registry, a_release, a_result, a_unit, an_indicator
from tests.pages import select

pytestmark = pytest.mark.django_db
ADDRESS = "/behandlingskvalitet/"


def a_shown_registry(name, key, nation):
    definition = an_indicator(a_release(a_registry(name, key=key)), f"i_{key}", high="0.8")
    a_result(definition, nation, 9, 10, attainment="high")


@pytest.fixture
def nation():
    return a_unit("Norge")


@pytest.fixture
def two_registries(nation):
    a_shown_registry("Hjerte", "hjerte", nation)
    a_shown_registry("Lunge", "lunge", nation)


def parts_of(response):
    return [part.decode() for part in response.streaming_content]


def test_each_registry_is_a_part_and_the_head_is_sent_before_any(client, two_registries):
    head, hjerte, lunge, places = parts_of(client.get(ADDRESS))
    assert '<form id="valg"' in head
    assert "data-registry" not in head
    assert 'data-registry="hjerte"' in hjerte
    assert 'data-registry="lunge"' in lunge
    assert 'id="sok-sted"' in places
    assert "later" not in head + hjerte + lunge + places


def test_the_parts_are_one_whole_page(client, two_registries):
    tree = html.fromstring("".join(parts_of(client.get(ADDRESS))))
    registries = [section.get("data-registry") for section in select(tree, "#resultater section")]
    assert registries == ["hjerte", "lunge"]
    assert len(select(tree, "body footer")) == 1


def test_a_part_is_written_when_those_before_it_are_sent(client, two_registries, monkeypatch):
    written = []
    monkeypatch.setattr("results.templatetags.answers._number", lambda *_, **__: written.append(1) or "")
    stream = iter(client.get(ADDRESS).streaming_content)
    next(stream)
    assert written == []
    next(stream)
    assert len(written) == 1


def test_what_is_compressed_is_whole_after_each_part(client, two_registries):
    response = client.get(ADDRESS, headers={"accept-encoding": "br, gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    packed = list(response.streaming_content)
    plain = parts_of(client.get(ADDRESS))
    unpacker = zlib.decompressobj(31)
    assert [unpacker.decompress(part).decode() for part in packed[:-1]] == plain
    assert gzip.decompress(b"".join(packed)).decode() == "".join(plain)


def test_only_the_head_is_asked_for(client, two_registries):
    response = client.head(ADDRESS)
    assert (response.status_code, response.getvalue()) == (200, b"")


def test_a_text_cannot_stand_for_a_part(client, nation):
    a_shown_registry("<!--later-->", "rar", nation)
    assert "&lt;!--later--&gt;" in "".join(parts_of(client.get(ADDRESS)))
