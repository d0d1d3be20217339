"""The product as `make run` serves it, with the demonstration, on a database of its own."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
# The worker begins two seconds after the server, and is a few seconds at it.
UNTIL_QUIET = 10


@dataclass(frozen=True)
class Portal:
    """A running server, and the commands of the same portal."""

    address: str
    environment: dict[str, str]

    def run(self, *arguments: str) -> str:
        """What the command wrote."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout


@contextmanager
def served(database: Path | None = None) -> Iterator[Portal]:
    """A server on a prepared database: a copy of this one, else the demonstration anew."""
    with TemporaryDirectory(prefix="kvalitetsviser-bench-") as folder:
        environment = _environment(Path(folder))
        if database:
            shutil.copy(database, Path(folder) / "portal.sqlite3")
        command = [sys.executable, "manage.py", "prepare"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        host = f"127.0.0.1:{_free_port()}"
        process = subprocess.Popen(
            [sys.executable, "-m", "portal.serve", host], cwd=ROOT, env=environment, start_new_session=True
        )
        try:
            _wait_for(f"http://{host}/health/")
            yield Portal(f"http://{host}", environment)
        finally:
            process.terminate()
            process.wait()


def asked(address: str) -> tuple[int, float, float, int]:
    """The status, the seconds until the first and the last byte, and how many bytes the answer's body has."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc)
    start = time.perf_counter()
    connection.request("GET", f"{parts.path}?{parts.query}", headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    first = time.perf_counter()
    size = len(answer.read())
    last = time.perf_counter()
    connection.close()
    return answer.status, first - start, last - start, size


def _environment(folder: Path) -> dict[str, str]:
    """Without what this machine's portal is set up with."""
    own = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    rest = {name: value for name, value in os.environ.items() if name not in own}
    return rest | {
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "SECRET_KEY": "for-bench",
    }


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address).close()
            break
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
    time.sleep(UNTIL_QUIET)
