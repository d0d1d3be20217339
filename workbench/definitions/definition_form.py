"""What publishers fill in about an indicator, but for its targets."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from indicators.definition_rules import coverage_fault, key_fault, needed_fault, type_fault
from indicators.forms import Prose
from indicators.models import Indicator, Type
from indicators.texts import title_of
from registries.models import Registry
from workbench.definitions.forms import dressed
from workbench.definitions.words import LABELS

# What fits where the public meets it: counted as one writes, advised and not demanded.
ADVISED = {"title": 80, "short_description": 220, "long_description": 2000}
# The same takes more letters in English.
ADVISED |= {"title_en": 95, "short_description_en": 220, "long_description_en": 2000}
FIELDS = [
    "title",
    "title_en",
    "short_description",
    "short_description_en",
    "long_description",
    "long_description_en",
    "type",
    "number_format",
    "decimals",
    "unit_word",
    "unit_word_en",
    "min_denominator",
    "coverage_indicator",
    "shown",
]


class DefinitionForm(forms.ModelForm):
    """`seen` says which version the form was filled in upon."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    short_description = Prose(widget=forms.Textarea(attrs={"rows": 3}), label=_lazy("Kort beskrivelse"))
    short_description_en = Prose(
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}), label=_lazy("Kort beskrivelse på engelsk")
    )
    long_description = Prose(widget=forms.Textarea(attrs={"rows": 12}), label=_lazy("Lang beskrivelse"))
    long_description_en = Prose(
        widget=forms.Textarea(attrs={"rows": 12, "lang": "en"}), label=_lazy("Lang beskrivelse på engelsk")
    )

    class Meta:
        model = Indicator
        fields = FIELDS
        labels = {name: LABELS[name] for name in FIELDS}
        widgets = {name: forms.TextInput(attrs={"lang": "en"}) for name in ("title_en", "unit_word_en")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delivered = bool(self.instance.pk) and self.instance.slices.exists()
        coverage: Any = self.fields["coverage_indicator"]
        coverage.queryset = (
            Indicator.objects.filter(registry=self.instance.registry, type=Type.COVERAGE)
            .exclude(pk=self.instance.pk)
            .order_by("title", "key")
        )
        coverage.label_from_instance = lambda one: title_of(one, one.key)
        coverage.empty_label = _("Ingen")
        self.fields["title"].required = True
        self.fields["type"].disabled = self.delivered
        for name, field in self.fields.items():
            field.help_text = self._help(name)
            dressed(field)

    def _help(self, name: str) -> str:
        if name == "type" and self.delivered:
            return _(
                "Typen kan ikke endres: tallene som er levert, ville betydd noe annet. Lag en ny indikator, "
                "og avslutt denne."
            )
        if name == "min_denominator" and self.delivered:
            return _(
                "Med færre pasienter enn dette vises ikke resultatet. Endringen gjelder alle år: resultater "
                "skjules eller kommer fram når utkastet publiseres."
            )
        return str(HELP.get(name, ""))

    def clean_type(self) -> str:
        wanted: str = self.cleaned_data["type"]
        if fault := type_fault(self.instance, wanted) or needed_fault(self.instance, wanted):
            raise ValidationError(fault)
        return wanted

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        coverage, kind = found.get("coverage_indicator"), found.get("type")
        if coverage and kind:
            as_it_would_be = Indicator(registry=self.instance.registry, type=kind)
            if fault := coverage_fault(as_it_would_be, coverage, coverage.key):
                self.add_error("coverage_indicator", fault)
        return found

    def validate_constraints(self) -> None:
        """Those about coverage have been said of their field."""
        if not self.errors:
            super().validate_constraints()

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


HELP = {
    "title": _lazy("Det folk leser først. Begynn gjerne med «Andel», «Antall» eller «Median»."),
    "title_en": _lazy("Det som står tomt på engelsk, leses på norsk også på de engelske sidene."),
    "short_description": _lazy("Én eller to setninger som en pasient forstår."),
    "long_description": _lazy("Markdown: **uthevet**, lister og lenker. Bilder vises ikke."),
    "type": _lazy("Avgjør hva filene skal inneholde og hvordan tallene regnes sammen."),
    "decimals": _lazy("Så mange vises, og flere der det trengs for å skille tallet fra målet."),
    "unit_word": _lazy("Står etter tallet, for eksempel «dager». Brukes ikke for prosent."),
    "min_denominator": _lazy("Med færre pasienter enn dette vises ikke resultatet."),
    "coverage_indicator": _lazy("Registerets egen dekningsgrad. Er den lav, skjules resultatet."),
    "shown": _lazy("Skjulte indikatorer er borte fra alle sider og filer."),
    "key": _lazy("Brukes i filer og adresser, og kan ikke endres siden. Bokstavene a–z, sifre og _."),
}


class NewIndicatorForm(DefinitionForm):
    class Meta(DefinitionForm.Meta):
        fields = ["key", *FIELDS]
        labels = {"key": _lazy("Nøkkel"), **DefinitionForm.Meta.labels}

    def __init__(self, registry: Registry, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, instance=Indicator(registry=registry), **kwargs)

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if fault := key_fault(key):
            raise ValidationError(fault)
        return key
