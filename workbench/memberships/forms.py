"""What an administrator fills in about members."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from registries.members import LONGEST_ADDRESS
from registries.models import OF_A_REGISTRY, Registry, Role
from registries.names import short_name_of
from wording.collation import norwegian_key

# A person's name of the longest that an account has room for.
LONGEST_NAME = 150


def registries() -> list[Registry]:
    return sorted(Registry.objects.all(), key=lambda one: norwegian_key(short_name_of(one)))


class MemberForm(forms.Form):
    email = forms.EmailField(max_length=LONGEST_ADDRESS)
    name = forms.CharField(max_length=LONGEST_NAME)
    role = forms.TypedChoiceField(choices=Role.choices, coerce=Role)
    registry = forms.ModelChoiceField(Registry.objects.all(), to_field_name="key", required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        role, registry = found.get("role"), found.get("registry")
        if role in OF_A_REGISTRY and registry is None and "registry" not in self.errors:
            self.add_error(
                "registry",
                _("Velg hvilket register personen skal være {role} i.").format(role=Role(role).label),
            )
        if role and role not in OF_A_REGISTRY:
            # Of all registries, whichever was chosen.
            found["registry"] = None
        return found


class RoleForm(forms.Form):
    """A registry's member's role: `seen` is what the page said it was."""

    seen = forms.TypedChoiceField(choices=Role.choices, coerce=Role)
    role = forms.TypedChoiceField(choices=[(one.value, one.label) for one in OF_A_REGISTRY], coerce=Role)
