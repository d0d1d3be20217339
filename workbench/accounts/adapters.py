"""What signing in does otherwise than allauth by itself."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from registries.access import access_of

WAIT = _lazy("For mange forsøk. Vent noen minutter og prøv igjen.")
WRONG_CODE = _lazy("Koden stemmer ikke. Bruk den som står i appen nå.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _lazy("E-postadressen eller passordet stemmer ikke."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _lazy("Passordet stemmer ikke."),
        "enter_current_password": _lazy("Dette er ikke passordet du har nå."),
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Administrators make the accounts."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """429 where too many passwords have been tried, instead of the form once more."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as limited:
            raise ImmediateHttpResponse(respond_429(request)) from limited

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To one's own account, which says so, for someone without a role: all else would be 404."""
        access = access_of(request.user)
        has_role = access.of_registries or access.of_all
        return reverse("workbench:registries") if has_role else reverse("mfa_index")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("front")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of someone who signed in just now; nor where it can't be done: without password and codes."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(self.get_reauthentication_methods(request.user))

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        """The strongest first: whoever can show a passkey or a code is not asked for the password."""
        names = {
            "reauthenticate": _("Bruk passordet"),
            "mfa_reauthenticate": _("Bruk en kode"),
            "mfa_reauthenticate:webauthn": _("Bruk en passnøkkel"),
        }
        methods = super().get_reauthentication_methods(user)
        return [one | {"description": names[one["id"]]} for one in reversed(methods)]


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "Kvalitetsviser"}

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passnøkkel") if number == 1 else _("Passnøkkel {number}").format(number=number)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whom no account is matched to by a verified address is told so."""
        raise ImmediateHttpResponse(render(request, "socialaccount/stranger.html", status=403))
