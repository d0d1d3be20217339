"""What `make run` starts ends with it, and the worker is begun again when it dies."""

import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal import serve, settings

ROOT = Path(__file__).resolve().parents[2]
# Each says who it is, and lives until it is told to stop.
SAYS = "import os, signal, sys; os.write(1, f'{sys.argv[1]} {os.getpid()}\\n'.encode())"
LIVES = f"{SAYS}; signal.pause()"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {LIVES}"
SUPERVISES = """
import sys
from portal import serve
serve.HEAD_START, serve.LOOK_EVERY, serve.FIRST_PAUSE = 0, 0.05, 0.05
serve.GRACE = serve.GRACE_AFTER_CTRL_C = 1
named = zip(["server", "worker"], sys.argv[1:])
server, worker = ([sys.executable, "-c", code, name] for name, code in named)
supervisor = serve.Supervisor(serve.Child(server), serve.Child(worker), pause=serve.FIRST_PAUSE)
sys.exit(supervisor.run())
"""


@contextmanager
def supervised(server=LIVES, worker=LIVES):
    """The supervisor, and the numbers of its processes by their names as they say them."""
    command = [sys.executable, "-c", SUPERVISES, server, worker]
    supervisor = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    seen, waiting = [], defaultdict(list)

    def next_of(name):
        while not waiting[name]:
            line = supervisor.stdout.readline()
            assert line, f"{name} did not begin: {supervisor.stderr.read()}"
            who, number = line.split()
            seen.append(int(number))
            waiting[who].append(int(number))
        return waiting[name].pop(0)

    try:
        yield supervisor, next_of
    finally:
        supervisor.kill()
        for number in seen:
            if lives(number):
                os.kill(number, signal.SIGKILL)
        supervisor.communicate()


def lives(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return "State:\tZ" not in Path(f"/proc/{number}/status").read_text()


def is_gone(number):
    for _ in range(200):
        if not lives(number):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_both_end_when_it_is_asked_to_stop(number):
    with supervised() as (supervisor, next_of):
        server, worker = next_of("server"), next_of("worker")
        supervisor.send_signal(number)
        assert supervisor.wait(30) == 0
        assert not lives(server)
        assert not lives(worker)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_does_not_end_in_time_is_killed(number):
    with supervised(worker=STUBBORN) as (supervisor, next_of):
        next_of("server")
        worker = next_of("worker")
        supervisor.send_signal(number)
        assert supervisor.wait(30) == 0
        assert not lives(worker)


def test_a_worker_that_dies_is_begun_again():
    with supervised() as (supervisor, next_of):
        next_of("server")
        for _ in range(3):
            os.kill(next_of("worker"), signal.SIGKILL)
        assert lives(next_of("worker"))
        assert supervisor.poll() is None


def test_all_ends_with_the_server_and_as_it_did():
    with supervised(server=f"{SAYS}; raise SystemExit(3)") as (supervisor, next_of):
        assert supervisor.wait(30) == 3
        assert not lives(next_of("server"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent is gone")
def test_nothing_is_left_behind_when_it_is_killed():
    with supervised() as (supervisor, next_of):
        server, worker = next_of("server"), next_of("worker")
        supervisor.kill()
        assert is_gone(server)
        assert is_gone(worker)


def test_with_redis_it_becomes_the_server(monkeypatch):
    become = []
    monkeypatch.setattr(settings, "REDIS_URL", "redis://db/0")
    monkeypatch.setattr(serve.os, "execv", lambda *command: become.append(command) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        serve.main("127.0.0.1:8000")
    (program, command), *_ = become
    assert program == sys.executable
    assert command[1:4] == ["-m", "gunicorn", "portal.wsgi"]
    assert command[-2:] == ["--bind", "127.0.0.1:8000"]


def test_pauses_grow_and_begin_anew_with_a_worker_that_was_well():
    supervisor = serve.Supervisor(serve.Child([]), serve.Child([]))
    pauses = []
    for lived in (1, 1, 1, 1, 1, 1, 1, 1, serve.WELL_AFTER + 1, 1):
        supervisor.worker.begun = 1000.0
        supervisor._let_rest(1000.0 + lived)
        pauses.append(supervisor.begin_worker_at - 1000.0 - lived)
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 1, 2]
