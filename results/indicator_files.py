"""The tables of an indicator's page as files: what is on the screen, with where it comes from."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from results import contexts
from results.choices.figures import FUNNEL, RANKING, TREND, level_words
from results.one_indicator import Reading
from results.points import Funnel, Measure, Origin, Point, Ranking
from results.presenters.indicator import OUTSIDE_WORDS, ranks
from results.sentences import centre_name
from results.subjects import Sources
from results.tables import Column, Table, Value, about, result_columns, result_rows

NAMES = {TREND: _lazy("utvikling"), RANKING: _lazy("rangering"), FUNNEL: _lazy("traktdiagram")}

Rows = list[tuple[Value, ...]]


def table_of(reading: Reading, figure: str, *, source: str, origin: Origin) -> Table | None:
    """The figure's numbers; None where the page has no such figure. `source`: whose they are, row by row."""
    measure = reading.trend.measure
    if figure == RANKING:
        columns, rows = (
            (Column("rank", _("Nummer"), "whole"), *result_columns()),
            _ranking(reading.ranking, reading.ranking_sources, source, origin),
        )
    elif figure == FUNNEL:
        if reading.funnel is None:
            return None
        columns, rows = (
            (*result_columns(), Column("outside", _("Mot grensene"))),
            _funnel(reading.funnel, reading.ranking_sources, source, origin),
        )
    else:
        points = [point for series in reading.trend.series for point in series.points]
        columns, rows = result_columns(), _rows(measure, points, reading.trend_sources, source, origin)
    return Table(
        name=f"{measure.registry}-{measure.key}-{slugify(NAMES[figure])}",
        title=f"{measure.title}, {NAMES[figure]}",
        columns=columns,
        rows=tuple(rows),
        day=timezone.localdate(),
        about=about(chosen=_chosen(reading, figure), origins=[origin]),
    )


def _ranking(ranking: Ranking, sources: Sources, source: str, origin: Origin) -> Rows:
    """The nation last, without a rank: it is no one's peer."""
    nation = [ranking.nation] if ranking.nation else []
    points = [*ranking.shown, *ranking.hidden, *nation]
    numbers = [*ranks(ranking.shown), *[None] * (len(points) - len(ranking.shown))]
    rows = _rows(ranking.measure, points, sources, source, origin)
    return [(number, *row) for number, row in zip(numbers, rows, strict=True)]


def _funnel(funnel: Funnel, sources: Sources, source: str, origin: Origin) -> Rows:
    rows = _rows(funnel.measure, (one.point for one in funnel.points), sources, source, origin)
    return [(*row, str(OUTSIDE_WORDS[one.outside])) for one, row in zip(funnel.points, rows, strict=True)]


def _rows(measure: Measure, points: Iterable[Point], sources: Sources, source: str, origin: Origin) -> Rows:
    return result_rows(measure, points, source=source, release=origin.release, printed=sources.texts)


def _chosen(reading: Reading, figure: str) -> list[tuple[str, str]]:
    patients = (_("Pasienter"), contexts.LABEL[reading.trend.measure.context])
    if figure == TREND:
        chosen = [(_("Steder"), ", ".join(series.place for series in reading.trend.series)), patients]
        return (
            [*chosen, (_("Nivåer"), _("Alle år etter dagens mål"))]
            if reading.trend.by_last_target
            else chosen
        )
    year, places = str(reading.ranking.year), level_words(reading.ranking.level_name)
    of_year = [(_("År"), year), (_("Behandlingssteder"), places), patients]
    if figure == FUNNEL and reading.funnel is not None:
        return [*of_year, (_("Trakten ligger rundt"), centre_name(reading.funnel))]
    return of_year
