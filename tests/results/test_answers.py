from lxml import html

from results.points import Cell
from results.templatetags.answers import answer
from tests.pages import select


def parsed(cell, sources="hjerte"):
    return html.fromstring(f"<div>{answer(cell, sources)}</div>")


def words(tree, selector):
    return [" ".join(found.text_content().split()) for found in select(tree, selector)]


def test_a_level_has_shape_word_and_colour():
    tree = parsed(Cell("Bodø", "94 %", "high", "Høy", ("8 av 9", "usikkert nivå"), "Dekningsgrad 90 %"))
    assert words(tree, ".answer.level-high strong") == ["Høy 94 %"]
    assert words(tree, ".details") == ["8 av 9 usikkert nivå Dekningsgrad 90 %"]


def test_a_value_without_level_has_no_shape():
    tree = parsed(Cell("Bodø", "94 %"))
    assert words(tree, ".answer") == ["94 %"]
    assert not select(tree, ".details, .level-high, .level-moderate, .level-low")


def test_lines_break_only_between_details():
    tree = parsed(Cell("Bodø", "5,3 dager", details=("8 av 9", "usikkert nivå", "foreløpig")))
    assert select(tree, ".details br")[0].tail == "usikkert\u00a0nivå · foreløpig"
    assert select(tree, "strong")[0].text == "5,3\u00a0dager"


def test_a_certain_change_says_whether_it_is_better():
    tree = parsed(Cell("Bodø", "94 %", change="opp 9 prosentpoeng", change_is="worse"))
    assert words(tree, ".change.change-worse") == ["opp 9 prosentpoeng"]


def test_what_is_withheld_says_why():
    tree = parsed(Cell("Bodø", reason="Svært få pasienter.", explanation="Vises ikke.", withheld="privacy"))
    assert words(tree, ".no-number[data-withheld=privacy]") == ["Svært få pasienter. Vises ikke."]


def test_a_printed_number_names_its_source_and_whose_it_is():
    tree = parsed(Cell("Bodø", "94 %", source=2))
    assert [found.get("href") for found in select(tree, "a")] == ["#kilde-hjerte-2"]
    assert words(tree, "a") == ["Kilde 2 for Bodø"]


def test_no_text_is_taken_for_markup():
    evil = '"><script>alert(1)</script>'
    everywhere = Cell(evil, evil, evil, evil, (evil,), evil, source=1, change=evil, change_is=evil)
    for cell in (everywhere, Cell(evil, reason=evil, explanation=evil, withheld=evil)):
        assert "<script" not in answer(cell, evil)
        assert select(parsed(cell, evil), "script") == []


def test_a_unit_of_several_words_may_stand_below_its_number():
    tree = parsed(Cell("Bodø", "0,60\u00a0per pasientår"))
    assert select(tree, "strong")[0].text == "0,60 per\u00a0pasientår"


def test_with_the_interval_each_line_ends_without_a_dot():
    cell = Cell(
        "Bodø", "94 %", details=("8 av 9", "usikkert nivå", "foreløpig"), interval="95 % KI 52–61\u202f%"
    )
    breaks = select(html.fromstring(f"<div>{answer(cell, interval=True)}</div>"), "br")
    assert [line.tail.strip() for line in breaks] == [
        "usikkert\u00a0nivå", "foreløpig", "95\u00a0%\u00a0KI 52–\u206061\u202f%",
    ]  # fmt: skip
