"""A new process of the server reads the pages once before anyone asks for them: the first reader would wait
a second for its modules, templates and the search's index. `portal/gunicorn.py` has it done.
"""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings

# What most readers come to first, and what is made for every search.
PAGES = [("/", ""), ("/en/", ""), ("/sok/forslag/", "sok=a"), ("/behandlingskvalitet/", "")]


def warm(application: Callable[..., Iterable[bytes]]) -> list[str]:
    """The status of each answer: whatever it is, the server starts."""
    return [_asked(application, *page) for page in PAGES]


def _asked(application: Callable[..., Iterable[bytes]], path: str, query: str) -> str:
    environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": _host()}
    if settings.SECURE_PROXY_SSL_HEADER:
        header, value = settings.SECURE_PROXY_SSL_HEADER
        environ[header] = value
    setup_testing_defaults(environ)
    told: list[str] = []
    answer = application(environ, lambda status, headers, exc_info=None: told.append(status))
    try:
        for _ in answer:
            pass
    finally:
        # Ends the request, and with it the use of the database.
        if close := getattr(answer, "close", None):
            close()
    return told[0]


def _host() -> str:
    """One that the portal answers to."""
    first = next(iter(settings.ALLOWED_HOSTS), "localhost").lstrip(".")
    return "localhost" if first == "*" else first
