"""What places, levels and counts of them are called inside a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from results.points import Measure, Point
from results.values import written
from wording.language import Language
from wording.numbers import count

Words = dict[Language, str]


@dataclass(frozen=True)
class Noun:
    one: str
    many: str
    the_many: str
    the_one: str
    single: str  # the number one with it, and alone
    it: str


HOSPITALS: dict[Language, Noun] = {
    "nb": Noun("sykehus", "sykehus", "sykehusene", "sykehuset", "ett", "det"),
    "en": Noun("hospital", "hospitals", "hospitals", "hospital", "one", "it"),
}
TRUSTS: dict[Language, Noun] = {
    "nb": Noun("helseforetak", "helseforetak", "helseforetakene", "helseforetaket", "ett", "det"),
    "en": Noun("health trust", "health trusts", "health trusts", "health trust", "one", "it"),
}
REGIONS: dict[Language, Noun] = {
    "nb": Noun("helseregion", "helseregioner", "helseregionene", "helseregionen", "én", "den"),
    "en": Noun("health region", "health regions", "health regions", "health region", "one", "it"),
}
AREAS: dict[Language, Noun] = {
    "nb": Noun("opptaksområde", "opptaksområder", "opptaksområdene", "opptaksområdet", "ett", "det"),
    "en": Noun("catchment area", "catchment areas", "catchment areas", "catchment area", "one", "it"),
}
PLACES: dict[Language, Noun] = {
    "nb": Noun("sted", "steder", "stedene", "stedet", "ett", "det"),
    "en": Noun("place", "places", "places", "place", "one", "it"),
}
NOUNS = {"sykehus": HOSPITALS, "helseforetak": TRUSTS, "helseregioner": REGIONS, "opptaksområder": AREAS}

NATION: Words = {"nb": "hele landet", "en": "the whole country"}
LEVELS: dict[Language, dict[str, str]] = {
    "nb": {"high": "høy", "moderate": "moderat", "low": "lav"},
    "en": {"high": "high", "moderate": "moderate", "low": "low"},
}
ATTAINMENT: Words = {"nb": "{} måloppnåelse", "en": "{} attainment"}
AND: Words = {"nb": "{} og {}", "en": "{} and {}"}
PROVISIONAL: Words = {"nb": "Tallene for {} er foreløpige.", "en": "The figures for {} are provisional."}
NONE_SHOWN: Words = {
    "nb": "Ingen {many} har tall som kan vises for {year}.",
    "en": "No {one} has figures that can be shown for {year}.",
}


def noun(level_name: str, measure: Measure, language: Language) -> Noun:
    """By what the units of a level are called; where patients are counted by home, a trust is its area."""
    found = NOUNS.get(level_name, PLACES)
    return (AREAS if found is TRUSTS and measure.context == "resident" else found)[language]


def place(name: str, unit_level: str, language: Language) -> str:
    return NATION[language] if unit_level == "nation" else name


def value(measure: Measure, point: Point, language: Language) -> str:
    """As the point's cell writes it."""
    return written(measure, point.value or 0, point.decimals, language)


def attainment(level: str, language: Language) -> str:
    """ "høy måloppnåelse"."""
    return ATTAINMENT[language].format(LEVELS[language][level])


def number(size: int, named: Noun, language: Language) -> str:
    """ "ett", "8"."""
    return named.single if size == 1 else count(size, language)


def counted(size: int, named: Noun, language: Language) -> str:
    """ "ett sykehus", "8 sykehus"."""
    return f"{number(size, named, language)} {named.one if size == 1 else named.many}"


def part_of(size: int, whole: int, named: Noun, language: Language) -> str:
    """So many of a whole above 1: "8 av 41 sykehus", "begge sykehusene", "ingen av de 41 sykehusene"."""
    whole_text = count(whole, language)
    if language == "nb":
        if size == whole:
            return f"begge {named.the_many}" if whole == 2 else f"alle de {whole_text} {named.the_many}"
        if size == 0:
            return f"ingen av de {whole_text} {named.the_many}"
        return f"{number(size, named, language)} av {whole_text} {named.many}"
    if size == whole:
        return f"both {named.many}" if whole == 2 else f"all {whole_text} {named.many}"
    if size == 0:
        return f"none of the {whole_text} {named.many}"
    return f"{number(size, named, language)} of {whole_text} {named.many}"


def provisional(points: Iterable[Point], language: Language) -> str:
    """That the figures of these years are provisional; "" where none is."""
    years = sorted({one.year for one in points if one.provisional})
    return PROVISIONAL[language].format(listed([str(year) for year in years], language)) if years else ""


def listed(words: list[str], language: Language) -> str:
    """ "2022, 2023 og 2024"."""
    *first, last = words
    return AND[language].format(", ".join(first), last) if first else last


def begun(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]


def joined(sentences: Iterable[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
