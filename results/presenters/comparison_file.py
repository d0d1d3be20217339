"""The comparison as a file: a row for each place and indicator, as in every file of results."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import gettext as _

from registries.names import field_name, name_of
from results import contexts
from results.choices.comparison import Comparison
from results.points import Measure
from results.presenters.comparison import (
    UNTESTED,
    Answer,
    ComparedSection,
    decimals_of_difference,
    decimals_of_ends,
    in_a_sentence,
)
from results.presenters.origins import origin, source
from results.presenters.releases import ReleaseNotice, release_mark
from results.shown_releases import ShownRelease
from results.tables import Column, Table, Value, about, result_columns, result_row, yes_or_no
from results.values import shown_percent


def comparison_file(
    choices: Comparison,
    shown: Iterable[ShownRelease],
    sections: list[ComparedSection],
    labels: Mapping[int, str],
    caveats: Iterable[str],
    host: str,
) -> Table:
    """The rows of these sections; `caveats` are what the page says above them."""
    known = {one.registry.key: one for one in shown}
    names = [labels[unit.pk] for unit in choices.units]
    first = in_a_sentence(names[0], choices.units[0].level)
    return Table(
        name="-".join((_("sammenligning"), str(choices.year), *(unit.slug for unit in choices.units))),
        title=_("Sammenligning {year}: {places}").format(year=choices.year, places=", ".join(names)),
        columns=(*result_columns(), *_columns(first)),
        rows=tuple(row for one in sections for row in _rows(one, known[one.section.key])),
        day=timezone.localdate(),
        about=about(
            chosen=_chosen_words(choices, names),
            # A registry's rows may stand in two sections.
            origins=dict.fromkeys(
                origin(
                    known[one.section.key],
                    host + _held(choices, known[one.section.key]),
                    one.section.provisional,
                )
                for one in sections
            ),
            caveats=caveats,
        ),
    )


def _columns(first: str) -> tuple[Column, ...]:
    return (
        Column("difference", _("Forskjell fra {first} (prosentpoeng)").format(first=first), "number"),
        Column("difference_low", _("Forskjell: 95 % KI fra"), "number"),
        Column("difference_high", _("Forskjell: 95 % KI til"), "number"),
        Column("difference_certain", _("Sikker forskjell")),
    )


def _rows(one: ComparedSection, shown: ShownRelease) -> Iterable[tuple[Value, ...]]:
    release = release_mark(shown).text
    for row in one.rows:
        for answer in row.answers:
            result = result_row(
                row.measure,
                answer.point,
                source=source(shown),
                release=release,
                printed=one.section.sources,
            )
            yield (*result, *_difference(row.measure, answer))


def _difference(measure: Measure, answer: Answer) -> tuple[Value, ...]:
    found = answer.difference
    if found is None:
        return (None, None, None, _("ikke testet") if answer.verdict == UNTESTED else None)
    decimals = decimals_of_ends(measure, found)
    return (
        shown_percent(found.size, decimals_of_difference(measure, found)),
        shown_percent(Fraction(found.low), decimals),
        shown_percent(Fraction(found.high), decimals),
        yes_or_no(found.certain),
    )


def notice_words(notices: Iterable[ReleaseNotice]) -> Iterable[str]:
    """ "Hjerte: Utgivelse 3 ble trukket tilbake 1. mai 2026, og tallene vises ikke. Begrunnelse: Feil." """
    for notice in notices:
        reason = _("Begrunnelse: {reason}").format(reason=notice.reason) if notice.reason else ""
        yield f"{notice.registry}: {notice.text} {reason}".strip()


def _chosen_words(choices: Comparison, names: list[str]) -> list[tuple[str, str]]:
    told = {
        _("Steder"): ", ".join(names),
        _("Sammenlignet med"): names[0],
        _("År"): str(choices.year),
        _("Pasienter"): contexts.LABEL[choices.context],
        _("Register"): name_of(choices.registry) if choices.registry else "",
        _("Fagområde"): field_name(choices.field) if choices.field else "",
        _("Indikatorer"): _("Bare med sikre forskjeller") if choices.only_certain else "",
    }
    return [(label, text) for label, text in told.items() if text]


def _held(choices: Comparison, one: ShownRelease) -> str:
    return choices.but(registry=one.registry, releases=(one.release.pk,))
