from indicators.models import Indicator
from organisations.models import Unit
from results import presenters
from results.models import ReleasedIndicator


def test_title_falls_back_to_the_key():
    assert presenters.title(ReleasedIndicator(indicator=Indicator(key="the_key"))) == "the_key"


def test_units_with_one_name_are_told_apart():
    trusts = [Unit(pk=number, name=f"HF {number}", level="hf") for number in (1, 2)]
    twins = [Unit(pk=10 + trust.pk, name="Sentrum", level="hospital", parent=trust) for trust in trusts]
    assert presenters.labels(twins, trusts + twins) == {11: "Sentrum (HF 1)", 12: "Sentrum (HF 2)"}
    assert presenters.labels(twins[:1], trusts + twins) == {11: "Sentrum"}
