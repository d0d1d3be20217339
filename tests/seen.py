"""What a reader sees of each result, wherever it stands: in a page's tables, its charts, or a file."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from urllib.parse import parse_qs, unquote, urlsplit

from django.urls import resolve

from tests.crawling import decoded, rows_of, scripts
from tests.pages import select

CONTEXTS = {"behandlet": "caregiver", "bosatt": "resident"}
CONTEXT_WORDS = {"behandlet ved": "caregiver", "bosatt i opptaksområdet": "resident"}
LEVELS = {"høy": "high", "moderat": "moderate", "lav": "low"}
NUMBER = r"−?\d+(?: \d{3})*(?:,\d+)?"
# All that may be said where a number is withheld.
REASONS = {
    "too_few": r"Færre enn [\d ]+ pasienter\. Vises ikke\.",
    "privacy": r"Svært få pasienter\. Vises ikke av hensyn til personvernet\.",
    "low_coverage": r"Lav dekningsgrad(?: \([\d,]+ %\))?\. Vises ikke fordi for få pasienter er registrert\.",
    "complementary": r"Skjult av hensyn til personvernet\. "
    r"Tallet kunne røpet enkeltpersoner ved et annet sykehus\.",
}
NO_NUMBERS = "Ingen tall"


@dataclass(frozen=True)
class Place:
    indicator: str
    unit: str  # the slug
    context: str
    year: int


@dataclass(frozen=True)
class Seen:
    """A number with all its decimals as shown; in percent as such. None: not said."""

    reason: str = ""  # what stands where there is no number
    value: Decimal | None = None
    in_percent: bool = False
    exact: float | None = None  # where a chart draws it
    numerator: int | None = None
    denominator: int | None = None
    level: str = ""
    low: Decimal | None = None
    high: Decimal | None = None


def disagreements(seen, row):
    """What is seen and is not so, by the row of the internal export; None where there is none."""
    if seen.reason:
        true = row["withheld"] or "a number" if row else None
        said = next((reason for reason, words in REASONS.items() if re.fullmatch(words, seen.reason)), "?")
        said = None if seen.reason == NO_NUMBERS else said
        return [] if said == true else [f"{seen.reason} for {true}"]
    if row is None or row["withheld"]:
        return [f"{seen} where nothing is to be seen"]
    share = None if row["numerator"] is None else Fraction(row["numerator"], row["denominator"])
    value = Fraction(row["value"]) if share is None else share
    said = {
        "level": (seen.level, row["attainment"] or ""),
        "value": (seen.value, as_shown(value, seen.value, seen.in_percent)),
        "numerator": (seen.numerator, row["numerator"]),
        "denominator": (seen.denominator, row["denominator"]),
        "low": (seen.low, as_shown(row["ci_low"], seen.low, seen.in_percent)),
        "high": (seen.high, as_shown(row["ci_high"], seen.high, seen.in_percent)),
        "exact": (seen.exact, float(value)),
    }
    return [f"{name}: {ours} for {true}" for name, (ours, true) in said.items() if ours not in (None, true)]


def as_shown(exact, shown, in_percent):
    """The exact number with as many decimals as the shown one has, half up."""
    if exact is None or shown is None:
        return None
    decimals = -shown.as_tuple().exponent
    scaled = Fraction(exact) * (100 if in_percent else 1) * 10**decimals
    return Decimal(int(scaled + Fraction(1, 2))).scaleb(-decimals)


def seen_in(answer):
    """(place, what is seen) for every result in the answer."""
    if not answer.is_page:
        yield from _in_file(answer)
        return
    view = resolve(unquote(urlsplit(answer.address).path)).view_name
    readers = {
        "results:indicator": _on_indicator,
        "results:unit": _on_profile,
        "results:registry": _on_registry,
        "results:field": _on_field,
    }
    yield from readers.get(view, _side_by_side)(answer)


def _in_file(answer):
    for row in rows_of(answer):
        context = CONTEXT_WORDS[row["Pasienter"]]
        place = Place(row["Indikatornøkkel"], row["Stedsnøkkel"], context, int(row["År"]))
        yield place, _of_row(row)


def _of_row(row):
    numbers = ("Verdi", "Teller", "Nevner", "95 % KI fra", "95 % KI til", "Måloppnåelse")
    if row["Vises ikke fordi"]:
        assert not any(row[name] for name in (*numbers, "Usikkert nivå", "Til målet (pasienter)")), row
        assert not row["Endring fra året før (prosentpoeng)"], row
        return Seen(reason=spaced(row["Vises ikke fordi"]))
    value, numerator, denominator, low, high, level = (row[name] for name in numbers)
    return Seen(
        value=number(value),
        in_percent=row["Måleenhet"] == "prosent",
        numerator=int(numerator) if numerator else None,
        denominator=int(denominator) if denominator else None,
        level=LEVELS.get(level, ""),
        low=number(low),
        high=number(high),
    )


def number(text):
    return Decimal(re.sub(r"\s", "", text).replace(",", ".").replace("−", "-")) if text else None


def _side_by_side(answer):
    """A row is an indicator, a column a chosen place."""
    chosen = answer.asked("sted")
    context, year = _asked(answer)
    for row in select(answer.tree, "section tr"):
        cells = select(row, "[data-cell]")
        if cells:
            for slug, cell in zip(chosen, cells, strict=True):
                yield Place(_indicator_of(row), slug, context, year), of_cell(cell)


def _on_profile(answer):
    slug = urlsplit(answer.address).path.split("/")[2]
    context, year = _asked(answer)
    for row in select(answer.tree, "section tr"):
        for cell in select(row, "[data-cell]"):
            yield Place(_indicator_of(row), slug, context, year), of_cell(cell)


def _on_registry(answer):
    """The nation's answers."""
    context, year = _asked(answer)
    for row in select(answer.tree, "section tr"):
        for cell in select(row, "[data-cell]"):
            yield Place(_indicator_of(row), "nasjonalt", context, year), of_cell(cell)


