"""What every test is given, and what those that need a service ask for.

A test that needs Redis, PostgreSQL or a browser takes `redis_url`, `postgres_url`, `chromium`, `browser` or
`page`. Where the service is missing the test is skipped; with REQUIRE_SERVICES=1, as in .ci/run, it fails.
"""

import os
import shutil
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
import redis
from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.test import override_settings
from django.urls import set_script_prefix
from django.utils import translation

from tests import sending
from tests.reading import violations
from tests.run import POSTGRES_URL

REQUIRED = os.environ.get("REQUIRE_SERVICES") == "1"
REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


def pytest_addoption(parser):
    parser.addoption("--on-database", action="store_true", help="only the tests that use the database")


def pytest_collection_modifyitems(config, items):
    """What takes longest begins first, so that no worker works alone at the end. On the second database
    nothing is run again that would do the very same: what uses no database, and what is done by the browser
    with pages that other tests ask of both databases."""
    items.sort(key=lambda item: not any(map(item.get_closest_marker, ("waits", "crawls"))))
    if config.getoption("--on-database"):
        others = [
            item
            for item in items
            if not item.get_closest_marker("django_db")
            or "browser" in item.fixturenames
            or item.get_closest_marker("crawls")
        ]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite's database is a file, as the portal's is, and each worker's its own: in memory all threads share
    a cache, where who reads what another one writes fails at once. What is written need not survive the
    machine."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "kvalitetsviser.sqlite3")
        database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    else:
        database["OPTIONS"]["options"] = "-c synchronous_commit=off"


@pytest.fixture(scope="session", autouse=True)
def uncollected_static_files(tmp_path_factory):
    """No test needs collected static files, not even one of the live server, which starts before any test."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = settings.STORAGES | {"staticfiles": plain}
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static"), STORAGES=storages):
        yield


@pytest.fixture(scope="session", autouse=True)
def caches_in_memory():
    """Nothing of what tests do is found in var/, where Django's checks would make the folder."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    with override_settings(CACHES={name: memory | {"LOCATION": name} for name in settings.CACHES}):
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Else each account and each signing in would take a third of a second."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def nothing_counted():
    """Each test's attempts to sign in are its own."""
    caches["default"].clear()


@pytest.fixture(autouse=True)
def in_bokmaal():
    """Whatever language the last test's page was in, and wherever it stood: pages set both for themselves."""
    translation.activate("nb")
    set_script_prefix("/")


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    """Each test stores its files in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def nothing_kept(settings):
    """Each test's pages are read anew: another test's release had the same number."""
    settings.KEPT_SECTIONS = settings.KEPT_REHEARSALS = settings.KEPT_SEARCHES = settings.KEPT_EXAMPLES = 0


@pytest.fixture(autouse=True)
def sent_jobs(settings, tmp_path):
    """The numbers of the jobs that were sent; nobody gets them. Each test's jobs are its own."""
    settings.JOBS_FOLDER = tmp_path / "jobs"
    caches["jobs"].clear()
    settings.SEND_JOB = "tests.sending.send"
    sending.sent.clear()
    return sending.sent


@pytest.fixture(scope="module")
def begun(django_db_setup, django_db_blocker, tmp_path_factory):
    """A folder for what all tests of a module begin with, where that takes long to make: a fixture of the
    module that takes this one makes it once. What a test does to it is undone after the test, as always, and
    the rest when the module is done. Files that are stored meanwhile lie in `begun / "media"`."""
    folder = tmp_path_factory.mktemp("begun")
    own = override_settings(MEDIA_ROOT=folder / "media", SEND_JOB="tests.sending.send")
    with django_db_blocker.unblock(), own, transaction.atomic():
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """With it what is done when a transaction is stored is done; a test's own transaction never is."""
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture
def work(commits):
    """Works a job off, as a worker does."""
    from results import working

    def work(job):
        with commits():
            return working.work(job_id=job.pk)

    return work


@pytest.fixture(scope="session")
def redis_url():
    with redis.Redis.from_url(REDIS_URL) as client:
        try:
            client.ping()
        except redis.RedisError:
            lacks(f"Redis does not answer at {REDIS_URL}: `docker compose up -d redis`, or TEST_REDIS_URL=…")
    return REDIS_URL


@pytest.fixture(scope="session")
def postgres_database():
    """Makes the address of a PostgreSQL database that is the test's own: empty, or like another's address."""
    try:
        server = psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=5)
    except psycopg.Error:
        lacks(
            f"PostgreSQL does not answer at {POSTGRES_URL}: `docker compose up -d db`, or TEST_POSTGRES_URL=…"
        )

    @contextmanager
    def database(like=""):
        name = f"kvalitetsviser_test_{uuid4().hex}"
        template = f" TEMPLATE {urlsplit(like).path[1:]}" if like else ""
        server.execute(f"CREATE DATABASE {name}{template}")
        yield urlsplit(POSTGRES_URL)._replace(path=f"/{name}").geturl()
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    with server:
        yield database


@pytest.fixture
def postgres_url(postgres_database):
    """The address of an empty PostgreSQL database that is the test's own."""
    with postgres_database() as url:
        yield url


@pytest.fixture(scope="session")
def chromium():
    """The path of the Chromium to test in: rather one without windows, where a page takes a fifth of the time
    to open."""
    named = [os.environ["CHROMIUM"]] if "CHROMIUM" in os.environ else ["chromium-headless-shell", "chromium"]
    found = next(filter(None, map(shutil.which, named)), None)
    return found or lacks(
        f"There is no {' or '.join(named)}: `apt-get install chromium-headless-shell`, or CHROMIUM=path."
    )


@pytest.fixture(scope="session")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop running in the test's thread, where Django refuses to query; nothing
    # else runs in that loop.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser, live_server):
    """A fresh page that opens addresses relative to the portal's: `page.goto("/")`."""
    context = browser.new_context(base_url=live_server.url, locale="nb-NO", timezone_id="Europe/Oslo")
    yield context.new_page()
    context.close()


@pytest.fixture
def axe(page):
    """What is wrong with the page at an address: `assert axe("/") == []`."""
    return partial(violations, page)


def lacks(sentence):
    (pytest.fail if REQUIRED else pytest.skip)(sentence)
