"""Staff's rooms."""

from django.urls import URLPattern, path, re_path

from registries.addresses import KEY
from workbench.definitions.urls import urlpatterns as definitions
from workbench.memberships import views as memberships
from workbench.views import jobs, publishing, registries, rehearsal, releases, trail, uploads

app_name = "workbench"
PART = r"(?P<part>[a-z]+)\.(?P<form>csv|xlsx)"
OF_REGISTRY = rf"levering/(?P<key>{KEY})"
urlpatterns: list[URLPattern] = [
    *definitions,
    path("levering/", registries.registries, name="registries"),
    path("levering/<key:key>/", registries.registry, name="registry"),
    re_path(rf"^{OF_REGISTRY}/mal\.(?P<format>csv|xlsx)$", registries.template, name="template"),
    path("levering/<key:key>/mal-forklaring.xlsx", registries.template_guide, name="template_guide"),
    path("levering/<key:key>/last-opp/", uploads.upload, name="upload"),
    path("levering/<key:key>/jobb/<int:pk>/", jobs.job, name="job"),
    path("levering/<key:key>/jobb/<int:pk>/feil.csv", jobs.faults, name="faults"),
    path("levering/<key:key>/jobb/<int:pk>/godta/", jobs.accept, name="accept"),
    path("levering/<key:key>/levering/<int:pk>/fil/", uploads.original, name="original"),
    path("levering/<key:key>/logg/", trail.trail, name="trail"),
    path("logg/", trail.trails, name="trails"),
    path("levering/<key:key>/utkast/<int:pk>/", rehearsal.rehearsal, name="rehearsal"),
    path("levering/<key:key>/utkast/<int:pk>/publiser/", publishing.publish, name="publish"),
    re_path(rf"^{OF_REGISTRY}/utkast/(?P<pk>[0-9]+)/{PART}$", rehearsal.part, name="rehearsal_part"),
    path("levering/<key:key>/utgivelse/<int:pk>/", releases.release, name="release"),
    path(
        "levering/<key:key>/utgivelse/<int:pk>/publiser-igjen/", releases.publish_again, name="publish_again"
    ),
    re_path(rf"^{OF_REGISTRY}/utgivelse/(?P<pk>[0-9]+)/{PART}$", releases.part, name="release_part"),
    path("medlemmer/", memberships.members, name="members"),
    path("medlemmer/<int:pk>/rolle/", memberships.change, name="change_member"),
    path("medlemmer/<int:pk>/fjern/", memberships.remove, name="remove_member"),
]
