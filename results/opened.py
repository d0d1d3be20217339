"""A row of the results page that stands open: one of the indicator's charts with its table, what it
measures, its targets and deliveries, and the way to its own page."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from indicators.texts import description_of
from organisations.models import Level
from results.choices.figures import FUNNEL, RANKING, TREND
from results.choices.indicator import Choices as IndicatorChoices
from results.choices.offer import Offer
from results.choices.table import Choices
from results.downloads import download_links
from results.markdown import html_of
from results.models import ReleasedIndicator
from results.models.fields import Context
from results.one_indicator import levels_with_results, origin_of, reading_of
from results.presenters import indicator, indicator_choices
from results.presenters.indicator_choices import Setting, Way
from results.presenters.indicator_figures import FIGURES, Shown
from results.shown_releases import ShownRelease
from results.subjects import Subject, subject_of

FIGURE_NAMES = {TREND: _lazy("Utvikling"), RANKING: _lazy("Rangering"), FUNNEL: _lazy("Trakt")}


@dataclass(frozen=True)
class Opened:
    """The row with the key, and what its template is given."""

    key: str
    page: dict[str, Any]


def opened_row(choices: Choices, offer: Offer, host: str) -> Opened | None:
    """None where no release shown has the indicator in the year; else some twelve queries."""
    if not choices.opened or choices.year is None:
        return None
    readable = {one.release.pk: one for one in choices.shown(offer) if not one.is_withdrawn}
    found = ReleasedIndicator.objects.filter(release__in=readable, shown=True, indicator__key=choices.opened)
    for release in found.values_list("release", flat=True):
        subject = _subject(readable[release], choices)
        if subject is not None and choices.year in subject.years:
            return Opened(subject.measure.key, _page(subject, choices, offer, host))
    return None


def _subject(one: ShownRelease, choices: Choices) -> Subject | None:
    found = subject_of(one, choices.opened, Context.CAREGIVER)
    return found and found.in_context(choices.context)


def _page(subject: Subject, choices: Choices, offer: Offer, host: str) -> dict[str, Any]:
    year = choices.year or max(subject.years)
    own = IndicatorChoices(
        registry=subject.measure.registry,
        key=subject.measure.key,
        units=tuple(unit for unit in choices.units if unit.level != Level.NATION),
        year=year,
        context=choices.context,
        figures=choices.figures,
        releases=choices.releases,
    )
    found = levels_with_results(subject, year)
    own = indicator_choices.without_target(own.ranking_among(found), subject.measure.target(year))
    reading = reading_of(subject, own, year, offer)
    shown = choices.figures.shown
    description = description_of(subject.definition)
    return {
        "choices": own,
        "shown": shown,
        "columns": [series.place for series in reading.trend.series],
        "anchor": f"rad-{subject.definition.indicator_id}",
        "title": subject.measure.title,
        "address": own.address,
        "figures": Setting(
            _("Figur"),
            tuple(
                Way(str(name), choices.but_figures(shown=figure), figure == shown)
                for figure, name in FIGURE_NAMES.items()
            ),
        ),
        "description": html_of(description, top=4),
        "description_in": description.lang,
        "targets": indicator.target_rows(subject.measure),
        "deliveries": indicator.delivery_rows(subject),
        **FIGURES[shown](Shown(reading, choices, found, origin_of(subject, own, host))),
        "downloads": {shown: download_links(own.address)},
    }
