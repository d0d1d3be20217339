from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from organisations.models import Level, Unit
from registries.models import LEVEL_TOO_EARLY, LEVELS_FROM, STAGES, Registry, StageLevel
from tabular.forms import KeptField, SwitchField, WordField


class RegistryRow(forms.Form):
    """One row of a file of registries."""

    key = forms.CharField(
        max_length=50,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]+\Z", _lazy("Bruk bokstavene a–z, sifre, _ og -."))],
    )
    name = forms.CharField(max_length=200)
    name_en = KeptField(max_length=200)
    short_name = forms.CharField(max_length=100, required=False)
    short_name_en = KeptField(max_length=100)
    rhf = forms.CharField(required=False)
    established = forms.IntegerField(min_value=1900, max_value=2200, required=False)
    medical_field = forms.CharField(max_length=100, required=False)
    medical_field_secondary = forms.CharField(max_length=100, required=False)

    def clean_rhf(self) -> Unit | None:
        name = self.cleaned_data["rhf"]
        found = Unit.objects.filter(level=Level.RHF, name=name).first()
        if name and found is None:
            raise forms.ValidationError(
                _("Ingen RHF har dette navnet. Rett navnet, eller legg inn enheten først.")
            )
        return found


class FieldRow(forms.Form):
    """One row of a file of medical fields."""

    name = forms.CharField(max_length=100)
    name_en = KeptField(max_length=100)


class OfARegistry(forms.Form):
    """One row of a file, about a registry that is there already."""

    key = forms.CharField()

    def clean_key(self) -> Registry:
        found = Registry.objects.filter(key__iexact=self.cleaned_data["key"]).first()
        if found is None:
            raise forms.ValidationError(
                _("Registeret finnes ikke. Rett nøkkelen, eller legg inn registeret først.")
            )
        return found


class RegistryYearRow(OfARegistry):
    """One row of a file of the registries' status by year."""

    year = forms.IntegerField(min_value=1900, max_value=2200)
    stage = forms.IntegerField(min_value=STAGES[0], max_value=STAGES[-1], required=False)
    level = WordField(words=StageLevel.values, required=False)
    coverage = forms.DecimalField(min_value=0, max_value=100, max_digits=4, decimal_places=1, required=False)

    def clean(self) -> dict:
        values = self.cleaned_data
        if values.get("level"):
            if values.get("year", LEVELS_FROM) < LEVELS_FROM:
                self.add_error("level", LEVEL_TOO_EARLY)
            if "stage" in values and values["stage"] is None:
                self.add_error("stage", _("Et nivå må ha et stadium."))
        return values


class PromRow(OfARegistry):
    """One row of a file of the registries' PROM status; an empty answer is none."""

    status_date = forms.DateField(
        input_formats=["%Y-%m-%d"], error_messages={"invalid": _lazy("Skriv datoen som 2020-12-31.")}
    )
    chosen = SwitchField(empty=None)
    collected = SwitchField(empty=None)
    electronic = SwitchField(empty=None)
    generic_instrument = forms.CharField(max_length=200, required=False)
    disease_specific_instrument = forms.CharField(max_length=500, required=False)
    prem = SwitchField(empty=None)
    note = forms.CharField(max_length=200, required=False)

    def clean(self) -> dict:
        values = self.cleaned_data
        if values.get("chosen") is False and values.get("collected"):
            self.add_error("collected", _("Et register som ikke har valgt PROM, kan ikke samle det inn."))
        return values
