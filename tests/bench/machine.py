"""What the figures were measured on: what it can, and never what it is called."""

import os
import platform
import re
import shutil
import sqlite3
import subprocess
from datetime import date

import psycopg

from tests.run import POSTGRES_URL

GB = 1024**3


def described(load: float) -> str:
    """`load`: of the last minute, before the measuring itself became a part of it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GB
    parts = [
        f"{os.cpu_count()} processors",
        f"{memory:.0f} GB of memory",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        _postgres(),
        _chromium(),
    ]
    on = ", ".join(part for part in parts if part)
    return f"Measured {date.today().isoformat()} on {on}; load {load:.1f} when it began."


def _postgres() -> str:
    try:
        with psycopg.connect(os.environ.get("DATABASE_URL") or POSTGRES_URL, connect_timeout=5) as connection:
            number = connection.info.server_version
    except psycopg.Error:
        return ""
    return f"PostgreSQL {number // 10000}.{number % 10000}"


def _chromium() -> str:
    path = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if path is None:
        return ""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"Chromium [\d.]+", said)
    return found[0] if found else ""
