"""Accounts to try the demonstration with: one per role, and everybody knows their password."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import transaction

from registries.access import MUST_USE_MFA
from registries.members import account_of, give_role
from registries.models import Registry, Role

PASSWORD = "demo-kvalitetsviser"  # noqa: S105  # known to all, as the README says
# Those who must show more than a password are enrolled with this secret; no one else ever is.
SECRET = "KVALITETSVISERDEMODEMO2345ABCDEF"  # noqa: S105
WARNING = (
    "Demokontoene har passord som alle kjenner (README). Start med DEMO=0 en portal som skal brukes på alvor."
)


@dataclass(frozen=True)
class Account:
    email: str  # example.org is reserved: nobody has such an address
    name: str
    role: Role
    registry: str = ""

    @property
    def needs_code(self) -> bool:
        return self.role in MUST_USE_MFA

    @property
    def role_text(self) -> str:
        return self.role.label.capitalize()


ACCOUNTS = (
    Account("bidrag@example.org", "Bodil Bidragsyter", Role.CONTRIBUTOR, "hjerteinfarkt"),
    Account("publiser@example.org", "Pål Publisist", Role.PUBLISHER, "hjerteinfarkt"),
    Account("annet-register@example.org", "Anne Annen", Role.PUBLISHER, "hjerneslag"),
    Account("vurder@example.org", "Vigdis Vurderer", Role.REVIEWER),
    Account("admin@example.org", "Adam Administrator", Role.ADMINISTRATOR),
)


@transaction.atomic
def make_accounts() -> None:
    """Those that are lacking; an account that is there is left as it is."""
    password = ""
    for account in ACCOUNTS:
        user, is_new = account_of(email=account.email, name=account.name)
        if not is_new:
            continue
        # Hashed once, since it takes a third of a second.
        password = user.password = password or make_password(PASSWORD)
        user.save(update_fields=["password"])
        registry = Registry.objects.get(key=account.registry) if account.registry else None
        give_role(user=user, role=account.role, registry=registry, by=None)
        if account.needs_code:
            TOTP.activate(user, SECRET)


def accounts_to_try() -> list[Account]:
    """Those that are there and open."""
    emails = [account.email for account in ACCOUNTS]
    there = set(User.objects.filter(email__in=emails, is_active=True).values_list("email", flat=True))
    return [account for account in ACCOUNTS if account.email in there]


def code_of(email: str) -> str:
    """The code that the account's app shows now; "" for all accounts but the demonstration's."""
    demo = email.lower() in {account.email for account in ACCOUNTS}
    enrolled = Authenticator.objects.filter(user__email__iexact=email, type=Authenticator.Type.TOTP).first()
    if not demo or enrolled is None or enrolled.data["secret"] != SECRET:
        return ""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(SECRET, counters[len(counters) // 2]))
