"""Every address of the portal."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from portal import gallery, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("health/", views.health, name="health"),
    path("", include("results.urls")),
    path("", include("workbench.urls")),
    path("konto/", include("workbench.accounts.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("galleri/", gallery.gallery, name="gallery"))
