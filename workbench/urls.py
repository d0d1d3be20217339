"""Staff's rooms."""

from django.urls import URLPattern, path, re_path

from workbench.memberships import views as memberships
from workbench.views import publishing, rehearsal, releases

app_name = "workbench"
PART = r"(?P<part>[a-z]+)\.(?P<form>csv|xlsx)"
OF_REGISTRY = r"levering/(?P<key>[^/]+)"
urlpatterns: list[URLPattern] = [
    path("levering/<str:key>/utkast/<int:pk>/", rehearsal.rehearsal, name="rehearsal"),
    path("levering/<str:key>/utkast/<int:pk>/publiser/", publishing.publish, name="publish"),
    re_path(rf"^{OF_REGISTRY}/utkast/(?P<pk>[0-9]+)/{PART}$", rehearsal.part, name="rehearsal_part"),
    path("levering/<str:key>/utgivelse/<int:pk>/", releases.release, name="release"),
    path(
        "levering/<str:key>/utgivelse/<int:pk>/publiser-igjen/", releases.publish_again, name="publish_again"
    ),
    re_path(rf"^{OF_REGISTRY}/utgivelse/(?P<pk>[0-9]+)/{PART}$", releases.part, name="release_part"),
    path("medlemmer/", memberships.members, name="members"),
    path("medlemmer/<int:pk>/rolle/", memberships.change, name="change_member"),
    path("medlemmer/<int:pk>/fjern/", memberships.remove, name="remove_member"),
]
