from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from indicators.models import Indicator, Target
from tests.nation import INDICATORS, REGISTRIES, UNITS, import_table

pytestmark = pytest.mark.django_db
HEADER = INDICATORS.splitlines()[0]


@pytest.fixture(autouse=True)
def registries(tmp_path):
    import_table(tmp_path, "units", UNITS)
    import_table(tmp_path, "registries", REGISTRIES)


def faults_of(tmp_path, content):
    _, err, code = import_table(tmp_path, "indicators", content)
    assert code == 1
    assert Indicator.objects.count() == 0
    return err


def test_rows_of_one_key_are_its_dated_targets(tmp_path):
    out, _, code = import_table(tmp_path, "indicators", INDICATORS)
    assert (out.strip(), code) == ("7 indikatorer lest: 7 nye, 0 endret.", 0)
    targets = Indicator.objects.get(key="h_andel").targets.all()
    assert [(t.valid_from, t.high) for t in targets] == [(None, Decimal("0.9")), (2023, Decimal("0.95"))]


def test_a_row_may_refer_to_a_later_row(tmp_path):
    import_table(tmp_path, "indicators", INDICATORS)
    assert Indicator.objects.get(key="h_andel").coverage_indicator.key == "h_dg"


def test_what_is_left_empty_has_its_default(tmp_path):
    import_table(tmp_path, "indicators", INDICATORS)
    coverage, count = Indicator.objects.get(key="h_dg"), Indicator.objects.get(key="h_antall")
    assert coverage.min_denominator == 5
    assert count.targets.count() == 0


def test_a_second_import_changes_nothing(tmp_path):
    import_table(tmp_path, "indicators", INDICATORS)
    before = Indicator.history.count(), Target.history.count()
    out, _, _ = import_table(tmp_path, "indicators", INDICATORS)
    assert out.strip() == "7 indikatorer lest: 0 nye, 0 endret."
    assert (Indicator.history.count(), Target.history.count()) == before


def test_a_target_that_the_file_lacks_is_gone_but_in_the_history(tmp_path):
    import_table(tmp_path, "indicators", INDICATORS)
    kept = "\n".join(line for line in INDICATORS.splitlines() if ",2023," not in line)
    import_table(tmp_path, "indicators", kept)
    assert Indicator.objects.get(key="h_andel").targets.count() == 1
    assert Target.history.filter(valid_from=2023, history_type="-").count() == 1


@pytest.mark.parametrize("key", ["a_lt_7.5", "type1-4", "kikkhull_ lever", "blåøye"])
def test_legacy_keys_are_accepted(tmp_path, key):
    assert import_table(tmp_path, "indicators", f"key,registry,type\n{key},hjerte,share\n")[2] == 0


def test_note_and_break_may_be_given(tmp_path):
    rows = "h_x,hjerte,X,share,lower,0.1,0.2,2020,,,,,,,Nytt mål,0\n"
    assert import_table(tmp_path, "indicators", f"{HEADER},note,break\n{rows}")[2] == 0
    target = Target.objects.get()
    assert (target.note_nb, target.is_break) == ("Nytt mål", False)


TEXTS = """key,registry,type,unit_word,short_description,long_description,valid_from,note,note_en
h_x,hjerte,median,dager,Kort sagt.,"**Hvem?** Alle.

**Hva?** Dagene.",,,
h_x,hjerte,median,dager,Kort sagt.,"**Hvem?** Alle.

**Hva?** Dagene.",2022,Nytt fra 2022.,New from 2022.
"""


def test_descriptions_unit_word_and_english_note_may_be_given(tmp_path):
    assert import_table(tmp_path, "indicators", TEXTS)[2] == 0
    indicator = Indicator.objects.get(key="h_x")
    assert (indicator.unit_word, indicator.short_description) == ("dager", "Kort sagt.")
    assert indicator.long_description == "**Hvem?** Alle.\n\n**Hva?** Dagene."
    assert [(t.note_nb, t.note_en) for t in indicator.targets.all()] == [("Nytt fra 2022.", "New from 2022.")]


def test_texts_that_the_file_lacks_are_gone_but_in_the_history(tmp_path):
    import_table(tmp_path, "indicators", TEXTS)
    out, _, _ = import_table(tmp_path, "indicators", "key,registry,type\nh_x,hjerte,median\n")
    assert out.strip() == "1 indikatorer lest: 0 nye, 1 endret."
    indicator = Indicator.objects.get(key="h_x")
    assert {indicator.unit_word, indicator.short_description, indicator.long_description} == {""}
    assert Indicator.history.filter(short_description="Kort sagt.").exists()


ENGLISH = """key,registry,type,title,title_en,short_description_en,long_description_en
h_x,hjerte,share,Andel,Share,In short.,"**Who?** All."
"""


