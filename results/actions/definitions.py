"""Working definitions as a release has them: what a registry goes back to together with the release."""

from typing import Any

from indicators.dated import in_order, with_breaks
from indicators.models import DEFINITION, TARGET, Indicator, Target
from results.models import Release, ReleasedIndicator, ReleasedTarget


def restore_definitions(release: Release) -> int:
    """The next draft is then built on nothing but the release: edits made since are in neither. How many
    indicators were changed; those that the release does not have are hidden, for their key may be used.

    Within the caller's transaction, which holds the registry.
    """
    kept = {one.indicator_id: one for one in release.indicators.prefetch_related("targets")}
    indicators = Indicator.objects.filter(registry=release.registry).prefetch_related("targets")
    return sum(_restore(indicator, kept.get(indicator.pk)) for indicator in indicators)


def _restore(indicator: Indicator, kept: ReleasedIndicator | None) -> bool:
    if kept is None:
        return _set(indicator, {"shown": False})
    wanted = {name: getattr(kept, name) for name in DEFINITION}
    changed = _set(indicator, wanted | {"coverage_indicator_id": kept.coverage_indicator_id})
    return _restore_targets(indicator, list(kept.targets.all())) or changed


def _restore_targets(indicator: Indicator, kept: list[ReleasedTarget]) -> bool:
    targets = list(indicator.targets.all())
    if with_breaks(one.dated for one in targets) == in_order(one.dated for one in kept):
        return False
    wanted = {one.valid_from: _values(one) for one in kept}
    for target in targets:
        values = wanted.pop(target.valid_from, None)
        if values is None:
            target.delete()
        else:
            _set(target, values)
    for values in wanted.values():
        Target.objects.create(indicator=indicator, **values)
    return True


def _values(target: ReleasedTarget) -> dict[str, Any]:
    return {name: getattr(target, name) for name in TARGET} | {"is_break": target.is_break}


def _set(row: Indicator | Target, values: dict[str, Any]) -> bool:
    """Whether anything differed, and so was saved."""
    if all(getattr(row, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return True
