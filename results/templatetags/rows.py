"""A row of the results page as HTML: `{% row_head row section.key closed is_opened %}`.

A page has hundreds of them; `answers` says why they are not templates.
"""

from functools import cache
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from results.points import TargetPeriod
from results.presenters.sections import Row
from results.templatetags.answers import answers
from results.templatetags.texts import marked
from wording.language import Language, current

register = template.Library()


class Words(NamedTuple):
    """What is said in every row."""

    goal: str
    moderate: str
    no_goal: str


@cache
def _words(language: Language) -> Words:
    """In the language, which is the page's."""
    return Words(goal=_("Mål:"), moderate=_("moderat {limit}"), no_goal=_("Ikke satt"))


@register.simple_tag
def row_head(row: Row, sources: str, closed: str, is_opened: bool) -> SafeString:
    """The indicator's name, which opens and closes it, its goal, and the units' answers.

    `closed`: the page's address without an open row. `sources`: as of `answer`.
    """
    name = f'<th role="rowheader" scope="row">{_opener(row, closed, is_opened)}{_small(row.note)}</th>'
    said = _words(current())
    limits = _goal(row.target, said)
    goal = f'<td role="cell" class="goal"><span class="on-phone">{said.goal} </span>{limits}</td>'
    html = f'<tr role="row">{name}{goal}{answers(row.points, sources)}</tr>'
    return mark_safe(html)  # noqa: S308  # every text in it is escaped


def _opener(row: Row, closed: str, is_opened: bool) -> str:
    address = closed if is_opened else f"{closed}&rad={quote(row.key, safe='')}"
    expanded = "true" if is_opened else "false"
    return (
        f'<a id="apne-{row.indicator}" class="opener" data-toggle aria-expanded="{expanded}"'
        f' href="{escape(address)}#rad-{row.indicator}">{marked(row.title)}</a>'
    )


def _goal(target: TargetPeriod | None, said: Words) -> str:
    if target is None or target.goal is None:
        return said.no_goal
    moderate = target.goal.moderate
    return f'<span class="limit">{escape(target.goal.high)}</span>' + _small(
        moderate and said.moderate.format(limit=moderate)
    )


def _small(text: str) -> str:
    return f"<small>{escape(text)}</small>" if text else ""
