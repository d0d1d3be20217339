import math
from fractions import Fraction


def target_in_force(indicator, year, targets):
    """The target with the latest first year up to this one, or None."""
    own = [target for target in targets if target.indicator == indicator]
    begun = [target for target in own if target.valid_from is None or target.valid_from <= year]
    return max(begun, key=lambda target: target.valid_from or 0, default=None)


def gives_level(target):
    return target is not None and target.high is not None and target.direction in ("higher", "lower")


def limits(target):
    """High and moderate limit, exactly."""
    moderate = target.high if target.moderate is None else target.moderate
    return Fraction(target.high), Fraction(moderate)


def level(value, target):
    """The level of an exact value."""
    if not gives_level(target):
        return ""
    high, moderate = limits(target)
    if target.direction == "higher":
        if value >= high:
            return "high"
        return "low" if value < moderate else "moderate"
    if value <= high:
        return "high"
    return "low" if value > moderate else "moderate"


def is_certain(level, low, high, target):
    """Whether an interval lies within the level, from end to end."""
    high_limit, moderate_limit = limits(target)
    if target.direction == "higher":
        return {
            "high": low >= high_limit,
            "moderate": low >= moderate_limit and high < high_limit,
            "low": high < moderate_limit,
        }[level]
    return {
        "high": high <= high_limit,
        "moderate": high <= moderate_limit and low > high_limit,
        "low": low > moderate_limit,
    }[level]


def distance(numerator, denominator, target):
    """How many patients more (fewer, where lower is better) the high limit asks for."""
    high, _ = limits(target)
    if target.direction == "higher":
        return max(math.ceil(high * denominator) - numerator, 0)
    return max(numerator - math.floor(high * denominator), 0)
