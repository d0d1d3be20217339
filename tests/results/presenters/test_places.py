from organisations.models import Unit
from results.presenters import places


def test_units_with_one_name_are_told_apart():
    trusts = [Unit(pk=number, name=f"HF {number}", level="hf") for number in (1, 2)]
    twins = [Unit(pk=10 + trust.pk, name="Sentrum", level="hospital", parent=trust) for trust in trusts]
    assert places.labels(twins, trusts + twins) == {11: "Sentrum (HF 1)", 12: "Sentrum (HF 2)"}
    assert places.labels(twins[:1], trusts + twins) == {11: "Sentrum"}
