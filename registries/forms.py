from django import forms
from django.core.validators import RegexValidator

from organisations.models import Level, Unit


class RegistryRow(forms.Form):
    """One row of a file of registries."""

    key = forms.CharField(
        max_length=50,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]+\Z", "Bruk bokstavene a–z, sifre, _ og -.")],
    )
    name = forms.CharField(max_length=200)
    short_name = forms.CharField(max_length=100, required=False)
    rhf = forms.CharField(required=False)
    established = forms.IntegerField(min_value=1900, max_value=2200, required=False)
    medical_field = forms.CharField(max_length=100, required=False)
    medical_field_secondary = forms.CharField(max_length=100, required=False)

    def clean_rhf(self) -> Unit | None:
        name = self.cleaned_data["rhf"]
        found = Unit.objects.filter(level=Level.RHF, name=name).first()
        if name and found is None:
            raise forms.ValidationError(
                "Ingen RHF har dette navnet. Rett navnet, eller legg inn enheten først."
            )
        return found
