"""What is wrong with a table file, by row and column."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """`row` is the line in the file, the header being 1."""

    row: int | None
    column: str | None
    message: str

    def __str__(self) -> str:
        place = [f"rad {self.row}"] * (self.row is not None) + [f"kolonne {self.column}"] * bool(self.column)
        return f"{', '.join(place).capitalize()}: {self.message}" if place else self.message


class Faulty(Exception):
    """The file has faults; nothing was changed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} feil i filen")
        self.faults = sorted(faults, key=lambda fault: fault.row or 0)
