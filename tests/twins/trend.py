import math
from fractions import Fraction


def trends(rows, breaks, last_year):
    """{(indicator, unit): (first year, last year, slope, chi-square, p)} for the rows of a history."""
    found = {}
    for indicator, unit in {(row["indicator"], row["unit"]) for row in rows}:
        years = {
            row["year"]: (row["numerator"], row["denominator"])
            for row in rows
            if (row["indicator"], row["unit"]) == (indicator, unit)
            and not row["withheld"]
            and row["year"] in range(last_year - 4, last_year + 1)
        }
        if len(years) >= 4 and not any((indicator, year) in breaks for year in later_years(years)):
            x, n = zip(*years.values(), strict=True)
            found[indicator, unit] = (min(years), max(years), *cochran_armitage(x, n, list(years)))
    return found


def later_years(years):
    """The years that have a year before them in the comparison."""
    return range(min(years) + 1, max(years) + 1)


def cochran_armitage(x, n, scores):
    """The number of patients times the squared correlation between each one's score and outcome."""
    patients = [
        (score, outcome, many)
        for score, successes, all_of in zip(scores, x, n, strict=True)
        for outcome, many in ((1, successes), (0, all_of - successes))
    ]
    total = sum(n)
    mean_score = Fraction(sum(score * many for score, _, many in patients), total)
    mean = Fraction(sum(x), total)
    together = sum(many * (score - mean_score) * (outcome - mean) for score, outcome, many in patients)
    of_score = sum(many * (score - mean_score) ** 2 for score, _, many in patients)
    of_outcome = sum(many * (outcome - mean) ** 2 for _, outcome, many in patients)
    statistic = total * together**2 / (of_score * of_outcome) if of_outcome else 0
    return together / of_score, statistic, math.erfc(math.sqrt(statistic / 2))
