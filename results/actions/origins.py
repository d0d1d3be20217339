"""Where a delivery's numbers come from: whether they are generated, and which of them a source prints."""

from dataclasses import dataclass

from registries.refusal import Refused
from results.imports import Catalogue
from results.models import Delivery, PrintedResult, Release, Result, Slice
from wording.keys import folded
from wording.numbers import of


@dataclass(frozen=True)
class Stated:
    """A unit's counts as a source prints them; indicator and unit as a delivered file names them."""

    indicator: str
    orgnr: str
    context: str
    year: int
    numerator: int
    denominator: int
    source: str


@dataclass(frozen=True)
class Origin:
    generated: bool = False
    printed: tuple[Stated, ...] = ()


# Of anyone's file: real numbers, from a registry and no other source.
REGISTRY = Origin()


def keep_printed(
    *, printed: tuple[Stated, ...], delivery: Delivery, release: Release, catalogue: Catalogue
) -> None:
    """Refused unless the delivery has each of them, and its rows add up to exactly that."""
    for stated in printed:
        place = _place(stated, catalogue)
        if not Slice.objects.filter(release=release, delivery=delivery, **place).exists():
            raise Refused(f"{_named(stated)} er ikke med i leveringen.")
        unit = catalogue.units[stated.orgnr].id
        result = Result.objects.filter(release=release, unit=unit, **place).first()
        if result is None or (result.numerator, result.denominator) != (stated.numerator, stated.denominator):
            raise Refused(_difference(stated, result))
        PrintedResult.objects.create(
            delivery=delivery,
            unit_id=unit,
            numerator=stated.numerator,
            denominator=stated.denominator,
            source=stated.source,
            **place,
        )


def _place(stated: Stated, catalogue: Catalogue) -> dict[str, int | str]:
    indicator = catalogue.indicators.get(folded(stated.indicator))
    if indicator is None or stated.orgnr not in catalogue.units:
        raise Refused(f"{_named(stated)}: indikatoren eller enheten finnes ikke.")
    return {"indicator_id": indicator.id, "context": stated.context, "year": stated.year}


def _difference(stated: Stated, result: Result | None) -> str:
    given = f"{_named(stated)} er {of(stated.numerator, stated.denominator)} i «{stated.source}»"
    if result is None or result.numerator is None or result.denominator is None:
        return f"{given}, men leveringen gir ingen tall der."
    return f"{given}, men {of(result.numerator, result.denominator)} etter leveringen."


def _named(stated: Stated) -> str:
    return f"{stated.indicator} for {stated.orgnr} i {stated.year}"
