"""What registry staff wait for: from a chosen file to its rehearsal, or to the list of its faults."""

import http.client
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from re import search
from urllib.parse import urlsplit
from uuid import uuid4

from tests.bench.figures import Figure, Table, told
from tests.bench.serving import Portal, served

ROWS = 100_000
REGISTRY = "hjerteinfarkt"
# Each run has years that no one has delivered: nothing is missing or changed, so there is nothing to tick.
FIRST_YEAR, YEARS = 1990, 5
HEADER = "context;year;orgnr;ind_id;var;denominator\n"
BUDGETS = {"rehearsal": 15_000, "faults": 5_000}
RUNS = 3
PATIENCE = 120
# A member of the registry, signed in; and what the delivery is made of.
SIGN_IN = """
from django.contrib.auth.models import User
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
from indicators.models import Indicator
from organisations.models import OrganisationNumber
from registries.members import give_role
from registries.models import Registry, Role
user = User.objects.create_user("bench", "bench@example.org")
registry = Registry.objects.get(key="{registry}")
give_role(user=user, role=Role.CONTRIBUTOR, registry=registry, by=None)
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session.create()
shares = registry.indicators.filter(type__in=["share", "coverage"])
print(session.session_key)
print(*shares.values_list("key", flat=True))
print(*OrganisationNumber.objects.filter(unit__level="hospital").values_list("number", flat=True))
"""


@dataclass(frozen=True)
class Staff:
    """Someone with a browser, and what a file of theirs may hold."""

    host: str
    session: str
    indicators: list[str]
    numbers: list[str]

    def asks(self, address: str) -> tuple[int, str, str]:
        """The status, where it sends one on to, and the page."""
        return self._asks("GET", address, b"", {})

    def sends(self, address: str, token: str, file: bytes) -> str:
        """Where the upload leads."""
        between = uuid4().hex
        fields = {"csrfmiddlewaretoken": token, "updated_to": "2026-05-15", "complete_to": "2025-12-31"}
        parts = [
            f'--{between}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        head = f'--{between}\r\nContent-Disposition: form-data; name="file"; filename="maalt.csv"\r\n'
        parts += [head.encode() + b"Content-Type: text/csv\r\n\r\n", file, f"\r\n--{between}--\r\n".encode()]
        kind = {"Content-Type": f"multipart/form-data; boundary={between}"}
        status, leads_to, page = self._asks("POST", address, b"".join(parts), kind, token)
        assert status == http.HTTPStatus.FOUND, (status, page[:500])
        return leads_to

    def _asks(
        self, method: str, address: str, body: bytes, headers: dict[str, str], token: str = ""
    ) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection(self.host)
        cookies = {"Cookie": f"sessionid={self.session}; csrftoken={token}"}
        connection.request(method, address, body or None, headers | cookies)
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        return answer.status, answer.headers.get("Location", ""), page


def main() -> None:
    with served() as portal:
        measured(portal)


def measured(portal: Portal) -> list[Table]:
    staff = signed_in(portal)
    return [told(f"delivering: {ROWS:,} rows for {REGISTRY}, {RUNS} times; the longest", figures(staff))]


def figures(staff: Staff) -> Iterator[Figure]:
    for name, spoil in (("rehearsal", False), ("faults", True)):
        times = [1000 * waited(staff, name, file_of(staff, run, spoil)) for run in range(RUNS)]
        yield Figure(f"from the chosen file to the {name}", max(times), "ms", BUDGETS[name], min(times))


def signed_in(portal: Portal) -> Staff:
    out = portal.run("shell", "-v", "0", "-c", SIGN_IN.format(registry=REGISTRY))
    session, indicators, numbers = out.splitlines()[-3:]
    return Staff(urlsplit(portal.address).netloc, session, indicators.split(), numbers.split())


def file_of(staff: Staff, run: int, spoil: bool) -> bytes:
    """A row per patient or few, as a registry's system writes them; spoilt, every second row has a fault."""
    chance = random.Random(run)
    years = range(FIRST_YEAR + run * YEARS, FIRST_YEAR + (run + 1) * YEARS)
    return (HEADER + "".join(rows(staff, chance, years, spoil))).encode()


def rows(staff: Staff, chance: random.Random, years: range, spoil: bool) -> Iterator[str]:
    for at in range(ROWS):
        year, unit = chance.choice(years), chance.choice(staff.numbers)
        numerator = 9 if spoil and at % 2 else chance.randint(0, 1)
        yield f"caregiver;{year};{unit};{chance.choice(staff.indicators)};{numerator};1\n"


def waited(staff: Staff, name: str, file: bytes) -> float:
    """Seconds, with a look each tenth of a second."""
    registry = f"/levering/{REGISTRY}/"
    _, _, page = staff.asks(registry)
    token = found(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    start = time.perf_counter()
    job = staff.sends(f"{registry}last-opp/", token, file)
    while time.perf_counter() < start + PATIENCE:
        _, _, page = staff.asks(job)
        if name == "faults" and 'id="feilene' in page:
            return time.perf_counter() - start
        if draft := search(rf'href="({registry}utkast/\d+/)"', page):
            status, _, _ = staff.asks(unescape(draft[1]))
            assert status == http.HTTPStatus.OK
            return time.perf_counter() - start
        time.sleep(0.1)
    raise AssertionError(f"Nothing came of {job}")


def found(pattern: str, page: str) -> str:
    match = search(pattern, page)
    assert match, page[:500]
    return match[1]


if __name__ == "__main__":
    main()
