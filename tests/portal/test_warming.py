"""A new process has read the pages before its first reader comes."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from portal.warming import PAGES, warm

OK = ["200 OK"] * len(PAGES)


@pytest.fixture
def application():
    """As of `portal.wsgi`, with the tests' own settings; a request's end leaves the test its database."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.parametrize("hosts", [["kvalitet.example"], [".kvalitet.example"], ["*"]])
def test_every_page_answers_whatever_the_portal_is_called(settings, application, hosts):
    settings.ALLOWED_HOSTS = hosts
    assert warm(application) == OK


@pytest.mark.django_db
def test_every_page_answers_behind_a_proxy_that_speaks_https(settings, application):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    assert warm(application) == OK


def test_an_answer_that_fails_stops_nothing():
    def broken(environ, start_response):
        start_response("500 Internal Server Error", [])
        return [b""]

    assert warm(broken) == ["500 Internal Server Error"] * len(PAGES)
