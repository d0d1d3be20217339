"""Every address of the portal."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, include, path

from portal import front, gallery, past, search, views
from portal.feeds import Publications
from portal.sitemaps import SITEMAPS
from workbench import admin

handler404 = "portal.errors.not_found"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("sok/", search.search, name="search"),
    path("sok/forslag/", search.suggestions, name="suggestions"),
    path("health/", views.health, name="health"),
    path("utgivelser/atom.xml", Publications(), name="feed"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("per/", past.choose, name="moment"),
    path("", include("results.urls")),
    path("", include("workbench.urls")),
    path("admin/", admin.site.urls),
    path("konto/", include("workbench.accounts.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("galleri/", gallery.gallery, name="gallery"))
