"""What was public at a moment."""

from datetime import UTC, datetime

import pytest

from results.history import releases_at
from results.models import Publication
from results.moments import Moment
from tests.builders import a_registry, a_release

pytestmark = pytest.mark.django_db
Kind = Publication.Kind


def told(release, at, kind=Kind.PUBLISHED, before=None):
    """An entry of the log, as it would have been written then."""
    entry = Publication.objects.create(registry=release.registry, release=release, kind=kind, before=before)
    Publication.objects.filter(pk=entry.pk).update(at=at)
    return release


def noon(month, day):
    return datetime(2026, month, day, 12, tzinfo=UTC)


@pytest.fixture
def heart():
    return a_registry("Hjerte")


def test_nothing_was_public_before_the_first_publication(heart):
    told(a_release(heart), noon(5, 15))
    assert releases_at(Moment.of("2026-05-14")) == {}


def test_each_registry_has_the_release_of_its_last_publication_until_then(heart):
    first = told(a_release(heart), noon(5, 15))
    second = told(a_release(heart), noon(9, 1), before=first)
    lung = told(a_release(a_registry("Lunge")), noon(6, 1))
    assert releases_at(Moment.of("2026-05-15")) == {heart.pk: first.pk}
    assert releases_at(Moment.of("2026-08-31")) == {heart.pk: first.pk, lung.registry_id: lung.pk}
    assert releases_at(Moment.of("2026-09-01")) == {heart.pk: second.pk, lung.registry_id: lung.pk}


def test_an_earlier_release_is_public_again_from_its_roll_back(heart):
    first = told(a_release(heart), noon(5, 15))
    second = told(a_release(heart), noon(9, 1), before=first)
    told(first, noon(9, 2), Kind.AGAIN, before=second)
    assert releases_at(Moment.of("2026-09-02")) == {heart.pk: first.pk}


def test_what_was_public_when_it_was_withdrawn_left_nothing(heart):
    first = told(a_release(heart), noon(5, 15))
    told(first, noon(6, 1), Kind.WITHDRAWN, before=first)
    assert releases_at(Moment.of("2026-06-01")) == {heart.pk: None}


def test_the_withdrawal_of_an_earlier_one_changes_nothing(heart):
    first = told(a_release(heart), noon(5, 15))
    second = told(a_release(heart), noon(9, 1), before=first)
    told(first, noon(9, 2), Kind.WITHDRAWN, before=second)
    assert releases_at(Moment.of("2026-09-03")) == {heart.pk: second.pk}


def test_a_day_ends_at_midnight_in_oslo(heart):
    first = told(a_release(heart), datetime(2026, 5, 15, 21, 59, tzinfo=UTC))  # 23.59 in summer
    told(a_release(heart), datetime(2026, 5, 15, 22, 0, tzinfo=UTC), before=first)
    assert releases_at(Moment.of("2026-05-15")) == {heart.pk: first.pk}


def test_a_second_holds_what_was_published_in_it(heart):
    told(a_release(heart), datetime(2026, 5, 15, 8, 2, 33, 900_000, tzinfo=UTC))
    assert releases_at(Moment.of("2026-05-15T10:02:32")) == {}
    assert len(releases_at(Moment.of("2026-05-15T10:02:33"))) == 1


def test_one_query_whatever_the_log(heart, django_assert_num_queries):
    for day in range(1, 9):
        told(a_release(heart), noon(5, day))
    with django_assert_num_queries(1):
        releases_at(Moment.of("2026-12-31"))
