"""What a funnel shows: how many lie within its limits, and what the limits mean."""

from fractions import Fraction

from results.calculations.intervals import FUNNEL_CONFIDENCES
from results.points import Funnel, Measure
from results.sentences.nouns import (
    NATION,
    NONE_SHOWN,
    Noun,
    Words,
    begun,
    joined,
    noun,
    number,
    part_of,
    provisional,
)
from results.values import decimals_that_agree, written, written_limit
from wording.language import Language, current
from wording.numbers import count, decimal, percent

INNER, OUTER = (Fraction(str(confidence)) for confidence in FUNNEL_CONFIDENCES)
OUTER_DECIMALS = 1

TARGET: Words = {"nb": "målet for høy", "en": "the target for high"}
CENTRES: dict[str, Words] = {NATION["nb"]: NATION, TARGET["nb"]: TARGET}
LIMITS: Words = {"nb": "{}-grensene", "en": "the {} limits"}
WITHIN: Words = {
    "nb": "{} ligger så nær {} at forskjellen kan skyldes tilfeldigheter (innenfor {}).",
    "en": "{} {} so close to {} that the difference may be due to chance (within {}).",
}
ONLY_WITHIN: Words = {
    "nb": "Bare {one} har tall. {it} ligger så nær {centre} at forskjellen kan skyldes tilfeldigheter "
    "(innenfor {limits}).",
    "en": "Only {one} has figures. {it} lies so close to {centre} that the difference may be due to chance "
    "(within {limits}).",
}
ONLY_OUTSIDE: Words = {
    "nb": "Bare {one} har tall. {it} ligger utenfor {limits} rundt {centre}.",
    "en": "Only {one} has figures. {it} lies outside {limits} around {centre}.",
}
ABOVE: Words = {"nb": "{} ligger over grensene", "en": "{} {} above the limits"}
BELOW: Words = {"nb": "{} ligger under grensene", "en": "{} {} below the limits"}
ABOVE_AND_BELOW: Words = {
    "nb": "{} ligger over grensene og {} under",
    "en": "{} {} above the limits and {} below",
}
FURTHER: dict[str, Words] = {
    "single": {"nb": ", også utenfor {limits}.", "en": ", also outside {limits}."},
    "not single": {"nb": ", men innenfor {limits}.", "en": ", but within {limits}."},
    "none": {"nb": ", ingen av dem utenfor {limits}.", "en": ", none of them outside {limits}."},
    "both": {"nb": ", begge også utenfor {limits}.", "en": ", both also outside {limits}."},
    "all": {"nb": ", alle også utenfor {limits}.", "en": ", all of them also outside {limits}."},
    "some": {"nb": ", {far} av dem også utenfor {limits}.", "en": ", {far} of them also outside {limits}."},
}
EXPECTED: Words = {"nb": "{} av {}", "en": "{} in {}"}
MEANING: Words = {
    "nb": "Hvis bare tilfeldigheter skilte dem fra {centre}, ville om lag {few} ligget utenfor {inner} og "
    "{very_few} utenfor {outer}.",
    "en": "If only chance set them apart from {centre}, about {few} would lie outside {inner} and "
    "{very_few} outside {outer}.",
}


def funnel_sentence(funnel: Funnel, language: Language | None = None) -> str:
    language = language or current()
    named = noun(funnel.level_name, funnel.measure, language)
    if not funnel.points:
        return NONE_SHOWN[language].format(one=named.one, many=named.many, year=funnel.year)
    return joined(
        (
            _within(funnel, named, language),
            _outside(funnel, named, language) if len(funnel.points) > 1 else "",
            _meaning(funnel, language),
            provisional((one.point for one in funnel.points), language),
        )
    )


def _within(funnel: Funnel, named: Noun, language: Language) -> str:
    whole = len(funnel.points)
    within = sum(one.outside == 0 for one in funnel.points)
    centre = f"{centre_name(funnel, language)} ({_centre(funnel, language)})"
    if whole == 1:
        outer = abs(funnel.points[0].outside) > 1
        return (ONLY_WITHIN if within else ONLY_OUTSIDE)[language].format(
            one=f"{named.single} {named.one}",
            it=begun(named.it),
            centre=centre,
            limits=_limits(OUTER if outer else INNER, language),
        )
    subject = begun(part_of(within, whole, named, language))
    return WITHIN[language].format(subject, *_verb(within, language), centre, _limits(INNER, language))


def _outside(funnel: Funnel, named: Noun, language: Language) -> str:
    above = sum(one.outside > 0 for one in funnel.points)
    below = sum(one.outside < 0 for one in funnel.points)
    if not above and not below:
        return ""
    verb = _verb(above or below, language)
    if above and below:
        said = ABOVE_AND_BELOW[language].format(count(above, language), *verb, count(below, language))
    else:
        one_side = begun(number(above + below, named, language))
        said = (ABOVE if above else BELOW)[language].format(one_side, *verb)
    return said + _further(funnel, above + below, named, language)


def _further(funnel: Funnel, outside: int, named: Noun, language: Language) -> str:
    """How many of those outside the inner limits are outside the outer ones too."""
    far = sum(abs(one.outside) > 1 for one in funnel.points)
    if outside == 1:
        case = "single" if far else "not single"
    elif far == outside:
        case = "both" if far == 2 else "all"
    else:
        case = "some" if far else "none"
    return FURTHER[case][language].format(far=number(far, named, language), limits=_limits(OUTER, language))


def _meaning(funnel: Funnel, language: Language) -> str:
    return MEANING[language].format(
        centre=centre_name(funnel, language),
        few=_expected(1 - INNER, 20, language),
        very_few=_expected(1 - OUTER, 1000, language),
        inner=_limits(INNER, language),
        outer=_limits(OUTER, language),
    )


def _expected(share: Fraction, among: int, language: Language) -> str:
    return EXPECTED[language].format(decimal(share * among, 0, language), count(among, language))


def _verb(size: int, language: Language) -> list[str]:
    """ "lie" after so many, "lies" after one or none; in Norwegian it is the same word."""
    return [] if language == "nb" else ["lie" if size > 1 else "lies"]


def _limits(confidence: Fraction, language: Language) -> str:
    decimals = 0 if confidence == INNER else OUTER_DECIMALS
    return LIMITS[language].format(percent(confidence, decimals, language))


def centre_name(funnel: Funnel, language: Language | None = None) -> str:
    language = language or current()
    return CENTRES.get(funnel.centre_name, {language: funnel.centre_name})[language]


def _centre(funnel: Funnel, language: Language) -> str:
    measure: Measure = funnel.measure
    target = measure.target(funnel.year)
    if target is not None and target.high is not None and Fraction(target.high) == funnel.centre:
        return written_limit(target.high, measure.in_percent, measure.unit_word, language)
    decimals = decimals_that_agree(measure, target, funnel.centre)
    return written(measure, funnel.centre, decimals, language)
