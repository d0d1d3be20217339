"""How an indicator's charts are set. The same words in the address of every page that shows them."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from organisations.models import Level
from results.choices.parsing import one_of
from results.sentences.nouns import NOUNS
from wording.language import current

TREND, RANKING, FUNNEL = "utvikling", "rangering", "trakt"
FIGURES = {name: name for name in (TREND, RANKING, FUNNEL)}
# Which units are ranked, and stand in the funnel.
RANKED = {"sykehus": Level.HOSPITAL, "hf": Level.HF, "rhf": Level.RHF}
RANKED_IN_ADDRESS = {level: word for word, level in RANKED.items()}
# What a level is known by where nothing knows Django; `level_words` are for readers.
LEVEL_NAME = {Level.HOSPITAL: "sykehus", Level.HF: "helseforetak", Level.RHF: "helseregioner"}
FITTED, AROUND_TARGET = "tilpasset", "maal"
AXES = {name: name for name in (FITTED, "hel")}
CENTRES = {name: name for name in (AROUND_TARGET, "landet")}
BY_LAST_TARGET = "siste"
JUDGED = {name: name for name in (BY_LAST_TARGET, "hvert-aar")}


@dataclass(frozen=True)
class Figures:
    """The first of each is what an address without it means."""

    shown: str = TREND  # on the results page, where one is shown at a time
    ranked: Level | None = None  # None: hospitals; trusts where only those have results
    whole_axis: bool = True  # 0–100 % for shares; else as high as the numbers need
    around_target: bool = False  # the funnel around the high limit, not around the nation's share
    by_last_target: bool = False  # the trend's years all judged by the last target, not each by its own

    @property
    def query(self) -> dict[str, str]:
        """What an address needs to say of them."""
        said = {
            "figur": "" if self.shown == TREND else self.shown,
            "rangert": RANKED_IN_ADDRESS[self.ranked] if self.ranked else "",
            "akse": "" if self.whole_axis else FITTED,
            "trakt": AROUND_TARGET if self.around_target else "",
            "maal": BY_LAST_TARGET if self.by_last_target else "",
        }
        return {name: word for name, word in said.items() if word}


def figures_in(query: QueryDict, notices: list[str]) -> Figures:
    def asked(name: str, known: dict[str, Any], notice: str) -> Any:
        return one_of(query, name, known, notices, notice)

    return Figures(
        shown=asked("figur", FIGURES, _("Figuren {} finnes ikke. Viser utviklingen.")) or TREND,
        ranked=asked("rangert", RANKED, _("Nivået {} finnes ikke. Velg sykehus, hf eller rhf.")),
        whole_axis=asked("akse", AXES, _("Aksen {} finnes ikke. Viser hele aksen.")) != FITTED,
        around_target=asked("trakt", CENTRES, _("Trakten {} finnes ikke. Viser den rundt hele landet."))
        == AROUND_TARGET,
        by_last_target=asked("maal", JUDGED, _("Målet {} finnes ikke. Viser hvert år etter sitt eget mål."))
        == BY_LAST_TARGET,
    )


def level_words(level_name: str) -> str:
    """The units of a level in the plural, in the language of the page: "sykehus", "hospitals"."""
    return NOUNS[level_name][current()].many
