"""The addresses that pages give of themselves."""

from typing import TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers

Answer = TypeVar("Answer", bound=HttpResponseBase)


def host_of(request: HttpRequest) -> str:
    """ "https://kvalitetsviser.no": what makes an address whole."""
    return f"{request.scheme}://{request.get_host()}"


def addressed(request: HttpRequest, response: Answer, address: str) -> Answer:
    """With the address to share: a form sends also what was left empty, this says only what was chosen.

    Not where the browser goes back to an address: it would never get further back.
    """
    if "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers:
        response["HX-Push-Url"] = address
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response
