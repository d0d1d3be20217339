"""Staff's rooms."""

from django.urls import URLPattern, path, re_path

from workbench.definitions.urls import urlpatterns as definitions
from workbench.memberships import views as memberships
from workbench.views import jobs, publishing, registries, rehearsal, releases, trail, uploads

app_name = "workbench"
PART = r"(?P<part>[a-z]+)\.(?P<form>csv|xlsx)"
OF_REGISTRY = r"levering/(?P<key>[^/]+)"
urlpatterns: list[URLPattern] = [
    *definitions,
    path("levering/", registries.registries, name="registries"),
    path("levering/<str:key>/", registries.registry, name="registry"),
    re_path(rf"^{OF_REGISTRY}/mal\.(?P<format>csv|xlsx)$", registries.template, name="template"),
    path("levering/<str:key>/mal-forklaring.xlsx", registries.template_guide, name="template_guide"),
    path("levering/<str:key>/last-opp/", uploads.upload, name="upload"),
    path("levering/<str:key>/jobb/<int:pk>/", jobs.job, name="job"),
    path("levering/<str:key>/jobb/<int:pk>/feil.csv", jobs.faults, name="faults"),
    path("levering/<str:key>/jobb/<int:pk>/godta/", jobs.accept, name="accept"),
    path("levering/<str:key>/levering/<int:pk>/fil/", uploads.original, name="original"),
    path("levering/<str:key>/logg/", trail.trail, name="trail"),
    path("logg/", trail.trails, name="trails"),
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
