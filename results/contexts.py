"""What the two ways of counting patients are called. Knows no Django."""

CAREGIVER, RESIDENT = "caregiver", "resident"
# A choice, and a column.
LABEL = {CAREGIVER: "Behandlet ved", RESIDENT: "Bosatt i opptaksområdet"}
# In a sentence.
LEAD = {CAREGIVER: "etter hvor pasientene ble behandlet", RESIDENT: "etter hvor pasientene bor"}


def other(context: str) -> str:
    return RESIDENT if context == CAREGIVER else CAREGIVER
