"""Gives people roles and takes them away, each time in the trail."""

from django.contrib.auth.models import User
from django.db import transaction

from registries.audit import record
from registries.models import Membership, Registry, Role


@transaction.atomic
def give_role(*, user: User, role: Role, registry: Registry | None, by: User | None) -> Membership:
    """The user's one role in the registry, instead of what it was; or a role of all registries.

    ValidationError where role and registry do not belong together.
    """
    place = {"registry": registry} if registry else {"registry": None, "role": role}
    membership = Membership.objects.select_for_update(of=("self",)).filter(user=user, **place).first()
    before = membership.role if membership else None
    membership = membership or Membership(user=user, registry=registry)
    membership.role = role
    membership.full_clean()
    membership.save()
    if before != role:
        record(
            by=by,
            action="give_role",
            registry=registry,
            subject=_named(user),
            before={"role": before},
            after={"role": role},
        )
    return membership


@transaction.atomic
def take_role(*, membership: Membership, by: User | None) -> None:
    """The user is out at once, also the last one of a registry."""
    record(
        by=by,
        action="take_role",
        registry=membership.registry,
        subject=_named(membership.user),
        before={"role": membership.role},
        after={"role": None},
    )
    membership.delete()


def _named(user: User) -> str:
    return user.email or user.get_username()
