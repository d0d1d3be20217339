"""Rows through Django forms: one form checks one row, one field one column."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tabular.faults import Fault
from tabular.reading import Row


def check_rows(
    rows: Iterable[Row], form_class: type[forms.Form]
) -> tuple[list[tuple[Row, dict]], list[Fault]]:
    """The rows that are right with their cleaned values, and the faults of the others."""
    right: list[tuple[Row, dict]] = []
    faults: list[Fault] = []
    for row in rows:
        form = form_class(row.values)
        if form.is_valid():
            right.append((row, form.cleaned_data))
        else:
            faults += _faults_of(row, form)
    return right, faults


def _faults_of(row: Row, form: forms.Form) -> list[Fault]:
    return [
        Fault(
            row.number,
            None if name == "__all__" else name,
            _with_value(row.values.get(name, ""), str(message)),
        )
        for name, messages in form.errors.items()
        for message in messages
    ]


def _with_value(value: str, message: str) -> str:
    named = _("«{value}»").format(value=value)
    return f"{named}: {message}" if value and named not in message else message


class WordField(forms.ChoiceField):
    """One of a fixed set of words; the fault says which."""

    def __init__(self, *, words: list[str], required: bool = True) -> None:
        super().__init__(
            choices=[(word, word) for word in words],
            required=required,
            error_messages={
                "invalid_choice": format_lazy(_lazy("Skriv en av: {words}."), words=", ".join(words))
            },
        )


class ListField(forms.CharField):
    """Several values in one cell, separated by semicolons; "" is none."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return [part.strip() for part in (value or "").split(";") if part.strip()]

    def run_validators(self, value: Any) -> None:
        for part in value:
            super().run_validators(part)


class KeptField(forms.CharField):
    """Text; None where the file has no column for it: then what is known stays."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"required": False} | options))

    def to_python(self, value: Any) -> str | None:
        return None if value is None else lines_of(super().to_python(value) or "")


def lines_of(text: str) -> str:
    """The text, whichever system wrote the ends of its lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class SwitchField(forms.TypedChoiceField):
    """1 or 0 (also ja/nei, true/false); empty is the given value."""

    WORDS = {"1": True, "ja": True, "true": True, "0": False, "nei": False, "false": False}

    def __init__(self, *, empty: bool | None) -> None:
        super().__init__(
            choices=[(word, word) for word in self.WORDS],
            coerce=self.WORDS.__getitem__,
            empty_value=empty,  # type: ignore[arg-type]
            required=False,
            error_messages={"invalid_choice": _lazy("Skriv 1 eller 0.")},
        )

    def to_python(self, value: Any) -> str:
        return super().to_python(value).lower()
