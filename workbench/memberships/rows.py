"""Who has which role where, as the page shows it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from registries.access import MUST_USE_MFA
from registries.members import name_of
from registries.models import OF_A_REGISTRY, Membership, Role
from registries.names import short_name_of
from wording.collation import norwegian_key
from wording.finding import findable, finds

PLACE_OF_ALL = _lazy("Hele portalen")
KINDS = {Authenticator.Type.TOTP: _lazy("app"), Authenticator.Type.WEBAUTHN: _lazy("passnøkkel")}


@dataclass(frozen=True)
class Row:
    membership: Membership
    name: str
    email: str
    role: str
    place: str
    mfa: str
    lacks_mfa: bool  # must have it, and has not
    is_closed: bool
    is_self: bool
    roles: list[tuple[str, str, bool]]  # value, word, whether it is the role; of a registry's members only


def rows_of(memberships: Iterable[Membership], *, text: str, by: User) -> list[Row]:
    """Those whose name or address has the words; first those of all registries, then by registry and name."""
    kept = [one for one in memberships if finds(text, findable(f"{name_of(one.user)} {one.user.email}"))]
    ways = _ways({one.user_id for one in kept})
    found = [_row(one, sorted(ways[one.user_id]), by) for one in kept]
    return sorted(found, key=_order)


def _row(one: Membership, ways: list[str], by: User) -> Row:
    role = Role(one.role)
    return Row(
        membership=one,
        name=name_of(one.user),
        email=one.user.email,
        role=str(role.label).capitalize(),
        place=short_name_of(one.registry) if one.registry else str(PLACE_OF_ALL),
        mfa=_(" og ").join(ways).capitalize() or _("Ikke satt opp"),
        lacks_mfa=not ways and role in MUST_USE_MFA,
        is_closed=not one.user.is_active,
        is_self=one.user_id == by.pk,
        roles=[(each.value, str(each.label).capitalize(), each == role) for each in OF_A_REGISTRY]
        if one.registry
        else [],
    )


def _ways(users: set[int]) -> dict[int, set[str]]:
    """How each user shows more than a password."""
    found = defaultdict(set)
    known = Authenticator.objects.filter(user__in=users, type__in=KINDS)
    for user, kind in known.values_list("user_id", "type"):
        found[user].add(str(KINDS[Authenticator.Type(kind)]))
    return found


def _order(row: Row) -> tuple:
    return row.membership.registry_id is not None, norwegian_key(row.place), norwegian_key(row.name)
