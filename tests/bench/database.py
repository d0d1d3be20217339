"""A database of the benchmark's own, which is gone when it is done."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.run import POSTGRES_URL, answers

NO_DATABASE = "PostgreSQL does not answer: not measured."


@contextmanager
def own_database() -> Iterator[Path | None]:
    """A folder for files, with an empty database behind Django; None where PostgreSQL does not answer."""
    url = os.environ.get("DATABASE_URL") or POSTGRES_URL
    if url.startswith("postgres") and not answers(url):
        yield None
        return
    os.environ |= {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "SECRET_KEY": "for-bench",
    }
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings.MEDIA_ROOT = Path(folder) / "media"
            yield Path(folder)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
