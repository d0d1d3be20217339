"""How an address is read. What it names and does not exist falls back, with a notice that says so."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisations.models import Unit
from registries.models import MedicalField, Registry
from results import contexts
from results.choices.offer import MOST_UNITS, Offer
from results.models.fields import Context

# A notice repeats what the address said; a long value is not worth reading to its end.
QUOTED_LENGTH = 40
# No database's numbers are longer; a longer one names nothing.
LONGEST_NUMBER = 18

CONTEXTS = {"behandlet": Context.CAREGIVER, "bosatt": Context.RESIDENT}
CONTEXT_IN_ADDRESS: dict[str, str] = {context: word for word, context in CONTEXTS.items()}


def releases_in(query: QueryDict) -> list[int]:
    """The releases that the address names, as far as it names them by numbers."""
    return [int(asked) for asked in _asked_releases(query) if _is_number(asked)]


def context_in(query: QueryDict, notices: list[str]) -> Context:
    asked = one_of(query, "kontekst", CONTEXTS, notices, _("Utvalget {} finnes ikke. Viser behandlet ved."))
    return asked or Context.CAREGIVER


def context_among(query: QueryDict, known: Collection[Context], notices: list[str]) -> Context:
    """The one asked for, also where there are no results in it; else one that has some."""
    instead = Context.CAREGIVER if Context.CAREGIVER in known or not known else min(known)
    notice = _("Utvalget {{}} finnes ikke. Viser {label}.").format(label=contexts.LABEL[instead].lower())
    return one_of(query, "kontekst", CONTEXTS, notices, notice) or instead


def year_in(query: QueryDict, years: list[int], notices: list[str]) -> int | None:
    """The year asked for, else the latest of these; None where there is none."""
    latest = years[0] if years else None
    known = {str(year): year for year in years}
    notice = _("Det finnes ingen publiserte resultater for året {}.")
    if latest:
        instead = _("Viser {year}.").format(year=latest)
        notice = f"{notice} {instead}"
    return one_of(query, "aar", known, notices, notice) or latest


def one_of(query: QueryDict, name: str, known: Mapping[str, Any], notices: list[str], notice: str) -> Any:
    """The value known by the word that the address gives; None, with the notice, where it is not known."""
    asked = query.get(name, "").strip()
    if not asked:
        return None
    found = known.get(asked.casefold())
    if found is None:
        notices.append(notice.format(quoted(asked)))
    return found


def registry_in(query: QueryDict, offer: Offer, notices: list[str]) -> Registry | None:
    known = {registry.key.casefold(): registry for registry in offer.registries}
    notice = _("Registeret {} finnes ikke blant de publiserte. Viser alle registre.")
    found: Registry | None = one_of(query, "register", known, notices, notice)
    return found


def registry_with(key: str, registries: Iterable[Registry]) -> Registry | None:
    """The one whose key it is, in any case. Not asked of PostgreSQL, which fails where NUL is looked for."""
    return next((one for one in registries if one.key.casefold() == key.casefold()), None)


def field_in(query: QueryDict, offer: Offer, notices: list[str]) -> MedicalField | None:
    known = {field.slug: field for field in offer.fields}
    notice = _("Fagområdet {} finnes ikke blant de publiserte. Viser alle fagområder.")
    found: MedicalField | None = one_of(query, "fagomraade", known, notices, notice)
    return found


def units_in(query: QueryDict, offer: Offer, notices: list[str], most: int = MOST_UNITS) -> tuple[Unit, ...]:
    """Those of the address that exist, the first `most` of them; none where it names none."""
    known = {unit.slug: unit for unit in offer.units}
    asked = [slug for slug in dict.fromkeys(query.getlist("sted")) if slug.strip()]
    missing = [slug for slug in asked if slug not in known]
    if missing:
        named = _named(missing)
        said = ngettext("Fant ikke stedet {places}.", "Fant ikke stedene {places}.", len(missing))
        notices.append(said.format(places=named))
    units = tuple(known[slug] for slug in asked if slug in known)
    if len(units) > most:
        said = _("Du kan se høyst {most} steder om gangen. De første {most} vises.")
        notices.append(said.format(most=most))
    return units[:most]


def held_releases(query: QueryDict, offer: Offer, notices: list[str]) -> tuple[int, ...]:
    asked = list(_asked_releases(query))
    shown = {str(one.release.pk) for one in offer.releases}
    known = {str(pk) for pk in offer.known}
    if missing := [one for one in asked if _plain(one) not in known]:
        said = ngettext(
            "Utgivelse {releases} finnes ikke. Viser det som er publisert nå.",
            "Utgivelsene {releases} finnes ikke. Viser det som er publisert nå.",
            len(missing),
        )
        notices.append(said.format(releases=_named(missing)))
    if others := [one for one in asked if _plain(one) in known - shown]:
        said = ngettext(
            "Utgivelse {releases} vises ikke: én utgivelse av et register om gangen.",
            "Utgivelsene {releases} vises ikke: én utgivelse av et register om gangen.",
            len(others),
        )
        notices.append(said.format(releases=_named(others)))
    return tuple(dict.fromkeys(int(one) for one in asked if _plain(one) in known & shown))


def _named(asked: list[str]) -> str:
    """ "«12»"; of many, the first few."""
    return ", ".join(quoted(one) for one in asked[:MOST_UNITS])


def _plain(asked: str) -> str:
    """A number without zeros before it."""
    return str(int(asked)) if _is_number(asked) else ""


def _asked_releases(query: QueryDict) -> Iterable[str]:
    return dict.fromkeys(asked.strip() for asked in query.getlist("utgivelse") if asked.strip())


def _is_number(asked: str) -> bool:
    return asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER


def quoted(value: str) -> str:
    short = value if len(value) <= QUOTED_LENGTH else value[:QUOTED_LENGTH] + "…"
    return _("«{quoted}»").format(quoted=short)
