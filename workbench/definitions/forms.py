"""What publishers fill in about their indicators."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from indicators.dated import DatedTarget
from indicators.definition_rules import coverage_fault, key_fault, needed_fault, type_fault
from indicators.forms import LimitField, Prose, YearField
from indicators.models import Direction, Indicator, Type
from indicators.texts import title_of, unit_word_of
from registries.models import Registry
from results.presenters.measures import in_percent
from wording.language import current
from wording.numbers import DECIMAL_MARK
from workbench.definitions.scale import Scale, scale_of

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
PERCENT_SHIFT = 2
LONGEST_REASON = 1000
# Words for None, True and False.
BREAKS = [
    ("", _lazy("Automatisk: brudd når retning eller merknad endres")),
    ("ja", _lazy("Ja, brudd")),
    ("nei", _lazy("Nei")),
]
BREAK = {"": None, "ja": True, "nei": False}


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
        labels = {
            "title": _lazy("Tittel"),
            "title_en": _lazy("Tittel på engelsk"),
            "type": _lazy("Type"),
            "number_format": _lazy("Tallformat"),
            "decimals": _lazy("Desimaler"),
            "unit_word": _lazy("Måleenhet"),
            "unit_word_en": _lazy("Måleenhet på engelsk"),
            "min_denominator": _lazy("Minste nevner"),
            "coverage_indicator": _lazy("Dekningsgrad"),
            "shown": _lazy("Vises for alle"),
        }
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
            _dressed(field)

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


class EnteredLimit(LimitField):
    """A limit as people write it: in per cent where the indicator's numbers are."""

    def __init__(self, *, percent: bool) -> None:
        super().__init__()
        self.percent = percent
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = "".join(str(value or "").split()).removesuffix("%").replace("−", "-")
        limit = super().to_python(text)
        return limit.scaleb(-PERCENT_SHIFT) if limit is not None and self.percent else limit

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        shown = value.scaleb(PERCENT_SHIFT) if self.percent else value
        return f"{shown.normalize():f}".replace(".", DECIMAL_MARK[current()])


class TargetForm(forms.Form):
    """One target of the indicator; `seen` says which version it was filled in upon."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    valid_from = YearField()
    direction = forms.ChoiceField(
        label=_lazy("Retning"),
        choices=[("", _lazy("Ingen: vises uten nivå")), *Direction.choices],
        required=False,
    )
    note_nb = Prose(
        label=_lazy("Merknad"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_lazy(
            "Det leserne får vite om endringen, for eksempel «Behandling innen 21 dager (før: 30).»"
        ),
    )
    note_en = Prose(label=_lazy("Merknad på engelsk"), widget=forms.Textarea(attrs={"rows": 2}))
    is_break = forms.ChoiceField(
        label=_lazy("Brudd"),
        choices=BREAKS,
        required=False,
        help_text=_lazy("Over et brudd sammenlignes ingenting. Endres retningen, er det alltid et brudd."),
    )
    reason = Prose(
        required=True,
        max_length=LONGEST_REASON,
        label=_lazy("Hvorfor"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_lazy("Blir stående i registerets logg."),
        error_messages={"required": _lazy("Skriv hvorfor. Begrunnelsen blir stående i loggen.")},
    )

    def __init__(self, indicator: Indicator, *args: Any, must_have_year: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        percent = in_percent(indicator)
        unit_word = _("prosent") if percent else unit_word_of(indicator)
        unit = f" ({unit_word})" if unit_word else ""
        for name, label in (("high", _("Grense for høy")), ("moderate", _("Grense for moderat"))):
            self.fields[name] = EnteredLimit(percent=percent)
            self.fields[name].label = f"{label}{unit}"
        self.fields["moderate"].help_text = _("Tom: den samme som for høy.")
        year = self.fields["valid_from"]
        year.label, year.required = _("Gjelder fra år"), must_have_year
        year.help_text = "" if must_have_year else _("Tomt: fra begynnelsen.")
        year.error_messages["required"] = _("Skriv det første året målet gjelder.")
        self.order_fields(ORDER_OF_TARGET)
        for field in self.fields.values():
            _dressed(field)

    @property
    def target(self) -> DatedTarget:
        found = self.cleaned_data
        return DatedTarget(
            valid_from=found["valid_from"],
            direction=found["direction"],
            high=found["high"],
            moderate=found["moderate"],
            note_nb=found["note_nb"],
            note_en=found["note_en"],
            is_break=BREAK[found["is_break"]],
        )

    @property
    def scale(self) -> Scale:
        """Of the sliders beside the limits."""
        return scale_of(self.indicator, [self._entered("high"), self._entered("moderate")])

    def _entered(self, name: str) -> Decimal | None:
        """As it stands in the form; None also for what is no number."""
        try:
            found: Decimal | None = self.fields[name].to_python(self[name].value())
        except ValidationError:
            return None
        return found

    @staticmethod
    def initial_of(target: DatedTarget) -> dict[str, Any]:
        words = {value: word for word, value in BREAK.items()}
        return {**vars(target), "is_break": words[target.is_break]}


ORDER_OF_TARGET = [
    "seen",
    "valid_from",
    "direction",
    "high",
    "moderate",
    "note_nb",
    "note_en",
    "is_break",
    "reason",
]


class ReasonForm(forms.Form):
    """Why something is done that has nothing else to fill in."""

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
        _dressed(self.fields["reason"])


class FileForm(forms.Form):
    file = forms.FileField(
        label=_lazy("Fil"),
        allow_empty_file=True,
        error_messages={"required": _lazy("Velg filen du vil lese inn.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.xlsx"
        _dressed(self.fields["file"])


def _dressed(field: forms.Field) -> None:
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
