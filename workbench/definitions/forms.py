"""What every form about definitions shares, and those that ask for a reason or a file alone."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _lazy

from indicators.forms import Prose

LONGEST_REASON = 1000


class ReasonForm(forms.Form):
    """Why something is done; `seen` says which version of it that was decided upon."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = Prose(
        required=True,
        max_length=LONGEST_REASON,
        label=_lazy("Hvorfor"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _lazy("Skriv hvorfor. Begrunnelsen blir stående i loggen.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dressed(self.fields["reason"])


class FileForm(forms.Form):
    file = forms.FileField(
        label=_lazy("Fil"),
        allow_empty_file=True,
        error_messages={"required": _lazy("Velg filen du vil lese inn.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.xlsx"
        dressed(self.fields["file"])


def dressed(field: forms.Field) -> None:
    """In the design system's clothes."""
    if not isinstance(field, forms.BooleanField):
        field.widget.attrs.setdefault("class", "ds-input")
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices: Any = field.choices
        field.choices = [(word, capfirst(label)) for word, label in choices]


def add_faults(form: forms.BaseForm, found: ValidationError) -> None:
    """What an action refused, at the fields it speaks of."""
    by_field = found.message_dict if hasattr(found, "error_dict") else {"__all__": found.messages}
    for name, messages in by_field.items():
        for message in messages:
            form.add_error(name if name in form.fields else None, message)
