"""Goes wherever the portal's links lead, and reads all that comes back, whatever it is packed in."""

import base64
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

import numpy as np
from django.urls import resolve
from lxml import html
from openpyxl import load_workbook

# Staff's rooms show nothing before one has signed in but forms, whose tokens are random signs.
STAFFS = tuple(f"{language}/{room}/" for language in ("", "/en") for room in ("levering", "konto"))


@dataclass(frozen=True)
class Answer:
    address: str
    status: int
    headers: dict
    content: bytes

    @property
    def type(self):
        return self.headers.get("Content-Type", "").split(";")[0]

    @property
    def is_page(self):
        return self.type == "text/html"

    @property
    def tree(self):
        return html.fromstring(self.content.decode())

    @property
    def query(self):
        return parse_qsl(urlsplit(self.address).query)

    def asked(self, name):
        return [value for key, value in self.query if key == name]


def crawl(client, seeds) -> Iterator[Answer]:
    """The answers to the seeds, and to the links from there on that ask for something not asked before."""
    waiting = list(dict.fromkeys(seeds))
    wanted, known, asked = set(waiting), set(waiting), set()
    while waiting:
        address = waiting.pop(0)
        if address not in wanted and things_asked(address) <= asked:
            continue
        asked |= things_asked(address)
        yield (answer := fetch(client, address))
        fresh = [link for link in links(answer) if link not in known]
        known.update(fresh)
        waiting += fresh


def fetch(client, address):
    answer = client.get(address)
    return Answer(address, answer.status_code, dict(answer.headers), answer.getvalue())


def things_asked(address):
    """Each thing that the address says of its page or file, though not with which value, nor in which
    language."""
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    english = parts.path.startswith("/en/")
    path = unquote(parts.path).removeprefix("/en") if english else unquote(parts.path)
    page = resolve(path).view_name, query.get("format")
    # A page in English is the same once more: each kind of page is read once.
    return {(page, "en")} if english else {(page, name) for name in ["", *query]}


def links(answer):
    """Of a page or a redirection, the public's own: each once, without the place in the page."""
    found = [answer.headers["Location"]] if "Location" in answer.headers else []
    if answer.is_page:
        found += answer.tree.xpath("//a/@href")
    whole = (urldefrag(urljoin(answer.address, link)).url for link in found)
    return list(
        dict.fromkeys(link for link in whole if urlsplit(link).netloc == "" and not link.startswith(STAFFS))
    )


def words_of(answer):
    """All that is to be read out of the answer, as one text: its headers too."""
    headers = " ".join(unquote(value) for name, value in answer.headers.items() if name != "Content-Length")
    return f"{headers}\n{READERS.get(answer.type, _decoded)(answer.content)}"


def _decoded(content):
    return content.decode()


def _page(content):
    text = content.decode()
    charts = [json.dumps(decoded(json.loads(one))) for one in scripts(html.fromstring(text))]
    # Tags and all, so that attributes and comments are read too; entities as what they stand for.
    return "\n".join([unescape(text), *charts])


def scripts(tree):
    return tree.xpath("//script[@type='application/json']/text()")


def decoded(value):
    """The JSON with its packed arrays as lists."""
    if isinstance(value, dict):
        if "bdata" in value:
            return np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"]).tolist()
        return {key: decoded(each) for key, each in value.items()}
    return [decoded(each) for each in value] if isinstance(value, list) else value


def _workbook(content):
    rows = (row for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows())
    return "\n".join(as_in_csv(cell) for row in rows for cell in row)


READERS = {
    "text/html": _page,
    "text/csv": _decoded,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _workbook,
}


def rows_of(answer):
    """A downloaded table's rows by its column headers; numbers as they stand there."""
    if answer.type == "text/csv":
        lines = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    else:
        sheet = load_workbook(io.BytesIO(answer.content))["Tall"]
        lines = ([as_in_csv(cell) for cell in row] for row in sheet.iter_rows())
    header = next(iter(lines := iter(lines)))
    for line in lines:
        if not any(line):
            return  # what follows is about the table
        yield dict(zip(header, line, strict=True))


def as_in_csv(cell):
    """With the decimals that the workbook shows it with."""
    if isinstance(cell.value, (int, float)):
        decimals = len(cell.number_format.partition(".")[2])
        return f"{cell.value:.{decimals}f}".replace(".", ",")
    return cell.value or ""
