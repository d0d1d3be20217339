"""How many there are of something, in words."""

from django.utils.translation import ngettext

from wording.numbers import count


def indicators(size: int) -> str:
    """ "86 indikatorer"."""
    return ngettext("{n} indikator", "{n} indikatorer", size).format(n=count(size))


def registries(size: int) -> str:
    return ngettext("{n} register", "{n} registre", size).format(n=count(size))


def results(size: int) -> str:
    return ngettext("{n} resultat", "{n} resultater", size).format(n=count(size))
