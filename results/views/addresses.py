"""The addresses that pages give of themselves."""

from django.http import HttpRequest, HttpResponse


def host_of(request: HttpRequest) -> str:
    """ "https://kvalitetsviser.no": what makes an address whole."""
    return f"{request.scheme}://{request.get_host()}"


def addressed(response: HttpResponse, address: str) -> HttpResponse:
    """With the address to share: a form sends also what was left empty, this says only what was chosen."""
    response["HX-Push-Url"] = address
    return response
