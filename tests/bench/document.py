"""`docs/performance.md`: its words are written by hand, and between its marks stands what was measured."""

import re
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import Table

FILE = Path(__file__).resolve().parents[2] / "docs/performance.md"


def record(name: str, tables: Sequence[Table], measured: str) -> None:
    """Puts what a benchmark found in its place; `measured` says when and on what."""
    FILE.write_text(put(FILE.read_text(encoding="utf-8"), name, written(tables, measured)), encoding="utf-8")


def put(document: str, name: str, text: str) -> str:
    """The document with this between the marks of the name, and all else as it was. ValueError: no marks."""
    begin, end = f"<!-- measured: {name} -->", f"<!-- end: {name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(document):
        raise ValueError(f'{FILE.name} has no place for {name}: it needs the lines "{begin}" and "{end}".')
    return pattern.sub(lambda _: f"{begin}\n{text}\n{end}", document, count=1)


def written(tables: Sequence[Table], measured: str) -> str:
    return "\n\n".join([f"*{measured}*", *(_table(table) for table in tables)])


def _table(table: Table) -> str:
    rows = [table.head, ["---", *["---:"] * (len(table.head) - 1)], *table.rows]
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    caption = [f"**{table.caption}**", ""] if table.caption else []
    return "\n".join([*caption, *lines])


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")
