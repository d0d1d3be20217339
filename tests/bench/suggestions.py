"""Milliseconds until the search suggests something, as the browser waits for it."""

from collections.abc import Iterator
from statistics import median

from tests.bench.figures import Figure, Table, told
from tests.bench.serving import Portal, asked, served

BUDGET = 100
# As people type: a letter, the beginning of a word, words, a slip, and what is nowhere.
TYPED = ["h", "hj", "hjerte", "hjerteinf", "haukeland", "lungekreft+overlevelse", "hjertinfarkt", "xyzxyz"]
ROUNDS = 25
# So many that every process of the server has been asked.
EACH_PROCESS = 8
REGISTRY = "hjerteinfarkt"
# The release that is public, and one of the same registry that was before it.
RELEASES = """
from results.models import PublishedRelease, Release
public = PublishedRelease.objects.get(registry__key="{registry}").release
before = Release.objects.filter(registry=public.registry, pk__lt=public.pk).order_by("-pk").first()
print(public.pk, before.pk if before else "")
"""


def main() -> None:
    with served() as portal:
        measured(portal)


def measured(portal: Portal) -> list[Table]:
    """On a server that nobody has searched on; leaves what is public as it was."""
    return [told("suggestions: as long as the browser waits", figures(portal))]


def figures(portal: Portal) -> Iterator[Figure]:
    yield longest("the first ones after the server began", asks(portal, TYPED[:1] * EACH_PROCESS))
    times = asks(portal, TYPED * ROUNDS)
    yield Figure(f"{len(times)} of all kinds, the middle", median(times), "ms", BUDGET, min(times))
    yield longest("and the longest of them", times)
    public, *before = portal.run("shell", "-v", "0", "-c", RELEASES.format(registry=REGISTRY)).split()
    if before:
        after = []
        for release in (before[0], public):
            portal.run("publish", release, "--reason", "Måling")
            after += asks(portal, TYPED[2:3] * EACH_PROCESS)
        yield longest("the first ones after a publication", after)


def longest(name: str, times: list[float]) -> Figure:
    return Figure(name, max(times), "ms", BUDGET, min(times))


def asks(portal: Portal, typed: list[str]) -> list[float]:
    """Milliseconds until the last byte of each."""
    answers = [asked(f"{portal.address}/sok/forslag/?sok={one}") for one in typed]
    assert all(status == 200 for status, *_ in answers)
    return [1000 * last for _, _, last, _ in answers]


if __name__ == "__main__":
    main()
