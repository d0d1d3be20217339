from django.http import Http404, HttpRequest, HttpResponse


def unit(request: HttpRequest, slug: str) -> HttpResponse:
    raise Http404


def units(request: HttpRequest) -> HttpResponse:
    raise Http404
