"""Tables as files to download."""

from urllib.parse import quote, urlencode

from django.http import HttpResponse, QueryDict

from results.choices.parsing import one_of
from results.links import Link
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
        "Formatet {} finnes ikke. Tabellen kan lastes ned som csv eller xlsx.",
    )
    return found


def download(table: Table, format: str) -> HttpResponse:
    """The table as a file in the format: one that `asked_format` gives."""
    response = HttpResponse(WRITERS[format](table), content_type=CONTENT_TYPE[format])
    response["Content-Disposition"] = disposition(table.name, format)
    # What is published can change at any time, and an address without a release follows it.
    response["Cache-Control"] = "no-cache"
    return response


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
        Link(f"Last ned {name.upper()}", f"{address}{joint}{urlencode({PARAMETER: name})}")
        for name in WRITERS
    )
