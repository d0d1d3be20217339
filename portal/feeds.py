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
from registries.names import short_name_of
from results.choices.parsing import registry_with
from results.definition_changes import told_by
from results.models import Publication
from results.presenters.log import Entry, entry

Item = tuple[Publication, Entry]
MOST = 50


class Publications(Feed):
    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Registry | None:
        key = request.GET.get("register", "").strip()
        found = registry_with(key, Registry.objects.all()) if key else None
        if key and found is None:
            raise Http404
        return found

    def title(self, registry: Registry | None) -> str:
        log = _("Utgivelser og rettelser")
        return f"Kvalitetsviser: {log}" if registry is None else f"{short_name_of(registry)}: {log}"

    def subtitle(self, registry: Registry | None) -> str:
        return _("Alt registrene har publisert, publisert på nytt og trukket tilbake, det siste først.")

    def link(self, registry: Registry | None) -> str:
        return reverse("results:publications") + (f"?register={registry.key}" if registry else "")

    def feed_url(self, registry: Registry | None) -> str:
        return reverse("feed") + (f"?register={registry.key}" if registry else "")

    @property
    def language(self) -> str:  # type: ignore[override]  # of each request, not of the feed
        return get_language()

    def items(self, registry: Registry | None) -> Iterable[Item]:
        log = Publication.objects.select_related("registry", "release", "before")
        latest = list((log if registry is None else log.filter(registry=registry))[:MOST])
        definitions = told_by(latest)
        return [(one, entry(one, definitions[one.pk])) for one in latest]

    def item_title(self, item: Any) -> str:
        _, told = item
        return f"{told.registry}: {told.what.lower()}, {told.release.text}"

    def item_description(self, item: Any) -> str:
        _, told = item
        definitions = (one.words for one in told.definitions)
        return "\n".join(text for text in (told.changes, told.reason, *definitions) if text)

    def item_link(self, item: Item) -> str:
        publication, _ = item
        return reverse("results:release", args=[publication.release_id])

    def item_guid(self, item: Item) -> str:
        """A release may be published, withdrawn and published again: each is news of its own."""
        publication, _ = item
        return f"tag:kvalitetsviser,{publication.at:%Y-%m-%d}:{publication.pk}"

    def item_pubdate(self, item: Item) -> datetime:
        publication, _ = item
        return publication.at

    def item_updateddate(self, item: Item) -> datetime:
        publication, _ = item
        return publication.at
