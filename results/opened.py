"""A row of the results page that stands open: one of the indicator's charts with its table, what it
measures, its targets and deliveries, and the way to its own page."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from organisations.models import Level
from results.choices.figures import FUNNEL, RANKING, TREND
from results.choices.indicator import Choices as IndicatorChoices
from results.choices.offer import Offer
from results.choices.parsing import CONTEXT_IN_ADDRESS
from results.choices.table import Choices
from results.downloads import download_links
from results.markdown import html_of
from results.models.fields import Context
from results.one_indicator import Reading, levels_with_results, origin_of, reading_of
from results.points import Origin, Point
from results.presenters import figures, indicator, indicator_choices
from results.presenters.indicator_choices import Setting, Way
from results.shown_releases import ShownRelease
from results.subjects import Subject, subject_of

FIGURE_NAMES = {TREND: "Utvikling", RANKING: "Rangering", FUNNEL: "Trakt"}


@dataclass(frozen=True)
class Opened:
    """The row with the key, and what its template is given."""

    key: str
    page: dict[str, Any]


def opened_row(choices: Choices, offer: Offer, host: str) -> Opened | None:
    """None where no release shown has the indicator in the year; else some twelve queries."""
    if not choices.opened or choices.year is None:
        return None
    for one in choices.shown(offer):
        if one.is_withdrawn:
            continue
        subject = _subject(one, choices)
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
    return {
        "choices": own,
        "shown": shown,
        "columns": [series.place for series in reading.trend.series],
        "anchor": f"rad-{subject.definition.indicator_id}",
        "title": subject.measure.title,
        "address": own.address,
        "figures": Setting(
            "Figur",
            tuple(
                Way(name, choices.but_figures(shown=figure), figure == shown)
                for figure, name in FIGURE_NAMES.items()
            ),
        ),
        "description": html_of(
            subject.definition.long_description or subject.definition.short_description, top=4
        ),
        "targets": indicator.target_rows(subject.measure),
        "deliveries": indicator.delivery_rows(subject),
        **_figure(shown, subject, reading, choices, origin_of(subject, own, host), found),
        "downloads": {shown: download_links(own.address)},
    }


def _figure(
    shown: str, subject: Subject, reading: Reading, choices: Choices, origin: Origin, found: set[Any]
) -> dict[str, Any]:
    """The chart, and the rows of the table beside it."""
    year, ranking, funnel = reading.ranking.year, reading.ranking, reading.funnel

    def address(point: Point) -> str:
        query = {"aar": year, "kontekst": CONTEXT_IN_ADDRESS[Context(choices.context)]}
        return f"{reverse('results:unit', args=[point.slug])}?{urlencode(query)}"

    if shown == TREND:
        return {
            "trend": figures.trend_chart(reading.trend, reading.five_years, origin),
            "trend_sources": reading.trend_sources.texts,
            "years": indicator.year_rows(reading.trend),
            "axis": indicator_choices.axis(choices, in_percent=subject.measure.in_percent),
        }
    if shown == RANKING:
        return {
            "ranking": figures.ranking_chart(ranking, origin) if ranking.shown else None,
            "ranking_sources": reading.ranking_sources.texts,
            "ranked": indicator.rank_rows(ranking, address),
            "hidden": indicator.hidden_rows(ranking, address),
            "level_name": ranking.level_name,
            "levels": indicator_choices.levels(choices, ranking.level_name, found),
        }
    return {
        "funnel": figures.funnel_chart(funnel, origin) if funnel and funnel.points else None,
        "why_no_funnel": indicator.why_no_funnel(ranking, funnel),
        "funnel_rows": indicator.funnel_rows(funnel, address) if funnel else (),
        "level_name": ranking.level_name,
        "centre": indicator_choices.centre(choices, subject.measure.target(year)),
    }
