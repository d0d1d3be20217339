"""That a target or what is measured changed, so that years can't be compared."""

from collections.abc import Iterable

from results.points import Measure, Point, TargetPeriod
from results.sentences.nouns import Words
from results.values import NO_BREAK_SPACE, SIGN, written_limit
from wording.language import Language, current

NEW_TARGET: Words = {"nb": "Nytt mål fra {}", "en": "New target from {}"}
NEW_DEFINITION: Words = {"nb": "Ny definisjon fra {}", "en": "New definition from {}"}
NO_TARGET: Words = {"nb": "Uten mål fra {}", "en": "No target from {}"}
BEFORE: Words = {"nb": " (før: {})", "en": " (before: {})"}
NOT_COMPARABLE: Words = {
    "nb": "Årene før og etter kan ikke sammenlignes direkte.",
    "en": "The years before and after cannot be compared directly.",
}


def break_sentence(
    measure: Measure, target: TargetPeriod, before: TargetPeriod | None, language: Language | None = None
) -> str:
    """What is new from the target's first year, and that it can't be compared with what was before.

    "" for a target that holds from the beginning.
    """
    language = language or current()
    if target.first is None:
        return ""
    said = f"{_change(measure, target, before, language)}."
    return f"{said} {NOT_COMPARABLE[language]}" if target.is_break else said


def _change(measure: Measure, target: TargetPeriod, before: TargetPeriod | None, language: Language) -> str:
    """ "Nytt mål fra 2022: behandling innen 21 dager (før: behandling innen 30 dager)"."""
    if str(target.first) in _note(target, language):
        return _note(target, language)  # which says when, and so all
    news, old = _news(measure, target, before, language)
    heading = _heading(target, before)[language].format(target.first)
    return f"{heading}{f': {news}' if news else ''}{BEFORE[language].format(old) if old else ''}"


def _heading(target: TargetPeriod, before: TargetPeriod | None) -> Words:
    if target.goal is None:
        return NO_TARGET if before and before.goal else NEW_DEFINITION
    same_limits = before is not None and _limits(before) == _limits(target)
    return NEW_DEFINITION if same_limits else NEW_TARGET


def latest_break(measure: Measure, points: Iterable[Point], language: Language) -> str:
    """Of the breaks between the first and the last of these points, the latest's sentence; "" for none."""
    years = [point.year for point in points]
    if not years:
        return ""
    between = [
        target
        for target in measure.targets
        if target.is_break and target.first is not None and min(years) < target.first <= max(years)
    ]
    if not between:
        return ""
    at = measure.targets.index(between[-1])
    return break_sentence(measure, between[-1], measure.targets[at - 1] if at else None, language)


def broken(measure: Measure, year: int) -> bool:
    """Whether the year can't be compared with the one before."""
    return any(target.is_break and target.first == year for target in measure.targets)


def _limits(target: TargetPeriod) -> tuple[object, ...]:
    return target.direction, target.high, target.moderate


def _news(
    measure: Measure, target: TargetPeriod, before: TargetPeriod | None, language: Language
) -> tuple[str, str]:
    """What holds from now on, in the note's words or as the limit; and what held before, where it differs."""
    note, note_before = _note(target, language), _note(before, language) if before else ""
    if note:
        return note, note_before if note_before != note else ""
    goal = _goal(measure, target, language)
    goal_before = _goal(measure, before, language) if before else ""
    return (goal, goal_before) if goal_before != goal else ("", "")


def _note(target: TargetPeriod, language: Language) -> str:
    note = target.note if language == "nb" else target.note_en
    return " ".join(note.split()).rstrip(".")


def _goal(measure: Measure, target: TargetPeriod, language: Language) -> str:
    """ "≥ 85 %"."""
    if target.goal is None or target.high is None:
        return ""
    limit = written_limit(target.high, measure.in_percent, measure.unit_word, language)
    return f"{SIGN[target.direction]}{NO_BREAK_SPACE}{limit}"
