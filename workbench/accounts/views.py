"""What one's own account has beside allauth's pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import AddWebAuthnView
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.openid_connect import views as open_id
from allauth.utils import get_request_param
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, reverse, set_script_prefix

from registries.access import access_of
from registries.models import Membership
from workbench.accounts.enrolment import is_enrolled, remember_enrolment


class AccountView(IndexView):
    """The account: who one is, one's roles, and how one signs in."""

    def get_context_data(self, **kwargs: Any) -> dict:
        user: Any = self.request.user
        access = access_of(user)
        roles = Membership.objects.filter(user=user).select_related("registry")
        page = super().get_context_data(**kwargs)
        ways = page["authenticators"]
        codes = ways.get(Authenticator.Type.RECOVERY_CODES)
        return page | {
            "user": user,
            "access": access,
            "roles": roles,
            "must_enrol": access.must_use_mfa and not is_enrolled(user),
            "passkeys": len(ways.get(Authenticator.Type.WEBAUTHN, [])),
            "has_app": Authenticator.Type.TOTP in ways,
            "has_codes": codes is not None,
            "codes_left": len(codes.get_unused_codes()) if codes else 0,
        }


account = AccountView.as_view()


class CodeView(AuthenticateView):
    """The second step of signing in. A passkey is asked for only of those who have one."""

    def get_context_data(self, **kwargs: Any) -> dict:
        passkey = is_mfa_enabled(self.stage.login.user, [Authenticator.Type.WEBAUTHN])
        return super().get_context_data(**kwargs) | {"has_passkey": passkey}


code = CodeView.as_view()


class ActivateApp(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        remember_enrolment(self.request, Authenticator.Type.TOTP)
        return answer


activate_app = ActivateApp.as_view()


class AddPasskey(AddWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        remember_enrolment(self.request, Authenticator.Type.WEBAUTHN)
        return answer


add_passkey = AddPasskey.as_view()


def open_id_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """A page that goes on to the provider: no form of ours may lead elsewhere, not by a redirect either."""
    if get_script_prefix() != _without_language(request) and not get_request_param(request, "next"):
        # The provider's answer has no language: the page to sign in on sends on who is signed in.
        given = request.POST.copy()
        given["next"] = reverse("account_login")
        request.POST = given  # type: ignore[assignment]  # or else immutable
    try:
        with _one_address_in_all_languages(request):
            answer: HttpResponse = open_id.login(request, provider_id)
    except requests.RequestException as error:
        failed: HttpResponse = render_authentication_error(request, provider_id, exception=error)
        return failed
    if answer.status_code != 302:
        return answer
    return render(request, "socialaccount/login_redirect.html", {"redirect_to": answer["Location"]})


@contextmanager
def _one_address_in_all_languages(request: HttpRequest) -> Iterator[None]:
    """The provider sends its answers only to the address it was told of beforehand."""
    prefix = get_script_prefix()
    set_script_prefix(_without_language(request))
    try:
        yield
    finally:
        set_script_prefix(prefix)


def _without_language(request: HttpRequest) -> str:
    return f"{request.META.get('SCRIPT_NAME', '')}/"
