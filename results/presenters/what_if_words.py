"""What a proposal does, in sentences: who changes level, how sure that is, and how far the nation is."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.dated import ChangedPeriod, DatedTarget
from results.calculations.what_if import DOWN, GAINED, LOST, RANK, UP, way
from results.models import ReleasedIndicator
from results.points import Distribution, JudgedTwice, Point
from results.presenters.indicator import TYPE_NOUNS
from results.presenters.measures import goal
from results.presenters.what_if_sentence import CHANGES, WOULD, Who, sentence
from results.sentences.nouns import LEVELS, NONE_SHOWN, counted, listed, noun
from results.what_ifs import Look
from wording.language import current
from wording.numbers import count, of

# Of more units than these a sentence says how many; the table names them all.
MOST_NAMED = 6
WAYS = (DOWN, UP, GAINED, LOST)
HIGH = "high"


def way_of(one: JudgedTwice) -> str:
    """ "" for a unit that stays at its level."""
    return way(one.before.level, one.after.level)


def summary(definition: ReleasedIndicator, look: Look, distribution: Distribution) -> tuple[str, ...]:
    """The sentences on a year and a level of units, the most important first."""
    told = (
        _not_yet(look),
        *_shifts(definition, look, distribution),
        _certainty(distribution),
        nation_sentence(distribution),
        _withheld(distribution),
        without_intervals(distribution),
    )
    return tuple(sentence for sentence in told if sentence)


def _not_yet(look: Look) -> str:
    if not look.ahead or look.change is None:
        return ""
    return _("Ingen resultater er fra {year} eller senere ennå.").format(year=look.change.first)


def _shifts(definition: ReleasedIndicator, look: Look, distribution: Distribution) -> Iterable[str]:
    """One sentence per move between two levels, the first with what moves them."""
    language = current()
    named = noun(distribution.level_name, distribution.measure, language)
    year, whole = distribution.year, len(distribution.shown)
    lead = lead_words(definition, look.change, year, ahead=look.ahead)
    of_year = when_words(look.change, year, ahead=look.ahead)
    if not whole:
        yield NONE_SHOWN[language].format(many=named.many, one=named.one, year=year)
        return
    if not lead:
        said = _("Målet for {year} er som før, så ingen {places} bytter nivå.")
        yield said.format(year=year, places=named.many)
        return
    moves = _moves(distribution)
    if not moves:
        rest = _("nivå{when}").format(when=of_year)
        yield sentence(lead, CHANGES, Who(0, whole, named), rest, language, ahead=look.ahead)
    for place, (to, before, after, units) in enumerate(moves):
        begin, when = (lead, of_year) if place == 0 else ("", "")
        rest = _to_where(to, before, after, when, units)
        yield sentence(begin, to, Who(len(units), whole, named), rest, language, ahead=look.ahead)


def _to_where(to: str, before: str, after: str, when: str, units: list[Point]) -> str:
    if to == GAINED:
        return _("et nivå{when}").format(when=when)
    if to == LOST:
        return _("nivået{when}").format(when=when)
    return f"{_from_to(before, after)}{when}: {names(units)}"


def _from_to(before: str, after: str) -> str:
    """ "fra høy til moderat"."""
    levels = LEVELS[current()]
    return _("fra {before} til {after}").format(before=levels[before], after=levels[after])


Move = tuple[str, str, str, list[Point]]


def _moves(distribution: Distribution) -> list[Move]:
    """Way, level before, level after and units; those that fall first, the largest falls before the others.

    Who gains or loses a level is told together, whatever the level.
    """
    together: dict[tuple[str, str, str], list[Point]] = {}
    for one in distribution.shown:
        if to := way_of(one):
            levels = ("", "") if to in (GAINED, LOST) else (one.before.level, one.after.level)
            together.setdefault((to, *levels), []).append(one.after)
    return sorted(((*move, units) for move, units in together.items()), key=_weight)


def _weight(move: Move) -> tuple[int, int, int]:
    to, before, after, _ = move
    steps = abs(RANK.get(before, 0) - RANK.get(after, 0))
    return WAYS.index(to), -steps, -RANK.get(before, 0)


def names(units: list[Point]) -> str:
    """ "Bodø, Molde og Volda"; of many the first, and how many more."""
    called = [one.place for one in units]
    if len(called) <= MOST_NAMED:
        return listed(called, current())
    rest = _("{n} til").format(n=count(len(called) - MOST_NAMED))
    return listed([*called[:MOST_NAMED], rest], current())


def lead_words(definition: ReleasedIndicator, change: ChangedPeriod | None, year: int, *, ahead: bool) -> str:
    """ "Med høy ≥ 65 % fra 2022"; "" where nothing is changed."""
    if change is None:
        return ""
    said = limits_words(definition, change.before, change.after)
    return f"{said} {_in(year)}" if ahead else f"{said}{period_words(change)}"


def when_words(change: ChangedPeriod | None, year: int, *, ahead: bool) -> str:
    """ " i 2024", where the change alone does not say so."""
    return "" if ahead or change is None or change.first == year else f" {_in(year)}"


def _in(year: int | str) -> str:
    return _("i {year}").format(year=year)


def limits_words(definition: ReleasedIndicator, before: DatedTarget | None, after: DatedTarget | None) -> str:
    """What is new: "Med høy ≥ 65 %", "Med moderat ≥ 50 %", "Uten mål"."""
    new = goal(definition, after) if after else None
    if after is None or new is None:
        return _("Uten mål")
    old = goal(definition, before) if before else None
    high = _("høy {goal}").format(goal=new.high)
    moderate = (
        _("moderat {goal}").format(goal=new.moderate) if new.moderate else _("ingen grense for moderat")
    )
    if old is None:
        parts = [high, moderate] if new.moderate else [high]
    elif old.high == new.high:
        parts = [moderate]
    else:
        parts = [high] if old.moderate == new.moderate else [high, moderate]
    return _("Med {limits}").format(limits=listed(parts, current()))


def period_words(change: ChangedPeriod) -> str:
    """ " fra 2022", " i 2022", " i 2020–2022", " til og med 2021"; "" for all years."""
    if change.first is None:
        return "" if change.last is None else _(" til og med {year}").format(year=change.last)
    if change.last is None:
        return _(" fra {year}").format(year=change.first)
    years = str(change.first) if change.first == change.last else f"{change.first}–{change.last}"
    return f" {_in(years)}"


def _certainty(distribution: Distribution) -> str:
    """How many of those that change level are surely at the new one."""
    moved = [one.after.certain for one in distribution.shown if one.changes_level]
    known = [certain for certain in moved if certain is not None]
    sure = sum(known)
    if not known:
        return ""
    if len(known) == 1:
        return _("Det nye nivået er sikkert.") if sure else _("Det nye nivået er usikkert.")
    if sure in (0, len(known)):
        everyone = _("begge") if len(known) == 2 else _("alle {n}").format(n=count(len(known)))
        said = (
            _("Det nye nivået er sikkert for {who}.") if sure else _("Det nye nivået er usikkert for {who}.")
        )
        return said.format(who=everyone)
    said = _("Det nye nivået er sikkert for {sure} og usikkert for {rest}.")
    return said.format(sure=count(sure), rest=count(len(known) - sure))


def nation_sentence(distribution: Distribution) -> str:
    """ "Hele landet mangler 14 av 210 pasienter (nå: 4)."; "" where its number is not shown, or says nothing.

    Of a type without intervals: whether the nation changes level.
    """
    nation = distribution.nation
    if nation is None or not nation.after.shown:
        return ""
    ahead = distribution.ahead
    moved, distance = _nation_level(nation, ahead=ahead), _nation_distance(nation, ahead=ahead)
    if moved and nation.after.level == HIGH:
        distance = ""  # that the target is reached has been said
    # One "ville" is enough for both.
    language = current()
    rest = distance.removeprefix(f"{WOULD[language]} ") if moved else distance
    parts = [part for part in (moved, rest) if part]
    return _("Hele landet {does}.").format(does=listed(parts, language)) if parts else ""


def _nation_level(nation: JudgedTwice, *, ahead: bool) -> str:
    if way_of(nation) not in (UP, DOWN):
        return ""
    said = _("ville gått {from_to}") if ahead else _("går {from_to}")
    return said.format(from_to=_from_to(nation.before.level, nation.after.level))


def _nation_distance(nation: JudgedTwice, *, ahead: bool) -> str:
    lacking, one = (nation.before.distance, nation.after.distance), nation.after
    return distance_words(*lacking, one.denominator, one.direction, ahead=ahead)


def distance_words(
    before: int | None, after: int | None, patients: int | None, direction: str, *, ahead: bool = False
) -> str:
    """ "mangler 14 av 210 pasienter (nå: 4)"; "" where it is not known."""
    if after is None or patients is None:
        return ""
    differs = before is not None and before != after
    if after == 0:
        said = _("ville nådd målet for høy") if ahead else _("når målet for høy")
        return f"{said} {_lacks_now(before or 0, direction)}" if differs else said
    if direction == "lower":
        said = _too_many(patients, ahead=ahead).format(n=count(after), patients=count(patients))
    else:
        said = _lacks(patients, ahead=ahead).format(part=of(after, patients))
    return said + _(" (nå: {n})").format(n=count(before or 0)) if differs else said


def _too_many(patients: int, *, ahead: bool) -> str:
    if ahead:
        return ngettext(
            "ville hatt {n} for mange av {patients} pasient",
            "ville hatt {n} for mange av {patients} pasienter",
            patients,
        )
    return ngettext(
        "har {n} for mange av {patients} pasient", "har {n} for mange av {patients} pasienter", patients
    )


def _lacks(patients: int, *, ahead: bool) -> str:
    if ahead:
        return ngettext("ville manglet {part} pasient", "ville manglet {part} pasienter", patients)
    return ngettext("mangler {part} pasient", "mangler {part} pasienter", patients)


def _lacks_now(before: int, direction: str) -> str:
    said = _("(nå: {n} for mange)") if direction == "lower" else _("(nå: mangler {n})")
    return said.format(n=count(before))


def _withheld(distribution: Distribution) -> str:
    withheld = sum(bool(one.cell.withheld) for one in distribution.hidden)
    if not withheld:
        return ""
    named = noun(distribution.level_name, distribution.measure, current())
    said = _("Tallene for {places} kan ikke vises og er ikke med.")
    return said.format(places=counted(withheld, named, current()))


def without_intervals(distribution: Distribution) -> str:
    """Why nothing is said of certainty; "" where it is."""
    if distribution.measure.has_intervals:
        return ""
    said = _("Denne indikatoren er {what}, og da lar det seg ikke regne ut hvor sikre nivåene er.")
    return said.format(what=TYPE_NOUNS[distribution.measure.type])
