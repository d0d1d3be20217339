"""A place's results as a table for files: all the indicators that its page lists."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from results import contexts
from results.choices.unit import Choices
from results.presenters.origins import origin, source
from results.presenters.places import name
from results.presenters.profile import Item
from results.presenters.releases import ReleaseNotice, release_mark
from results.presenters.sections import Section
from results.shown_releases import ShownRelease
from results.tables import Table, about, result_columns, result_row


def profile_file(
    choices: Choices,
    sections: Sequence[Section],
    items: Iterable[Item],
    releases: Iterable[ShownRelease],
    host: str,
    withdrawn: Iterable[ReleaseNotice] = (),
) -> Table:
    """`withdrawn`: what is to be known of releases that the address holds and that show nothing."""
    shown = {one.registry.key: one for one in releases}
    by_key = {section.key: section for section in sections}
    listed = list(items)
    rows = [
        result_row(
            item.row.measure,
            item.point,
            source=source(shown[item.section]),
            release=release_mark(shown[item.section]).text,
            printed=by_key[item.section].sources,
        )
        for item in listed
    ]
    with_rows = dict.fromkeys(item.section for item in listed)
    return Table(
        name=f"{choices.unit.slug}-{choices.year}",
        title=f"{name(choices.unit)} {choices.year}",
        columns=result_columns(),
        rows=tuple(rows),
        day=timezone.localdate(),
        about=about(
            chosen=_chosen(choices),
            origins=[
                origin(shown[key], host + _held(choices, shown[key]), by_key[key].provisional)
                for key in with_rows
            ],
            caveats=[_caveat(notice) for notice in withdrawn],
        ),
    )


def _chosen(choices: Choices) -> list[tuple[str, str]]:
    return [
        (_("Sted"), choices.unit.full_name or name(choices.unit)),
        (_("År"), str(choices.year)),
        (_("Pasienter"), contexts.LABEL[choices.context]),
    ]


def _caveat(notice: ReleaseNotice) -> str:
    told = f"{notice.registry}: {notice.text}"
    if not notice.reason:
        return told
    reason = _("Begrunnelse: {reason}").format(reason=" ".join(notice.reason.split()))
    return f"{told} {reason}"


def _held(choices: Choices, one: ShownRelease) -> str:
    return replace(choices, releases=(one.release.pk,)).address
