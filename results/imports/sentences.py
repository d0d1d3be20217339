"""What a fault says to the one who sent the file: what is wrong, and what to do about it."""

from functools import partial

from results.imports.blocks import Block
from results.imports.catalogue import Catalogue
from results.imports.checks import Checked
from results.imports.faults import Code, Fault, placed
from results.imports.header import Header
from results.imports.nearest import Nearest
from results.imports.numbering import FIRST_YEAR
from results.imports.rules import Kind
from results.imports.values import LARGEST_COUNT, LONGEST_NUMBER, Value, decimal_mark, shown, trimmed
from wording.keys import folded
from wording.numbers import count

MARKS = {",": "komma", ".": "punktum"}
KINDS = {
    Kind.COMPUTED_SHARE: "beregnede andeler",
    Kind.MEAN: "gjennomsnitt",
    Kind.MEDIAN: "medianer",
    Kind.COUNT: "antall",
}
# Faults whose sentence needs nothing but the value.
SIMPLE = {
    Code.EMPTY_VALUE: "verdien mangler. Fyll den inn, eller slett raden.",
    Code.NOT_WHOLE: "«{value}» er ikke et helt tall. Skriv det uten desimaler.",
    Code.NEGATIVE: "«{value}» er negativt. Skriv et tall som er 0 eller større.",
    Code.NUMBER_TOO_LARGE: f"«{{value}}» er større enn {count(LARGEST_COUNT)}. Rett tallet.",
    Code.ZERO_DENOMINATOR: "nevneren er 0. Skriv hvor mange pasienter tallet bygger på, eller slett raden.",
    Code.SHARE_OUTSIDE_RANGE: "«{value}» er ikke en andel fra 0 til 1. Skriv for eksempel 45 % som 0,45.",
    Code.RETIRED_INDICATOR: "«{value}» er avsluttet og tar ikke imot nye tall. Slett radene, eller be en "
    "publiseringsansvarlig gjenåpne indikatoren under Definisjoner.",
    Code.UNKNOWN_CONTEXT: "«{value}» er ikke en kontekst. Skriv caregiver (behandlingssted) "
    "eller resident (opptaksområde).",
}


class Sentences:
    """Words faults; keeps the suggestions it has looked for."""

    def __init__(self, catalogue: Catalogue, header: Header) -> None:
        own = (known.key for known in catalogue.indicators.values() if known.registry == catalogue.registry)
        self.mark: str | None = None  # the file's decimal mark as far as it is known
        self._catalogue = catalogue
        self._header = header
        self._near_units = Nearest(catalogue.units)
        self._near_indicators = Nearest(own, loosely=True)
        self._special = {
            Code.NOT_A_NUMBER: self._not_a_number,
            Code.UNKNOWN_UNIT: self._unknown_unit,
            Code.UNKNOWN_INDICATOR: self._unknown_indicator,
            Code.OTHER_REGISTRY: self._other_registry,
            Code.YEAR_OUT_OF_RANGE: self._year_out_of_range,
        }

    def of_row(self, block: Block, checked: Checked, code: Code, place: int, at: int) -> Fault:
        """A fault of the block's row number `at`, or of its ragged one of that number."""
        if code == Code.RAGGED_ROW:
            return self._of_ragged_row(*block.ragged[at])
        value = block.records[at][place]
        if code == Code.NUMERATOR_ABOVE_DENOMINATOR:
            return self._of_share(checked, at, place, value)
        return self._of_value(code, int(block.rows[at]), place, value)

    def of_repeated_cell(self, row: int, first: int, kind: Kind) -> Fault:
        sentence = (
            f"raden gjelder samme indikator, enhet, kontekst og år som rad {first}. "
            f"Slett en av dem: {KINDS[kind]} kan ikke legges sammen."
        )
        return Fault(Code.REPEATED_CELL.text, row, None, None, placed(sentence, row, None))

    def _of_value(self, code: Code, row: int, place: int, value: Value) -> Fault:
        """A fault of one value in a named column."""
        column = self._header.names[place].casefold()
        text = shown(trimmed(value))
        word = self._special.get(code) or partial(SIMPLE[code].replace, "{value}")
        return Fault(code.text, row, column, text, placed(word(text), row, column))

    def _of_share(self, checked: Checked, at: int, place: int, value: Value) -> Fault:
        """A numerator above its denominator: said of the row, since either may be the wrong one."""
        numerator, denominator = int(checked.numerator[at]), int(checked.denominator[at])
        what = "dekningsgrader" if checked.kind[at] == Kind.COVERAGE else "andeler"
        sentence = (
            f"telleren ({count(numerator)}) er større enn nevneren ({count(denominator)}). "
            f"For {what} må var være høyst denominator."
        )
        row, code = int(checked.rows[at]), Code.NUMERATOR_ABOVE_DENOMINATOR
        column = self._header.names[place].casefold()
        return Fault(code.text, row, column, shown(trimmed(value)), placed(sentence, row, None))

    def _of_ragged_row(self, row: int, length: int) -> Fault:
        width = len(self._header.names)
        sentence = (
            f"raden har {length} verdier, men overskriften har {width} kolonner. "
            "Rett raden, så hver verdi står under sin kolonne."
        )
        return Fault(Code.RAGGED_ROW.text, row, None, None, placed(sentence, row, None))

    def _not_a_number(self, text: str) -> str:
        if len(text) > LONGEST_NUMBER:
            return f"«{text}» er for langt til å være et tall. Skriv høyst {LONGEST_NUMBER} tegn."
        other = decimal_mark(text)
        if other and self.mark and other != self.mark:
            return (
                f"«{text}» har {MARKS[other]} som desimaltegn, men filen bruker {MARKS[self.mark]}. "
                "Bruk det samme i hele filen."
            )
        return f"«{text}» er ikke et tall. Skriv bare sifre, uten mellomrom og uten skilletegn for tusen."

    def _unknown_unit(self, text: str) -> str:
        near = self._near_units.find(text)
        remedy = "Rett organisasjonsnummeret, eller be en administrator legge inn enheten."
        if near:
            remedy = f"Mente du {near} ({self._catalogue.units[near].name})?"
        return f"«{text}» finnes ikke blant enhetene. {remedy}"

    def _unknown_indicator(self, text: str) -> str:
        near = self._near_indicators.find(text)
        remedy = f"Mente du «{near}»?" if near else "Rett nøkkelen, eller legg inn indikatoren først."
        return f"«{text}» finnes ikke blant registerets indikatorer. {remedy}"

    def _other_registry(self, text: str) -> str:
        known = self._catalogue.indicators.get(folded(text))
        whose = f"registeret «{known.registry}»" if known else "et annet register"
        return f"«{text}» hører til {whose}. Lever raden dit, eller rett nøkkelen."

    def _year_out_of_range(self, text: str) -> str:
        return f"«{text}» er ikke et år fra {FIRST_YEAR} til {self._catalogue.this_year}. Rett årstallet."
