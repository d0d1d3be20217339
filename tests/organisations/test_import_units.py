import pytest
from django.db import IntegrityError, transaction

from organisations.models import OrganisationNumber, Unit
from tests.nation import UNITS, command, import_table, write

pytestmark = pytest.mark.django_db
HEADER = "level,name,full_name,parent,orgnrs,sorting,kind,company_orgnrs\n"


def faults_of(tmp_path, content):
    _, err, code = import_table(tmp_path, "units", content)
    assert code == 1
    return err


def test_the_tree_is_what_the_file_says(tmp_path):
    out, _, code = import_table(tmp_path, "units", UNITS)
    assert (out.strip(), code) == ("11 enheter lest: 11 nye, 0 endret.", 0)
    storby = Unit.objects.get(name="Storby", parent__parent__name="Nord")
    assert storby.full_name == "Storby sykehus"
    assert {(n.number, n.company) for n in storby.numbers.all()} == {
        ("111", False),
        ("112", False),
        ("19", True),
    }
    assert storby.number == "111"


def test_units_sharing_a_name_have_addresses_of_their_own(tmp_path):
    import_table(tmp_path, "units", UNITS)
    slugs = {unit.slug for unit in Unit.objects.filter(name="Storby")}
    assert slugs == {"storby", "storby-fjord-hf"}


def test_a_second_import_changes_nothing(tmp_path):
    import_table(tmp_path, "units", UNITS)
    before = Unit.history.count()
    out, _, code = import_table(tmp_path, "units", UNITS)
    assert (out.strip(), code) == ("11 enheter lest: 0 nye, 0 endret.", 0)
    assert Unit.history.count() == before


def test_rows_may_come_in_any_order_and_other_columns_are_ignored(tmp_path):
    header, *rows = UNITS.splitlines()
    turned = "\n".join([header + ",in_source", *(row + ",both" for row in reversed(rows))])
    assert import_table(tmp_path, "units", turned)[2] == 0
    assert Unit.objects.count() == 11


def test_a_renamed_unit_is_known_by_its_number(tmp_path):
    import_table(tmp_path, "units", UNITS)
    unit = Unit.objects.get(name="Småby")
    import_table(tmp_path, "units", UNITS.replace("Småby", "Lilleby"))
    unit.refresh_from_db()
    assert unit.name == "Lilleby"
    assert unit.slug == "smaaby"  # addresses last
    assert [old.name for old in unit.history.order_by("history_id")] == ["Småby", "Lilleby"]


def test_a_number_moves_between_units_of_the_file(tmp_path):
    import_table(tmp_path, "units", UNITS)
    import_table(tmp_path, "units", UNITS.replace("112;111", "111").replace(",113,", ",112;113,"))
    assert OrganisationNumber.objects.get(number="112").unit.name == "Småby"


def test_a_parent_that_several_units_are_named_needs_its_path(tmp_path):
    err = faults_of(tmp_path, UNITS.replace("Nord / Fjord HF,112", "Fjord HF,112"))
    assert "Rad 9, kolonne parent: Flere enheter på nivået HF heter «Fjord HF»" in err
    assert Unit.objects.count() == 0


def test_an_unknown_parent_is_named_by_row_and_column(tmp_path):
    err = faults_of(tmp_path, UNITS.replace("Nord / Fjord HF,113", "Dal HF,113"))
    assert "Rad 10, kolonne parent: «Dal HF» finnes ikke på nivået HF" in err


def test_every_fault_is_told_and_nothing_changed(tmp_path):
    err = faults_of(
        tmp_path, HEADER + "nation,Norge,,,1,0,public,\nland,X,,Norge,2,x,public,\nrhf,Y,,Norge,1,1,rar,\n"
    )
    assert "Rad 3, kolonne level: " in err
    assert "Rad 3, kolonne sorting: " in err
    assert "Rad 4, kolonne kind: " in err
    assert Unit.objects.count() == 0


def test_a_number_belongs_to_one_unit(tmp_path):
    err = faults_of(tmp_path, UNITS.replace(",113,", ",111,"))
    assert "Rad 10, kolonne orgnrs: Nummeret 111 står også på rad 9" in err


def test_a_number_of_a_unit_that_is_not_in_the_file_is_not_taken(tmp_path):
    import_table(tmp_path, "units", UNITS)
    err = faults_of(tmp_path, HEADER + "rhf,Øst,,Norge,111,1,public,\n")
    assert "Rad 2, kolonne orgnrs: Nummeret 111 hører til «Storby»" in err


def test_a_unit_named_twice_is_refused(tmp_path):
    err = faults_of(tmp_path, UNITS + "rhf,Nord,,Norge,55,1,public,\n")
    assert "Rad 13, kolonne name: «Nord» står også på rad 3" in err


def test_a_missing_column_is_named(tmp_path):
    assert "Rad 1, kolonne parent: Kolonnen mangler" in faults_of(tmp_path, "level,name,orgnrs\nnation,N,1\n")


@pytest.mark.parametrize("content", ["", "\n\n", HEADER, b"\0\1\2"])
def test_a_file_without_rows_is_refused(tmp_path, content):
    assert "Ingenting er endret" in faults_of(tmp_path, content)


def test_a_missing_file_is_said_to_be(tmp_path):
    _, err, code = command("import_units", str(tmp_path / "borte.csv"))
    assert code == 1
    assert "Kan ikke lese" in err


def test_windows_1252_and_semicolons_are_read(tmp_path):
    path = write(
        tmp_path, "units.csv", UNITS.replace(";", "|").replace(",", ";").replace("|", ",").encode("cp1252")
    )
    _, err, code = command("import_units", path)
    assert code == 1  # 112,111 is no number once the separator is a semicolon
    assert "Rad 9, kolonne orgnrs" in err


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"level": "nation", "name": "To", "slug": "to", "parent": None}, "unit_nation_is_one"),
        ({"level": "rhf", "name": "Løs", "slug": "los", "parent": None}, "unit_parent_unless_nation"),
        ({"level": "by", "name": "By", "slug": "by"}, "unit_level_known"),
        ({"level": "rhf", "name": "R", "slug": "r", "kind": "rar"}, "unit_kind_known"),
        (
            {"level": "rhf", "name": "R", "slug": "r", "first_year": 2020, "last_year": 2019},
            "unit_years_in_order",
        ),
        ({"level": "rhf", "name": "Nord", "slug": "nord-2"}, "unit_name_unique_under_parent"),
    ],
)
def test_the_database_refuses_a_wrong_unit(tmp_path, wrong, constraint):
    import_table(tmp_path, "units", UNITS)
    values = {"parent": Unit.objects.get(level="nation")} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(**values)
    assert constraint in {c.name for c in Unit._meta.constraints}
