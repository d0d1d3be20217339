"""A crash at any statement leaves the public view, and all that leads to it, as it was."""

import itertools
from contextlib import contextmanager

import psycopg
import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import OperationalError, connection

from registries.members import give_role
from registries.models import Registry, Role
from results.actions import publish_release
from results.models import Publication, Release
from tests.nation import HEADER, INDICATORS, command, deliver, exported, found_nation, import_table, write

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = [f"caregiver;2022;211;h_andel;{treated};10" for treated in (9, 8, 7)]
# No action asks more of the database; one that did would have to be crashed in steps.
MOST_STATEMENTS = 400


class Crash(OperationalError):
    """The connection is lost."""


class Countdown:
    """Counts the statements, and loses the connection at the one it was set to."""

    def __init__(self, at):
        self.left = at

    def tick(self):
        self.left -= 1
        if self.left == 0:
            raise Crash("lost")

    def statement(self, execute, sql, parameters, many, context):
        self.tick()
        return execute(sql, parameters, many, context)


@contextmanager
def crashing(at, monkeypatch):
    """What goes on inside loses its connection at the nth statement, row that is copied or commit."""
    countdown = Countdown(at)
    write_row, commit = psycopg.Copy.write_row, connection._commit

    def row_or_crash(copy, row):
        countdown.tick()
        return write_row(copy, row)

    def commit_or_crash():
        countdown.tick()
        return commit()

    with monkeypatch.context() as patch, connection.execute_wrapper(countdown.statement):
        patch.setattr(psycopg.Copy, "write_row", row_or_crash)
        patch.setattr(connection, "_commit", commit_or_crash)
        yield countdown


@pytest.fixture
def nation(tmp_path):
    """One release that was public, one that is, and a draft."""
    found_nation(tmp_path)
    for row, *arguments in ((ROWS[0], "--publish"), (ROWS[1], "--publish"), (ROWS[2],)):
        assert deliver(tmp_path, [row], "--accept-warnings", *arguments)[1] == 0


def everything():
    """All rows of all tables, and the public export."""
    return {name: rows_of(name) for name in connection.introspection.django_table_names()}, exported()


def rows_of(table):
    """As the database has them: to make objects of them a thousand times would take long."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return sorted(map(repr, cursor.fetchall()))


def crashed(action):
    """Whether the action was; it is done otherwise."""
    try:
        _, err, code = action()
    except Crash:
        return True
    assert code == 0 or "lost" in err
    return code != 0


def survives(action, monkeypatch):
    """Crashes the action at each of its statements in turn, which changes nothing; and then lets it be done.

    How many there were.
    """
    before = everything()
    for at in range(1, MOST_STATEMENTS):
        with crashing(at, monkeypatch) as countdown:
            was_crashed = crashed(action)
        assert was_crashed == (countdown.left <= 0)
        if not was_crashed:
            assert everything() != before
            return at - 1
        assert everything() == before
    raise AssertionError("The action did not end.")


def release(place):
    return str(Release.objects.order_by("pk").values_list("pk", flat=True)[place])


def states():
    return list(Release.objects.order_by("pk").values_list("state", flat=True))


def test_a_delivery_is_all_or_nothing(nation, tmp_path, monkeypatch):
    file = write(tmp_path, "ny.csv", HEADER + ROWS[0].replace("2022", "2021"))
    assert survives(lambda: command("deliver", file, "--registry", "hjerte"), monkeypatch) > 30
    assert states() == ["released", "released", "closed", "draft"]


def test_a_publication_is_all_or_nothing(nation, monkeypatch):
    assert survives(lambda: command("publish", release(2), "--reason", "Ny."), monkeypatch) > 10
    assert states() == ["released", "released", "released"]


def test_a_publication_by_staff_is_all_or_nothing_and_told_only_when_it_is_done(nation, monkeypatch):
    """With the terms agreed to, what was public then, and publishers to tell."""
    hjerte = Registry.objects.get(key="hjerte")
    for name in ("kari", "ola"):
        user = User.objects.create(username=name, email=f"{name}@example.no")
        give_role(user=user, role=Role.PUBLISHER, registry=hjerte, by=None)
    draft = Release.objects.get(pk=release(2))
    told = []

    def publish():
        mail.outbox.clear()
        try:
            publish_release(release=draft, by=user, reason="Ny.", terms="1", expected_public=int(release(1)))
        finally:
            told.append([message.to for message in mail.outbox])
        return "", "", 0

    assert survives(publish, monkeypatch) > 10
    assert states() == ["released", "released", "released"]
    assert told[-1] == [["kari@example.no"]]
    assert not any(told[:-1])


def test_a_roll_back_is_all_or_nothing(nation, monkeypatch):
    assert survives(lambda: command("publish", release(0)), monkeypatch) > 10
    assert states() == ["released", "released", "closed"]


def test_a_withdrawal_is_all_or_nothing(nation, monkeypatch):
    assert survives(lambda: command("withdraw", release(1), "--reason", "Feil."), monkeypatch) > 10
    assert states() == ["released", "withdrawn", "closed"]
    assert exported() == []


def test_a_recomputation_is_all_or_nothing(nation, tmp_path, monkeypatch):
    import_table(tmp_path, "indicators", INDICATORS.replace("higher,0.9,0.7,,", "higher,0.65,0.6,,"))
    assert survives(lambda: command("recompute", "--registry", "hjerte"), monkeypatch) > 30
    assert states() == ["released", "released", "closed", "draft"]


def test_a_delivery_to_be_published_leaves_the_public_view_until_its_last_statement(
    nation, tmp_path, monkeypatch
):
    """The draft is there when it is the publication that crashes; and the file can be delivered again."""
    file = write(tmp_path, "ny.csv", HEADER + ROWS[0])
    public, log = exported(), list(Publication.objects.values())
    arguments = ["deliver", file, "--registry", "hjerte", "--publish", "--accept-warnings"]
    for at in itertools.count(1):
        with crashing(at, monkeypatch) as countdown:
            was_crashed = crashed(lambda: command(*arguments))
        if not was_crashed:
            break
        assert countdown.left <= 0
        assert (exported(), list(Publication.objects.values())) == (public, log)
        assert states().count("draft") == 1
    assert at > 40
    assert exported() != public
