"""Whether someone has shown more than a password: who can make something public must."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

# Recovery codes are for the day one has lost these.
KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def is_enrolled(user: User) -> bool:
    return bool(is_mfa_enabled(user, KINDS))


def detour(request: HttpRequest) -> str:
    """Where someone who must use more than a password has to go first; "" where that is done.

    Done is it when it was shown in this session: whoever signed in with a stolen password before its owner
    enrolled is not let in by that.
    """
    user: Any = request.user
    if not is_enrolled(user):
        return reverse("mfa_index")
    if any(one["method"] == "mfa" for one in get_authentication_records(request, user)):
        return ""
    ways = get_adapter().get_reauthentication_methods(user)
    way = next(one["url"] for one in ways if one["id"].startswith("mfa"))
    return f"{way}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}"


def remember_enrolment(request: HttpRequest, kind: Authenticator.Type) -> None:
    """Who enrols has just shown the code or the passkey, and is not asked for it again in this session."""
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)
