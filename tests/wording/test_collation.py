import random

from wording.collation import norwegian_key


def sorts(*names):
    shuffled = random.Random(1).sample(names, len(names))
    return tuple(sorted(shuffled, key=norwegian_key)) == names


def test_the_three_last_letters_come_last():
    assert sorts("Arendal", "Bergen", "Voss", "Zander", "Ærfugl", "Ørsta", "Ålesund")


def test_aa_sorts_as_the_letter_it_once_spelled():
    assert sorts("Ahus", "Østfold", "Aasen", "Åsgård")
    assert norwegian_key("Haavik") == norwegian_key("Håvik")


def test_case_does_not_count():
    assert norwegian_key("ÅLESUND") == norwegian_key("ålesund")


def test_accents_are_folded_and_foreign_letters_read_as_norwegian_ones():
    assert norwegian_key("Kafé") == norwegian_key("kafe")
    assert norwegian_key("Händel") == norwegian_key("hændel")
    assert norwegian_key("Göteborg") == norwegian_key("gøteborg")
    assert norwegian_key("Münster") == norwegian_key("mynster")
    assert norwegian_key("Finnmárkku") == norwegian_key("finnmarkku")


def test_letters_composed_of_two_signs_are_the_same_letters():
    assert norwegian_key("A\u030as") == norwegian_key("Ås")


def test_numbers_are_compared_as_numbers():
    assert sorts("ind1", "ind2", "ind10", "ind10b", "ind100")
    assert norwegian_key("ind02") == norwegian_key("ind2")
    assert sorts("0", "7", "007b", "10")


def test_a_shorter_name_comes_before_the_longer_that_starts_with_it():
    assert sorts("", "Oslo", "Oslo 2", "Oslo universitetssykehus", "Oslofjord")
