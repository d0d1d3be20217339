"""Every address of the portal."""

from django.urls import URLPattern, URLResolver, include, path

from portal import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("health/", views.health, name="health"),
    path("", include("results.urls")),
]
