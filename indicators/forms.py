"""What one row of a file of indicators may hold."""

import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _

from indicators.models import DEFAULT_MIN_DENOMINATOR, Direction, Indicator, NumberFormat, Type
from indicators.rules import TargetFault, limit_fault, order_fault, year_fault
from registries.models import Registry
from tabular.forms import KeptField, SwitchField, WordField, lines_of

REQUIRED_COLUMNS = ["key", "registry", "type"]
DEFINITION_COLUMNS = [
    "title",
    "title_en",
    "min_denominator",
    "coverage_indicator",
    "number_format",
    "decimals",
    "unit_word",
    "unit_word_en",
    "shown",
    "retired",
    "sorting",
    "short_description",
    "short_description_en",
    "long_description",
    "long_description_en",
]
TARGET_COLUMNS = ["direction", "target_high", "target_moderate", "valid_from", "note", "note_en", "break"]
OPTIONAL_COLUMNS = [*DEFINITION_COLUMNS, *TARGET_COLUMNS]


class LimitField(forms.DecimalField):
    """A limit that can be stored as it is written, with a decimal comma or point; may be empty."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def run_validators(self, value: Decimal | None) -> None:
        super().run_validators(value)
        refuse(limit_fault(value, ""))


class Prose(forms.CharField):
    """Text of several lines, whichever system wrote their ends."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"required": False} | options))

    def to_python(self, value: Any) -> str:
        return super().to_python(lines_of(str(value or ""))) or ""


class YearField(forms.IntegerField):
    """The first year of a target; empty: from the beginning."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def run_validators(self, value: int | None) -> None:
        super().run_validators(value)
        refuse(year_fault(value))


def refuse(fault: TargetFault | None) -> None:
    """ValidationError with the fault's sentence, if there is one."""
    if fault:
        raise forms.ValidationError(fault.sentence, code=fault.code)


class IndicatorRow(forms.Form):
    key = forms.CharField(max_length=100, validators=Indicator._meta.get_field("key").validators)
    registry = forms.CharField()
    title = forms.CharField(max_length=200, required=False)
    title_en = KeptField(max_length=200)
    type = WordField(words=Type.values)
    min_denominator = forms.IntegerField(min_value=1, required=False)
    coverage_indicator = forms.CharField(required=False)
    number_format = WordField(words=NumberFormat.values, required=False)
    decimals = forms.IntegerField(min_value=0, validators=[MaxValueValidator(6)], required=False)
    unit_word = forms.CharField(max_length=40, required=False)
    unit_word_en = KeptField(max_length=40)
    shown = SwitchField(empty=True)
    # Left out: as it is.
    retired = SwitchField(empty=None)
    sorting = forms.CharField(max_length=200, required=False)
    short_description = Prose()
    short_description_en = KeptField()
    long_description = Prose()
    long_description_en = KeptField()
    direction = WordField(words=Direction.values, required=False)
    target_high = LimitField()
    target_moderate = LimitField()
    valid_from = YearField()
    note = Prose()
    note_en = Prose()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["break"] = SwitchField(empty=None)  # a keyword, so no class attribute

    def clean_key(self) -> str:
        return unicodedata.normalize("NFC", self.cleaned_data["key"])

    def clean_registry(self) -> Registry:
        key = self.cleaned_data["registry"]
        found = Registry.objects.filter(key__iexact=key).first()
        if found is None:
            raise forms.ValidationError(
                _("Registeret finnes ikke. Rett nøkkelen, eller legg inn registeret først.")
            )
        return found

    def clean_min_denominator(self) -> int:
        return self.cleaned_data["min_denominator"] or DEFAULT_MIN_DENOMINATOR

    def clean_decimals(self) -> int:
        return self.cleaned_data["decimals"] or 0

    def clean(self) -> dict:
        values = self.cleaned_data
        rolled_up_or_share = values.get("type") in (Type.SHARE, Type.COVERAGE, Type.COMPUTED_SHARE)
        default = NumberFormat.PERCENT if rolled_up_or_share else NumberFormat.NUMBER
        values["number_format"] = values.get("number_format") or default
        limits = values.get("target_high"), values.get("target_moderate")
        if fault := order_fault(values.get("direction", ""), *limits):
            self.add_error(f"target_{fault.field}", forms.ValidationError(fault.sentence, code=fault.code))
        return values
