"""What is wrong with a table file, by row and column."""

from dataclasses import dataclass

from wording.language import Worded

PLACES = Worded({"row": {"nb": "rad {}", "en": "row {}"}, "column": {"nb": "kolonne {}", "en": "column {}"}})


@dataclass(frozen=True)
class Fault:
    """`row` is the line in the file, the header being 1."""

    row: int | None
    column: str | None
    message: str

    def __str__(self) -> str:
        place = [PLACES["row"].format(self.row)] * (self.row is not None)
        place += [PLACES["column"].format(self.column)] * bool(self.column)
        return f"{', '.join(place).capitalize()}: {self.message}" if place else self.message


class Faulty(Exception):
    """The file has faults; nothing was changed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} feil i filen")
        self.faults = sorted(faults, key=lambda fault: fault.row or 0)
