"""Jobs in tests: what is sent is noted, and nobody works it off but the test."""

from django.core.files.base import ContentFile

from registries.models import Registry
from results import jobs
from results.actions import DataDates
from tests.nation import HEADER

ROWS = ["caregiver;2022;111;h_andel;93;100", "caregiver;2022;211;h_andel;40;60"]
FAULTY = ["caregiver;2022;111;h_andel;9;4"]


class Killed(BaseException):
    """As when a worker is killed: nothing that handles errors sees it."""


def asked(rows=ROWS, registry="hjerte", *, accept_warnings=False, filename="levering.csv"):
    return jobs.ask_for_delivery(
        file=ContentFile((HEADER + "\n".join(rows) + "\n").encode()),
        filename=filename,
        registry=Registry.objects.get(key=registry),
        dates=DataDates.by_default(),
        accept_warnings=accept_warnings,
        by=None,
    )


def recomputation(registry="hjerte"):
    return jobs.ask_for_recompute(registry=Registry.objects.get(key=registry), by=None)


def killing(step, when):
    """The step, and a worker that is killed before or after it."""

    def killed(*args, **arguments):
        if when == "after":
            step(*args, **arguments)
        raise Killed

    return killed


def failing(error):
    def fail(*args, **arguments):
        raise error

    return fail
