"""A long page sent in parts: a reader sees the first numbers while the last are still being written."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

# In the page's context: what `later` leaves to be rendered.
PARTS = "parts_to_come"
# Where it is to stand. No text can hold it: in a text the bracket would be escaped.
MARK = "<!--later-->"
ACCEPTS_GZIP = re.compile(r"\bgzip\b")
# zlib's own middle; and a stream with gzip's head and foot.
COMPRESSION, GZIP = 6, 31


def in_parts(request: HttpRequest, template: str, page: dict[str, Any]) -> HttpResponseBase:
    """The rendered template, each `later` in it when what stands before has been sent.

    All that can go wrong or ask the database belongs before: from the first part on the status is sent.
    """
    parts: list[Callable[[], str]] = []
    text = render_to_string(template, page | {PARTS: parts}, request)
    if request.method == "HEAD":
        return HttpResponse()
    written = _written(text.split(MARK), parts)
    if not ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
        return _varied(StreamingHttpResponse(written))
    # Django's own compression of a stream holds back what it has until there is enough of it.
    return _varied(StreamingHttpResponse(_compressed(written), headers={"Content-Encoding": "gzip"}))


def _varied(response: StreamingHttpResponse) -> StreamingHttpResponse:
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _written(texts: list[str], parts: list[Callable[[], str]]) -> Iterator[bytes]:
    yield texts[0].encode()
    for part, text in zip(parts, texts[1:], strict=True):
        yield (part() + text).encode()


def _compressed(written: Iterable[bytes]) -> Iterator[bytes]:
    """Each part whole as soon as it is there."""
    packer = zlib.compressobj(COMPRESSION, zlib.DEFLATED, GZIP)
    for part in written:
        yield packer.compress(part) + packer.flush(zlib.Z_SYNC_FLUSH)
    yield packer.flush()
