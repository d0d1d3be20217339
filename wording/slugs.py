import re
import unicodedata

# Spelled out, as Norwegians do where the letters are missing; Sámi letters that have no accent to drop.
SPELLED = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"}
    | {"ð": "d", "đ": "d", "ŋ": "n", "ŧ": "t", "þ": "th", "œ": "oe", "ł": "l"}
)


def slug(text: str) -> str:
    """The text as part of an address: "St. Olavs HF" becomes "st-olavs-hf"; empty if it holds no letter
    or digit that can be spelled in ASCII."""
    spelled = unicodedata.normalize("NFC", text).casefold().translate(SPELLED)
    ascii_text = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode("ascii")
    return re.sub("[^a-z0-9]+", "-", ascii_text).strip("-")
