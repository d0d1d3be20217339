"""Dates and times as a reader sees them, always as the clock and the calendar stand in Norway."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from wording.language import Language, current

OSLO = ZoneInfo("Europe/Oslo")

MONTHS: dict[Language, str] = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "en": "January February March April May June July August September October November December",
}
DATE: dict[Language, str] = {"nb": "{day}. {month} {year}", "en": "{day} {month} {year}"}
TIME: dict[Language, str] = {
    "nb": "{date} kl. {hour:02}.{minute:02}",
    "en": "{date} at {hour:02}:{minute:02}",
}


def date_text(day: date, language: Language | None = None) -> str:
    """A date as "15. mai 2026"; the day of a moment is the day it was in Norway."""
    if isinstance(day, datetime):
        day = _in_oslo(day).date()
    language = language or current()
    return DATE[language].format(day=day.day, month=MONTHS[language].split()[day.month - 1], year=day.year)


def time_text(moment: datetime, language: Language | None = None) -> str:
    """A moment as "15. mai 2026 kl. 10.02". ValueError for a moment without a time zone."""
    language = language or current()
    local = _in_oslo(moment)
    day = date_text(local.date(), language)
    return TIME[language].format(date=day, hour=local.hour, minute=local.minute)


def _in_oslo(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone, so the day in Norway is unknown: give it one.")
    return moment.astimezone(OSLO)
