"""What the public would read of a definition, before it is saved."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from indicators.dated import DatedTarget, in_force
from indicators.models import Direction, Indicator, NumberFormat, Type
from indicators.texts import long_description_of, short_description_of, title_of, unit_word_of
from results.calculations.shapes import CONTEXTS
from results.markdown import html_of
from results.points import Measure, TargetPeriod
from results.presenters.measures import goal, in_percent
from results.values import decimals_that_agree, written
from wording.language import Language
from wording.texts import Text

# Numbers that no limit gives, to show how such a number is written.
A_SHARE, A_NUMBER, A_COUNT = Fraction(8742, 10_000), Fraction(123_456, 10_000), Fraction(1234)
# The page's own headings stand above those of the text.
TOP_HEADING = 4


@dataclass(frozen=True)
class Preview:
    title: str
    short_description: str
    long_description: SafeString
    number: str
    level: str  # "high" where the number reaches a target, else ""
    goal_high: str
    goal_moderate: str
    direction: str
    hidden: str  # from which number of patients a result is shown
    english: "English | None"


@dataclass(frozen=True)
class English:
    """What is read on the English pages: also in Norwegian, where that is all there is."""

    title: Text
    short_description: Text
    long_description: SafeString
    long_description_in: Language


def preview(indicator: Indicator, targets: Iterable[DatedTarget]) -> Preview:
    """Of an indicator that need not be stored, nor right."""
    target = in_force(targets, timezone.localdate().year)
    aims = goal(indicator, target) if target else None
    value = target.high if target and aims else None
    return Preview(
        title=indicator.title or indicator.key,
        short_description=indicator.short_description,
        long_description=html_of(indicator.long_description, TOP_HEADING),
        number=_number(indicator, target, _sample(indicator) if value is None else Fraction(value)),
        level="high" if aims else "",
        goal_high=aims.high if aims else "",
        goal_moderate=aims.moderate if aims else "",
        direction=str(Direction(target.direction).label) if target and target.direction else "",
        hidden=_hidden(indicator),
        english=_english(indicator),
    )


def _english(indicator: Indicator) -> English | None:
    """None where there is nothing but Norwegian."""
    if not (indicator.title_en or indicator.short_description_en or indicator.long_description_en):
        return None
    description = long_description_of(indicator, "en")
    return English(
        title=title_of(indicator, indicator.key, "en"),
        short_description=short_description_of(indicator, "en"),
        long_description=html_of(description, TOP_HEADING),
        long_description_in=description.lang,
    )


def _number(indicator: Indicator, target: DatedTarget | None, value: Fraction) -> str:
    """The number just at the limit for high, or any where there is none."""
    ours = Measure(
        registry="",
        registry_name="",
        key=indicator.key,
        title=indicator.title,
        type=indicator.type,
        in_percent=in_percent(indicator),
        decimals=indicator.decimals or 0,
        unit_word=unit_word_of(indicator),
        min_denominator=indicator.min_denominator or 0,
        context=CONTEXTS[0],
    )
    period = None
    if target is not None:
        moderate = target.high if target.moderate is None else target.moderate
        period = TargetPeriod(None, None, target.direction, target.high, moderate, None)
    return written(ours, value, decimals_that_agree(ours, period, value))


def _sample(indicator: Indicator) -> Fraction:
    if indicator.type == Type.COUNT:
        return A_COUNT
    return A_SHARE if indicator.number_format == NumberFormat.PERCENT else A_NUMBER


def _hidden(indicator: Indicator) -> str:
    if indicator.type in (Type.COUNT, Type.COVERAGE) or not indicator.min_denominator:
        return ""
    return _("Færre enn {n} pasienter: vises ikke.").format(n=indicator.min_denominator)
