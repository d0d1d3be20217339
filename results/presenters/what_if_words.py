"""What a proposal does, in sentences: who changes level, how sure that is, and how far the nation is."""

from collections.abc import Iterable

from indicators.dated import ChangedPeriod, DatedTarget
from results.calculations.what_if import DOWN, GAINED, LOST, RANK, UP, way
from results.models import ReleasedIndicator
from results.points import Distribution, JudgedTwice, Point
from results.presenters.indicator import TYPE_NOUNS
from results.presenters.measures import goal
from results.sentences.nouns import LEVELS, Noun, begun, counted, listed, noun, part_of
from results.what_ifs import Look
from wording.numbers import count, of

# Of more units than these a sentence says how many; the table names them all.
MOST_NAMED = 6
# As it is, and as it would be of a target that begins later.
VERBS = {
    DOWN: ("faller", "falt"),
    UP: ("stiger", "steget"),
    GAINED: ("får", "fått"),
    LOST: ("mister", "mistet"),
}
CHANGES = ("bytter", "byttet")
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
    return f"Ingen resultater er fra {look.change.first} eller senere ennå."


def _shifts(definition: ReleasedIndicator, look: Look, distribution: Distribution) -> Iterable[str]:
    """One sentence per move between two levels, the first with what moves them."""
    named = noun(distribution.level_name, distribution.measure, "nb")
    year, whole = distribution.year, len(distribution.shown)
    lead = lead_words(definition, look.change, year, ahead=look.ahead)
    of_year = when_words(look.change, year, ahead=look.ahead)
    if not whole:
        yield f"Ingen {named.many} har tall som kan vises for {year}."
        return
    if not lead:
        yield f"Målet for {year} er som før, så ingen {named.many} bytter nivå."
        return
    moves = _moves(distribution)
    if not moves:
        yield _sentence(lead, CHANGES, _who(0, whole, named), f"nivå{of_year}", ahead=look.ahead)
    for place, (to, before, after, units) in enumerate(moves):
        begin, when = (lead, of_year) if place == 0 else ("", "")
        rest = _to_where(to, before, after, when, units)
        yield _sentence(begin, VERBS[to], _who(len(units), whole, named), rest, ahead=look.ahead)


def _to_where(to: str, before: str, after: str, when: str, units: list[Point]) -> str:
    if to == GAINED:
        return f"et nivå{when}"
    if to == LOST:
        return f"nivået{when}"
    return f"fra {LEVELS['nb'][before]} til {LEVELS['nb'][after]}{when}: {names(units)}"


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


def _sentence(lead: str, verb: tuple[str, str], who: str, rest: str, *, ahead: bool) -> str:
    """ "Med … faller 4 av 41 sykehus fra høy til moderat: …"; without a lead "4 av 41 sykehus faller …"."""
    now, would = verb
    first, last = ("ville", would) if ahead else (now, "")
    words = [lead, first, who, last, rest] if lead else [begun(who), first, last, rest]
    return f"{' '.join(word for word in words if word)}."


def _who(size: int, whole: int, named: Noun) -> str:
    if whole == 1:
        return f"{'ikke ' if size == 0 else ''}{named.the_one}"
    return part_of(size, whole, named, "nb")


def names(units: list[Point]) -> str:
    """ "Bodø, Molde og Volda"; of many the first, and how many more."""
    called = [one.place for one in units]
    if len(called) <= MOST_NAMED:
        return listed(called, "nb")
    return listed([*called[:MOST_NAMED], f"{count(len(called) - MOST_NAMED)} til"], "nb")


def lead_words(definition: ReleasedIndicator, change: ChangedPeriod | None, year: int, *, ahead: bool) -> str:
    """ "Med høy ≥ 65 % fra 2022"; "" where nothing is changed."""
    if change is None:
        return ""
    said = limits_words(definition, change.before, change.after)
    return f"{said} i {year}" if ahead else f"{said}{period_words(change)}"


