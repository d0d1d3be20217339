"""The results of chosen units in one year, read once for every page that has them in a table."""

from collections.abc import Collection, Hashable, Mapping

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from indicators.models import DEFINITION
from organisations.models import Unit
from registries.names import name_of, short_name_of
from results.changes import changes_of
from results.kept import Kept
from results.models import ReleasedIndicator, Result, Slice
from results.origins import printed_in
from results.presenters import sections as presenters
from results.presenters.sections import Section
from results.shown_releases import ShownRelease
from wording.language import current

# Of a release's section for chosen units in a year; () where it has none.
kept: Kept[tuple[Section, ...]] = Kept()


def sections_of(
    *,
    shown: list[ShownRelease],
    units: tuple[Unit, ...],
    labels: Mapping[int, str],
    year: int,
    context: str,
    intervals: bool = True,
) -> list[Section]:
    """One section per registry with results in the year and context; four queries whatever the size, none
    where all of them are kept.

    `intervals`: with their words.
    """
    chosen = (
        *((unit.pk, unit.slug, unit.level, labels[unit.pk]) for unit in units),
        year,
        context,
        intervals,
        current(),
    )
    readable = [one for one in shown if not one.is_withdrawn]
    found = {one.release.pk: kept.get((_face(one), chosen)) for one in readable}
    lacking = [one for one in readable if found[one.release.pk] is None]
    if lacking:
        made = {
            section.key: section
            for section in read_sections(
                shown=lacking, units=units, labels=labels, year=year, context=context, intervals=intervals
            )
        }
        for one in lacking:
            section = made.get(one.registry.key)
            found[one.release.pk] = () if section is None else (section,)
            kept.put((_face(one), chosen), found[one.release.pk] or (), settings.KEPT_SECTIONS)
    return [section for one in readable for section in found[one.release.pk] or ()]


def _face(one: ShownRelease) -> Hashable:
    """The release, and what is shown as it is now: its registry's names, in the page's language."""
    names = short_name_of(one.registry), name_of(one.registry)
    return one.release.pk, one.release.checksum, one.registry.key, names, current()


def read_sections(
    *,
    shown: list[ShownRelease],
    units: tuple[Unit, ...],
    labels: Mapping[int, str],
    year: int,
    context: str,
    only: Collection[int] | None = None,
    intervals: bool = True,
) -> list[Section]:
    """The same, read anew. `only`: of the indicators, only those with these ids."""
    readable = [one for one in shown if not one.is_withdrawn]
    releases = [one.release.pk for one in readable]
    definitions = list(definitions_of(releases, year, context, only))
    found = Result.objects.public_in(releases).in_context(context).for_units(units)
    if only is not None:
        found = found.filter(indicator__in=[definition.indicator_id for definition in definitions])
    # The year before too: what has changed.
    rows = found.filter(year__in=(year - 1, year)).rows()
    return presenters.sections(
        registries=[one.registry for one in readable],
        definitions=definitions,
        rows=rows,
        changes=changes_of(rows, definitions, context),
        printed=printed_in(releases).filter(year=year, context=context),
        units=units,
        labels=labels,
        year=year,
        context=context,
        intervals=intervals,
    )


def definitions_of(
    releases: list[int], year: int, context: str, only: Collection[int] | None = None
) -> QuerySet[ReleasedIndicator]:
    """Those shown that have results in the year; `complete_to` is how far those are complete."""
    delivered = Slice.objects.filter(
        release=OuterRef("release"), indicator=OuterRef("indicator"), context=context, year=year
    )
    definitions = ReleasedIndicator.objects.filter(Exists(delivered), release__in=releases, shown=True)
    if only is not None:
        definitions = definitions.filter(indicator__in=only)
    return (
        definitions.annotate(complete_to=Subquery(delivered.values("delivery__complete_to")))
        .select_related("indicator")
        # Of the working definition nothing is shown: the release has its own copy.
        .defer("long_description", "long_description_en", *(f"indicator__{name}" for name in DEFINITION))
        .prefetch_related("targets")
    )
