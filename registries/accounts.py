"""Changes to people's accounts. What they may do is in registries/members.py; passwords are their own."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from registries.audit import record_change
from registries.members import take_turn
from registries.models import AuditEntry

# What the trail keeps of an account, as people call it.
LABELS: dict[str, str | Promise] = {
    "first_name": _lazy("fornavn"),
    "last_name": _lazy("etternavn"),
    "email": _lazy("e-postadresse"),
    "is_active": _lazy("åpen"),
}

TAKEN = _lazy("En annen konto har denne adressen.")


@transaction.atomic
def change_account(*, user: User, by: User | None) -> None:
    """Saves the name, the address and whether the account is open. ValidationError, by field; Outdated where
    `by` no longer may.

    A closed account is out at once: whoever is signed in is looked up for every request.
    """
    take_turn(by)
    known = User.objects.select_for_update().get(pk=user.pk)
    user.email = user.email.strip().lower()
    if faults := faults_of(user, by):
        raise ValidationError(faults)
    if known.username.casefold() == known.email.casefold():
        user.username = user.email
    try:
        with transaction.atomic():
            user.save(update_fields=["first_name", "last_name", "email", "username", "is_active"])
            _move_address(user)
    except IntegrityError as taken:  # by somebody else meanwhile
        raise ValidationError({"email": TAKEN}) from taken
    record_change(
        by=by,
        action="change_account",
        subject=f"konto {user.pk}: {user.email}",
        before=_state_of(known),
        after=_state_of(user),
    )


def faults_of(user: User, by: User | None) -> dict[str, str]:
    """What is wrong with an account's new values, by field."""
    faults = {}
    if not user.is_active and by is not None and user.pk == by.pk:
        faults["is_active"] = _("Du kan ikke stenge din egen konto.")
    if not user.email:
        faults["email"] = _("Skriv adressen som kontoen hører til.")
    elif User.objects.filter(email__iexact=user.email.strip()).exclude(pk=user.pk).exists():
        faults["email"] = str(TAKEN)
    return faults


def _move_address(user: User) -> None:
    """People sign in by the address that is kept here too; the administrator who writes it stands for it."""
    if EmailAddress.objects.filter(user=user, email=user.email).exists():
        return
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def entries_of(user: User) -> QuerySet[AuditEntry]:
    """What the trail tells of changes to the account."""
    return AuditEntry.objects.filter(action="change_account", subject__startswith=f"konto {user.pk}: ")


def _state_of(user: User) -> dict[str, Any]:
    return {name: getattr(user, name) for name in LABELS}
