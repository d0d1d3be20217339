"""A moment in the past that the public pages are shown as of, as an address says it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.urls import get_script_prefix
from django.utils import timezone

from wording.dates import date_text, time_text

A_DAY, A_SECOND = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"
ADDRESS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2})?")


@dataclass(frozen=True)
class Moment:
    """The end of a day or of a second, in Oslo."""

    text: str  # as in the address: 2026-05-15 or 2026-05-15T10:02:33
    ends: datetime  # what was done before this had been done

    @classmethod
    def of(cls, text: str) -> Self | None:
        """None where there is no such day or second."""
        if not ADDRESS.fullmatch(text):
            return None
        try:
            begins = datetime.strptime(text, A_SECOND if "T" in text else A_DAY)
            lasts = timedelta(seconds=1) if "T" in text else timedelta(days=1)
            return cls(text, timezone.make_aware(begins + lasts))
        except (ValueError, OverflowError):
            return None

    @classmethod
    def just_now(cls) -> Self:
        """The last whole second: nothing more will have been published in it."""
        ends = timezone.localtime().replace(microsecond=0)
        return cls((ends - timedelta(seconds=1)).strftime(A_SECOND), ends)

    @property
    def is_past(self) -> bool:
        """Today is not over, but what has been published so far is known."""
        return timezone.localdate(self.ends - timedelta(seconds=1)) <= timezone.localdate()

    @property
    def day(self) -> str:
        """2026-05-15, also of a second."""
        return self.text[:10]

    @property
    def words(self) -> str:
        """ "15. mai 2026"; of a second, also the time."""
        last = timezone.localtime(self.ends - timedelta(seconds=1))
        return time_text(last) if "T" in self.text else date_text(last.date())


def address_then(moment: Moment, address: str) -> str:
    """Of the same page as of the moment. `address`: as a page of now gives it."""
    root = get_script_prefix()
    return f"{root}per/{moment.text}/{address.removeprefix(root)}"


def address_now(moment: Moment, address: str) -> str:
    """Of the same page as it is now. `address`: as a page as of the moment gives it."""
    root = get_script_prefix()
    return root.removesuffix(f"per/{moment.text}/") + address.removeprefix(root)
