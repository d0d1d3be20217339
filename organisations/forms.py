from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from organisations.models import Kind, Level
from tabular.forms import ListField, WordField

_numbers = RegexValidator(
    r"^[0-9]{1,9}\Z", _lazy("Et organisasjonsnummer har 1–9 sifre; flere skilles med semikolon.")
)


class UnitRow(forms.Form):
    """One row of a file of treatment units."""

    level = WordField(words=Level.values)
    name = forms.CharField(max_length=200)
    full_name = forms.CharField(max_length=300, required=False)
    parent = forms.CharField(required=False)
    orgnrs = ListField(required=False, validators=[_numbers])
    company_orgnrs = ListField(required=False, validators=[_numbers])
    sorting = forms.IntegerField(required=False)
    kind = WordField(words=Kind.values, required=False)

    def clean_sorting(self) -> int:
        return self.cleaned_data["sorting"] or 0

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Kind.PUBLIC

    def clean(self) -> dict:
        values = self.cleaned_data
        level, parent = values.get("level"), values.get("parent")
        if level == Level.NATION and parent:
            self.add_error("parent", _("Nasjonen har ingen overordnet enhet. La feltet være tomt."))
        if level not in (None, Level.NATION) and not parent:
            self.add_error("parent", _("Skriv navnet på enheten ett nivå opp."))
        return values
