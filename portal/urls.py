"""Every address of the portal."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from portal import front, gallery, past, search, views
from workbench import admin

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("sok/", search.search, name="search"),
    path("sok/forslag/", search.suggestions, name="suggestions"),
    path("health/", views.health, name="health"),
    path("per/", past.choose, name="moment"),
    path("", include("results.urls")),
    path("", include("workbench.urls")),
    path("admin/", admin.site.urls),
    path("konto/", include("workbench.accounts.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("galleri/", gallery.gallery, name="gallery"))
