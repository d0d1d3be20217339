"""Staff's rooms."""

from django.urls import URLPattern, path

from workbench.definitions.urls import urlpatterns as definitions
from workbench.memberships import views as memberships

app_name = "workbench"
urlpatterns: list[URLPattern] = [
    *definitions,
    path("medlemmer/", memberships.members, name="members"),
    path("medlemmer/<int:pk>/rolle/", memberships.change, name="change_member"),
    path("medlemmer/<int:pk>/fjern/", memberships.remove, name="remove_member"),
]
