"""What a password must be, where Django's own sentence is not Norwegian."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("Passordet er for kort. Det må ha minst {number} tegn.").format(number=self.min_length)
