"""Staff's rooms."""

from django.urls import URLPattern

app_name = "workbench"
urlpatterns: list[URLPattern] = []
