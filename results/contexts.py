"""What the two ways of counting patients are called. Knows no Django."""

from wording.language import Worded

CAREGIVER, RESIDENT = "caregiver", "resident"
# A choice, and a column.
LABEL = Worded(
    {
        CAREGIVER: {"nb": "Behandlet ved", "en": "Treated at"},
        RESIDENT: {"nb": "Bosatt i opptaksområdet", "en": "Living in the catchment area"},
    }
)
# In a sentence.
LEAD = Worded(
    {
        CAREGIVER: {"nb": "etter hvor pasientene ble behandlet", "en": "by where patients were treated"},
        RESIDENT: {"nb": "etter hvor pasientene bor", "en": "by where patients live"},
    }
)


def other(context: str) -> str:
    return RESIDENT if context == CAREGIVER else CAREGIVER