def english():
    columns = ("title_en", "short_description_en", "long_description_en")
    return Indicator.objects.values_list(*columns).get(key="h_x")


def test_english_texts_stay_where_the_file_has_no_column_for_them(tmp_path):
    import_table(tmp_path, "indicators", ENGLISH)
    assert english() == ("Share", "In short.", "**Who?** All.")
    import_table(tmp_path, "indicators", "key,registry,type,title\nh_x,hjerte,share,Del\n")
    assert Indicator.objects.get(key="h_x").title == "Del"
    assert english() == ("Share", "In short.", "**Who?** All.")


def test_an_empty_cell_takes_an_english_text_away(tmp_path):
    import_table(tmp_path, "indicators", ENGLISH)
    import_table(tmp_path, "indicators", "key,registry,type,title,title_en\nh_x,hjerte,share,Andel,\n")
    assert english() == ("", "In short.", "**Who?** All.")


def test_an_english_title_too_long_is_a_fault(tmp_path):
    told = faults_of(tmp_path, ENGLISH.replace("Share", "x" * 201))
    assert "Rad 2, kolonne title_en" in told


def test_an_english_note_alone_is_a_target(tmp_path):
    assert (
        import_table(tmp_path, "indicators", "key,registry,type,note_en\nh_x,hjerte,count,Counted\n")[2] == 0
    )
    assert [t.note_en for t in Target.objects.all()] == ["Counted"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("dager,", "d" * 41 + ",", "Rad 2, kolonne unit_word"),
        (
            'Kort sagt.,"**Hvem?** Alle.\n\n**Hva?** Dagene.",2022',
            'Annet.,"**Hvem?** Alle.\n\n**Hva?** Dagene.",2022',
            "Rad 5, kolonne short_description: «Annet.» er ikke det samme som på rad 2 for h_x.",
        ),
    ],
)
def test_a_fault_in_a_text_is_told_by_row_and_column(tmp_path, old, new, told):
    assert old in TEXTS
    assert told in faults_of(tmp_path, TEXTS.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("h_tid,hjerte", "h_tid,nyre", "Rad 5, kolonne registry: «nyre»"),
        (",median,", ",snitt,", "Rad 5, kolonne type: «snitt»"),
        ("lower,3,5", "lower,5,3", "Rad 5, kolonne target_moderate"),
        ("higher,0.95,0.7", "higher,0.95,0.99", "Rad 3, kolonne target_moderate"),
        (
            "0.95,0.7,2023",
            "0.95,0.7,",
            "Rad 3, kolonne valid_from: h_andel har alt et mål fra begynnelsen (rad 2)",
        ),
        (
            "0.95,0.7,2023,5",
            "0.95,0.7,2023,6",
            "Rad 3, kolonne min_denominator: «6» er ikke det samme som på rad 2",
        ),
        ("2023,5,h_dg", "2023,5,h_tid", "Rad 3, kolonne coverage_indicator"),
        (
            "Røykeslutt,share,higher,0.5,0.25,,5,",
            "Røykeslutt,share,higher,0.5,0.25,,5,h_dg",
            "hører til et annet register",
        ),
        ("h_tid,", "h tid  to,", "Rad 5, kolonne key"),
        ("lower,3,5", "lower,tre,5", "Rad 5, kolonne target_high: «tre»"),
        (",c\n", ",c,overflødig\n", "Rad 5: Raden har 15 felter, men overskriften har 14."),
    ],
)
def test_a_fault_is_told_by_row_and_column_and_changes_nothing(tmp_path, old, new, told):
    assert old in INDICATORS
    assert told in faults_of(tmp_path, INDICATORS.replace(old, new))


def test_a_coverage_indicator_must_be_one(tmp_path):
    everywhere = INDICATORS.replace(",5,h_dg,", ",5,h_skjult,")
    assert "kolonne coverage_indicator: «h_skjult» er ikke av typen coverage" in faults_of(
        tmp_path, everywhere
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"valid_from": None}, {"valid_from": None}),
        ({"valid_from": 2020}, {"valid_from": 2020}),
        ({}, {"valid_from": 2021, "direction": "higher", "high": "0.5", "moderate": "0.6"}),
        ({}, {"valid_from": 2021, "direction": "lower", "high": "0.5", "moderate": "0.4"}),
        ({}, {"valid_from": 2021, "direction": "opp"}),
    ],
)
def test_the_database_refuses_a_wrong_target(tmp_path, first, second):
    import_table(tmp_path, "indicators", INDICATORS)
    indicator = Indicator.objects.get(key="h_antall")
    Target.objects.create(indicator=indicator, **first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.create(indicator=indicator, **second)
