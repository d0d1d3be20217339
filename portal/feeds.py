"""The correction log as an Atom feed: of all registries, or of one (`?register=`)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registries.models import Registry
from results.models import Publication
from results.presenters.log import entry

MOST = 50


class Publications(Feed):
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Registry | None:
        key = request.GET.get("register", "").strip()
        found = Registry.objects.filter(key__iexact=key).first() if key else None
        if key and found is None:
            raise Http404
        return found

    def title(self, registry: Registry | None) -> str:
        log = _("Utgivelser og rettelser")
        return f"Kvalitetsviser: {log}" if registry is None else f"{registry.short_name}: {log}"

    def subtitle(self, registry: Registry | None) -> str:
        return _("Alt registrene har publisert, publisert på nytt og trukket tilbake, det siste først.")

    def link(self, registry: Registry | None) -> str:
        return reverse("results:publications") + (f"?register={registry.key}" if registry else "")

    def feed_url(self, registry: Registry | None) -> str:
        return reverse("feed") + (f"?register={registry.key}" if registry else "")

    @property
    def language(self) -> str:  # type: ignore[override]  # of each request, not of the feed
        return get_language()

    def items(self, registry: Registry | None) -> Iterable[Publication]:
        log = Publication.objects.select_related("registry", "release")
        return (log if registry is None else log.filter(registry=registry))[:MOST]

    def item_title(self, item: Any) -> str:
        told = entry(item)
        return f"{told.registry}: {told.what.lower()}, {told.release.text}"

    def item_description(self, item: Any) -> str:
        told = entry(item)
        return "\n".join(text for text in (told.changes, told.reason, *told.definitions) if text)

    def item_link(self, item: Publication) -> str:
        return reverse("results:release", args=[item.release_id])

    def item_guid(self, item: Publication) -> str:
        """A release may be published, withdrawn and published again: each is news of its own."""
        return f"tag:kvalitetsviser,{item.at:%Y-%m-%d}:{item.pk}"

    def item_pubdate(self, item: Publication) -> datetime:
        return item.at

    def item_updateddate(self, item: Publication) -> datetime:
        return item.at
