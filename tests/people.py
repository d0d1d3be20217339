"""People with roles, signed in as they would be: those who must show more than a password have done so."""

import time

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import User

from registries.access import access_of
from registries.members import account_of, give_role

PASSWORD = "et langt og hemmelig ord"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def a_person(name="Kari", *roles, app=False, password=PASSWORD):
    """Someone with an account. `roles` are roles of all registries, or pairs of role and registry."""
    user, _ = account_of(email=f"{name.lower()}@example.com", name=f"{name} Nordmann")
    user.set_password(password) if password else user.set_unusable_password()
    user.save()
    for one in roles:
        role, registry = one if isinstance(one, tuple) else (one, None)
        give_role(user=user, role=role, registry=registry, by=None)
    if app:
        TOTP.activate(user, SECRET)
    return user


def sign_in(client, user: User) -> None:
    """In the client's session, with more than a password where the user must."""
    client.force_login(user)
    if access_of(user).must_use_mfa:
        if not Authenticator.objects.filter(user=user).exists():
            TOTP.activate(user, SECRET)
        confirm(client, user)


def confirm(client, user: User) -> None:
    """As if a code had been shown in the client's session."""
    session = client.session
    asked = type("Asked", (), {"session": session})()
    record_authentication(asked, user, "mfa", type="totp", reauthenticated=True)
    session.save()


def code_now(secret=SECRET) -> str:
    """What the app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
