"""What may be written in the administration, checked before an action does it."""

import re
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from organisations.actions import number_is_taken
from organisations.models import Level, OrganisationNumber, Unit
from organisations.tree import faults_of, taken_numbers
from registries import accounts
from registries.models import MedicalField, PromStatus, Registry, RegistryField, RegistryYear
from registries.names import field_name
from wording.slugs import slug
from workbench.admin.paths import path_of

DIGITS = re.compile(r"[0-9]{1,9}")


class UnitField(forms.ModelChoiceField):
    """A unit, by its path: names repeat. One query."""

    def __init__(self, *, levels: list[Level], **options: Any) -> None:
        units = Unit.objects.filter(level__in=levels).select_related("parent__parent")
        super().__init__(queryset=units, required=False, empty_label=_lazy("Ingen"), **options)

    def label_from_instance(self, obj: Any) -> str:
        return path_of(obj)


class MainField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return field_name(obj)


class MoreFields(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return field_name(obj)


class NumbersField(forms.CharField):
    """Organisation numbers, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 14, "inputmode": "numeric"})

    def to_python(self, value: Any) -> Any:
        return list(dict.fromkeys(re.findall(r"[^\s,;]+", value or "")))

    def validate(self, value: Any) -> None:
        if wrong := [one for one in value if not DIGITS.fullmatch(one)]:
            raise ValidationError(
                _("«{number}» er ikke et organisasjonsnummer: det har 1–9 sifre.").format(number=wrong[0])
            )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return sorted(initial or []) != sorted(self.to_python(data))


class UnitForm(forms.ModelForm):
    parent = UnitField(label=_lazy("Overordnet enhet"), levels=[Level.NATION, Level.RHF, Level.HF])
    successor = UnitField(
        label=_lazy("Etterfølger"),
        levels=[Level.RHF, Level.HF, Level.HOSPITAL],
        help_text=_lazy("Enheten som har tatt over, om denne er slått sammen med en annen."),
    )
    slug = forms.SlugField(
        label=_lazy("Adresse"),
        max_length=220,
        required=False,
        help_text=_lazy("Lages av navnet om feltet er tomt."),
    )
    numbers = NumbersField(
        label=_lazy("Organisasjonsnumre"),
        required=False,
        help_text=_lazy("Ett på hver linje. Alle kan brukes i leveringer."),
    )
    company_numbers = NumbersField(
        label=_lazy("Eierens numre"),
        required=False,
        help_text=_lazy(
            "Foretaket som eier enheten. Leveringer kan bruke dem, men enheten kjennes ikke på dem."
        ),
    )

    class Meta:
        model = Unit
        fields = (
            "level", "name", "full_name", "slug", "parent", "kind", "sorting",
            "first_year", "last_year", "successor",
        )  # fmt: skip
        help_texts = {
            "kind": _lazy("Udefinerte enheter teller med i summene over og vises aldri."),
            "sorting": _lazy("Rekkefølgen i lister, og hvem av to like små som skjules av personvernhensyn."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            numbers = OrganisationNumber.objects.filter(unit=self.instance).order_by("number")
            held = list(numbers.values_list("number", "company"))
            self.initial["numbers"] = [number for number, company in held if not company]
            self.initial["company_numbers"] = [number for number, company in held if company]

    @property
    def all_numbers(self) -> dict[str, bool]:
        return dict.fromkeys(self.cleaned_data["company_numbers"], True) | dict.fromkeys(
            self.cleaned_data["numbers"], False
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        own, company = values.get("numbers", []), values.get("company_numbers", [])
        if both := set(own) & set(company):
            twice = _("Nummeret {number} står i begge feltene. Behold det ene.").format(number=min(both))
            self.add_error("company_numbers", twice)
        taken = taken_numbers(self.instance, [*own, *company])
        for number, owner in taken.items():
            field = "numbers" if number in own else "company_numbers"
            self.add_error(field, number_is_taken(number, owner))
        return values

    def _post_clean(self) -> None:
        # The instance has its new values from here on.
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            _add_all(self, faults_of(self.instance, Unit.objects.all()))


class RegistryForm(forms.ModelForm):
    rhf = UnitField(label=_lazy("Ansvarlig RHF"), levels=[Level.RHF])
    home_page = forms.URLField(
        label=_lazy("Hjemmeside"), max_length=200, required=False, assume_scheme="https"
    )
    main_field = MainField(
        label=_lazy("Fagområde"),
        queryset=MedicalField.objects.order_by("name"),
        required=False,
        empty_label=_lazy("Ingen"),
    )
    more_fields = MoreFields(
        label=_lazy("Hører også til"),
        queryset=MedicalField.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Registry
        fields = (
            "key", "short_name", "short_name_en", "name", "name_en", "rhf", "established", "home_page"
        )  # fmt: skip
        help_texts = {
            "key": _lazy("Står i adresser og endres ikke siden."),
            "short_name": _lazy("Slik registeret heter i lister og overskrifter."),
            "short_name_en": _lazy("Står det tomt, brukes det norske."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            links = RegistryField.objects.filter(registry=self.instance).order_by("position")
            held = list(links.values_list("field", flat=True))
            self.initial["main_field"], self.initial["more_fields"] = next(iter(held), None), held[1:]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("more_fields") and not values.get("main_field"):
            self.add_error("main_field", _("Velg hovedområdet først."))
        return values

    @property
    def all_fields(self) -> list[MedicalField]:
        """The main one first."""
        main = self.cleaned_data["main_field"]
        more = [field for field in self.cleaned_data["more_fields"] if field != main]
        return [main, *more] if main else []


class FieldForm(forms.ModelForm):
    slug = forms.SlugField(
        label=_lazy("Adresse"),
        max_length=100,
        required=False,
        help_text=_lazy("Lages av navnet om feltet er tomt."),
    )

    class Meta:
        model = MedicalField
        fields = ("name", "name_en", "slug")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.instance.pk is None and values.get("name") and not values.get("slug"):
            values["slug"] = slug(values["name"])
        return values


class PartForm(forms.ModelForm):
    """A row of what a registry has one of for each year, or day."""

    named_by: str = "year"
    new: str | Promise = _lazy("(nytt år)")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = getattr(self.instance, self.named_by) or self.new
        for field in self.fields.values():
            # Read by those who do not see the head of the column.
            field.widget.attrs["aria-label"] = f"{field.label} {name}"


class YearForm(PartForm):
    class Meta:
        model = RegistryYear
        fields = ("year", "stage", "level", "coverage")
        # Written with a comma, as it is read.
        localized_fields = ("coverage",)


class PromForm(PartForm):
    named_by, new = "status_date", _lazy("(ny dato)")

    class Meta:
        model = PromStatus
        fields = (
            "status_date",
            "chosen",
            "collected",
            "electronic",
            "generic_instrument",
            "disease_specific_instrument",
            "prem",
            "note",
        )
        widgets = {
            "status_date": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "disease_specific_instrument": forms.Textarea(attrs={"rows": 2, "cols": 24}),
            "note": forms.Textarea(attrs={"rows": 2, "cols": 16}),
        }


class AccountForm(forms.ModelForm):
    email = forms.EmailField(
        label=_lazy("E-postadresse"), max_length=150, help_text=_lazy("Adressen personen logger inn med.")
    )

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "is_active")
        labels = {"is_active": _lazy("Kontoen er åpen")}
        help_texts = {"is_active": _lazy("Den som har en stengt konto, er ute med en gang.")}

    # Who changes it: set by the page.
    by: User | None = None

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            _add_all(self, accounts.faults_of(self.instance, self.by))


def _add_all(form: forms.ModelForm, faults: dict[str, str]) -> None:
    for field, message in faults.items():
        form.add_error(field, message)
