"""A new process has read the pages before its first reader comes."""

import pytest

from portal.warming import PAGES, warm
from portal.wsgi import application

OK = ["200 OK"] * len(PAGES)


@pytest.mark.django_db
@pytest.mark.parametrize("hosts", [["kvalitet.example"], [".kvalitet.example"], ["*"]])
def test_every_page_answers_whatever_the_portal_is_called(settings, hosts):
    settings.ALLOWED_HOSTS = hosts
    assert warm(application) == OK


@pytest.mark.django_db
def test_every_page_answers_behind_a_proxy_that_speaks_https(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    assert warm(application) == OK


def test_an_answer_that_fails_stops_nothing():
    def broken(environ, start_response):
        start_response("500 Internal Server Error", [])
        return [b""]

    assert warm(broken) == ["500 Internal Server Error"] * len(PAGES)
