"""Nothing is forgotten in Norwegian where a page or file is in English."""

import pytest
from django.http import HttpResponse

from tests.english import norwegian_in


@pytest.mark.parametrize(
    "forgotten",
    ["<p>Ingen tall</p>", '<p title="Måloppnåelse"></p>', '<a data-told="1 treff">hits</a>']
    + ["<b lang='nb'>Mål</b> for pasienter", '<script type="application/json">{"a": ["Høy"]}</script>'],
)
def test_forgotten_text_is_noticed_wherever_it_stands(forgotten):
    assert norwegian_in(HttpResponse(f"<html lang='en'>{forgotten}</html>"), names=[])


@pytest.mark.parametrize(
    "fine",
    [
        '<p lang="nb">Ingen tall</p>',
        "<p>St. Olavs sykehus is one of 2</p>",
        '<a href="/sok/?av=og">Search</a>',
    ]
    + ['<script type="module">const av = 1</script>', "<p>kvalitetsviser.no/sykehus/og/</p>"],
)
def test_what_is_marked_or_a_name_is_no_such_text(fine):
    names = ["St. Olavs sykehus"]
    assert norwegian_in(HttpResponse(f"<html lang='en'>{fine}</html>"), names=names) == []
