"""Makes releases: what a draft is built on, what it keeps as it was, and its results."""

import hashlib

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import F

from indicators.dated import breaks, with_breaks
from indicators.models import DEFINITION, TARGET, Indicator, Target
from organisations.models import Unit
from registries.models import Registry
from results.calculations.results import compute_results
from results.frames import checksum, inputs_of, save_results, stored_form
from results.models import (
    Delivery,
    Publication,
    Release,
    ReleasedIndicator,
    ReleasedTarget,
    Slice,
    Tree,
    TreeUnit,
)

# An indicator × context × year: what a delivery replaces as a whole.
SliceKey = tuple[int, str, int]


def base_of(registry: Registry) -> Release | None:
    """What the next draft is built on: the open draft, else the published release, else nothing."""
    draft = registry.releases.filter(state=Release.State.DRAFT).first()
    return draft or registry.releases.published().first()


def make_draft(*, registry: Registry, replaced: dict[SliceKey, Delivery], by: User | None) -> Release:
    """A computed draft with the base's slices, those given replaced, and all definitions as they are now.

    The caller holds the registry's lock. An open draft that is built on is closed.
    """
    base = base_of(registry)
    registry.releases.filter(state=Release.State.DRAFT).update(state=Release.State.CLOSED)
    release = Release.objects.create(
        registry=registry,
        built_on=base,
        published_before=_last_public(registry),
        tree=tree_as_it_is(),
        privacy_floor=settings.PRIVACY_FLOOR,
        low_coverage=settings.LOW_COVERAGE,
        by=by,
    )
    _keep_slices(release, base, replaced)
    _keep_definitions(release)
    compute(release)
    return release


def same_content(one: Release, other: Release) -> bool:
    """Whether the two hold the same results, of the same data, by the same definitions."""
    if one.checksum != other.checksum or _slices(one) != _slices(other):
        return False
    return kept_definitions(one) == kept_definitions(other)


def _slices(release: Release) -> set[tuple]:
    return set(release.slices.values_list("indicator", "context", "year", "delivery"))


Definitions = tuple[set[tuple], set[tuple]]


def kept_definitions(release: Release) -> Definitions:
    """The definitions and the targets that the release keeps, to be compared. Two queries."""
    definitions = release.indicators.values_list("indicator", "coverage_indicator", *DEFINITION)
    targets = ReleasedTarget.objects.filter(released_indicator__release=release)
    listed = targets.order_by().values_list("released_indicator__indicator", "is_break", *TARGET)
    return set(definitions), set(listed)


def working_definitions(registry: Registry) -> Definitions:
    """The same of what the next draft would keep."""
    definitions = registry.indicators.values_list("pk", "coverage_indicator", *DEFINITION)
    by_indicator: dict[int, list[Target]] = {}
    for target in Target.objects.filter(indicator__registry=registry).order_by():
        by_indicator.setdefault(target.indicator_id, []).append(target)
    listed = {
        (pk, target.is_break, *(getattr(target, name) for name in TARGET))
        for pk, targets in by_indicator.items()
        for target in with_breaks(target.dated for target in targets)
    }
    return set(definitions), listed


def _last_public(registry: Registry) -> Release | None:
    """What is public, or was so last: readers have it still, whatever has been withdrawn."""
    entry = registry.publications.exclude(kind=Publication.Kind.WITHDRAWN).first()
    return entry.release if entry else registry.releases.published().first()


def compute(release: Release) -> None:
    results = stored_form(compute_results(**inputs_of(release)))
    save_results(release, results)
    release.checksum = checksum(results)
    release.save(update_fields=["checksum"])


def tree_as_it_is() -> Tree:
    columns = ["unit_id", "parent_id", "level", "kind", "sorting"]
    units = list(Unit.objects.order_by("pk").values_list("pk", *columns[1:]))
    digest = hashlib.sha256(repr(units).encode()).hexdigest()
    tree, created = Tree.objects.get_or_create(checksum=digest)
    if created:
        TreeUnit.objects.bulk_create(
            TreeUnit(tree=tree, **dict(zip(columns, unit, strict=True))) for unit in units
        )
    return tree


def _keep_slices(release: Release, base: Release | None, replaced: dict[SliceKey, Delivery]) -> None:
    kept = base.slices.values_list("indicator", "context", "year", "delivery") if base else []
    owners = {(indicator, context, year): delivery for indicator, context, year, delivery in kept}
    owners |= {key: delivery.pk for key, delivery in replaced.items()}
    Slice.objects.bulk_create(
        Slice(release=release, indicator_id=indicator, context=context, year=year, delivery_id=delivery)
        for (indicator, context, year), delivery in owners.items()
    )


def _keep_definitions(release: Release) -> None:
    indicators = list(Indicator.objects.filter(registry=release.registry))
    kept = ReleasedIndicator.objects.bulk_create(
        ReleasedIndicator(
            release=release,
            indicator=indicator,
            coverage_indicator_id=indicator.coverage_indicator_id,
            **{name: getattr(indicator, name) for name in DEFINITION},
        )
        for indicator in indicators
    )
    released = {copy.indicator_id: copy for copy in kept}
    targets = Target.objects.filter(indicator__in=indicators)
    ordered = targets.order_by("indicator", F("valid_from").asc(nulls_first=True))
    ReleasedTarget.objects.bulk_create(_kept_targets(list(ordered), released))


def _kept_targets(targets: list[Target], released: dict[int, ReleasedIndicator]) -> list[ReleasedTarget]:
    kept = []
    for before, target in zip([None, *targets], targets, strict=False):
        same = before if before is not None and before.indicator_id == target.indicator_id else None
        kept.append(
            ReleasedTarget(
                released_indicator=released[target.indicator_id],
                is_break=breaks(same.dated if same else None, target.dated),
                **{name: getattr(target, name) for name in TARGET},
            )
        )
    return kept
