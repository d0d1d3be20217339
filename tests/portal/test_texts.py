"""What the check of translations finds in templates and code."""

import pytest

from portal.texts.strays import strays, unfound


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Ingen tall</p>", ["Ingen tall"]),
        ('<p>{% translate "Ingen tall" %}</p>', []),
        ('{% include "a.html" with label="Sider med feil" only %}', ["Sider med feil"]),
        ('{% include "a.html" with label=_("Sider med feil") only %}', []),
        ("{% block width %}full{% endblock %}{% block body %}Hei{% endblock %}", ["…Hei…"]),
        ('<meta name="htmx-config" content=\'{"defaultSettleDelay":0}\'>', []),
    ],
)
def test_text_that_is_not_marked_is_found(template, found):
    assert strays(template) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("said = f\"{told} {_('Prøv igjen.')}\"", ["_('Prøv igjen.')"]),
        ('said = _("{n} feil").format(n=f"{number:,}")', []),
    ],
)
def test_message_in_an_f_string_is_found(code, found):
    assert unfound(code) == found
