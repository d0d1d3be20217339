"""What is to be said of one place's result: how sure its level is, and what it would take."""

from fractions import Fraction

from results.points import Measure, Point, TargetPeriod
from results.sentences.nouns import LEVELS, Words, begun
from wording.language import Language, current
from wording.numbers import count

UNCERTAIN: Words = {
    "nb": "{}, men usikkert: resultatet bygger på {}{}.",
    "en": "{}, but uncertain: the result is based on {}{}.",
}
ALSO_ONE: Words = {"nb": ", og {} er også mulig", "en": ", and {} is also possible"}
ALSO_TWO: Words = {"nb": ", og både {} og {} er mulig", "en": ", and both {} and {} are possible"}
PATIENTS: dict[Language, tuple[str, str]] = {"nb": ("pasient", "pasienter"), "en": ("patient", "patients")}
DISTANCE: Words = {
    "nb": "{} {} av {} ville gitt høy måloppnåelse.",
    "en": "{} {} of {} would have given high attainment.",
}
MORE_OR_FEWER: dict[Language, dict[str, str]] = {
    "nb": {"higher": "flere", "lower": "færre"},
    "en": {"higher": "more", "lower": "fewer"},
}


def uncertain_sentence(point: Point, measure: Measure, language: Language | None = None) -> str:
    """Which other levels chance leaves possible; "" where the level is certain, or there is none."""
    language = language or current()
    target = measure.target(point.year)
    if point.certain is not False or not point.level or target is None:
        return ""
    words = [LEVELS[language][level] for level in possible_levels(point, target) if level != point.level]
    also = {1: ALSO_ONE, 2: ALSO_TWO}.get(len(words))
    return UNCERTAIN[language].format(
        begun(LEVELS[language][point.level]),
        patients(point.denominator or 0, language),
        also[language].format(*words) if also else "",
    )


def possible_levels(point: Point, target: TargetPeriod) -> list[str]:
    """The levels that the interval reaches into, the best first; the limits count on the better side."""
    if point.low is None or point.high is None or target.high is None or target.moderate is None:
        return []
    worst, best = Fraction(point.low), Fraction(point.high)
    high, moderate = Fraction(target.high), Fraction(target.moderate)
    if target.direction == "lower":
        worst, best, high, moderate = -best, -worst, -high, -moderate
    reached = {
        "high": best >= high,
        "moderate": worst < high and best >= moderate and moderate < high,
        "low": worst < moderate,
    }
    return [level for level, is_reached in reached.items() if is_reached]


def distance_sentence(point: Point, language: Language | None = None) -> str:
    """What it would have taken to reach high; "" where it is reached or not known."""
    language = language or current()
    if not point.distance or not point.denominator or not point.direction:
        return ""
    return DISTANCE[language].format(
        count(point.distance, language),
        MORE_OR_FEWER[language][point.direction],
        patients(point.denominator, language),
    )


def patients(size: int, language: Language) -> str:
    one, many = PATIENTS[language]
    return f"{count(size, language)} {one if size == 1 else many}"
