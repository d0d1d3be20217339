"""Whose turn it is to work off a registry's jobs: one worker's at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection

from registries.models import Registry

# The first half of the lock's number on PostgreSQL, so that it is not taken for anyone else's: "KVal".
OURS = 0x4B56616C
# A killed process frees its turn at once: its connection is closed. A machine that vanishes closes nothing,
# and the database would keep the turn and the row locks for hours unless it asked.
ASK_THE_OTHER_END = {
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "client_connection_check_interval": "10s",
}


@contextmanager
def turn_of(registry: Registry) -> Iterator[bool]:
    """Whether the turn is ours until the block ends; False, without waiting, when another process has it.

    It dies with its holder. It is no part of a transaction, so that a file can be read while it is held.
    """
    with _advisory_lock(registry) if connection.vendor == "postgresql" else _file_lock(registry) as ours:
        yield ours


@contextmanager
def _advisory_lock(registry: Registry) -> Iterator[bool]:
    with connection.cursor() as cursor:
        for name, value in ASK_THE_OTHER_END.items():
            cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [OURS, registry.pk])
        (ours,) = cursor.fetchone()
    try:
        yield ours
    finally:
        if ours:
            _unlock(registry)


def _unlock(registry: Registry) -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [OURS, registry.pk])
    except DatabaseError:
        connection.close()  # which frees it too


@contextmanager
def _file_lock(registry: Registry) -> Iterator[bool]:
    settings.JOBS_FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.JOBS_FOLDER / f"{registry.pk}.turn").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True  # the lock goes with the open file
