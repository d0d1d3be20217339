"""Texts that are not found to be translated: in templates those that are not marked, in code those whose mark
stands where nothing looks for it."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, Token, TokenType

MARKS = {"_", "ngettext", "pgettext", "_lazy"}
# Said by readers, or read to them.
ATTRIBUTES = {"alt", "aria-label", "aria-description", "content", "label", "placeholder", "title"}
# What is the same in every language.
NAMES = {
    "Kvalitetsviser", "CSV", "XLSX", "SVG", "PNG", "PDF", "OpenID Connect", "Markdown", "Atom", "API", "HTML",
    "kB", "MB", "TOTP", "E-post", "SHA-256",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]{2,}")
# Said to browsers by a tag.
TO_BROWSERS = re.compile(r'\bautocomplete="[^"]*"')
# In a tag: a text with a space, a capital or a Norwegian letter is no name of anything.
IN_A_TAG = re.compile(r"""(_\()?(["'])((?:(?!\2).)*)\2""")
SAID = re.compile(r"\w\s|^[A-ZÆØÅ]|[æøåÆØÅ]")
# Whose texts are names of files, addresses and blocks, are compared with, or are translated.
MUTE = {"extends", "include", "load", "url", "static", "block", "endblock", "translate", "if", "elif"}
WHOLE = {"blocktranslate": "endblocktranslate", "comment": "endcomment", "block width": "endblock"}
PLACE = "\ufffc"
# An element that is one or another: `<{% if in_row %}h3{% else %}h2{% endif %}>`.
CHOSEN_NAME = re.compile(rf"<(/?){PLACE}(\w+){PLACE}\w+{PLACE}")
# What a block says of an element around it: `{% block nav %} aria-current="page"{% endblock %}`.
ATTRIBUTE = re.compile(r' (data|aria)-[a-z-]+(="[a-z-]*")?')
# Whose contents are no words: what `content` holds of them is for browsers.
SILENT_META = {"htmx-config", "viewport", "color-scheme", "robots", "theme-color", "twitter:card", "og:type"}


def strays(template: str) -> list[str]:
    """The texts of a template, as they stand in it, that no `translate` or `blocktranslate` holds."""
    tokens = list(_outside(Lexer(template).tokenize()))
    reader = _Reader()
    text = "".join(token.contents if token.token_type == TokenType.TEXT else PLACE for token in tokens)
    reader.feed(CHOSEN_NAME.sub(r"<\1\2", text))
    reader.close()
    tags = (token for token in tokens if token.token_type in (TokenType.BLOCK, TokenType.VAR))
    return [*reader.found, *(text for token in tags for text in _said_in(token))]


def unfound(code: str) -> list[str]:
    """The messages inside f-strings, which are one text to what gathers the messages."""
    formatted = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.JoinedStr))
    calls = (one for node in formatted for one in ast.walk(node) if isinstance(one, ast.Call))
    return [ast.unparse(one) for one in calls if _is_message(one)]


def _is_message(call: ast.Call) -> bool:
    is_text = bool(call.args) and isinstance(call.args[0], ast.Constant)
    return is_text and isinstance(call.func, ast.Name) and call.func.id in MARKS


def _outside(tokens: list[Token]) -> Iterator[Token]:
    """Those that stand in no block that is translated as a whole."""
    end = ""
    for token in tokens:
        name = token.contents.split()[0] if token.token_type == TokenType.BLOCK and token.contents else ""
        if end:
            end = "" if name == end else end
        elif opens := {name, token.contents} & WHOLE.keys():
            end = WHOLE[opens.pop()]
        else:
            yield token


def _said_in(token: Token) -> Iterator[str]:
    name, _, rest = token.contents.partition(" ")
    if name == "include":
        rest = TO_BROWSERS.sub("", rest.partition(" with ")[2])
    elif name in MUTE:
        return
    for translated, _, text in IN_A_TAG.findall(
        token.contents if token.token_type == TokenType.VAR else rest
    ):
        if not translated and text not in NAMES and SAID.search(text) and WORD.search(text):
            yield text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = tag if tag in ("script", "style") else ""
        named = dict(attrs)
        if (named.get("name") or named.get("property")) in SILENT_META or "http-equiv" in named:
            return
        for name, value in attrs:
            if name in ATTRIBUTES and value:
                self._said(value)

    def handle_endtag(self, tag: str) -> None:
        self._silent = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._said(data)

    def _said(self, text: str) -> None:
        rest = ATTRIBUTE.sub("", text)
        for name in NAMES:
            rest = re.sub(rf"\b{re.escape(name)}\b", "", rest)
        if WORD.search(rest):
            self.found.append(" ".join(text.replace(PLACE, "…").split()))
