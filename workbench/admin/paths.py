"""What a unit is called where names repeat."""

from organisations.models import Level, Unit


def path_of(unit: Unit) -> str:
    """ "Helse Nord RHF › Finnmark HF"; the nation, which all lie below, is left out.

    For two levels up the caller has selected the related units.
    """
    if unit.level in (Level.NATION, Level.RHF) or unit.parent is None:
        return unit.name
    return f"{path_of(unit.parent)} › {unit.name}"
