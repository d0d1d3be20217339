import copy
import pickle

from wording.texts import Text, text_of


def test_a_text_is_in_the_language_asked_for():
    assert (text_of("Andel", "Share", "en"), text_of("Andel", "Share", "en").lang) == ("Share", "en")
    assert (text_of("Andel", "Share", "nb"), text_of("Andel", "Share", "nb").lang) == ("Andel", "nb")


def test_what_has_no_english_is_norwegian_and_says_so():
    text = text_of("Andel", "", "en")
    assert (text, text.lang) == ("Andel", "nb")


def test_a_text_is_copied_and_stored_whole():
    text = Text("Andel", "en")
    for copied in (copy.deepcopy(text), pickle.loads(pickle.dumps(text))):
        assert (copied, copied.lang) == ("Andel", "en")
