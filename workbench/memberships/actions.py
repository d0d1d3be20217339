"""Takes a person in: the account, the role, and the mail."""

from django.contrib.auth.models import User
from django.db import transaction

from registries.members import account_of, add_role
from registries.models import Membership, Registry, Role
from workbench.accounts.invitations import invite


@transaction.atomic
def add_member(
    *, email: str, name: str, role: Role, registry: Registry | None, by: User | None
) -> tuple[Membership, bool]:
    """The role, and whether the person was sent a link to choose a password: who never was here is.

    ValidationError and Outdated as `add_role`; then there is no new account either.
    """
    user, _ = account_of(email=email, name=name)
    membership = add_role(user=user, role=role, registry=registry, by=by)
    never_here = user.is_active and user.last_login is None and not user.has_usable_password()
    if never_here:
        invite(membership)
    return membership, never_here
