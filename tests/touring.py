"""Goes to every path of the portal that a link leads to, and keeps account of what each page costs."""

import gzip
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from portal.languages import ADDRESS
from tests.crawling import Answer, links

# Under these everything is there once more: each kind of page is asked for once.
AGAIN = ("/per/", "/utkast/")


@dataclass(frozen=True)
class Seen:
    answer: Answer
    kind: str  # "results:unit"
    queries: int
    sent: int  # bytes, compressed


def tour(client, root):
    """What is seen from the root on: every path, and of those with something chosen one of each kind."""
    waiting, paths, asked = [root], set(), set()
    while waiting:
        address = waiting.pop()
        path, kind, things = _told_apart(address, root)
        if path in paths and things <= asked:
            continue
        paths.add(path)
        asked |= things
        yield (seen := _see(client, address, kind))
        waiting += [link for link in links(seen.answer) if _is_below(link, root)]


def _is_below(link, root):
    """The pages in another language are below an address of their own."""
    found = ADDRESS.fullmatch(urlsplit(link).path)
    return link.startswith(root) and (found is None or (link.startswith(f"/{found[1]}/") and root != "/"))


def _told_apart(address, root):
    """Its path, the kind of its page, and what it asks of it, though not with which value."""
    parts = urlsplit(address)
    path = unquote(parts.path).removeprefix(root.rstrip("/"))
    if path.startswith(AGAIN) and path.count("/") > 2:
        below = f"/{path.split('/', 3)[3]}"
        kind = f"then {resolve(below).view_name}"
        path = kind
    else:
        kind = resolve(path).view_name
    query = dict(parse_qsl(parts.query))
    return path, kind, {(kind, query.get("format"), name) for name in query}


def _see(client, address, kind):
    # Django keeps the last thousands of them, and says so when there were more.
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers={"accept-encoding": "gzip"})
        content = response.getvalue()
    headers = dict(response.headers)
    plain = gzip.decompress(content) if headers.get("Content-Encoding") == "gzip" else content
    return Seen(Answer(address, response.status_code, headers, plain), kind, len(queries), len(content))
