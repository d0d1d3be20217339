"""What is confirmed, and said, when something is made public."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _lazy

from results.choices.parsing import LONGEST_NUMBER

# Of templates/workbench/_terms.html: what was agreed to is kept in the trail by this name. A changed text has
# a new one.
TERMS_VERSION = "2026-1"

NO_REASON = _lazy("Skriv hva som er endret, og hvorfor. Teksten vises for alle i loggen over utgivelser.")
NOT_CONFIRMED = _lazy("Bekreft ansvaret og vilkårene for å publisere.")
LONGEST_REASON = 2000
# What no release has, and what does not say that any will do.
NO_RELEASE = -1


class Seen(forms.Field):
    """A release's number as the page had it; None where there was none."""

    widget = forms.HiddenInput

    def to_python(self, value: str | None) -> int | None:
        if not value:
            return None
        is_number = value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER
        return (int(value) if is_number else 0) or NO_RELEASE


class PublicationForm(forms.Form):
    """`must_tell`: values, definitions or targets that are public change or go."""

    reason = forms.CharField(required=False, max_length=LONGEST_REASON)
    confirmed = forms.BooleanField(required=False)
    public = Seen(required=False)

    def __init__(self, *args, must_tell: bool, **kwargs) -> None:  # type: ignore[no-untyped-def]
        super().__init__(*args, **kwargs)
        self.must_tell = must_tell

    def clean_confirmed(self) -> bool:
        if not self.cleaned_data["confirmed"]:
            raise ValidationError(NOT_CONFIRMED)
        return True

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if self.must_tell and not reason:
            raise ValidationError(NO_REASON)
        return reason


class RollBackForm(forms.Form):
    reason = forms.CharField(max_length=LONGEST_REASON, error_messages={"required": NO_REASON})
    public = Seen(required=False)
    draft = Seen(required=False)
