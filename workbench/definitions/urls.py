"""The rooms where indicators and their targets are defined."""

from django.urls import URLPattern, path, re_path

from registries.addresses import KEY
from workbench.definitions.views import files, indicators, lists, targets, what_if

OF_REGISTRY = "definisjoner/<key:key>"
OF_INDICATOR = f"{OF_REGISTRY}/<key:indicator_key>"

urlpatterns: list[URLPattern] = [
    path("definisjoner/", lists.registries, name="definitions"),
    path(f"{OF_REGISTRY}/", lists.indicators, name="definitions_of"),
    path(f"{OF_REGISTRY}/ny/", indicators.new, name="new_indicator"),
    path(f"{OF_REGISTRY}/rekkefolge/", lists.order, name="order_indicators"),
    path(f"{OF_REGISTRY}/utkast/", lists.draft, name="draft_definitions"),
    re_path(
        rf"^definisjoner/(?P<key>{KEY})/eksport\.(?P<format>csv|xlsx)$",
        files.export,
        name="export_definitions",
    ),
    path(f"{OF_REGISTRY}/import/", files.read, name="import_definitions"),
    path(f"{OF_REGISTRY}/import/lagre/", files.store, name="store_definitions"),
    path(f"{OF_INDICATOR}/", indicators.edit, name="edit_indicator"),
    path(f"{OF_INDICATOR}/avslutt/", indicators.retirement, name="retire_indicator"),
    path(f"{OF_INDICATOR}/slett/", indicators.deletion, name="delete_indicator"),
    path(f"{OF_INDICATOR}/hva-om/", what_if.foretell, name="what_if"),
    path(f"{OF_INDICATOR}/maal/", targets.add, name="add_target"),
    path(f"{OF_INDICATOR}/maal/<key:start>/", targets.correct, name="correct_target"),
    path(f"{OF_INDICATOR}/maal/<key:start>/fjern/", targets.remove, name="remove_target"),
]
