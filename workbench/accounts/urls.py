"""Signing in and one's own account, by the names that allauth knows. Only what the portal offers is here:
nobody signs up, and nobody changes an address."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as open_id
from django.urls import URLPattern, path, re_path
from django.views.generic import TemplateView

from workbench.accounts import views

no_sign_up = TemplateView.as_view(template_name="account/signup_closed.html")

urlpatterns: list[URLPattern] = [
    path("", views.account, name="mfa_index"),
    path("logg-inn/", account.login, name="account_login"),
    path("logg-inn/kode/", views.code, name="mfa_authenticate"),
    path("logg-inn/passnokkel/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("logg-ut/", account.logout, name="account_logout"),
    path("stengt/", account.account_inactive, name="account_inactive"),
    path("tilgang/", no_sign_up, name="account_signup"),
    path("bekreft/passord/", account.reauthenticate, name="account_reauthenticate"),
    path("bekreft/kode/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bekreft/passnokkel/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passord/", account.password_change, name="account_change_password"),
    path("passord/velg/", account.password_set, name="account_set_password"),
    path("passord/glemt/", account.password_reset, name="account_reset_password"),
    path("passord/glemt/sendt/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^passord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("passord/valgt/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("app/", views.activate_app, name="mfa_activate_totp"),
    path("app/fjern/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("passnokler/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passnokler/ny/", views.add_passkey, name="mfa_add_webauthn"),
    path("passnokler/<int:pk>/fjern/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("passnokler/<int:pk>/navn/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("koder/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("koder/nye/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("koder/fil/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("oidc/avbrutt/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/feil/", social.login_error, name="socialaccount_login_error"),
    path("oidc/<slug:provider_id>/", views.open_id_login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/svar/", open_id.callback, name="openid_connect_callback"),
]
