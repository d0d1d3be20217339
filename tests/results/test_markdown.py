import pytest
from lxml import html

from results.markdown import html_of
from tests.pages import select


def parsed(text):
    return html.fromstring(f"<div>{html_of(text)}</div>")


def test_markdown_becomes_html():
    tree = parsed("**Hvem?** Alle.\n\n- én\n- to\n\n[Les mer](https://example.org/a)")
    assert [len(select(tree, tag)) for tag in ("p", "strong", "li")] == [2, 1, 2]
    assert select(tree, "a")[0].get("href") == "https://example.org/a"
    assert select(tree, "a")[0].get("rel") == "noopener nofollow"


def test_headings_stand_below_the_page_s_own():
    tree = parsed("# En\n\n## To\n\nTre\n---\n\n##### Fem\n\n###### Seks")
    assert [found.tag for found in tree] == ["h3", "h4", "h4", "h6", "h6"]


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='x' onclick='alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        "![x](https://example.org/pixel.png)",
        "<iframe src='https://example.org'></iframe>",
        "<style>body{display:none}</style>",
        '[x](https://example.org "onmouseover=alert(1) <h1 >")',
        "<h1 onclick=alert(1)>x</h1>",
        "<svg><script>alert(1)</script></svg>",
    ],
)
def test_no_attack_gets_through(attack):
    tree = parsed(attack)
    assert not select(tree, "script,img,iframe,style,svg,h1,[onclick],[onerror],[onmouseover],[style]")
    links = [found.get("href") for found in select(tree, "a") if found.get("href")]
    assert all(link.startswith("https:") for link in links)


def test_an_empty_text_is_empty():
    assert html_of("") == ""
