import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import environment

ROOT = Path(__file__).resolve().parents[2]
LISTED = dict(re.findall(r"^(\w+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
READ = re.compile(r"""(?:environment\.[a-z]+\(|environ\.get\(|environ\[|getenv\()\s*["']([A-Z_]+)["']""")


def test_example_lists_exactly_the_variables_that_are_read():
    sources = [file.read_text() for file in (ROOT / "portal").rglob("*.py")]
    assert set(LISTED) == {name for source in sources for name in READ.findall(source)}


def test_example_as_it_stands_is_the_default_settings():
    code = (
        "import os; from portal import settings as s;"
        "print([s.DATABASES, s.CACHES, s.DEBUG, s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS, s.MEDIA_ROOT,"
        " s.SECURE_SSL_REDIRECT, s.LOGGING, s.DEMO, s.MAIL, s.DEFAULT_FROM_EMAIL, s.SITE_URL,"
        " s.SOCIALACCOUNT_PROVIDERS, s.ALLAUTH_TRUSTED_PROXY_COUNT])"
    )
    bare = {name: value for name, value in os.environ.items() if name not in LISTED} | {"SECRET_KEY": "x"}
    filled_in = bare | LISTED | {"SECRET_KEY": "x"}
    default, example = (
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, check=True)
        for env in (bare, filled_in)
    )
    assert example.stdout == default.stdout != b""


@pytest.mark.parametrize("value", ["1", "true", "Yes", " on "])
def test_switch_is_on(monkeypatch, value):
    monkeypatch.setenv("FLAG", value)
    assert environment.switch("FLAG") is True


@pytest.mark.parametrize("value", ["0", "False", "no", " off"])
def test_switch_is_off_whatever_its_default(monkeypatch, value):
    monkeypatch.setenv("FLAG", value)
    assert environment.switch("FLAG", default=True) is False


def test_switch_not_set_is_its_default(monkeypatch):
    monkeypatch.delenv("FLAG", raising=False)
    assert environment.switch("FLAG", default=True) is True


@pytest.mark.parametrize("value", ["", " "])
def test_empty_switch_is_its_default(monkeypatch, value):
    monkeypatch.setenv("FLAG", value)
    assert environment.switch("FLAG", default=True) is True


def test_words_are_trimmed_and_empty_ones_left_out(monkeypatch):
    monkeypatch.setenv("WORDS", " a.no , ,b.no,")
    assert environment.words("WORDS") == ["a.no", "b.no"]


def test_empty_text_is_the_default(monkeypatch):
    monkeypatch.setenv("TEXT", "  ")
    assert environment.text("TEXT", "default") == "default"


def test_folder_is_absolute(monkeypatch):
    monkeypatch.setenv("FOLDER", "~/files")
    assert environment.folder("FOLDER", Path("unused")) == Path.home().resolve() / "files"


def test_database_not_set_is_the_sqlite_file(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE", raising=False)
    found = environment.database("DATABASE", tmp_path / "portal.sqlite3")
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", f"{tmp_path}/portal.sqlite3")


def test_database_of_a_postgresql_address(monkeypatch):
    monkeypatch.setenv("DATABASE", "postgresql://me:word@db:5433/portal")
    found = environment.database("DATABASE", Path("unused"))
    assert (found["ENGINE"], found["HOST"], found["PORT"]) == ("django.db.backends.postgresql", "db", 5433)


def test_service_not_set_is_empty(monkeypatch):
    monkeypatch.delenv("SERVICE", raising=False)
    assert environment.service("SERVICE", "redis") == ""


def test_number_not_set_is_its_default(monkeypatch):
    monkeypatch.delenv("NUMBER", raising=False)
    assert environment.number("NUMBER", 3) == 3


def test_number_is_whole(monkeypatch):
    monkeypatch.setenv("NUMBER", " 2 ")
    assert environment.number("NUMBER") == 2


def test_mails_are_printed_where_nothing_hands_them_over(monkeypatch):
    monkeypatch.delenv("MAIL", raising=False)
    assert environment.mail("MAIL").backend == "django.core.mail.backends.console.EmailBackend"


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls"),
    [
        ("smtp://mail.example.no", 25, False, False),
        ("smtp+tls://mail.example.no", 587, True, False),
        ("smtps://mail.example.no", 465, False, True),
        ("smtps://mail.example.no:2465", 2465, False, True),
    ],
)
def test_mail_server_of_an_address(monkeypatch, url, port, starttls, tls):
    monkeypatch.setenv("MAIL", url)
    found = environment.mail("MAIL")
    assert found.backend == "django.core.mail.backends.smtp.EmailBackend"
    assert (found.host, found.port, found.starttls, found.tls) == ("mail.example.no", port, starttls, tls)


def test_mail_password_may_hold_any_sign(monkeypatch):
    monkeypatch.setenv("MAIL", "smtps://me%40a.no:p%2Fw%3Ard@mail.example.no")
    found = environment.mail("MAIL")
    assert (found.user, found.password) == ("me@a.no", "p/w:rd")


def test_what_another_variable_needs_must_be_set(monkeypatch):
    monkeypatch.setenv("NEEDED", " ")
    with pytest.raises(ImproperlyConfigured, match="NEEDED is empty, and OTHER needs it"):
        environment.required("NEEDED", by="OTHER")


@pytest.mark.parametrize(
    ("read", "value", "remedy"),
    [
        (lambda name: environment.number(name), "-1", "use a whole number"),
        (lambda name: environment.number(name), "²", "use a whole number"),
        (lambda name: environment.mail(name), "mail.example.no", "use smtp+tls://"),
        (lambda name: environment.mail(name), "smtp://", "use smtp+tls://"),
        (lambda name: environment.mail(name), "smtp://mail.example.no:port", "Port could not be cast"),
        (lambda name: environment.switch(name), "maybe", "use 1 or 0"),
        (
            lambda name: environment.database(name, Path("unused")),
            "mysql://db/portal",
            "use sqlite:///path or",
        ),
        (lambda name: environment.service(name, "redis", "rediss"), "db:6379", "start it with redis:// or"),
    ],
    ids=["negative", "no digit", "no scheme", "no host", "no port", "switch", "database", "service"],
)
def test_error_names_variable_value_and_remedy(monkeypatch, read, value, remedy):
    monkeypatch.setenv("SOME_NAME", value)
    with pytest.raises(ImproperlyConfigured) as error:
        read("SOME_NAME")
    assert str(error.value).startswith(f"SOME_NAME is “{value}”: {remedy}")


def test_secret_is_made_once_and_is_the_owners_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET", raising=False)
    file = tmp_path / "var" / "secret"
    first = environment.secret("SECRET", file)
    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert environment.secret("SECRET", file) == first


def test_secret_from_the_variable_makes_no_file(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET", "given")
    assert environment.secret("SECRET", tmp_path / "secret") == "given"
    assert not (tmp_path / "secret").exists()


def test_the_folder_made_for_the_secret_is_private(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    environment.secret("SECRET_KEY", tmp_path / "var" / "secret")
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0


def test_a_refused_address_keeps_its_password_to_itself(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://someone:hemmelig@host/name")
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.database("DATABASE_URL", Path("x"))
    assert "hemmelig" not in str(refused.value)
    assert "DATABASE_URL" in str(refused.value)
