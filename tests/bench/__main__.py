"""Measures everything that has a budget and writes docs/performance.md: `python -m tests.bench [PART …]`.

`make bench` runs all the parts. With some of them named only those are measured and written anew.
"""

import argparse
import os
from collections.abc import Callable

from tests.bench import delivering, drafts, lighthouse, pages, reading, rollup, suggestions, what_if
from tests.bench.document import record
from tests.bench.figures import Table
from tests.bench.machine import described
from tests.bench.serving import Portal, served

ALONE: dict[str, Callable[[], list[Table]]] = {
    "rollup": rollup.measured,
    "reading": reading.measured,
    "drafts": drafts.measured,
    "what_if": what_if.measured,
}
# On one portal, in this order: the search where nobody has searched, deliveries when all else is done.
SERVED: dict[str, Callable[[Portal], list[Table]]] = {
    "suggestions": suggestions.measured,
    "pages": pages.measured,
    "lighthouse": lighthouse.measured,
    "delivering": delivering.measured,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join([*ALONE, *SERVED]))
    chosen = parser.parse_args().parts or [*ALONE, *SERVED]
    if unknown := set(chosen) - {*ALONE, *SERVED}:
        parser.error(
            f"There is no {', '.join(sorted(unknown))}: the parts are {', '.join([*ALONE, *SERVED])}."
        )
    measured = described(os.getloadavg()[0])
    for name, measure in ALONE.items():
        if name in chosen:
            record(name, measure(), measured)
    if any(name in chosen for name in SERVED):
        with served() as portal:
            for name, measure_served in SERVED.items():
                if name in chosen:
                    record(name, measure_served(portal), measured)


if __name__ == "__main__":
    main()
