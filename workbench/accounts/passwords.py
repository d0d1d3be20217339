"""What a password must be, where Django's own sentence is not Norwegian."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Passordet er for kort. Det må ha minst {self.min_length} tegn."
