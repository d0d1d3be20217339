"""An indicator's charts as a page shows them: title, sentence, and what is sent to the browser."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from plotly.graph_objects import Figure

from organisations.models import Level
from results.charts import funnel_figure, payload, ranking_figure, trend_figure
from results.choices.figures import level_words
from results.points import FiveYears, Funnel, Measure, Origin, Ranking, Trend
from results.sentences import funnel_sentence, ranking_sentence, trend_sentence
from results.tables import unit as unit_of

# Of more places than these no sentence can speak.
FEW = 2


@dataclass(frozen=True)
class Chart:
    id: str
    title: str
    sentence: str
    payload: Mapping[str, Any]
    height: int
    table_id: str


def trend_chart(trend: Trend, five_years: Mapping[str, FiveYears], origin: Origin) -> Chart:
    years = [point.year for series in trend.series for point in series.points]
    when = f"{min(years)}–{max(years)}"
    if trend.by_last_target:
        when = _("{years}, alle år etter dagens mål").format(years=when)
    chart = chart_of("utvikling", trend_figure(trend), trend.measure, origin, alone=when, here=when)
    return replace(chart, sentence=trend_sentence(_spoken_of(trend), five_years))


def _spoken_of(trend: Trend) -> Trend:
    """The first places chosen are what the reader came for; with none, or all regions, the nation."""
    others = tuple(series for series in trend.series if series.unit_level != Level.NATION)
    regions = len(others) > FEW and all(series.unit_level == Level.RHF for series in others)
    return replace(trend, series=others[:FEW]) if others and not regions else trend


def ranking_chart(ranking: Ranking, origin: Origin) -> Chart:
    target = ranking.measure.target(ranking.year)
    order = _("best først") if target and target.direction else _("høyest først")
    places = level_words(ranking.level_name)
    alone = _("{places} i {year}").format(places=places, year=ranking.year)
    chart = chart_of("rangering", ranking_figure(ranking), ranking.measure, origin, alone=alone, here=order)
    return replace(chart, sentence=ranking_sentence(ranking))


def funnel_chart(funnel: Funnel, origin: Origin) -> Chart:
    places = level_words(funnel.level_name)
    here = _("{places} etter antall pasienter i {year}").format(places=places, year=funnel.year)
    chart = chart_of("trakt", funnel_figure(funnel), funnel.measure, origin, alone=here, here=here)
    return replace(chart, sentence=funnel_sentence(funnel))


def chart_of(name: str, figure: Figure, measure: Measure, origin: Origin, *, alone: str, here: str) -> Chart:
    """On the page the indicator is known; a picture that stands alone names it."""
    unit = unit_of(measure)
    return Chart(
        id=f"figur-{name}",
        title=f"{unit}, {here}".removeprefix(", ").capitalize(),
        sentence="",
        payload=payload(figure, title=f"{measure.title}, {alone}", unit=unit, origin=origin),
        height=figure.layout.height,
        table_id=f"tabell-{name}",
    )
