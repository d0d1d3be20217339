"""Staff's rooms."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from workbench.definitions.urls import urlpatterns as definitions
from workbench.entrance import for_members
from workbench.memberships import views as memberships
from workbench.views import jobs, registries, trail, uploads


@for_members
def not_yet(request: HttpRequest, *args: object) -> HttpResponse:
    raise Http404


app_name = "workbench"
urlpatterns: list[URLPattern] = [
    *definitions,
    path("levering/", registries.registries, name="registries"),
    path("levering/<str:key>/", registries.registry, name="registry"),
    re_path(r"^levering/(?P<key>[^/]+)/mal\.(?P<format>csv|xlsx)$", registries.template, name="template"),
    path("levering/<str:key>/mal-forklaring.xlsx", registries.template_guide, name="template_guide"),
    path("levering/<str:key>/last-opp/", uploads.upload, name="upload"),
    path("levering/<str:key>/jobb/<int:pk>/", jobs.job, name="job"),
    path("levering/<str:key>/jobb/<int:pk>/feil.csv", jobs.faults, name="faults"),
    path("levering/<str:key>/jobb/<int:pk>/godta/", jobs.accept, name="accept"),
    path("levering/<str:key>/levering/<int:pk>/fil/", uploads.original, name="original"),
    path("levering/<str:key>/logg/", trail.trail, name="trail"),
    path("logg/", trail.trails, name="trails"),
    # Placeholders: the rehearsal's own pages take their places.
    path("levering/<str:key>/utkast/<int:pk>/", not_yet, name="rehearsal"),
    path("levering/<str:key>/utgivelse/<int:pk>/", not_yet, name="release"),
    path("medlemmer/", memberships.members, name="members"),
    path("medlemmer/<int:pk>/rolle/", memberships.change, name="change_member"),
    path("medlemmer/<int:pk>/fjern/", memberships.remove, name="remove_member"),
]
