"""What publishers fill in about a target: its limits as they write them, and why."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from indicators.dated import DatedTarget
from indicators.forms import LimitField, Prose, YearField
from indicators.models import Direction, Indicator
from indicators.texts import unit_word_of
from results.presenters.measures import in_percent
from wording.language import current
from wording.numbers import DECIMAL_MARK
from workbench.definitions.forms import ReasonForm, dressed
from workbench.definitions.scale import Scale, scale_of

PERCENT_SHIFT = 2
# Words for None, True and False.
BREAKS = [
    ("", _lazy("Automatisk: brudd når retning eller merknad endres")),
    ("ja", _lazy("Ja, brudd")),
    ("nei", _lazy("Nei")),
]
BREAK = {"": None, "ja": True, "nei": False}


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


class TargetForm(ReasonForm):
    """One target of the indicator; `seen` says which version it was filled in upon."""

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

    def __init__(self, indicator: Indicator, *args: Any, must_have_year: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        percent = in_percent(indicator)
        unit_word = _("prosent") if percent else unit_word_of(indicator)
        unit = f" ({unit_word})" if unit_word else ""
        for name, label in (("high", _("Grense for høy")), ("moderate", _("Grense for moderat"))):
            self.fields[name] = EnteredLimit(percent=percent)
            self.fields[name].label = f"{label}{unit}"
        self.fields["reason"].help_text = _("Blir stående i registerets logg.")
        self.fields["moderate"].help_text = _("Tom: den samme som for høy.")
        year = self.fields["valid_from"]
        year.label, year.required = _("Gjelder fra år"), must_have_year
        year.help_text = "" if must_have_year else _("Tomt: fra begynnelsen.")
        year.error_messages["required"] = _("Skriv det første året målet gjelder.")
        self.order_fields(ORDER_OF_TARGET)
        for field in self.fields.values():
            dressed(field)

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
