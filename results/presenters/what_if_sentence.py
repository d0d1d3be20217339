"""How a move between levels is said: the verb goes before who moves in Norwegian, behind it in English."""

from dataclasses import dataclass

from results.calculations.what_if import DOWN, GAINED, LOST, UP
from results.sentences.nouns import Noun, begun, part_of
from wording.language import Language

CHANGES = "changes"


@dataclass(frozen=True)
class Verb:
    one: str
    many: str
    would: str  # behind WOULD: of a target that begins later


VERBS: dict[Language, dict[str, Verb]] = {
    "nb": {
        DOWN: Verb("faller", "faller", "falt"),
        UP: Verb("stiger", "stiger", "steget"),
        GAINED: Verb("får", "får", "fått"),
        LOST: Verb("mister", "mister", "mistet"),
        CHANGES: Verb("bytter", "bytter", "byttet"),
    },
    "en": {
        DOWN: Verb("falls", "fall", "fallen"),
        UP: Verb("rises", "rise", "risen"),
        GAINED: Verb("gains", "gain", "gained"),
        LOST: Verb("loses", "lose", "lost"),
        CHANGES: Verb("changes", "change", "changed"),
    },
}
WOULD: dict[Language, str] = {"nb": "ville", "en": "would have"}


@dataclass(frozen=True)
class Who:
    """So many of the units that are shown."""

    size: int
    whole: int
    named: Noun


def sentence(lead: str, way: str, who: Who, rest: str, language: Language, *, ahead: bool) -> str:
    """ "Med … faller 4 av 41 sykehus fra høy til moderat: …"; without a lead "4 av 41 sykehus faller …"."""
    verb = VERBS[language][way]
    said = _norwegian(lead, verb, who, ahead) if language == "nb" else _english(lead, verb, who, ahead)
    return f"{' '.join(word for word in (said, rest) if word)}."


def _norwegian(lead: str, verb: Verb, who: Who, ahead: bool) -> str:
    first, last = (WOULD["nb"], verb.would) if ahead else (verb.many, "")
    if who.whole == 1:
        named = f"{'ikke ' if who.size == 0 else ''}{who.named.the_one}"
    else:
        named = part_of(who.size, who.whole, who.named, "nb")
    words = [lead, first, named, last] if lead else [begun(named), first, last]
    return " ".join(word for word in words if word)


def _english(lead: str, verb: Verb, who: Who, ahead: bool) -> str:
    alone = who.whole == 1
    named = f"the {who.named.the_one}" if alone else part_of(who.size, who.whole, who.named, "en")
    if alone and who.size == 0:
        does = f"{'would not have' if ahead else 'does not'} {verb.would if ahead else verb.many}"
    elif ahead:
        does = f"{WOULD['en']} {verb.would}"
    else:
        does = verb.one if who.size == 1 else verb.many
    return f"{lead}, {named} {does}" if lead else f"{begun(named)} {does}"
