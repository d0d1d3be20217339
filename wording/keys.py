"""How keys are compared."""

import unicodedata


def folded(key: str) -> str:
    """An indicator key as it is compared: case aside, and å the same letter however it was typed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", key).casefold())
