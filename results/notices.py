"""Mails to a registry's publishers: that a draft is ready, that a job failed, that something was published.

Each is one mail for each recipient, sent when what it tells of is stored. None holds a number: who may see
them signs in. A mail server that does not answer is logged, and stops nothing.
"""

import logging
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import translation

from registries.members import name_of
from registries.models import Registry, Role
from results.models import Job, Publication
from wording.dates import time_text
from wording.language import DEFAULT

logger = logging.getLogger(__name__)

# The pages that the mails lead to, in staff's rooms, which nothing here may know: a test holds them together.
DRAFT_PAGE = "/levering/{key}/utkast/{pk}/"
JOB_PAGE = "/levering/{key}/jobb/{pk}/"
RELEASE_PAGE = "/levering/{key}/utgivelse/{pk}/"

SIGNATURE = "Hilsen Kvalitetsviser\n\nDu får meldingen fordi du er publiseringsansvarlig for {registry}."


@dataclass(frozen=True)
class Notice:
    subject: str
    text: str
    page: str


@translation.override(DEFAULT)
def tell_of_job(job: Job) -> None:
    """In the transaction that ends the job: of a draft that is ready, and of a failure. A file that was
    stopped is its sender's matter."""
    with _in_norwegian():
        notice = _of_job(job)
    if notice is not None:
        _send_later(job.registry, job.by, notice)


def _in_norwegian() -> translation.override:
    """Whatever language the page is in where it is done."""
    return translation.override(settings.LANGUAGE_CODE)


def _of_job(job: Job) -> Notice | None:
    registry = job.registry
    if job.state == Job.State.FAILED:
        return Notice(
            f"Jobb {job.pk} feilet: {registry.short_name}",
            f"En {job.get_kind_display()} for {registry.name} ble ikke ferdig. Ingenting er endret.",
            JOB_PAGE.format(key=registry.key, pk=job.pk),
        )
    if job.state == Job.State.DONE and job.release_id:
        return Notice(
            f"Utkast {job.release_id} er klart: {registry.short_name}",
            f"{_who(job.by)} har laget et utkast for {registry.name}. Det er ikke publisert. Se hva det "
            "endrer, før det publiseres.",
            DRAFT_PAGE.format(key=registry.key, pk=job.release_id),
        )
    return None


@translation.override(DEFAULT)
def tell_of_publication(entry: Publication) -> None:
    """In the transaction that publishes."""
    with _in_norwegian():
        notice = _of_publication(entry)
    _send_later(entry.registry, entry.by, notice)


def _of_publication(entry: Publication) -> Notice:
    registry, release = entry.registry, entry.release_id
    again = " på nytt" if entry.kind == Publication.Kind.AGAIN else ""
    reason = f"\n\nBegrunnelse: {entry.reason}" if entry.reason else ""
    return Notice(
        f"Utgivelse {release} er publisert{again}: {registry.short_name}",
        f"{_who(entry.by)} publiserte utgivelse {release} for {registry.name}{again} {time_text(entry.at)}. "
        f"Alle sider viser nå tallene i den.{reason}",
        RELEASE_PAGE.format(key=registry.key, pk=release),
    )


def _who(by: User | None) -> str:
    return name_of(by) if by else "Driften av portalen"


def _send_later(registry: Registry, by: User | None, notice: Notice) -> None:
    """To those who are publishers now. Nothing is asked of the database when all is stored."""
    if recipients := _publishers_but(registry, by):
        transaction.on_commit(partial(_send, recipients, registry.name, notice), robust=True)


def _publishers_but(registry: Registry, by: User | None) -> list[str]:
    """The addresses of the registry's active publishers, but for who did it."""
    members = registry.memberships.filter(role=Role.PUBLISHER, user__is_active=True).exclude(user=by)
    return list(members.exclude(user__email="").order_by("pk").values_list("user__email", flat=True))


def _send(recipients: list[str], registry: str, notice: Notice) -> None:
    signature = SIGNATURE.format(registry=registry)
    text = f"{notice.text}\n\n{settings.SITE_URL}{notice.page}\n\n{signature}\n"
    try:
        with get_connection() as connection:
            for recipient in recipients:
                _send_one(EmailMessage(notice.subject, text, to=[recipient], connection=connection))
    except Exception:  # of whatever mail server it is
        logger.exception("No mail was sent: %s.", notice.subject)


def _send_one(message: EmailMessage) -> None:
    """The next one is sent also where this one's address is refused."""
    try:
        message.send()
    except Exception:  # of whatever mail server it is
        logger.exception("A mail was not sent: %s.", message.subject)
