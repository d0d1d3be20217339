"""What is still Norwegian in an English page or file: texts that are neither marked as such nor names."""

import io
import json
import re
from functools import cache

from lxml import html
from openpyxl import load_workbook

from organisations.models import Unit
from registries.models import MedicalField, Registry
from results.models import PrintedResult, ReleasedIndicator
from tests.telltale import found_telltale_nation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What no English text holds. "for", "under", "tall", "dog" are words there too.
WORDS = """
    og ikke av som er til fra med det den dette denne disse ingen alle hele eller uten hvor hva hvem når
    etter ved mot mellom bare kan kun har ble blir ikkje vis velg vises vist skjult siden gå
    hvert hver enn flere færre mer mest minst verst andre annen siste neste nye ny gammel
    pasient pasienter pasientene sykehus sykehuset sykehusene sted steder stedene landet helseforetak
    regionene helseregion helseregioner foretak opptaksområdet bosatt behandlet behandlingskvalitet
    indikatoren indikatorer indikatorene registeret registre registrene fagområde måloppnåelse målet
    dekningsgrad utgivelse utgivelsen utgivelser publisert tilbaketrukket foreløpig foreløpige kilde kilder
    tallene verdi teller nevner prosent prosentpoeng nivå høy lav moderat ellers utvikling rangering trakt
    endring usikkert sikkert adresse begrunnelse registrert lastet sorter søk treff
    januar februar mars mai juni juli oktober desember
"""
NORWEGIAN = re.compile(rf"[æøå]|\b(?:{'|'.join(WORDS.split())})\b", re.IGNORECASE)
# Read out, or said by a script.
ATTRIBUTES = re.compile(r"alt|title|placeholder|label|content|aria-(label|description|valuetext)|data-.*")
# In the attributes: names of things for scripts and styles.
MUTE = re.compile(
    r"data-(find|entry|tally|state|place|answer|hit|part|chart|plotly|search|column.*|figure|filter|field)"
)
# A name that a picture has no room for.
CUT = re.compile(r"(\w[^…]*)…")
# A picture breaks the one below it in lines.
ADDRESS = re.compile(r"(?<!\w)(https?:/)?/([\w./?=&%#;:+-]|(?<=[&/;])<br>)*")


def found_english_nation(folder):
    """A nation with every reason to withhold a number, where all that a registry may say in English is said
    so. The names of its places: their addresses are names too."""
    found_telltale_nation(folder)
    say_in_english()
    return [name for unit in Unit.objects.all() for name in (unit.name, unit.full_name) if name]


def say_in_english():
    """All that the registries may say so."""
    Registry.objects.update(name_en="Norwegian Heart Registry", short_name_en="Heart")
    MedicalField.objects.update(name_en="heart and blood vessels")
    for key in ReleasedIndicator.objects.values_list("indicator__key", flat=True):
        ReleasedIndicator.objects.filter(indicator__key=key).update(title_en=f"Measure {key}")


def norwegian_in(answer, names=None):
    """The texts of the response that are Norwegian, with where they stand: of a page those outside
    `lang="nb"`, attributes and the charts' words too; of a file all. Names are no texts: by default those of
    places, registries, fields and indicators in the database."""
    names = known_names() if names is None else names
    return [text for text in _texts(answer) if is_norwegian(text, names)]


def forgotten(client, addresses, names=None):
    """Of the pages and files that the client reads, those with Norwegian texts, and which."""
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        if told := norwegian_in(answer, names):
            found[address] = told
    return found


def is_norwegian(text, names=()):
    if not NORWEGIAN.search(text):
        return False
    without = CUT.sub(lambda cut: "" if any(one.startswith(cut[1]) for one in names) else cut[0], text)
    without = ADDRESS.sub(" ", without)
    # The longest first: "Helse Nord RHF" before "Helse Nord".
    for name in sorted(names, key=len, reverse=True):
        if folded(name) in folded(without):
            without = re.sub(re.escape(name), " ", without, flags=re.IGNORECASE)
    return bool(NORWEGIAN.search(without))


# Hundreds of names are looked for in each of thousands of texts.
folded = cache(str.casefold)


def known_names():
    return {
        value
        for model, fields in (
            (Unit, ("name", "full_name")),
            (MedicalField, ("name",)),
            (Registry, ("name", "short_name", "key")),
            (ReleasedIndicator, ("title", "short_description", "unit_word", "indicator__key")),
            (PrintedResult, ("source",)),
        )
        for row in model.objects.values_list(*fields).distinct()
        for value in row
        if value
    }


def _texts(answer):
    kind, content = answer.headers.get("Content-Type", "").split(";")[0], answer.getvalue()
    if kind == "text/html":
        return list(of_page(html.fromstring(content.decode())))
    if kind == XLSX:
        book = load_workbook(io.BytesIO(content))
        cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
        return [*book.sheetnames, *(value for value in cells if isinstance(value, str))]
    if kind == "application/json":
        return list(_of_json(json.loads(content)))
    return content.decode("utf-8-sig").splitlines()


def of_page(element, language="en"):
    """The texts of an element that are in no other language than English, those of its attributes too."""
    if not isinstance(element.tag, str):
        return  # a comment
    language = element.get("lang", language)
    if language == "en":
        yield from (
            value
            for name, value in element.items()
            if ATTRIBUTES.fullmatch(name) and not MUTE.fullmatch(name) and value.strip()
        )
        if element.tag not in ("script", "style"):
            yield from _said(element.text)
        elif element.get("type") == "application/json":
            yield from _of_json(json.loads(element.text))
    for child in element:
        yield from of_page(child, language)
        if language == "en":
            yield from _said(child.tail)


def _said(text):
    if text and text.strip():
        yield " ".join(text.split())


def _of_json(value):
    if isinstance(value, dict):
        for name, each in value.items():
            # Packed numbers are letters at random; a file is named after the indicator.
            if name not in ("bdata", "filename"):
                yield from _of_json(each)
    elif isinstance(value, list):
        for each in value:
            yield from _of_json(each)
    elif isinstance(value, str):
        yield from _said(value)
