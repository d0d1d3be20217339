"""How a name is found by what is typed."""

import re
import unicodedata

# å is also spelled aa or a, ø oe or o, æ ae: all of them are read as the shortest.
SPELLED = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})
SPELLINGS = (("aa", "a"), ("oe", "o"), ("ae", "a"))


def findable(text: str) -> str:
    """The text as it is searched in and for: "Ålesund", "aalesund" and "ALESUND" are all "alesund".

    static/js/filter.js reads what is typed in the same way.
    """
    letters = unicodedata.normalize("NFC", text).casefold().translate(SPELLED)
    plain = "".join(sign for sign in unicodedata.normalize("NFD", letters) if not unicodedata.combining(sign))
    for long, short in SPELLINGS:
        plain = plain.replace(long, short)
    return " ".join(re.findall(r"\w+", plain))


def finds(asked: str, text: str) -> bool:
    """Whether every word asked for stands in the text, which is findable, also as a part of a word."""
    return all(word in text for word in findable(asked).split())
