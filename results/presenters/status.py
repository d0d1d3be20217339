"""What is said of a registry's stage, level and coverage, and of what it asks its patients."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from registries.models import STAGES, PromStatus, RegistryYear
from registries.printed import abbreviations
from wording.dates import date_text
from wording.numbers import percent

YES_NO = {True: "Ja", False: "Nei", None: "Ikke oppgitt"}
NOT_SAID = "Ikke oppgitt"
NOT_EVALUATED = "Ikke vurdert"
# What each stage takes, and each level, in short.
STAGE_MEANING = {
    1: "Registeret er godkjent som nasjonalt, og har bestemt hva det vil måle og hvordan.",
    2: "Det får data fra alle helseregionene det gjelder, og viser resultater for landet.",
    3: "Minst 60 % av pasientene er med. Resultatene vises hvert år, og sykehusene får sine egne tall.",
    4: "Minst 80 % av pasientene er med. Dataene er kontrollert og brukes i forskning.",
}
LEVEL_MEANING = {
    "A": "Nivå A: registeret kan vise til målte forbedringer de siste tre årene.",
    "B": "Nivå B: registeret har funnet noe som kan bli bedre, og arbeidet er i gang.",
    "C": "Nivå C: registeret når ikke kravene til nivå B.",
}


@dataclass(frozen=True)
class Part:
    """A piece of text, and what it is short for."""

    text: str
    meaning: str = ""


@dataclass(frozen=True)
class StatusYear:
    """A registry's status in a year, in words."""

    year: int
    stage: int | None
    level: str  # "A", "B", "C" or ""
    coverage: str

    @property
    def words(self) -> str:
        return stage_words(self.stage, self.level)

    @property
    def steps(self) -> tuple[bool, ...]:
        """Of the four stages, which have been reached."""
        return tuple(stage <= (self.stage or 0) for stage in STAGES)


@dataclass(frozen=True)
class Prom:
    """What a registry asked its patients on a day."""

    day: str
    answers: tuple[tuple[str, str], ...]  # what is asked of the registry, and "Ja", "Nei" or "Ikke oppgitt"
    generic: tuple[Part, ...]
    specific: tuple[Part, ...]
    note: str

    @property
    def short(self) -> tuple[Part, ...]:
        """The abbreviations in it that are known, each once."""
        return tuple(dict.fromkeys(part for part in (*self.generic, *self.specific) if part.meaning))


def stage_words(stage: int | None, level: str) -> str:
    """ "Stadium 3, nivå B"."""
    if stage is None:
        return NOT_EVALUATED
    return f"Stadium {stage}, nivå {level}" if level else f"Stadium {stage}"


def stage_short(stage: int | None, level: str) -> str:
    """ "3B", as the status report prints it; "" where it was not evaluated."""
    return "" if stage is None else f"{stage}{level}"


def meaning(stage: int | None, level: str) -> str:
    return " ".join(text for text in (STAGE_MEANING.get(stage or 0), LEVEL_MEANING.get(level)) if text)


def coverage_words(coverage: Decimal | None) -> str:
    """ "84,2 %", with the decimals it has; "" where none is given."""
    if coverage is None:
        return ""
    exact = Fraction(coverage) / 100
    return percent(exact, 0 if coverage == coverage.to_integral_value() else 1)


def status_years(statuses: Iterable[RegistryYear]) -> tuple[StatusYear, ...]:
    return tuple(StatusYear(one.year, one.stage, one.level, coverage_words(one.coverage)) for one in statuses)


def prom(status: PromStatus) -> Prom:
    return Prom(
        day=date_text(status.status_date),
        answers=(
            ("PROM valgt", YES_NO[status.chosen]),
            ("PROM samles inn", YES_NO[status.collected]),
            ("Elektronisk", YES_NO[status.electronic]),
            ("PREM samles inn", YES_NO[status.prem]),
        ),
        generic=parts(status.generic_instrument),
        specific=parts(status.disease_specific_instrument),
        note=status.note,
    )


def latest_prom(statuses: Iterable[PromStatus]) -> PromStatus | None:
    return max(statuses, key=lambda one: one.status_date, default=None)


def parts(text: str) -> tuple[Part, ...]:
    """The text in pieces, those that are short for something with what that is."""
    if not text:
        return ()
    known = abbreviations()
    return tuple(Part(piece, known.get(piece, "")) for piece in _known_abbreviations().split(text) if piece)


@lru_cache(maxsize=1)
def _known_abbreviations() -> re.Pattern[str]:
    """The longest first: "SDAI" is not "SDA" and an I."""
    words = sorted(abbreviations(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, words))})(?![\w-])")
