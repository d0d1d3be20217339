"""Who may do what: a user's roles, read anew for every request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from registries.models import Membership, Registry, Role

# Those who can make something public, or let others do so.
MUST_USE_MFA = (Role.PUBLISHER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Access:
    """The roles of one user; of someone who is not signed in, none."""

    of_registries: Mapping[int, Role] = field(default_factory=dict)  # by the registry's id
    of_all: frozenset[Role] = frozenset()

    @property
    def is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self.of_all

    @property
    def must_use_mfa(self) -> bool:
        return any(role in MUST_USE_MFA for role in (*self.of_all, *self.of_registries.values()))

    def may_deliver(self, registry: Registry) -> bool:
        """Upload, and see the registry's drafts, withheld numbers and trail."""
        return self.is_administrator or registry.pk in self.of_registries

    def may_publish(self, registry: Registry) -> bool:
        """Publish, roll back and edit definitions."""
        return self.is_administrator or self.of_registries.get(registry.pk) == Role.PUBLISHER

    def registries(self) -> QuerySet[Registry]:
        """Those whose drafts the user may see."""
        every = Registry.objects.all()
        return every if self.is_administrator else every.filter(pk__in=self.of_registries)

    def edited(self) -> QuerySet[Registry]:
        """Those whose definitions the user may edit, and whose drafts publish."""
        may = [pk for pk, role in self.of_registries.items() if role == Role.PUBLISHER]
        every = Registry.objects.all()
        return every if self.is_administrator else every.filter(pk__in=may)


NONE = Access()


def access_of(user: Any) -> Access:
    """One query; none for someone who is not signed in."""
    if not user.is_authenticated or not user.is_active:
        return NONE
    memberships = list(Membership.objects.filter(user=user))
    return Access(
        of_registries={one.registry_id: Role(one.role) for one in memberships if one.registry_id},
        of_all=frozenset(Role(one.role) for one in memberships if one.registry_id is None),
    )
