"""Units' answers as HTML: `{% answer point.cell sources %}`; a row of them: `{% answers points sources %}`.

A page has thousands of them, and a template for each would be most of the time it takes.
"""

from collections.abc import Iterable, Iterator
from html import escape  # Django's own also asks each text whether it is lazy

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from results.points import Cell, Point

register = template.Library()

BREAK = " <br>"
# Between what may stand on lines of their own; inside each, no line breaks.
DOT = " · "
NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"


@register.simple_tag
def answer(cell: Cell, sources: str = "", *, interval: bool = False) -> SafeString:
    """Level by shape, word and colour, the value, and what is to be known of it; or why there is none.

    `sources`: what the ids of the numbered sources on the page begin with.
    `interval`: with the interval, and each of what is told on a line of its own.
    """
    html = _reason(cell) if cell.reason else _number(cell, sources, interval=interval)
    return mark_safe(html)  # noqa: S308  # every text in it is escaped below


@register.simple_tag
def answers(points: Iterable[Point], sources: str = "") -> SafeString:
    """A row's cells, each with its place for where columns have no heads: on a phone."""
    cells = (
        f'<td role="cell" data-cell data-place="{escape(point.place)}">{answer(point.cell, sources)}</td>'
        for point in points
    )
    return mark_safe("".join(cells))  # noqa: S308  # made of what is escaped


def _reason(cell: Cell) -> str:
    withheld = f' data-withheld="{escape(cell.withheld)}"' if cell.withheld else ""
    explanation = f" <span>{escape(cell.explanation)}</span>" if cell.explanation else ""
    return f'<p class="no-number"{withheld}>{escape(cell.reason)}{explanation}</p>'


def _number(cell: Cell, sources: str, *, interval: bool) -> str:
    # The shape of the level is drawn by its class.
    level = f" level-{escape(cell.level)}" if cell.level else ""
    word = f"{escape(cell.word)} " if cell.word else ""
    below = BREAK.join(line for line in _lines(cell, sources, interval=interval) if line)
    details = f' <p class="details">{below}</p>' if below else ""
    return f'<div class="answer{level}"><strong>{word}{_value(cell.value)}</strong>{details}</div>'


def _lines(cell: Cell, sources: str, *, interval: bool) -> Iterator[str]:
    """What the number is of; how sure it is and how it has changed; how complete; where it is printed."""
    first, *rest = cell.details or ("",)
    yield _whole(first)
    told = [_whole(detail) for detail in rest]
    if cell.change:
        side = f" change-{escape(cell.change_is)}" if cell.change_is else ""
        told.append(f'<span class="change{side}">{escape(cell.change)}</span>')
    if interval:
        yield from (*told, _interval(cell.interval))
    else:
        yield DOT.join(told)
    yield escape(cell.coverage)
    if cell.source:
        yield _source(cell, sources)


def _value(text: str) -> str:
    """A unit of several words, "per pasientår", may stand on the line below its number."""
    number, _, unit = text.replace(NO_BREAK_SPACE, " ").partition(" ")
    return f"{escape(number)} {_whole(unit)}" if " " in unit else _whole(text)


def _interval(text: str) -> str:
    """Its two ends are never torn apart; in a narrow column they may stand below "95 % KI"."""
    what, space, ends = text.rpartition(" ")
    return f"{_whole(what)}{space}{escape(ends)}".replace("–", f"–{WORD_JOINER}")


def _whole(text: str) -> str:
    return escape(text).replace(" ", NO_BREAK_SPACE)


def _source(cell: Cell, sources: str) -> str:
    place = _("for {place}").format(place=escape(cell.place))
    called = _("Kilde {number}").format(number=cell.source)
    href = f"#kilde-{escape(sources)}-{cell.source}"
    return f'<a class="source" href="{href}">{called}<span class="ds-sr-only"> {place}</span></a>'
