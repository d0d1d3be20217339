def reason(cell, definition, limits):
    """Why a cell is withheld, or ""."""
    if definition.type == "count":
        return "privacy" if cell.value in (1, 2, 3, 4) else ""
    if definition.type != "coverage" and cell.denominator < definition.min_denominator:
        return "too_few"
    return "privacy" if cell.denominator < limits.privacy_floor else ""
