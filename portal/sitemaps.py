"""The pages that search engines are told of, in every language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import get_language

from portal.languages import prefix_of
from results.choices.offer import Offer
from results.models import ReleasedIndicator

# Those that are there however little has been published.
PAGES = (
    "front",
    *(
        f"results:{name}"
        for name in (
            *("table", "units", "comparison", "publications"),
            *("registries", "fields", "status"),
            *("about", "method", "privacy", "accessibility", "words"),
        )
    ),
)


class Page(Sitemap):
    """An item is a page's name and its arguments, and when it last changed."""

    i18n = alternates = x_default = True
    limit = 10_000

    def location(self, item: Any) -> str:
        name, args, _ = item
        return f"/{prefix_of(get_language())}{reverse(name, args=args).removeprefix('/')}"

    def lastmod(self, item: Any) -> datetime | None:
        return item[2]


class Fixed(Page):
    def items(self) -> list[Any]:
        return [(name, (), None) for name in PAGES]


class Places(Page):
    def items(self) -> list[Any]:
        return [("results:unit", (unit.slug,), None) for unit in Offer.now().units]


class Indicators(Page):
    def items(self) -> Iterable[Any]:
        readable = {one.release.pk: one.release for one in Offer.now().releases if not one.is_withdrawn}
        shown = ReleasedIndicator.objects.filter(release__in=readable, shown=True)
        rows = shown.order_by("indicator__registry__key", "sorting", "indicator__key")
        return [
            ("results:indicator", (registry, key), readable[release].published_at)
            for release, registry, key in rows.values_list(
                "release", "indicator__registry__key", "indicator__key"
            )
        ]


class Registries(Page):
    def items(self) -> list[Any]:
        offer = Offer.now()
        registries = [
            ("results:registry", (one.registry.key,), one.release.published_at) for one in offer.releases
        ]
        return registries + [("results:field", (field.slug,), None) for field in offer.fields]


SITEMAPS = {"sider": Fixed, "steder": Places, "indikatorer": Indicators, "registre": Registries}
