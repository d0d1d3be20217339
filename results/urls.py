from django.urls import path

from results.views import about, comparison, field, indicator, registry, releases, status, table, unit

app_name = "results"
urlpatterns = [
    path("behandlingskvalitet/", table.table, name="table"),
    path("indikator/<key:registry>/<key:key>/", indicator.indicator, name="indicator"),
    path("sykehus/", unit.units, name="units"),
    path("sykehus/<slug:slug>/", unit.unit, name="unit"),
    path("register/", registry.registries, name="registries"),
    path("register/<key:key>/", registry.registry, name="registry"),
    path("fagomraade/", field.fields, name="fields"),
    path("fagomraade/<slug:slug>/", field.field, name="field"),
    path("registerstatus/", status.status, name="status"),
    path("sammenlign/", comparison.comparison, name="comparison"),
    path("utgivelse/<int:pk>/", releases.release, name="release"),
    path("utgivelser/", releases.publications, name="publications"),
    path("om/", about.about, name="about"),
    path("om/metode/", about.method, name="method"),
    path("om/personvern/", about.privacy, name="privacy"),
    path("om/tilgjengelighet/", about.accessibility, name="accessibility"),
    path("om/ord/", about.words, name="words"),
]
