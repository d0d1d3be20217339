from django.http import Http404, HttpRequest, HttpResponse


def comparison(request: HttpRequest) -> HttpResponse:
    raise Http404
