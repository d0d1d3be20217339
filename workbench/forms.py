"""What staff fill in to deliver a file."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from results.actions import DataDates


class UploadForm(forms.Form):
    """An empty file is let through: the reader has a sentence for it."""

    file = forms.FileField(
        label=_lazy("Fil"),
        allow_empty_file=True,
        error_messages={"required": _lazy("Velg filen du vil levere.")},
    )
    updated_to = forms.DateField(
        label=_lazy("Oppdatert til"),
        error_messages={
            "required": _lazy("Skriv datoen."),
            "invalid": _lazy("Skriv datoen som dag, måned og år."),
        },
    )
    complete_to = forms.DateField(
        label=_lazy("Komplett til"),
        error_messages={
            "required": _lazy("Skriv datoen."),
            "invalid": _lazy("Skriv datoen som dag, måned og år."),
        },
    )

    def clean_updated_to(self) -> Any:
        day = self.cleaned_data["updated_to"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Datoen er fram i tid. Skriv når dataene ble tatt ut."))
        return day

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        updated, complete = found.get("updated_to"), found.get("complete_to")
        if updated and complete and complete > updated:
            self.add_error(
                "complete_to",
                _("Dataene kan ikke være komplette lenger fram enn de er oppdatert. Velg en tidligere dato."),
            )
        return found

    @property
    def dates(self) -> DataDates:
        return DataDates(self.cleaned_data["updated_to"], self.cleaned_data["complete_to"])


def fresh_form() -> UploadForm:
    """With the dates that hold unless someone knows better."""
    default = DataDates.by_default()
    return UploadForm(initial={"updated_to": default.updated_to, "complete_to": default.complete_to})