def _on_field(answer):
    """The nation's value of what is low or uncertain, with its counts."""
    context, year = _asked(answer)
    for name in ("data-low", "data-uncertain"):
        for item in select(answer.tree, f"[{name}]"):
            (value,) = select(item, ".item-value")
            level = next(one for one in LEVELS.values() if f"level-{one}" in value.get("class").split())
            yield (
                Place(item.get(name), "nasjonalt", context, year),
                _of_words(_text(item), _text(value), level),
            )


def _indicator_of(row):
    """By the link in its header, to the indicator's page or to the opened row."""
    link = urlsplit(unquote(select(row, "th a")[0].get("href")))
    return link.path.split("/")[3] if link.path.startswith("/indikator/") else parse_qs(link.query)["rad"][0]


def _on_indicator(answer):
    """Its tables and, by their hover texts, its charts."""
    tree, key = answer.tree, unquote(urlsplit(answer.address).path).split("/")[3]
    context, year = _asked(answer)
    slug_of = {_text(select(one, "h3")[0]): one.get("data-answer") for one in select(tree, "[data-answer]")}
    chosen = list(slug_of.values())
    for row in select(tree, "#tabell-utvikling tbody tr"):
        its_year = int(_text(select(row, "th")[0])[:4])
        for slug, cell in zip(chosen, select(row, "[data-cell]"), strict=True):
            yield Place(key, slug, context, its_year), of_cell(cell)
    for row in select(tree, "#tabell-rangering tbody tr, #tabell-trakt tbody tr"):
        (link,) = select(row, "th a")
        slug_of[_text(link)] = slug = urlsplit(link.get("href")).path.split("/")[2]
        yield Place(key, slug, context, year), of_cell(select(row, "[data-cell]")[0])
    others = [CONTEXT_WORDS[_text(one).lower()] for one in select(tree, ".contexts-table thead th")[1:]]
    for row in select(tree, ".contexts-table tbody tr"):
        for other, cell in zip(others, select(row, "[data-cell]"), strict=True):
            yield Place(key, slug_of[_text(select(row, "th")[0])], other, year), of_cell(cell)
    for name, its_year, one in _drawn(tree):
        yield Place(key, slug_of[name], context, its_year), one


def _asked(answer):
    return CONTEXTS[answer.asked("kontekst")[0]], int(answer.asked("aar")[0])


def of_cell(cell):
    words = _text(cell)
    if reasons := select(cell, ".no-number"):
        return Seen(reason=_only(words, _text(reasons[0])))
    (answer,) = select(cell, ".answer")
    level = next((one for one in LEVELS.values() if f"level-{one}" in answer.get("class").split()), "")
    return _of_words(words, _text(select(answer, "strong")[0]), level)


def _only(words, reason):
    """The reason, and nothing but that and the place's name stands in the cell."""
    assert not re.search(r"\d", words.replace(reason, "")), words
    return reason


def _of_words(words, answer, level):
    counts = re.search(rf"({NUMBER}) av ({NUMBER})(?! pas)", words)
    patients = re.search(rf"({NUMBER}) pasient", words)
    interval = re.search(rf"KI ({NUMBER})–({NUMBER})", words)
    denominator = counts[2] if counts else patients[1] if patients else None
    return Seen(
        value=number(re.search(NUMBER, answer)[0]),
        in_percent="%" in answer,
        numerator=int(number(counts[1])) if counts else None,
        denominator=None if denominator is None else int(number(denominator)),
        level=level,
        low=number(interval[1]) if interval else None,
        high=number(interval[2]) if interval else None,
    )


def _drawn(tree):
    """(place, year, what is seen) of every point of every chart, with where it is drawn."""
    for script in scripts(tree):
        for trace in decoded(json.loads(script))["data"]:
            axis = "x" if "error_x" in trace else "y"
            for text, at in zip(trace.get("text") or [], trace[axis], strict=False):
                if hover := re.fullmatch(r"(.+?), (\d{4}): (.+)", spaced(text or "")):
                    name, year, words = hover.groups()
                    yield name, int(year), _of_hover(words, at)


def _of_hover(words, at):
    word, _, rest = words.partition(" ")
    level = LEVELS.get(word.lower(), "")
    one = _of_words(words, rest if level else words, level)
    return Seen(**{**vars(one), "exact": at})


def _text(element):
    return spaced(element.text_content())


def spaced(text):
    return " ".join(re.sub(r"[\u00a0\u202f]", " ", text).split())
