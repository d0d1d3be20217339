from django.http import Http404, HttpRequest, HttpResponse


def indicator(request: HttpRequest, registry: str, key: str) -> HttpResponse:
    raise Http404
