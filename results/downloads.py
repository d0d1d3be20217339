"""Tables as files to download."""

from dataclasses import replace
from urllib.parse import quote, urlencode

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from registries.names import short_name_of
from results.choices.offer import Offer
from results.choices.parsing import one_of
from results.licence import licence_line
from results.links import Link
from results.models import Release
from results.table_files import WRITERS
from results.tables import Table
from wording.slugs import slug

# The word in the address that asks for a page's table as a file.
PARAMETER = "format"
FORMATS = {name: name for name in WRITERS}
CONTENT_TYPE = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A file system's limit is 255 bytes, and the ending and the reader's own numbering want some.
LONGEST_NAME = 100


def asked_format(query: QueryDict, notices: list[str] | None = None) -> str | None:
    """ "csv" or "xlsx"; None, with a notice, for a format that is not one of them."""
    told = [] if notices is None else notices
    found: str | None = one_of(
        query,
        PARAMETER,
        FORMATS,
        told,
        _("Formatet {} finnes ikke. Tabellen kan lastes ned som csv eller xlsx."),
    )
    return found


def download(table: Table, format: str, offer: Offer | None = None) -> HttpResponse:
    """The table as a file in the format: one that `asked_format` gives. `offer`: what its page had to choose
    among, where that may be something else than what is public now."""
    if offer is not None and offer.draft is not None:
        table = marked_as_draft(table, offer.draft)
    if offer is not None and offer.moment is not None:
        table = replace(table, about=((_("Slik det var publisert"), offer.moment.words), *table.about))
    if offer is not None and offer.draft is None:
        table = replace(table, about=(*table.about, licence_line()))
    response = HttpResponse(WRITERS[format](table), content_type=CONTENT_TYPE[format])
    response["Content-Disposition"] = disposition(table.name, format)
    # What is published can change at any time, and an address without a release follows it.
    response["Cache-Control"] = "no-cache"
    return response


def marked_as_draft(table: Table, draft: Release) -> Table:
    """Whoever is given the file on must see that it is no publication: by its name, and by its first note."""
    warning = _(
        "Ikke publisert. Tallene fra {registry} er fra utkast {draft}. De er bare for registerets egne "
        "medarbeidere, og kan bli andre."
    ).format(registry=short_name_of(draft.registry), draft=draft.pk)
    return replace(
        table,
        name=_("utkast-{draft}-{name}").format(draft=draft.pk, name=table.name),
        title=_("UTKAST: {title}").format(title=table.title),
        about=((_("UTKAST"), warning), *table.about),
    )


def disposition(name: str, format: str) -> str:
    """The name in ASCII for all, and as it is for those that read it so (RFC 6266)."""
    plain = slug(name)[:LONGEST_NAME].strip("-") or "tabell"
    whole = " ".join("".join(sign if _in_a_name(sign) else " " for sign in name).split())[:LONGEST_NAME]
    encoded = quote(f"{whole.strip(' .') or plain}.{format}", safe="")
    return f"attachment; filename=\"{plain}.{format}\"; filename*=UTF-8''{encoded}"


def _in_a_name(sign: str) -> bool:
    """Whether every system takes it in the name of a file."""
    return sign.isprintable() and sign not in '\\/:*?"<>|'


def download_links(address: str) -> tuple[Link, ...]:
    """The page's table in each format; the address is the page's own, with or without a query."""
    joint = "&" if "?" in address else "?"
    return tuple(
        Link(
            _("Last ned {format}").format(format=name.upper()),
            f"{address}{joint}{urlencode({PARAMETER: name})}",
        )
        for name in WRITERS
    )
