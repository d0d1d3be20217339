"""What is said of a registry's stage, level and coverage, and of what it asks its patients."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from registries.models import STAGES, PromStatus, RegistryYear
from registries.printed import abbreviations
from wording.dates import date_text
from wording.numbers import percent
from wording.texts import Text

# What each stage takes, and each level, in short.
STAGE_MEANING = {
    1: _lazy("Registeret er godkjent som nasjonalt, og har bestemt hva det vil måle og hvordan."),
    2: _lazy("Det får data fra alle helseregionene det gjelder, og viser resultater for landet."),
    3: _lazy("Minst 60 % av pasientene er med. Resultatene vises hvert år, og sykehusene får sine tall."),
    4: _lazy("Minst 80 % av pasientene er med. Dataene er kontrollert og brukes i forskning."),
}
LEVEL_MEANING = {
    "A": _lazy("Nivå A: registeret kan vise til målte forbedringer de siste tre årene."),
    "B": _lazy("Nivå B: registeret har funnet noe som kan bli bedre, og arbeidet er i gang."),
    "C": _lazy("Nivå C: registeret når ikke kravene til nivå B."),
}


@dataclass(frozen=True)
class Part:
    """A piece of text, and what it is short for."""

    text: str
    meaning: Text | None = None


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
    answers: tuple[tuple[str, str], ...]  # what the registry does, and "Ja", "Nei" or "" where it is not said
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
        return _("Ikke vurdert")
    told = _("Stadium {stage}, nivå {level}") if level else _("Stadium {stage}")
    return told.format(stage=stage, level=level)


def stage_short(stage: int | None, level: str) -> str:
    """ "3B", as the status report prints it; "" where it was not evaluated."""
    return "" if stage is None else f"{stage}{level}"


def meaning(stage: int | None, level: str) -> str:
    return " ".join(str(text) for text in (STAGE_MEANING.get(stage or 0), LEVEL_MEANING.get(level)) if text)


def yes_or_no(answer: bool | None) -> str:
    """ "" where it is not said: that is not a no."""
    return "" if answer is None else _("Ja") if answer else _("Nei")


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
            (_("PROM valgt"), yes_or_no(status.chosen)),
            (_("PROM samles inn"), yes_or_no(status.collected)),
            (_("Elektronisk"), yes_or_no(status.electronic)),
            (_("PREM samles inn"), yes_or_no(status.prem)),
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
    return tuple(Part(piece, known.get(piece)) for piece in _known_abbreviations().split(text) if piece)


@lru_cache(maxsize=1)
def _known_abbreviations() -> re.Pattern[str]:
    """The longest first: "SDAI" is not "SDA" and an I."""
    words = sorted(abbreviations(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, words))})(?![\w-])")
