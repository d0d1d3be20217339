from django.apps import AppConfig
from django.urls import register_converter

from registries.addresses import KeyConverter


class RegistriesConfig(AppConfig):
    name = "registries"

    def ready(self) -> None:
        register_converter(KeyConverter, "key")
