"""The results of chosen units in one year, read once for every page that has them in a table."""

from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from indicators.models import DefinitionFields
from organisations.models import Unit
from results.changes import changes_of
from results.models import ReleasedIndicator, Result, Slice
from results.origins import printed_in
from results.presenters import sections as presenters
from results.presenters.sections import Section
from results.shown_releases import ShownRelease

# The working definition's own texts and numbers: what is shown is the release's copy.
NOT_SHOWN = [field.name for field in DefinitionFields._meta.get_fields()]


def sections_of(
    *,
    shown: list[ShownRelease],
    units: tuple[Unit, ...],
    labels: Mapping[int, str],
    year: int,
    context: str,
    only: Collection[int] | None = None,
    intervals: bool = True,
) -> list[Section]:
    """One section per registry with results in the year and context; four queries whatever the size.

    `only`: of the indicators, only those with these ids.
    `intervals`: with their words.
    """
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
        .defer("long_description", *(f"indicator__{name}" for name in NOT_SHOWN))
        .prefetch_related("targets")
    )
