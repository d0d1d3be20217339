"""Gives people roles and takes them away, each time in the trail."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from registries.access import access_of
from registries.audit import record
from registries.models import Membership, Registry, Role

# What a user name has room for: an account's is its address.
LONGEST_ADDRESS = 150


class Outdated(Exception):
    """Somebody else was first: what was seen is no longer so. Nothing has been changed."""


def account_of(*, email: str, name: str = "") -> tuple[User, bool]:
    """The account with the address, and whether it is new: then it has no password until one is chosen."""
    email = email.strip().lower()
    known = User.objects.filter(email__iexact=email).order_by("pk").first()
    if known:
        return known, False
    first, _, last = name.strip().rpartition(" ")
    user = User(username=email, email=email, first_name=first or last, last_name=last if first else "")
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
            # Whoever made the account stands for the address.
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    except IntegrityError:  # made by somebody else meanwhile
        return User.objects.get(username=email), False
    return user, True


@transaction.atomic
def give_role(*, user: User, role: Role, registry: Registry | None, by: User | None) -> Membership:
    """The user's one role in the registry, instead of what it was; or a role of all registries.

    ValidationError where role and registry do not belong together; Outdated where `by` no longer may.
    """
    take_turn(by)
    # Two that give the same person a role at once: one after the other.
    User.objects.select_for_update().get(pk=user.pk)
    place = {"registry": registry} if registry else {"registry": None, "role": role}
    membership = Membership.objects.filter(user=user, **place).first()
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
def add_role(*, user: User, role: Role, registry: Registry | None, by: User | None) -> Membership:
    """A role where the user has none; Outdated where there is one already."""
    take_turn(by)
    place = {"registry": registry} if registry else {"registry": None, "role": role}
    known = Membership.objects.filter(user=user, **place).first()
    if known:
        said = _("{name} er allerede {role} i {registry}.") if registry else _("{name} er allerede {role}.")
        raise Outdated(
            said.format(
                name=name_of(user),
                role=known.get_role_display(),
                registry=registry.short_name if registry else "",
            )
        )
    return give_role(user=user, role=role, registry=registry, by=by)


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: User | None) -> Membership:
    """Gives the role instead of the one that `membership` says; Outdated where it is another by now."""
    take_turn(by)
    _as_seen(membership)
    return give_role(user=membership.user, role=role, registry=membership.registry, by=by)


@transaction.atomic
def take_role(*, membership: Membership, by: User | None) -> None:
    """The user is out at once, also the last one of a registry. Outdated where the role is another by now."""
    take_turn(by)
    _as_seen(membership)
    record(
        by=by,
        action="take_role",
        registry=membership.registry,
        subject=_named(membership.user),
        before={"role": membership.role},
        after={"role": None},
    )
    membership.delete()


def name_of(user: User) -> str:
    """What people call the user; the address where no name is known."""
    return user.get_full_name() or _named(user)


def take_turn(by: User | None) -> None:
    """Lets one administrator at a time change roles and accounts, and only one who still is administrator.

    Else two who remove each other at once would both be gone, or wait for each other.
    """
    list(Membership.objects.filter(role=Role.ADMINISTRATOR).order_by("pk").select_for_update())
    if by is not None and not access_of(User.objects.get(pk=by.pk)).is_administrator:
        raise Outdated(_("Du er ikke lenger administrator."))


def _as_seen(membership: Membership) -> None:
    # In an order of its own: what the registry is called can't be locked along with it.
    now = Membership.objects.select_for_update().filter(pk=membership.pk).order_by("pk").first()
    if now is None:
        raise Outdated(_("{name} har ikke lenger denne rollen.").format(name=name_of(membership.user)))
    if now.role != membership.role:
        raise Outdated(
            _("{name} er nå {role}.").format(name=name_of(membership.user), role=now.get_role_display())
        )


def _named(user: User) -> str:
    return user.email or user.get_username()
