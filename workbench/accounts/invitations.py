"""Tells a person by mail that there is an account, with a link to choose its password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from registries.members import name_of
from registries.models import Membership

A_DAY = 24 * 60 * 60


def invite(membership: Membership) -> None:
    """Sends the mail when the transaction is stored. That it can't be sent undoes nothing: the person can
    ask for a link («Glemt passordet?») at any time."""
    transaction.on_commit(lambda: _send(membership), robust=True)


def _send(membership: Membership) -> None:
    user = membership.user
    page = {
        "name": name_of(user),
        "role": membership.get_role_display(),
        "registry": membership.registry,
        "address": settings.SITE_URL + choosing(user),
        "again": settings.SITE_URL + reverse("account_reset_password"),
        "days": settings.PASSWORD_RESET_TIMEOUT // A_DAY,
    }
    message = render_to_string("workbench/email/invitation.txt", page)
    subject = settings.ACCOUNT_EMAIL_SUBJECT_PREFIX + _("Du har fått en konto")
    send_mail(subject, message, None, [user.email])


def choosing(user: User) -> str:
    """The page where the user chooses a password, once."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=key)
