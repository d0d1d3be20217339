"""What a publication changes in the indicators themselves, in sentences of the public correction log."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from indicators.models import Direction, Type
from results.models import ReleasedIndicator
from results.points import TargetPeriod
from results.presenters.measures import limit, target_periods, title
from wording.collation import norwegian_key

DIRECTIONS = {Direction.HIGHER: "høyere er bedre", Direction.LOWER: "lavere er bedre", "": "ingen er best"}


@dataclass(frozen=True)
class DefinitionChange:
    """Of one indicator."""

    key: str
    title: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        return f"{self.title}: {' '.join(self.sentences)}"


def definition_changes(
    before: Mapping[int, ReleasedIndicator], after: Mapping[int, ReleasedIndicator]
) -> tuple[DefinitionChange, ...]:
    """From the public definitions to those of another release, by the indicators' ids and in the order of
    their titles; those that are shown in neither have changed for no one."""
    found = [_change(before.get(one), after.get(one)) for one in before.keys() | after.keys()]
    told = [change for change in found if change.sentences]
    return tuple(sorted(told, key=lambda change: (norwegian_key(change.title), change.key)))


def _change(before: ReleasedIndicator | None, after: ReleasedIndicator | None) -> DefinitionChange:
    named = after or before
    assert named is not None  # noqa: S101  # one of them has it
    was, is_now = before is not None and before.shown, after is not None and after.shown
    if before is not None and after is not None and was and is_now:
        sentences = (*_definition(before, after), *_targets(before, after))
    else:
        sentences = _coming_and_going(was, is_now)
    return DefinitionChange(named.indicator.key, title(named, "nb"), sentences)


def _coming_and_going(was: bool, is_now: bool) -> tuple[str, ...]:
    if was == is_now:
        return ()
    return ("Ny indikator.",) if is_now else ("Indikatoren vises ikke lenger.",)


def _definition(before: ReleasedIndicator, after: ReleasedIndicator) -> Iterator[str]:
    was, now = title(before, "nb"), title(after, "nb")
    if was != now:
        yield f"Tittelen er endret fra «{was}» til «{now}»."
    if before.title_en != after.title_en:
        yield _english_title(before.title_en, after.title_en)
    if before.type != after.type:
        yield f"Typen er endret fra {Type(before.type).label} til {Type(after.type).label}."
    if before.min_denominator != after.min_denominator:
        yield (
            f"Resultater vises nå fra {after.min_denominator} pasienter, før fra {before.min_denominator}."
        )
    if before.coverage_indicator_id != after.coverage_indicator_id:
        yield "Dekningsgraden hentes fra en annen indikator enn før."
    if _format(before) != _format(after):
        yield "Tallene skrives på en annen måte enn før."
    if _texts(before) != _texts(after):
        yield "Beskrivelsen er endret."
    if _english_texts(before) != _english_texts(after):
        yield "Den engelske beskrivelsen er endret."


def _english_title(before: str, after: str) -> str:
    if not before:
        return f"Indikatoren har fått en engelsk tittel: «{after}»."
    if not after:
        return f"Den engelske tittelen «{before}» er fjernet."
    return f"Den engelske tittelen er endret fra «{before}» til «{after}»."


def _format(definition: ReleasedIndicator) -> tuple[str, int, str]:
    return definition.number_format, definition.decimals, definition.unit_word


def _texts(definition: ReleasedIndicator) -> tuple[str, str]:
    return definition.short_description, definition.long_description


def _english_texts(definition: ReleasedIndicator) -> tuple[str, str]:
    return definition.short_description_en, definition.long_description_en


# Writes a limit as the indicator's numbers are written.
Write = Callable[[Decimal], str]


def _targets(before: ReleasedIndicator, after: ReleasedIndicator) -> Iterator[str]:
    old = {one.first: one for one in target_periods(before, before.targets.all())}
    new = {one.first: one for one in target_periods(after, after.targets.all())}
    write = partial(limit, after)
    in_force: TargetPeriod | None = None
    for first, target in new.items():
        if first in old:
            if _as_set(old[first]) != _as_set(target):
                yield from _compared(old[first], target, "rettet", write)
        elif in_force is None or in_force.goal is None:
            yield from _first_goal(target)
        else:
            yield from _compared(in_force, target, "endret", write)
        in_force = target
    for first in old.keys() - new.keys():
        yield f"Målet{_since(first)} er fjernet."


def _as_set(target: TargetPeriod) -> TargetPeriod:
    """Without its last year, which is another target's doing."""
    return replace(target, last=None)


def _since(first: int | None) -> str:
    return "" if first is None else f" fra {first}"


def _first_goal(target: TargetPeriod) -> Iterator[str]:
    yield f"Nytt mål{_since(target.first)}: {_goal(target)}."
    if target.note:
        yield target.note


def _compared(before: TargetPeriod, after: TargetPeriod, what: str, write: Write) -> Iterator[str]:
    """ "Grensen for høy måloppnåelse er endret fra 60 % til 65 % fra 2026." """
    since = _since(after.first)
    if before.direction != after.direction:
        yield f"Retningen er {what}{since}: {DIRECTIONS[after.direction]}."
    if before.goal and after.goal:
        yield from _limits(before, after, what, write)
    elif before.goal != after.goal:
        yield f"Målet er {what}{since}: {_goal(after)}."
    if (before.note, before.note_en) != (after.note, after.note_en):
        yield f"Definisjonen er {what}{since}: {after.note}" if after.note else f"Merknaden er {what}{since}."
    if what == "rettet" and before.is_break != after.is_break:
        comparable = "kan ikke lenger" if after.is_break else "kan nå"
        yield f"Årene før og{since} {comparable} sammenlignes direkte."


def _limits(before: TargetPeriod, after: TargetPeriod, what: str, write: Write) -> Iterator[str]:
    pairs = [("høy", before.high, after.high)]
    # Where neither has a limit of its own for it, nothing is moderate.
    if before.moderate != before.high or after.moderate != after.high:
        pairs.append(("moderat", before.moderate, after.moderate))
    for level, old, new in pairs:
        if old is not None and new is not None and old != new:
            limits = f"fra {write(old)} til {write(new)}"
            yield f"Grensen for {level} måloppnåelse er {what} {limits}{_since(after.first)}."


def _goal(target: TargetPeriod) -> str:
    if target.goal is None:
        return "ikke satt"
    moderate = f", moderat {target.goal.moderate}" if target.goal.moderate else ""
    return f"høy {target.goal.high}{moderate}"
