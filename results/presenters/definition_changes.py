"""What a publication changes in the indicators themselves, in sentences of the public correction log."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from indicators.models import Direction, Type
from results.models import ReleasedIndicator
from results.points import TargetPeriod
from results.presenters.measures import limit, target_periods, title
from results.sentences.nouns import attainment
from wording.collation import norwegian_key
from wording.language import DEFAULT, current
from wording.texts import Text

DIRECTIONS = {
    Direction.HIGHER: _lazy("høyere er bedre"),
    Direction.LOWER: _lazy("lavere er bedre"),
    "": _lazy("ingen er best"),
}
TYPES = {
    Type.SHARE: _lazy("andel"),
    Type.COVERAGE: _lazy("dekningsgrad"),
    Type.COMPUTED_SHARE: _lazy("beregnet andel"),
    Type.MEAN: _lazy("gjennomsnitt"),
    Type.MEDIAN: _lazy("median"),
    Type.COUNT: _lazy("antall"),
}
CHANGED, CORRECTED = "changed", "corrected"
WHAT = {CHANGED: _lazy("endret"), CORRECTED: _lazy("rettet")}


@dataclass(frozen=True)
class DefinitionChange:
    """Of one indicator."""

    key: str
    title: Text
    sentences: tuple[str, ...]

    @property
    def said(self) -> str:
        return " ".join(self.sentences)

    @property
    def text(self) -> str:
        return f"{self.title}: {self.said}"


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
    return DefinitionChange(named.indicator.key, title(named), sentences)


def _coming_and_going(was: bool, is_now: bool) -> tuple[str, ...]:
    if was == is_now:
        return ()
    return (_("Ny indikator."),) if is_now else (_("Indikatoren vises ikke lenger."),)


def _definition(before: ReleasedIndicator, after: ReleasedIndicator) -> Iterator[str]:
    was, now = title(before, "nb"), title(after, "nb")
    if was != now:
        yield _norwegian_title(was, now)
    if before.title_en != after.title_en:
        yield _english_title(before.title_en, after.title_en)
    if before.type != after.type:
        said = _("Typen er endret fra {before} til {after}.")
        yield said.format(before=TYPES[Type(before.type)], after=TYPES[Type(after.type)])
    if before.min_denominator != after.min_denominator:
        said = _("Resultater vises nå fra {after} pasienter, før fra {before}.")
        yield said.format(before=before.min_denominator, after=after.min_denominator)
    if before.coverage_indicator_id != after.coverage_indicator_id:
        yield _("Dekningsgraden hentes fra en annen indikator enn før.")
    if _format(before) != _format(after):
        yield _("Tallene skrives på en annen måte enn før.")
    if _texts(before) != _texts(after):
        yield _("Beskrivelsen er endret.")
    if _english_texts(before) != _english_texts(after):
        yield _("Den engelske beskrivelsen er endret.")


def _norwegian_title(before: str, after: str) -> str:
    """In other languages than its own it is not repeated."""
    if current() != DEFAULT:
        return _("Den norske tittelen er endret.")
    return f"Tittelen er endret fra «{before}» til «{after}»."


def _english_title(before: str, after: str) -> str:
    if not before:
        return _("Indikatoren har fått en engelsk tittel: «{title}».").format(title=after)
    if not after:
        return _("Den engelske tittelen «{title}» er fjernet.").format(title=before)
    said = _("Den engelske tittelen er endret fra «{before}» til «{after}».")
    return said.format(before=before, after=after)


def _format(definition: ReleasedIndicator) -> tuple[str, int, str, str]:
    return definition.number_format, definition.decimals, definition.unit_word, definition.unit_word_en


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
                yield from _compared(old[first], target, CORRECTED, write)
        elif in_force is None or in_force.goal is None:
            yield from _first_goal(target)
        else:
            yield from _compared(in_force, target, CHANGED, write)
        in_force = target
    for first in old.keys() - new.keys():
        yield _("Målet{since} er fjernet.").format(since=_since(first))


def _as_set(target: TargetPeriod) -> TargetPeriod:
    """Without its last year, which is another target's doing."""
    return replace(target, last=None)


def _since(first: int | None) -> str:
    return "" if first is None else " " + _("fra {year}").format(year=first)


def _first_goal(target: TargetPeriod) -> Iterator[str]:
    yield _("Nytt mål{since}: {goal}.").format(since=_since(target.first), goal=_goal(target))
    if note := _note(target):
        yield note


def _note(target: TargetPeriod) -> str:
    """In the page's language, or nothing."""
    return target.note if current() == DEFAULT else target.note_en


def _compared(before: TargetPeriod, after: TargetPeriod, what: str, write: Write) -> Iterator[str]:
    """ "Grensen for høy måloppnåelse er endret fra 60 % til 65 % fra 2026." """
    told = {"what": WHAT[what], "since": _since(after.first)}
    if before.direction != after.direction:
        said = _("Retningen er {what}{since}: {direction}.")
        yield said.format(**told, direction=DIRECTIONS[after.direction])
    if before.goal and after.goal:
        yield from _limits(before, after, what, write)
    elif before.goal != after.goal:
        yield _("Målet er {what}{since}: {goal}.").format(**told, goal=_goal(after))
    if (before.note, before.note_en) != (after.note, after.note_en):
        yield _remark(after).format(**told, note=_note(after))
    if what == CORRECTED and before.is_break != after.is_break:
        yield (
            _("Årene før og{since} kan ikke lenger sammenlignes direkte.")
            if after.is_break
            else _("Årene før og{since} kan nå sammenlignes direkte.")
        ).format(**told)


def _remark(target: TargetPeriod) -> str:
    if _note(target):
        return _("Definisjonen er {what}{since}: {note}")
    return _("Definisjonen er {what}{since}.") if target.note else _("Merknaden er {what}{since}.")


def _limits(before: TargetPeriod, after: TargetPeriod, what: str, write: Write) -> Iterator[str]:
    pairs = [("high", before.high, after.high)]
    # Where neither has a limit of its own for it, nothing is moderate.
    if before.moderate != before.high or after.moderate != after.high:
        pairs.append(("moderate", before.moderate, after.moderate))
    for level, old, new in pairs:
        if old is not None and new is not None and old != new:
            yield _("Grensen for {attainment} er {what} fra {old} til {new}{since}.").format(
                attainment=attainment(level, current()),
                what=WHAT[what],
                old=write(old),
                new=write(new),
                since=_since(after.first),
            )


def _goal(target: TargetPeriod) -> str:
    if target.goal is None:
        return _("ikke satt")
    high, moderate = target.goal.high, target.goal.moderate
    if not moderate:
        return _("høy {high}").format(high=high)
    return _("høy {high}, moderat {moderate}").format(high=high, moderate=moderate)
