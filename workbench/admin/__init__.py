"""Units, registries, medical fields and accounts: what no release holds, or what makes new drafts of them.

Django's admin, with our door, our trail and our actions. Nothing else may be registered: what a registry
delivers, defines and publishes has rooms of its own.
"""

from django.contrib.auth.models import User

from organisations.models import Unit
from registries.models import MedicalField, Registry
from workbench.admin.administration import site
from workbench.admin.fields import FieldAdmin
from workbench.admin.registries import RegistryAdmin
from workbench.admin.units import UnitAdmin
from workbench.admin.users import UserAdmin

site.register(Unit, UnitAdmin)
site.register(Registry, RegistryAdmin)
site.register(MedicalField, FieldAdmin)
site.register(User, UserAdmin)

__all__ = ["site"]
