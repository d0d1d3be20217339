"""What an indicator measures, and its targets with the years they hold."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import zip_longest

from indicators.dated import DatedTarget
from indicators.models import DefinitionFields, Direction, NumberFormat, Type
from indicators.texts import title_of, unit_word_of
from registries.models import Registry
from registries.names import short_name_of
from results.models import ReleasedIndicator, ReleasedTarget
from results.points import Goal, Measure, TargetPeriod
from results.values import NO_BREAK_SPACE, OTHERWISE, SIGN, written_limit
from wording.language import Language, current
from wording.texts import Text

AnyTarget = ReleasedTarget | DatedTarget
SHARES = {Type.SHARE, Type.COVERAGE, Type.COMPUTED_SHARE}
# A limit that no share fails to reach: nothing is low.
REACHED_BY_ALL = {Direction.HIGHER: 0, Direction.LOWER: 1}


def measure(
    definition: ReleasedIndicator,
    registry: Registry,
    context: str,
    targets: Iterable[AnyTarget] | None = None,
) -> Measure:
    """The definition with its targets, which the caller has prefetched, or with others."""
    return Measure(
        registry=registry.key,
        registry_name=short_name_of(registry),
        key=definition.indicator.key,
        title=title(definition),
        type=definition.type,
        in_percent=in_percent(definition),
        decimals=definition.decimals,
        unit_word=unit_word_of(definition),
        min_denominator=definition.min_denominator,
        context=context,
        targets=target_periods(definition, definition.targets.all() if targets is None else targets),
    )


def title(definition: ReleasedIndicator, language: Language | None = None) -> Text:
    return title_of(definition, definition.indicator.key, language)


def target_periods(definition: ReleasedIndicator, targets: Iterable[AnyTarget]) -> tuple[TargetPeriod, ...]:
    """One per target, by their first years; each holds until the year before the next one's."""
    ordered = sorted(targets, key=_first_year)
    next_years = [one.valid_from for one in ordered[1:]]
    return tuple(
        TargetPeriod(
            first=target.valid_from,
            last=None if following is None else following - 1,
            direction=target.direction,
            high=target.high,
            moderate=target.high if target.moderate is None else target.moderate,
            goal=goal(definition, target),
            note=target.note_nb,
            note_en=target.note_en,
            is_break=bool(target.is_break) and target.valid_from is not None,
        )
        for target, following in zip_longest(ordered, next_years)
    )


def _first_year(target: AnyTarget) -> float:
    return float("-inf") if target.valid_from is None else target.valid_from


def goal(definition: DefinitionFields, target: AnyTarget) -> Goal | None:
    """The limits as they are judged by; None where the target gives no level."""
    if target.high is None or not target.direction:
        return None
    direction = Direction(target.direction)
    high = f"{SIGN[direction]}{NO_BREAK_SPACE}{limit(definition, target.high)}"
    if target.moderate is None or target.moderate == target.high:
        return Goal(high)
    if definition.type in SHARES and target.moderate == REACHED_BY_ALL[direction]:
        return Goal(high, OTHERWISE[current()])
    return Goal(high, f"{SIGN[direction]}{NO_BREAK_SPACE}{limit(definition, target.moderate)}")


def limit(definition: DefinitionFields, of: Decimal) -> str:
    """ "85 %", as the indicator's numbers are written."""
    return written_limit(of, in_percent(definition), unit_word_of(definition))


def in_percent(definition: DefinitionFields) -> bool:
    # A count is never a share, whatever format its definition was left with.
    return definition.number_format == NumberFormat.PERCENT and definition.type != Type.COUNT
