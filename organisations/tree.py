"""What must hold between units, which no single row of the database can tell."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from organisations.models import Level, OrganisationNumber, Unit

LEVELS = list(Level)


def faults_of(unit: Unit, units: Iterable[Unit]) -> dict[str, str]:
    """What is wrong with the unit's place among all units, by the unit's field; empty when nothing is."""
    others = {one.pk: one for one in units if one.pk != unit.pk}
    found = {
        "parent": _wrong_parent(unit, others),
        "level": _wrong_children(unit, others),
        "successor": _wrong_successor(unit, others),
    }
    return {field: message for field, message in found.items() if message}


def within(unit: Unit, units: Iterable[Unit]) -> list[int]:
    """The unit and all that lie below it, by id."""
    children: dict[int | None, list[int]] = {}
    for one in units:
        children.setdefault(one.parent_id, []).append(one.pk)
    found = [unit.pk]
    for pk in found:
        found += children.get(pk, [])
    return found


def taken_numbers(unit: Unit, numbers: Iterable[str]) -> dict[str, Unit]:
    """Those of the numbers that belong to another unit, and to which."""
    theirs = OrganisationNumber.objects.filter(number__in=list(numbers)).select_related("unit")
    return {one.number: one.unit for one in theirs if one.unit_id != unit.pk}


def _wrong_parent(unit: Unit, others: Mapping[int, Unit]) -> str:
    if unit.parent_id is None:
        return "" if unit.level == Level.NATION else _("Velg enheten ett nivå opp.")
    if unit.level == Level.NATION:
        return _("Nasjonen har ingen overordnet enhet. La feltet være tomt.")
    if _leads_back(unit, unit.parent_id, others, "parent_id"):
        return _("Denne enheten ligger selv over den du har valgt. En enhet kan ikke ligge under seg selv.")
    parent, above = others.get(unit.parent_id), LEVELS[LEVELS.index(Level(unit.level)) - 1]
    if parent is None or parent.level != above:
        return _("En enhet på nivået {level} må ligge rett under en på nivået {above}.").format(
            level=Level(unit.level).label, above=above.label
        )
    return ""


def _wrong_children(unit: Unit, others: Mapping[int, Unit]) -> str:
    if unit.pk is None or unit.level not in Level.values:
        return ""
    below = LEVELS.index(Level(unit.level)) + 1
    wrong = [
        one for one in others.values() if one.parent_id == unit.pk and LEVELS.index(Level(one.level)) != below
    ]
    if not wrong:
        return ""
    return _("Under enheten ligger «{name}» på nivået {level}. Flytt den først.").format(
        name=wrong[0].name, level=wrong[0].get_level_display()
    )


def _wrong_successor(unit: Unit, others: Mapping[int, Unit]) -> str:
    if unit.successor_id is None or not _leads_back(unit, unit.successor_id, others, "successor_id"):
        return ""
    return _("Etterfølgeren har selv denne enheten som etterfølger. Velg en annen.")


def _leads_back(unit: Unit, start: int, others: Mapping[int, Unit], link: str) -> bool:
    """Whether one comes to the unit by following the link from another."""
    seen: set[int] = set()
    pk: int | None = start
    while pk is not None and pk not in seen:
        if pk == unit.pk:
            return True
        seen.add(pk)
        pk = getattr(others.get(pk), link, None)
    return False