def when_words(change: ChangedPeriod | None, year: int, *, ahead: bool) -> str:
    """ " i 2024", where the change alone does not say so."""
    return "" if ahead or change is None or change.first == year else f" i {year}"


def limits_words(definition: ReleasedIndicator, before: DatedTarget | None, after: DatedTarget | None) -> str:
    """What is new: "Med høy ≥ 65 %", "Med moderat ≥ 50 %", "Uten mål"."""
    new = goal(definition, after) if after else None
    if after is None or new is None:
        return "Uten mål"
    old = goal(definition, before) if before else None
    moderate = f"moderat {new.moderate}" if new.moderate else "ingen grense for moderat"
    if old is None:
        return f"Med høy {new.high}" + (f" og {moderate}" if new.moderate else "")
    if old.high == new.high:
        return f"Med {moderate}"
    return f"Med høy {new.high}" + ("" if old.moderate == new.moderate else f" og {moderate}")


def period_words(change: ChangedPeriod) -> str:
    """ " fra 2022", " i 2022", " i 2020–2022", " til og med 2021"; "" for all years."""
    if change.first is None:
        return "" if change.last is None else f" til og med {change.last}"
    if change.last is None:
        return f" fra {change.first}"
    return f" i {change.first}" if change.first == change.last else f" i {change.first}–{change.last}"


def _certainty(distribution: Distribution) -> str:
    """How many of those that change level are surely at the new one."""
    moved = [one.after.certain for one in distribution.shown if one.changes_level]
    known = [certain for certain in moved if certain is not None]
    sure = sum(known)
    if not known:
        return ""
    if len(known) == 1:
        return f"Det nye nivået er {'sikkert' if sure else 'usikkert'}."
    if sure in (0, len(known)):
        everyone = "begge" if len(known) == 2 else f"alle {count(len(known))}"
        return f"Det nye nivået er {'sikkert' if sure else 'usikkert'} for {everyone}."
    return f"Det nye nivået er sikkert for {count(sure)} og usikkert for {count(len(known) - sure)}."


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
    parts = (moved, distance.removeprefix("ville ") if moved else distance)
    said = " og ".join(part for part in parts if part)
    return f"Hele landet {said}." if said else ""


def _nation_level(nation: JudgedTwice, *, ahead: bool) -> str:
    if way_of(nation) not in (UP, DOWN):
        return ""
    levels = LEVELS["nb"]
    moved = f"fra {levels[nation.before.level]} til {levels[nation.after.level]}"
    return f"ville gått {moved}" if ahead else f"går {moved}"


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
        now = _lacks_now(before or 0, direction) if differs else ""
        return f"{'ville nådd' if ahead else 'når'} målet for høy{now}"
    now = f" (nå: {count(before or 0)})" if differs else ""
    counted_in = "pasient" if patients == 1 else "pasienter"
    if direction == "lower":
        have = "ville hatt" if ahead else "har"
        return f"{have} {count(after)} for mange av {count(patients)} {counted_in}{now}"
    return f"{'ville manglet' if ahead else 'mangler'} {of(after, patients)} {counted_in}{now}"


def _lacks_now(before: int, direction: str) -> str:
    return f" (nå: {count(before)} for mange)" if direction == "lower" else f" (nå: mangler {count(before)})"


def _withheld(distribution: Distribution) -> str:
    withheld = sum(bool(one.cell.withheld) for one in distribution.hidden)
    named = noun(distribution.level_name, distribution.measure, "nb")
    return f"Tallene for {counted(withheld, named, 'nb')} kan ikke vises og er ikke med." if withheld else ""


def without_intervals(distribution: Distribution) -> str:
    """Why nothing is said of certainty; "" where it is."""
    if distribution.measure.has_intervals:
        return ""
    what = TYPE_NOUNS[distribution.measure.type]
    return f"Denne indikatoren er {what}, og da lar det seg ikke regne ut hvor sikre nivåene er."
