"""Reads a registry's delivery and says what is wrong with it, or what to look at twice. Pure: no database."""

from results.imports.catalogue import Catalogue, KnownIndicator, KnownUnit
from results.imports.difference import Difference, difference
from results.imports.faults import Fault
from results.imports.reading import Reading, read_delivery
from results.imports.source import Limits
from results.imports.warnings import DeliveryWarning, find_warnings

__all__ = [
    "Catalogue",
    "DeliveryWarning",
    "Difference",
    "Fault",
    "KnownIndicator",
    "KnownUnit",
    "Limits",
    "Reading",
    "difference",
    "find_warnings",
    "read_delivery",
]
