"""Changes of the unit tree, and what follows from them: new drafts of the registries they affect."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organisations import actions as organisations
from organisations.models import Unit
from registries.audit import record, record_change
from registries.models import Registry
from results.affected import affected_by
from results.jobs import ask_once_for_recompute
from results.models import TreeUnit


@transaction.atomic
def save_unit(*, unit: Unit, numbers: dict[str, bool], by: User | None) -> list[Registry]:
    """Adds or changes a unit; `numbers` are all of its own → whether it is the owning company's.

    The registries that are computed anew because of it: what is public stays until one of their drafts is
    published. ValidationError, by field, where the tree would not be right.
    """
    saved = organisations.save_unit(unit=unit, numbers=numbers)
    action = "change_unit" if saved.before else "add_unit"
    record_change(by=by, action=action, subject=subject_of(unit), before=saved.before, after=saved.after)
    if not saved.changes_results:
        return []
    affected = affected_by(unit)
    for registry in affected:
        ask_once_for_recompute(registry=registry, by=by)
        record_change(
            by=by,
            action="change_tree",
            registry=registry,
            subject=subject_of(unit),
            before={name: saved.before[name] for name in organisations.IN_RELEASES},
            after={name: saved.after[name] for name in organisations.IN_RELEASES},
        )
    return affected


@transaction.atomic
def delete_unit(*, unit: Unit, by: User | None) -> None:
    """ValidationError, with what stands on it, for a unit that is in use."""
    if why := why_not_delete_unit(unit):
        raise ValidationError(why)
    subject = subject_of(unit)
    before = organisations.delete_unit(unit=unit)
    record(by=by, action="delete_unit", subject=subject, before=before)


def why_not_delete_unit(unit: Unit) -> str:
    """ "" for a unit that nothing stands on. What has results is in a release's tree."""
    if unit.children.exists():
        return _("«{name}» har enheter under seg. Flytt dem først.").format(name=unit.name)
    if unit.predecessors.exists():
        return _("«{name}» er etterfølgeren til en annen enhet.").format(name=unit.name)
    if unit.registries.exists():
        return _("«{name}» er ansvarlig RHF for et register.").format(name=unit.name)
    if TreeUnit.objects.filter(unit=unit).exists():
        return _(
            "«{name}» er med i en utgivelse, og utgivelser endres ikke. "
            "Sett et siste år for enheten i stedet."
        ).format(name=unit.name)
    return ""


def subject_of(unit: Unit) -> str:
    return f"enhet {unit.pk}: {unit.name}"
