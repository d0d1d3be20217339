"""What a benchmark found: figures beside their budgets, printed as they come and kept as tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NONE = "–"


@dataclass(frozen=True)
class Figure:
    name: str
    value: float | None  # None: there is no such thing, or it was not found
    unit: str = ""
    budget: float | None = None
    least: float | None = None  # of all the runs: what it is when nothing else is going on
    decimals: int = 0
    at_least: bool = False  # the budget is a floor, as a score's is

    @property
    def within(self) -> bool | None:
        """None where nothing was found or nothing is asked for."""
        if self.value is None or self.budget is None:
            return None
        return self.value >= self.budget if self.at_least else self.value <= self.budget

    @property
    def limit(self) -> str:
        if self.budget is None:
            return ""
        return f"{'≥' if self.at_least else '≤'} {self.budget:,g} {self.unit}".rstrip()

    @property
    def verdict(self) -> str:
        return {None: "", True: "ok", False: "OVER"}[self.within]

    @property
    def line(self) -> str:
        value, least = self.number(self.value), ""
        if self.least is not None:
            least = f"(least {self.number(self.least)})"
        line = f"  {self.name:<50} {value:>9} {self.unit:<4} {least:<16} {self.limit:>12}  {self.verdict}"
        return line.rstrip()

    def number(self, value: float | None) -> str:
        return NONE if value is None else f"{value:,.{self.decimals}f}"


@dataclass(frozen=True)
class Table:
    """All of it in words, as it stands in the document."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def told(caption: str, figures: Iterable[Figure]) -> Table:
    """Each figure is printed when it is found, for whoever waits."""
    print(caption)
    found = []
    for figure in figures:
        print(figure.line, flush=True)
        found.append(figure)
    return listed(caption, found)


def listed(caption: str, figures: Sequence[Figure]) -> Table:
    """A row for each figure, in the columns that any of them has something in."""
    rows = [
        (
            figure.name,
            f"{emphasised(figure)} {figure.unit}".rstrip(),
            "" if figure.least is None else f"{figure.number(figure.least)} {figure.unit}".rstrip(),
            figure.limit,
            figure.verdict,
        )
        for figure in figures
    ]
    head = ("what", "measured", "least", "budget", "")
    kept = [at for at, _ in enumerate(head) if at < 2 or any(row[at] for row in rows)]
    return Table(caption, [head[at] for at in kept], [[row[at] for at in kept] for row in rows])


def crossed(caption: str, first: str, rows: Iterable[tuple[str, Sequence[Figure]]]) -> Table:
    """A row for each name, and a column for each figure, which are the same ones in every row."""
    rows = list(rows)
    head = [first]
    for figure in rows[0][1] if rows else ():
        unit = f" ({figure.unit})" if figure.unit and figure.budget is None else ""
        limit = f", {figure.limit}" if figure.limit else ""
        head.append(f"{figure.name}{unit}{limit}")
    return Table(
        caption, head, [[name, *(emphasised(figure) for figure in figures)] for name, figures in rows]
    )


def emphasised(figure: Figure) -> str:
    """The number, in bold where it is not within its budget."""
    number = figure.number(figure.value)
    return f"**{number}**" if figure.within is False else number
