"""Test data through the models: each builder makes one thing, with what it needs around it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from indicators.models import DEFINITION, Indicator, Type
from organisations.models import Kind, Level, Unit
from registries.models import MedicalField, Registry, RegistryField
from results.models import (
    Delivery,
    PublishedRelease,
    Release,
    ReleasedIndicator,
    ReleasedTarget,
    Result,
    Slice,
    Tree,
)
from results.models.fields import Context
from wording.slugs import slug

numbers = count(1)


def a_unit(name="Hele landet", *, level=None, parent=None, kind=Kind.PUBLIC, **fields):
    below = {None: Level.NATION, Level.NATION: Level.RHF, Level.RHF: Level.HF, Level.HF: Level.HOSPITAL}
    fields.setdefault("slug", slug(name) or f"unit-{next(numbers)}")
    fields.setdefault("sorting", next(numbers))
    return Unit.objects.create(
        name=name, level=level or below[parent and parent.level], parent=parent, kind=kind, **fields
    )


def a_registry(short_name="Hjerteinfarkt", *, key=None, name=None, fields=()):
    registry = Registry.objects.create(
        key=key or slug(short_name), short_name=short_name, name=name or f"Norsk register for {short_name}"
    )
    for position, field in enumerate(fields):
        found, _ = MedicalField.objects.get_or_create(name=field, slug=slug(field))
        RegistryField.objects.create(registry=registry, field=found, position=position)
    return registry


def a_release(registry, *, published=True):
    tree, _ = Tree.objects.get_or_create(checksum="as-it-was")
    at = datetime(2025, 5, 15, 8, 2, tzinfo=UTC) if published else None
    release = Release.objects.create(
        registry=registry,
        state=Release.State.RELEASED if published else Release.State.DRAFT,
        tree=tree,
        privacy_floor=3,
        low_coverage=Decimal("0.6"),
        published_at=at,
    )
    if published:
        PublishedRelease.objects.update_or_create(registry=registry, defaults={"release": release})
    return release


def an_indicator(release, key=None, *, targets=(), direction="higher", high=None, moderate=None, **fields):
    """A released definition, with one target from the beginning or those given (as keyword dicts)."""
    key = key or f"indicator_{next(numbers)}"
    fields = {"title": f"Indikator {key}", "type": Type.SHARE} | fields
    definition = {name: fields[name] for name in fields if name in DEFINITION}
    indicator, _ = Indicator.objects.get_or_create(key=key, registry=release.registry, defaults=definition)
    released = ReleasedIndicator.objects.create(release=release, indicator=indicator, **definition)
    if high is not None:
        targets = ({"valid_from": None, "direction": direction, "high": high, "moderate": moderate}, *targets)
    for target in targets:
        limits = {name: Decimal(target[name]) if target.get(name) else None for name in ("high", "moderate")}
        ReleasedTarget.objects.create(released_indicator=released, **{"is_break": False} | target | limits)
    return released


def a_result(definition, unit, numerator=None, denominator=None, **fields):
    release, context, year = (
        definition.release,
        fields.pop("context", Context.CAREGIVER),
        fields.pop("year", 2018),
    )
    place = {"release": release, "indicator": definition.indicator, "context": context, "year": year}
    if not Slice.objects.filter(**place).exists():
        Slice.objects.create(**place, delivery=a_delivery(release.registry))
    return Result.objects.create(
        **place,
        unit=unit,
        level=unit.level,
        numerator=numerator,
        denominator=denominator,
        **{"provisional": False, "shown": definition.shown and unit.kind != Kind.UNDEFINED} | fields,
    )


def a_delivery(registry):
    delivery, _ = Delivery.objects.get_or_create(
        registry=registry,
        sha256="0" * 64,
        defaults={
            "filename": "levering.csv",
            "rows": 1,
            "updated_to": date(2025, 5, 1),
            "complete_to": date(2024, 12, 31),
        },
    )
    return delivery
