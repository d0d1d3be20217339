"""What `make test` calls: the whole suite on SQLite and then, when a server answers, what uses the
database on PostgreSQL."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
REQUIRED = os.environ.get("REQUIRE_SERVICES") == "1"
ABSENT = (
    "The suite was not run on PostgreSQL, which does not answer: start it with `docker compose up -d db`, or "
    "install it and name a role that may create databases in TEST_POSTGRES_URL."
)


def main() -> int:
    arguments = sys.argv[1:]
    failed = not passes("SQLite", "", arguments)
    if answers(POSTGRES_URL):
        failed = not passes("PostgreSQL", POSTGRES_URL, ["--on-database", *arguments]) or failed
    else:
        print(ABSENT, flush=True)
        failed = failed or REQUIRED
    return int(failed)


def passes(name: str, database: str, arguments: list[str]) -> bool:
    print(f"== {name}", flush=True)
    with tempfile.TemporaryDirectory(prefix="kvalitetsviser-") as folder:
        environment = isolated(Path(folder), database)
        # The browser's tests are long and stand together: whoever is done takes over from another.
        command = [sys.executable, "-m", "pytest", "-n", str(workers()), "--dist", "worksteal", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def workers() -> int:
    """One more than there are processors: tests of workers and of the browser wait as much as they work."""
    return (os.cpu_count() or 1) + 1


def isolated(folder: Path, database: str) -> dict[str, str]:
    """The environment without what this machine's portal is set up with, so that every run is alike."""
    own = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    rest = {name: value for name, value in os.environ.items() if name not in own}
    return rest | {
        "DATABASE_URL": database or f"sqlite:///{folder}/kvalitetsviser.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
        "SECRET_KEY": "for-tests-only",
    }


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
