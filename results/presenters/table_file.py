"""The results page as a table for files: the rows that are on the screen, in their order."""

from collections.abc import Iterable, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from results.choices.offer import Offer
from results.choices.table import Choices
from results.presenters.filters import chosen_words
from results.presenters.origins import origin, source
from results.presenters.releases import ReleaseNotice, release_mark
from results.presenters.sections import Section
from results.shown_releases import ShownRelease
from results.tables import Table, about, result_columns, result_rows


def table_file(
    choices: Choices,
    offer: Offer,
    labels: Mapping[int, str],
    sections: list[Section],
    host: str,
    notices: Iterable[ReleaseNotice],
) -> Table:
    shown = {one.registry.key: one for one in choices.shown(offer)}
    rows = [
        line
        for section in sections
        for row in section.rows
        for line in result_rows(
            row.measure,
            row.points,
            source=source(shown[section.key]),
            release=release_mark(shown[section.key]).text,
            printed=section.sources,
        )
    ]
    origins = [
        origin(shown[section.key], host + _held(choices, shown[section.key]), section.provisional)
        for section in sections
    ]
    return Table(
        name=_("behandlingskvalitet-{year}").format(year=choices.year),
        title=_("Behandlingskvalitet {year}").format(year=choices.year),
        columns=result_columns(),
        rows=tuple(rows),
        day=timezone.localdate(),
        about=about(
            chosen=chosen_words(choices, labels),
            origins=origins,
            caveats=[f"{notice.registry}: {notice.text}" for notice in notices],
        ),
    )


def _held(choices: Choices, one: ShownRelease) -> str:
    return choices.but(registry=one.registry, releases=(one.release.pk,))
