def coverage(key, cells, definitions):
    """(numerator, denominator, indicator, year) of the coverage that belongs to a cell, or four Nones."""
    indicator, unit, context, year = key
    definition = {each.indicator: each for each in definitions}[indicator]
    for earlier in range(year, 0, -1):
        cell = cells.get((definition.coverage_indicator, unit, context, earlier))
        if cell is not None:
            return cell.numerator, cell.denominator, definition.coverage_indicator, earlier
    return None, None, None, None
