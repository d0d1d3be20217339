"""Settings from environment variables: each is read once, here, with its type."""

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def switch(name: str, *, default: bool = False) -> bool:
    value = text(name)
    if not value:
        return default
    if value.lower() not in _TRUE | _FALSE:
        raise _unusable(name, value, "use 1 or 0")
    return value.lower() in _TRUE


def number(name: str, default: int = 0) -> int:
    """A whole number that is not negative."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise _unusable(name, value, "use a whole number")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """The comma-separated values of a variable, trimmed, empty ones left out."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser().resolve()


def database(name: str, default: Path) -> dict:
    """Django's connection settings for sqlite:///path or postgresql://user:password@host/name."""
    url = text(name, f"sqlite:///{default}")
    if urlsplit(url).scheme not in {"sqlite", "postgresql", "postgres"}:
        raise _unusable(name, url, "use sqlite:///path or postgresql://user:password@host/name")
    try:
        return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError as error:
        raise _unusable(name, url, str(error)) from error


def service(name: str, *schemes: str) -> str:
    """The address of a service, or "" when the variable is not set."""
    url = text(name)
    if url and urlsplit(url).scheme not in schemes:
        raise _unusable(name, url, f"start it with {' or '.join(s + '://' for s in schemes)}")
    return url


@dataclass(frozen=True)
class Mail:
    """What hands mails over."""

    backend: str = "django.core.mail.backends.console.EmailBackend"
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail(name: str) -> Mail:
    """The server at smtp://, smtp+tls:// (STARTTLS) or smtps://; without one, mails are only printed."""
    url = text(name)
    if not url:
        return Mail()
    parts = urlsplit(url)
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise _unusable(name, url, "use smtp+tls://user:password@host:587, smtps:// or smtp://")
    try:
        port = parts.port or MAIL_PORTS[parts.scheme]
    except ValueError as error:
        raise _unusable(name, url, str(error)) from error
    return Mail(
        backend="django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+tls",
        tls=parts.scheme == "smtps",
    )


def required(name: str, by: str) -> str:
    """The value, without which `by` can't be."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is empty, and {by} needs it.")
    return value


def secret(name: str, file: Path) -> str:
    """The variable, else what the file holds; a missing file is made with a random secret (mode 0600)."""
    value = text(name)
    if value:
        return value
    if not file.exists():
        # The database beside it holds withheld numbers: nobody else on the machine looks in.
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _create_private(file, secrets.token_urlsafe(64))
    return file.read_text().strip()


def _create_private(file: Path, content: str) -> None:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first: its secret is the one
        return
    with os.fdopen(descriptor, "w") as stream:
        stream.write(content)


def _unusable(name: str, value: str, remedy: str) -> ImproperlyConfigured:
    # An address may hold a password, which belongs in no log.
    shown = re.sub(r"//[^/@]*@", "//…@", value)
    return ImproperlyConfigured(f"{name} is “{shown}”: {remedy}.")
