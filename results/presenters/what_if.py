"""What a proposal of dated targets does, in rows for tables and as a picture."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from organisations.models import Level
from results.calculations.what_if import DOWN, UP, Group, Judgement, Nation, Tally
from results.charts import distribution_figure
from results.choices.figures import level_words
from results.points import Cell, Distribution, JudgedTwice, Measure, Origin, Point, TargetPeriod
from results.presenters.cells import level_word
from results.presenters.figures import Chart, chart_of
from results.presenters.indicator import goal_words, ranks
from results.presenters.levels import LEVELS
from results.presenters.what_if_words import distance_words, summary, way_of
from results.sentences.nouns import begun, noun, part_of
from results.what_ifs import Answer
from wording.language import current
from wording.numbers import count

PROPOSAL = _lazy("med foreslått mål")
WAY_WORDS = {
    "": _lazy("Samme nivå"),
    "up": _lazy("Opp"),
    "down": _lazy("Ned"),
    "gained": _lazy("Får nivå"),
    "lost": _lazy("Mister nivå"),
}


@dataclass(frozen=True)
class LevelCount:
    """How many units are at a level, now and then; the words say of how many that is certain."""

    level: str
    word: str
    before: int
    after: int
    before_words: str  # "8 (6 sikre)"
    after_words: str


@dataclass(frozen=True)
class YearRow:
    year: int
    goal: str  # "Høy ≥ 65 %, moderat ≥ 40 %", as proposed
    is_changed: bool  # the year is judged otherwise than now
    levels: tuple[LevelCount, ...]  # high, moderate, low
    up: int
    down: int
    moved: int  # to another level, from none or to none too
    seen: int
    withheld: int
    nation_before: str  # the nation's level: "Høy, usikkert"; "" where its number is not shown
    nation_after: str
    nation: str  # "Mangler 14 av 210 pasienter (nå: 4)"; "" where it is not known


@dataclass(frozen=True)
class UnitRow:
    rank: int | None  # None for those without a number
    slug: str
    place: str
    answer: Cell  # as it would be; the words for a number that is not there
    before_level: str
    before_word: str  # "Høy, usikkert"
    after_level: str
    after_word: str
    way: str  # "up", "down", "gained", "lost" or ""
    way_word: str
    distance: str  # "14 flere av 210 pasienter"


@dataclass(frozen=True)
class Shown:
    """All that a page shows of a proposal for one year and level."""

    sentences: tuple[str, ...]
    ahead: bool  # of a target that begins after the last year with results
    years: tuple[YearRow, ...]
    units: tuple[UnitRow, ...]
    moved: tuple[UnitRow, ...]  # those of them that change level: who fall first
    chart: Chart | None  # None where no unit has a number to show


def shown(answer: Answer, distribution: Distribution, level: Level, origin: Origin) -> Shown:
    units = unit_rows(distribution)
    moved = [row for row in units if row.way]
    return Shown(
        sentences=summary(answer.basis.definition, answer.at(distribution.year), distribution),
        ahead=distribution.ahead,
        years=year_rows(answer, distribution.measure.context, level),
        units=units,
        moved=tuple(sorted(moved, key=lambda row: row.way != DOWN)),
        chart=distribution_chart(distribution, origin) if distribution.shown else None,
    )


def year_rows(answer: Answer, context: str, level: Level) -> tuple[YearRow, ...]:
    """Each year by the target that would be in force in it, the latest first."""
    measure = answer.basis.measure(context, answer.proposed)
    found = [one for one in answer.effect.groups if (one.context, one.unit_level) == (context, level)]
    return tuple(_year_row(answer, measure, group) for group in reversed(found))


def _year_row(answer: Answer, measure: Measure, group: Group) -> YearRow:
    target, nation = measure.target(group.year), answer.effect.nation(group.context, group.year)
    return YearRow(
        year=group.year,
        goal=goal_words(target),
        is_changed=any(change.holds(group.year) for change in answer.changes),
        levels=level_counts(group),
        up=group.moved(UP),
        down=group.moved(DOWN),
        moved=len(group.shifts),
        seen=group.seen,
        withheld=group.withheld,
        nation_before=_level_words(nation.before) if nation else "",
        nation_after=_level_words(nation.after) if nation else "",
        nation=_distance(nation, target) if nation else "",
    )


def _level_words(judged: Judgement | Point) -> str:
    """ "Høy, usikkert"."""
    word = level_word(judged.level) or _("Uten målnivå")
    return _("{level}, usikkert").format(level=word) if judged.level and judged.certain is False else word


def _distance(nation: Nation, target: TargetPeriod | None) -> str:
    lacking = nation.before.distance, nation.after.distance
    return begun(distance_words(*lacking, nation.denominator, target.direction if target else ""))


def level_counts(group: Group) -> tuple[LevelCount, ...]:
    return tuple(
        LevelCount(
            level=level.value,
            word=level_word(level.value),
            before=group.before[level].units,
            after=group.after[level].units,
            before_words=_tally_words(group.before[level]),
            after_words=_tally_words(group.after[level]),
        )
        for level in LEVELS
    )


def _tally_words(tally: Tally) -> str:
    """ "8 (6 sikre)"; "8" where certainty is not known, or there is none to be certain of."""
    if not tally.units or tally.certain is None:
        return count(tally.units)
    said = ngettext("{units} ({n} sikker)", "{units} ({n} sikre)", tally.certain)
    return said.format(units=count(tally.units), n=count(tally.certain))


def unit_rows(distribution: Distribution) -> tuple[UnitRow, ...]:
    """The numbers of the picture: the best first, then those without a number, by name."""
    ranked = zip(ranks([one.after for one in distribution.shown]), distribution.shown, strict=True)
    return (
        *(_unit_row(one, rank) for rank, one in ranked),
        *(_unit_row(JudgedTwice(one, one), None) for one in distribution.hidden),
    )


def _unit_row(one: JudgedTwice, rank: int | None) -> UnitRow:
    after, way = one.after, way_of(one)
    return UnitRow(
        rank=rank,
        slug=after.slug,
        place=after.place,
        answer=replace(after.cell, coverage="", change="", change_is=""),
        before_level=one.before.level,
        before_word=_level_words(one.before) if after.shown else "",
        after_level=after.level,
        after_word=_level_words(after) if after.shown else "",
        way=way,
        way_word=str(WAY_WORDS[way]) if after.shown else "",
        distance=after.cell.distance,
    )


def distribution_chart(distribution: Distribution, origin: Origin) -> Chart:
    is_judged = distribution.proposed and distribution.proposed.direction
    order = _("best først") if is_judged else _("høyest først")
    said = _("{units} i {year}, {what}")
    units = level_words(distribution.level_name)
    alone = said.format(units=units, year=distribution.year, what=PROPOSAL)
    here = said.format(units=units, year=distribution.year, what=order)
    figure = distribution_figure(distribution)
    chart = chart_of("fordeling", figure, distribution.measure, origin, alone=alone, here=here)
    return replace(chart, sentence=distribution_sentence(distribution))


def distribution_sentence(distribution: Distribution) -> str:
    """ "27 av 41 sykehus har høy måloppnåelse med forslaget (nå: 31)."."""
    both = distribution.shown
    if len(both) == 1:
        return _("Bare {place} har tall som kan vises.").format(place=both[0].after.place)
    before = sum(one.before.level == "high" for one in both)
    after = sum(one.after.level == "high" for one in both)
    language = current()
    named = noun(distribution.level_name, distribution.measure, language)
    said = (
        ngettext(
            "{who} ville hatt høy måloppnåelse med forslaget{now}.",
            "{who} ville hatt høy måloppnåelse med forslaget{now}.",
            after,
        )
        if distribution.ahead
        else ngettext(
            "{who} har høy måloppnåelse med forslaget{now}.",
            "{who} har høy måloppnåelse med forslaget{now}.",
            after,
        )
    )
    now = "" if before == after else _(" (nå: {n})").format(n=count(before))
    return said.format(who=begun(part_of(after, len(both), named, language)), now=now)
