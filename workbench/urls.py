"""Staff's rooms."""

from django.urls import URLPattern

from workbench.definitions.urls import urlpatterns as definitions

app_name = "workbench"
urlpatterns: list[URLPattern] = [*definitions]
