from django.urls import path

from results import release_views, views

app_name = "results"
urlpatterns = [
    path("behandlingskvalitet/", views.table, name="table"),
    path("utgivelse/<int:pk>/", release_views.release, name="release"),
    path("utgivelser/", release_views.publications, name="publications"),
]
