from django.apps import AppConfig
from django.utils.translation import get_language

from wording.language import told_by


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal.texts.compiled import compile_changed

        told_by(get_language)
        compile_changed()
