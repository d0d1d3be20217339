"""How much of a file is received: what is too large is neither kept nor held in memory."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext_noop as N_

from results.imports.source import MEGABYTE

LARGEST_FILE = 50 * MEGABYTE
# What the form holds besides the file.
REST_OF_FORM = 64 * 1024
# A body a little too large is read to its end and dropped, so that the sender is told why. Who sends much
# more is cut off: a server's thread has better to do.
HEARD_OUT = 4 * LARGEST_FILE
TOO_LARGE = N_(
    "Filen er større enn 50 MB og er ikke tatt imot. Del den i flere filer, for eksempel etter år."
)


class Cap(FileUploadHandler):
    """Stands before the handlers that keep files, and stops what is too large, by what it says of itself and
    by what it is."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.exceeded = False
        self._body = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        self._body = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self._body > LARGEST_FILE + REST_OF_FORM:
            self._stop()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > LARGEST_FILE:
            self._stop()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers behind this one have the file."""

    def _stop(self) -> None:
        self.exceeded = True
        raise StopUpload(connection_reset=self._body > HEARD_OUT)


def capped(request: HttpRequest) -> Cap:
    """Before anything of the request's body has been looked at."""
    cap = Cap(request)
    request.upload_handlers.insert(0, cap)
    return cap
