"""All that an indicator's page shows of results, read once for its tables, charts, sentences and files."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from organisations.models import Level, Unit
from results.calculations.funnel import funnel_of
from results.choices.figures import RANKED
from results.choices.indicator import Choices
from results.choices.offer import Offer
from results.models import Result
from results.points import FiveYears, Funnel, Origin, Point, Ranking, Trend
from results.presenters.origins import origin
from results.presenters.places import labels
from results.presenters.sections import provisional
from results.subjects import Sources, Subject, five_years_of, ranking_of, read_trend

# Patients have a catchment area, not a hospital they live in.
IN_BOTH_CONTEXTS = (Level.NATION, Level.RHF, Level.HF)


@dataclass(frozen=True)
class Reading:
    trend: Trend  # as it is to be drawn
    own_trend: Trend  # each year by its own target
    five_years: Mapping[str, FiveYears]
    trend_sources: Sources
    ranking: Ranking
    ranking_sources: Sources
    funnel: Funnel | None
    contexts: tuple[Trend, ...]  # where patients were treated, where they live; () without both

    @property
    def nation(self) -> Point | None:
        return self.ranking.nation


def origin_of(subject: Subject, choices: Choices, host: str) -> Origin:
    """What stands below each of the indicator's pictures and files. `choices`: what they show."""
    held = choices.but(releases=(subject.shown.release.pk,))
    return origin(subject.shown, host + held, provisional_words(subject, choices))


def provisional_words(subject: Subject, choices: Choices) -> str:
    """ "Foreløpige tall. …" of the chosen year; "" where its numbers are final, or where there are none."""
    ours = (choices.context, choices.year)
    ends = [one.complete_to for one in subject.periods if (one.context, one.year) == ours]
    return provisional(ends, choices.year) if ends and choices.year is not None else ""


def nation_and(chosen: tuple[Unit, ...], offer: Offer) -> tuple[Unit, ...]:
    """The nation first: what all others are seen beside."""
    nation = tuple(unit for unit in offer.units if unit.level == Level.NATION)
    return (*nation[:1], *chosen)


def levels_with_results(subject: Subject, year: int) -> set[Level]:
    """Of those that can be ranked; one query."""
    found = Result.objects.public_in([subject.shown.release.pk]).for_year(year).in_context(subject.context)
    ours = found.filter(indicator=subject.definition.indicator_id)
    named = set(ours.order_by().values_list("level", flat=True).distinct())
    return {level for level in RANKED.values() if level in named}


def reading_of(subject: Subject, choices: Choices, year: int, offer: Offer) -> Reading:
    """Five queries, four more where the year has results in both contexts, and two where the trend is judged
    by the last target."""
    figures = choices.figures
    units = nation_and(choices.units, offer)
    names = labels(units, offer.units)
    own = read_trend(subject, units, names, whole_axis=figures.whole_axis)
    trend = own.trend
    if figures.by_last_target:
        recoloured = read_trend(subject, units, names, whole_axis=figures.whole_axis, by_last_target=True)
        trend = recoloured.trend
    ranking, ranking_sources = ranking_of(
        subject, year, figures.ranked, choices.units, whole_axis=figures.whole_axis
    )
    return Reading(
        trend=trend,
        own_trend=own.trend,
        five_years=five_years_of(subject, units, own.rows),
        trend_sources=own.sources,
        ranking=ranking,
        ranking_sources=ranking_sources,
        funnel=_funnel(ranking, around_target=figures.around_target),
        contexts=_both_contexts(subject, choices, year, offer),
    )


def _funnel(ranking: Ranking, *, around_target: bool) -> Funnel | None:
    """None without anything to lie around, or without the counts that tell how much chance can do."""
    measure = ranking.measure
    target = measure.target(ranking.year)
    centre: Fraction | None = None
    if around_target and target is not None and target.goal is not None and target.high is not None:
        centre, name = Fraction(target.high), "målet for høy"
    elif not around_target and ranking.nation is not None and ranking.nation.value is not None:
        centre, name = Fraction(ranking.nation.value), "hele landet"
    if centre is None or not measure.has_intervals or not 0 <= centre <= 1:
        return None
    return funnel_of(
        measure=measure,
        year=ranking.year,
        level_name=ranking.level_name,
        points=ranking.shown,
        centre=centre,
        centre_name=name,
        highlighted=ranking.highlighted,
        whole_axis=ranking.whole_axis,
    )


def _both_contexts(subject: Subject, choices: Choices, year: int, offer: Offer) -> tuple[Trend, ...]:
    """Of the chosen trusts and regions and the nation; of the public regions where none is chosen."""
    both = [subject.in_context(context) for context in subject.contexts]
    if len(both) < 2 or not all(year in one.years for one in both):
        return ()
    chosen = tuple(unit for unit in choices.units if unit.level in IN_BOTH_CONTEXTS)
    units = nation_and(chosen, offer) if chosen else offer.default_units
    names = labels(units, offer.units)
    return tuple(read_trend(one, units, names).trend for one in both)
