"""What a ranking shows: how many reach the target, how far they lie apart, and how many are not there."""

from fractions import Fraction

from results.points import Measure, Point, Ranking
from results.sentences.nouns import (
    NONE_SHOWN,
    Noun,
    Words,
    attainment,
    begun,
    counted,
    joined,
    noun,
    number,
    part_of,
    provisional,
    value,
)
from results.values import decimals_of_size, shift_of, with_unit_word
from wording.language import Language, current
from wording.numbers import decimal, points

ONE_SHOWN: Words = {
    "nb": "{} har tall som kan vises: {}, med {}.",
    "en": "{} has figures that can be shown: {}, with {}.",
}
HIGH: Words = {"nb": "{} har {}.", "en": "{} {} {}."}
NO_TARGET: Words = {
    "nb": "{} har tall for {}. Det er ikke satt noe mål for året.",
    "en": "{} have figures for {}. No target is set for that year.",
}
APART: Words = {
    "nb": "Forskjellen mellom høyest og lavest er {}.",
    "en": "The difference between the highest and the lowest is {}.",
}
EQUAL: Words = {"nb": "Alle har samme verdi: {}.", "en": "They all have the same value: {}."}
BOTH_EQUAL: Words = {"nb": "Begge har samme verdi: {}.", "en": "Both have the same value: {}."}
# Two means in per cent lie percentage points apart.
POINTS: Words = {"nb": "prosentpoeng", "en": "percentage points"}
PERCENT_APART: dict[str, Words] = {"prosent": POINTS, "per cent": POINTS, "%": POINTS}
WITHHELD: Words = {"nb": "Tallene for {} kan ikke vises.", "en": "The figures for {} cannot be shown."}
MISSING: Words = {"nb": "{} har ingen tall.", "en": "{} {} no figures."}
WITHHELD_AND_MISSING: Words = {
    "nb": "Tallene for {} kan ikke vises, og {} har ingen tall.",
    "en": "The figures for {} cannot be shown, and {} {} none.",
}


def ranking_sentence(ranking: Ranking, language: Language | None = None) -> str:
    language = language or current()
    named = noun(ranking.level_name, ranking.measure, language)
    return joined(
        (
            _shown(ranking, named, language),
            _hidden(ranking.hidden, named, language),
            provisional(ranking.shown, language),
        )
    )


def _shown(ranking: Ranking, named: Noun, language: Language) -> str:
    match ranking.shown:
        case ():
            return NONE_SHOWN[language].format(one=named.one, many=named.many, year=ranking.year)
        case (only,):
            return _only(ranking.measure, only, named, language)
    return joined((_reached(ranking, named, language), _apart(ranking, language)))


def _only(measure: Measure, only: Point, named: Noun, language: Language) -> str:
    said = value(measure, only, language)
    if only.level:
        said = f"{said} ({attainment(only.level, language)})"
    return ONE_SHOWN[language].format(begun(counted(1, named, language)), only.place, said)


def _reached(ranking: Ranking, named: Noun, language: Language) -> str:
    whole = len(ranking.shown)
    if not any(point.level for point in ranking.shown):
        return NO_TARGET[language].format(begun(counted(whole, named, language)), ranking.year)
    reached = sum(point.level == "high" for point in ranking.shown)
    subject, high = begun(part_of(reached, whole, named, language)), attainment("high", language)
    return HIGH[language].format(subject, *([] if language == "nb" else [_have(reached)]), high)


def _have(size: int) -> str:
    """The English verb with so many, or with none of them."""
    return "have" if size > 1 else "has"


def _apart(ranking: Ranking, language: Language) -> str:
    measure = ranking.measure
    values = [Fraction(point.value or 0) for point in ranking.shown]
    size = max(values) - min(values)
    if not size:
        same = BOTH_EQUAL if len(values) == 2 else EQUAL
        return same[language].format(value(measure, ranking.shown[0], language))
    decimals = decimals_of_size(size, measure.decimals, shift_of(measure))
    if measure.in_percent:
        return APART[language].format(points(size, decimals, language))
    unit_word = PERCENT_APART.get(measure.unit_word, {language: measure.unit_word})[language]
    return APART[language].format(with_unit_word(decimal(size, decimals, language), unit_word))


def _hidden(hidden: tuple[Point, ...], named: Noun, language: Language) -> str:
    """Those with a number that is withheld, and those without any: not the same thing."""
    withheld = sum(bool(point.cell.withheld) for point in hidden)
    missing = len(hidden) - withheld
    verb = [] if language == "nb" else ["have" if missing > 1 else "has"]
    if withheld and missing:
        others = number(missing, named, language)
        return WITHHELD_AND_MISSING[language].format(counted(withheld, named, language), others, *verb)
    if withheld:
        return WITHHELD[language].format(counted(withheld, named, language))
    if missing:
        return MISSING[language].format(begun(counted(missing, named, language)), *verb)
    return ""
