"""Rooms for whom `workbench.entrance` lets in: each answers with who came, and the registry."""

from django.http import HttpResponse
from django.urls import include, path

from workbench.entrance import for_administrators, for_members, for_publishers, for_staff


def seen(request, registry=None):
    return HttpResponse(f"{request.user.email} {registry.key if registry else ''}".rstrip())


urlpatterns = [
    path("", include("portal.urls")),
    path("rom/", for_staff(seen)),
    path("rom/<key>/", for_members(seen)),
    path("rom/<key>/publiser/", for_publishers(seen)),
    path("rom-for-administratorer/", for_administrators(seen)),
]
