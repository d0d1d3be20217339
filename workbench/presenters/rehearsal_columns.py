"""The columns of a rehearsal's lists as files, headed in the language of the page."""

from django.utils.translation import gettext as _

from results.tables import Column


def _place() -> tuple[Column, ...]:
    return (
        Column("place", _("Sted")),
        Column("place_key", _("Stedsnøkkel")),
        Column("unit_level", _("Nivå")),
    )


def _where() -> tuple[Column, ...]:
    return (
        Column("indicator", _("Indikator")),
        Column("indicator_key", _("Indikatornøkkel")),
        Column("context", _("Pasienter")),
        Column("year", _("År"), "year"),
    )


def _what() -> Column:
    return Column("what", _("Endring"))


def _value(key: str, header: str) -> Column:
    return Column(f"value_{key}", _("{side}: verdi").format(side=header), "number")


def _counts(key: str, header: str) -> tuple[Column, ...]:
    return (
        Column(f"numerator_{key}", _("{side}: teller").format(side=header), "whole"),
        Column(f"denominator_{key}", _("{side}: nevner").format(side=header), "whole"),
    )


def _side(key: str, header: str) -> tuple[Column, ...]:
    return (
        _value(key, header),
        Column(f"attainment_{key}", _("{side}: måloppnåelse").format(side=header)),
        Column(f"uncertain_{key}", _("{side}: usikkert nivå").format(side=header)),
        *_counts(key, header),
        Column(f"reason_{key}", _("{side}: vises ikke fordi").format(side=header)),
    )


def cell_columns() -> tuple[Column, ...]:
    return (
        *_place(),
        *_where(),
        _what(),
        *_side("before", _("Før")),
        *_side("after", _("Etter")),
        Column("difference", _("Forskjell"), "number"),
        Column("unit", _("Måleenhet")),
        Column("low", _("Forskjell 95 % KI fra"), "number"),
        Column("high", _("Forskjell 95 % KI til"), "number"),
        Column("p", "p", "number"),
        Column("notes", _("Merk")),
    )


def hidden_columns() -> tuple[Column, ...]:
    return (
        Column("hidden_before", _("Før, skjult for alle andre")),
        Column("hidden_after", _("Etter, skjult for alle andre")),
    )


def extent_columns() -> tuple[Column, ...]:
    return (_what(), *_place(), *_where(), Column("reason", _("Vises ikke fordi")))


def slice_columns() -> tuple[Column, ...]:
    return (*_where(), _what())


def delivered_columns() -> tuple[Column, ...]:
    return (
        _what(),
        *_place(),
        *_where(),
        *(
            column
            for key, header in (("before", _("Før")), ("now", _("Nå")))
            for column in (*_counts(key, header), _value(key, header))
        ),
    )
