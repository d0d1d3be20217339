from tests.twins.intervals import wilson


def outside(numerator, denominator, centre):
    """By the unit's own intervals: how many of the two leave the centre out, below zero if it lies below."""
    crossed = 0
    for confidence in (0.95, 0.998):
        low, high = wilson(numerator, denominator, confidence)
        if not low * centre.denominator <= centre.numerator <= high * centre.denominator:
            crossed += 1
    return -crossed if numerator * centre.denominator < denominator * centre.numerator else crossed
