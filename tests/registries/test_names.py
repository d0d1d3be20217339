from registries.models import MedicalField, Registry
from registries.names import field_name, name_of, short_name_of


def test_names_are_in_the_language_asked_for():
    one = Registry(name="Norsk hjerteregister", name_en="Norwegian Heart Registry", short_name="Hjerte")
    assert (name_of(one, "en"), name_of(one, "nb")) == ("Norwegian Heart Registry", "Norsk hjerteregister")
    assert (short_name_of(one, "en"), short_name_of(one, "en").lang) == ("Hjerte", "nb")
    assert field_name(MedicalField(name="kreft", name_en="cancer"), "en") == "cancer"
