"""An indicator's charts with what stands beside each: all on its own page, one at a time in an open row."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from organisations.models import Level
from results.choices.figures import FUNNEL, RANKING, TREND, level_words
from results.choices.parsing import CONTEXT_IN_ADDRESS
from results.one_indicator import Reading
from results.points import Origin, Point
from results.presenters import figures, indicator, indicator_choices
from results.presenters.indicator_choices import SetsFigures


@dataclass(frozen=True)
class Shown:
    """What was read, how it is set on which page, and where it comes from."""

    reading: Reading
    choices: SetsFigures
    levels: Collection[Level]  # of units that can be ranked
    origin: Origin

    @property
    def year(self) -> int:
        return self.reading.ranking.year

    def address(self, point: Point) -> str:
        """Of the place's profile, for the same year and patients."""
        context = CONTEXT_IN_ADDRESS[self.reading.trend.measure.context]
        query = urlencode({"aar": self.year, "kontekst": context})
        return f"{reverse('results:unit', args=[point.slug])}?{query}"


def trend(shown: Shown) -> dict[str, Any]:
    reading = shown.reading
    return {
        "trend": figures.trend_chart(reading.trend, reading.five_years, shown.origin),
        "trend_sources": reading.trend_sources.texts,
        "years": indicator.year_rows(reading.trend),
        "axis": indicator_choices.axis(shown.choices, in_percent=reading.trend.measure.in_percent),
        "judged": indicator_choices.judged(shown.choices, reading.ranking.measure.targets),
        "by_last_target": reading.trend.by_last_target,
    }


def ranking(shown: Shown) -> dict[str, Any]:
    found = shown.reading.ranking
    return {
        "ranking": figures.ranking_chart(found, shown.origin) if found.shown else None,
        "ranking_sources": shown.reading.ranking_sources.texts,
        "ranked": indicator.rank_rows(found, shown.address),
        "hidden": indicator.hidden_rows(found, shown.address),
        "level_name": level_words(found.level_name),
        "none_shown": indicator.none_shown(found),
        "levels": indicator_choices.levels(shown.choices, found.level_name, shown.levels),
    }


def funnel(shown: Shown) -> dict[str, Any]:
    found = shown.reading.funnel
    target = shown.reading.trend.measure.target(shown.year)
    return {
        "funnel": figures.funnel_chart(found, shown.origin) if found and found.points else None,
        "why_no_funnel": indicator.why_no_funnel(shown.reading.ranking, found),
        "funnel_rows": indicator.funnel_rows(found, shown.address) if found else (),
        "level_name": level_words(shown.reading.ranking.level_name),
        "centre": indicator_choices.centre(shown.choices, target) if found else None,
    }


FIGURES: dict[str, Callable[[Shown], dict[str, Any]]] = {TREND: trend, RANKING: ranking, FUNNEL: funnel}
