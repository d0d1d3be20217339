"""Text that a spreadsheet would take for a formula, made harmless in what we write and as it was when it is
read back."""

import unicodedata

# What makes a spreadsheet read a cell as a formula.
FORMULA_STARTS = tuple("=+-@")
# Also before these, which some spreadsheets drop.
BREAKING_STARTS = ("\t", "\r", "\n")
MARK = "'"


def neutral(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"{MARK}{text}" if text.startswith(BREAKING_STARTS) or _starts_formula(text) else text


def marked(text: str) -> str:
    """As `neutral`, for what `restored` reads back: also where the text itself begins as a marked one."""
    return f"{MARK}{text}" if _is_marked(text) else neutral(text)


def restored(text: str) -> str:
    """The text that `marked` was given."""
    return text[1:] if _is_marked(text) else text


def _is_marked(text: str) -> bool:
    rest = text.removeprefix(MARK)
    return rest != text and (neutral(rest) != rest or _is_marked(rest))


def _starts_formula(text: str) -> bool:
    """Also behind spaces and signs that are not seen, and in full width."""
    seen = next((sign for sign in text if not _is_blank(sign)), "")
    return unicodedata.normalize("NFKC", seen).startswith(FORMULA_STARTS)


def _is_blank(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf")
