from datetime import UTC, date, datetime

import pytest

from wording.dates import date_text, time_text


def test_dates_are_written_out():
    assert date_text(date(2026, 5, 15)) == "15. mai 2026"
    assert date_text(date(2026, 5, 15), "en") == "15 May 2026"
    assert date_text(date(2025, 12, 31)) == "31. desember 2025"


def test_times_are_those_of_the_norwegian_clock():
    summer = datetime(2026, 5, 15, 8, 2, tzinfo=UTC)
    assert time_text(summer) == "15. mai 2026 kl. 10.02"
    assert time_text(summer, "en") == "15 May 2026 at 10:02"
    assert time_text(datetime(2026, 1, 5, 8, 2, tzinfo=UTC)) == "5. januar 2026 kl. 09.02"


def test_the_day_of_a_moment_is_the_day_in_norway():
    assert date_text(datetime(2025, 12, 31, 23, 30, tzinfo=UTC)) == "1. januar 2026"


def test_a_moment_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        time_text(datetime(2026, 5, 15, 8, 2))
