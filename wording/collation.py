"""Norwegian alphabetical order, with the numbers inside a text in the order of their size."""

import re
import unicodedata
from functools import lru_cache

# The three last letters take the three places after z; nothing else that a name holds stands there.
LAST_LETTERS = str.maketrans({"æ": "{", "ø": "|", "å": "}"})
# Letters of other alphabets read as Norwegian ones; the rest lose their accents. Swedish, German and
# Hungarian letters as in Norwegian dictionaries (ä with æ, ö with ø, ü with y), Sámi ones by their stem.
READ_AS = str.maketrans(
    {"ä": "æ", "ö": "ø", "ő": "ø", "œ": "ø", "ü": "y", "ű": "y"}
    | {"ð": "d", "đ": "d", "ŋ": "n", "ŧ": "t", "þ": "th"}
)
NORDIC = "æøå"
NUMBER = re.compile("0*([0-9]+)")


# A page sorts the same names again and again.
@lru_cache(maxsize=10_000)
def norwegian_key(text: str) -> str:
    """A sort key: … z æ ø å, whatever the case, accents aside, "ind2" before "ind10".

    "aa" is the old spelling of å and sorts as it, in names and elsewhere (Aasen beside Åsen), as Norwegian
    catalogues and the Unicode locale for bokmål have it.
    """
    folded = unicodedata.normalize("NFC", text).casefold().translate(READ_AS).replace("aa", "å")
    letters = "".join(letter if letter in NORDIC else _without_accent(letter) for letter in folded)
    return NUMBER.sub(_number_key, letters).translate(LAST_LETTERS)


def _without_accent(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


def _number_key(match: re.Match[str]) -> str:
    digits = match[1]
    # A longer number is a greater one, so its length goes first; four digits hold any length of a line.
    return f"{len(digits):04d}{digits}"
