"""An indicator's published definitions and targets, with dates and reasons."""

from datetime import UTC, datetime

import pytest

from results.indicator_history import history_of
from results.models import Publication
from results.moments import Moment
from tests.builders import a_registry, a_release, an_indicator

pytestmark = pytest.mark.django_db


def spaced(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def registry():
    return a_registry("Hjerte")


def publish(registry, month, reason="", *, key="andel", kind="published", **definition):
    before = registry.releases.published().first()
    release = a_release(registry)
    an_indicator(release, key, **({"title": "Andel"} | definition))
    return told(release, month, reason, kind=kind, before=before)


def told(release, month, reason="", *, kind="published", before=None):
    entry = Publication.objects.create(
        registry=release.registry, release=release, before=before, kind=kind, reason=reason
    )
    Publication.objects.filter(pk=entry.pk).update(at=datetime(2026, month, 15, 8, 2, tzinfo=UTC))
    return release


def history(registry, moment=None):
    indicator = registry.indicators.get(key="andel")
    return [
        (step.time, [*map(spaced, step.sentences)], step.reason) for step in history_of(indicator, moment)
    ]


def test_each_change_has_its_date_and_the_registrys_reason_the_newest_first(registry):
    publish(registry, 3, high="0.6")
    publish(registry, 4, "Nye tall.", high="0.6")
    publish(registry, 5, "Fagrådet har vedtatt det.", high="0.65")
    assert history(registry) == [
        (
            "15. mai 2026 kl. 10.02",
            ["Grensen for høy måloppnåelse er rettet fra 60 % til 65 %."],
            "Fagrådet har vedtatt det.",
        ),
        ("15. mars 2026 kl. 09.02", ["Publisert for første gang."], ""),
    ]


def test_a_roll_back_is_a_change_back(registry):
    first = publish(registry, 3, high="0.6")
    second = publish(registry, 5, high="0.65")
    told(first, 6, "Vedtatt for tidlig.", kind="again", before=second)
    assert history(registry)[0] == (
        "15. juni 2026 kl. 10.02",
        ["Grensen for høy måloppnåelse er rettet fra 65 % til 60 %."],
        "Vedtatt for tidlig.",
    )


def test_what_was_withdrawn_is_not_told(registry):
    publish(registry, 3, high="0.6")
    wrong = publish(registry, 4, "Feil.", high="0.9")
    wrong.state = "withdrawn"
    wrong.save()
    told(wrong, 5, "Aldri vedtatt.", kind="withdrawn", before=wrong)
    assert [sentences for _, sentences, _ in history(registry)] == [["Publisert for første gang."]]


def test_a_draft_is_not_told(registry):
    publish(registry, 3, high="0.6")
    an_indicator(a_release(registry, published=False), "andel", title="Andel", high="0.9")
    assert len(history(registry)) == 1


def test_what_was_hidden_and_is_shown_again_is_told(registry):
    publish(registry, 3)
    publish(registry, 4, shown=False)
    publish(registry, 5)
    assert [sentences for _, sentences, _ in history(registry)] == [
        ["Vises igjen."],
        ["Indikatoren vises ikke lenger."],
        ["Publisert for første gang."],
    ]


def test_another_indicators_changes_are_not_told(registry):
    publish(registry, 3)
    release = publish(registry, 4, key="annen")
    an_indicator(release, "andel", title="Andel")
    assert len(history(registry)) == 1


def test_as_of_a_moment_it_ends_there(registry):
    publish(registry, 3, high="0.6")
    publish(registry, 5, high="0.65")
    assert len(history(registry, Moment.of("2026-05-14"))) == 1


def test_three_queries_whatever_was_published(registry, django_assert_num_queries):
    for month in range(1, 9):
        publish(registry, month, high=f"0.6{month}")
    indicator = registry.indicators.get(key="andel")
    with django_assert_num_queries(3):
        assert len(history_of(indicator)) == 8
