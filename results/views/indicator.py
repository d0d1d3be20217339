"""The page of one indicator."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.texts import long_description_of, short_description_of
from organisations.models import Level
from registries.models import Registry
from registries.names import short_name_of
from results import contexts
from results.choices.indicator import Choices, choices_in, indicator_address
from results.choices.offer import Offer
from results.downloads import asked_format, download, download_links
from results.indicator_files import table_of
from results.indicator_history import history_of
from results.links import Empty, Link
from results.markdown import html_of
from results.models import Publication, ReleasedIndicator
from results.models.fields import Context
from results.one_indicator import Reading, levels_with_results, origin_of, provisional_words, reading_of
from results.origins import SOME, generated_shown
from results.points import Origin, Point
from results.presenters import indicator as presenters
from results.presenters import indicator_choices
from results.presenters.indicator_figures import FIGURES, Shown
from results.presenters.origins import source
from results.presenters.releases import permanent, release_mark, release_notice
from results.presenters.sections import tallies
from results.release_notices import release_notices
from results.sentences import ranking_sentence
from results.shown_releases import ShownRelease
from results.subjects import Subject, subject_of
from results.views.addresses import addressed, host_of
from results.views.charts_csp import with_charts
from results.views.offered import offer_of
from wording.keys import folded


@require_safe
@with_charts  # type: ignore[arg-type]  # it takes any view; its types say one without a key
def indicator(request: HttpRequest, registry: str, key: str) -> HttpResponse:
    """404 for what is not shown as for what does not exist; the keys may be in any case."""
    offer = offer_of(request)
    shown = next((one for one in offer.releases if one.registry.key.casefold() == registry.casefold()), None)
    if shown is None:
        raise Http404
    if shown.is_withdrawn:
        return _withdrawn(request, shown, key)
    subject = _subject(shown, key)
    if subject is None:
        raise Http404
    canonical = (shown.registry.key, subject.definition.indicator.key)
    if canonical != (registry, key):
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(indicator_address(*canonical) + query)
    choices = choices_in(request.GET, offer, subject)
    return _answered(request, subject.in_context(choices.context), choices, offer)


def _subject(shown: ShownRelease, key: str) -> Subject | None:
    # SQLite knows upper case of ASCII letters only, so the key is found here.
    keys = ReleasedIndicator.objects.filter(release=shown.release, shown=True)
    own = {folded(one): one for one in keys.values_list("indicator__key", flat=True)}
    found = own.get(folded(key))
    return None if found is None else subject_of(shown, found, Context.CAREGIVER)


def _withdrawn(request: HttpRequest, shown: ShownRelease, key: str) -> HttpResponse:
    """That the release was withdrawn, and the way to the indicator in the public one where that has it."""
    told = Publication.objects.filter(release=shown.release, kind=Publication.Kind.WITHDRAWN).first()
    public = _subject(replace(shown, release=shown.public), key) if shown.public else None
    choices = Choices(shown.registry.key, key, units=(), year=None, releases=(shown.release.pk,))
    query = request.GET.copy()
    query.pop("utgivelse", None)
    link = Link(_("Vis den gjeldende utgivelsen"), f"{choices.page}?{query.urlencode()}") if public else None
    page = {
        "breadcrumbs": _breadcrumbs(shown.registry, QueryDict()),
        "registry": shown.registry,
        "title": public.measure.title if public else _("Indikator"),
        "release_notices": [replace(release_notice(shown, told, choices), link=link)],
    }
    return render(request, "results/indicator_withdrawn.html", page, status=410)


def _answered(request: HttpRequest, subject: Subject, choices: Choices, offer: Offer) -> HttpResponse:
    """The page, or one of its tables as a file."""
    host = host_of(request)
    year = choices.year
    if year is None:
        page = _head(subject, choices, offer, None, host) | {"empty": _empty(choices, subject)}
        return render(request, "results/indicator.html", page)
    found = levels_with_results(subject, year)
    choices = indicator_choices.without_target(choices.ranking_among(found), subject.measure.target(year))
    reading = reading_of(subject, choices, year, offer)
    below = origin_of(subject, choices, host)
    notices = list(choices.notices)
    if form := asked_format(request.GET, notices):
        file = table_of(reading, choices.figures.shown, source=source(subject.shown), origin=below)
        if file is None:
            raise Http404
        return download(file, form, offer)
    choices = replace(choices, notices=tuple(notices))
    page = _head(subject, choices, offer, reading.nation, host)
    page |= _answers(subject, choices, reading) | _figures(choices, reading, found, below)
    return addressed(request, render(request, "results/indicator.html", page), choices.address)


def _head(
    subject: Subject, choices: Choices, offer: Offer, nation: Point | None, host: str
) -> dict[str, Any]:
    """What the page says whether or not there are results to show."""
    shown, measure = subject.shown, subject.measure
    generated = generated_shown([shown.release.pk])
    description = long_description_of(subject.definition)
    return {
        "breadcrumbs": _breadcrumbs(shown.registry, choices.query),
        "registry": shown.registry,
        "title": measure.title,
        "lead": short_description_of(subject.definition),
        "context": contexts.LEAD[choices.context],
        "choices": choices,
        "form": indicator_choices.form(choices, subject, offer),
        "release": release_mark(shown),
        "release_notices": release_notices([shown], choices),
        "facts": presenters.facts(subject, choices.year, nation),
        "description": html_of(description),
        "description_in": description.lang,
        "targets": presenters.target_rows(measure),
        "deliveries": presenters.delivery_rows(subject),
        "history": history_of(subject.definition.indicator, offer.moment),
        "permanent": permanent(choices, [shown.release.pk], offer),
        "host": host,
        "demonstration": generated,
        "mixed": generated == SOME,
        "empty": None,
    }


def _breadcrumbs(registry: Registry, query: QueryDict) -> list[Link]:
    """The results page, and the registry's part of it, with the places, the year and the context kept."""
    kept = QueryDict(mutable=True)
    for name in ("sted", "aar", "kontekst"):
        kept.setlist(name, query.getlist(name))
    table = reverse("results:table")
    everything = f"{table}?{kept.urlencode()}" if kept.urlencode() else table
    kept["register"] = registry.key
    return [
        Link(_("Behandlingskvalitet"), everything),
        Link(short_name_of(registry), f"{table}?{kept.urlencode()}"),
    ]


def _empty(choices: Choices, subject: Subject) -> Empty:
    """Nothing in the context asked for; the other one, where it has results."""
    others = [Context(context) for context in subject.contexts if context != choices.context]
    return Empty(
        _("Ingen resultater {patients}").format(patients=contexts.LEAD[choices.context]),
        _("Registeret har ikke publisert tall for denne indikatoren på den måten."),
        tuple(
            Link(
                _("Vis resultater {patients}").format(patients=contexts.LEAD[other]),
                choices.but(context=other),
            )
            for other in others
        ),
    )


def _answers(subject: Subject, choices: Choices, reading: Reading) -> dict[str, Any]:
    year = reading.ranking.year
    columns = [contexts.LABEL[trend.measure.context] for trend in reading.contexts]
    return {
        "answers": presenters.answers(reading.own_trend, year),
        "provisional": provisional_words(subject, choices),
        "columns": [series.place for series in reading.trend.series],
        "peers": tallies(reading.ranking.shown) if any(one.level for one in reading.ranking.shown) else (),
        "peers_sentence": ranking_sentence(reading.ranking),
        "years": presenters.year_rows(reading.trend),
        "context_columns": columns,
        "contexts": presenters.context_rows(reading.contexts, columns, year) if columns else (),
    }


def _figures(choices: Choices, reading: Reading, found: set[Level], origin: Origin) -> dict[str, Any]:
    """The charts, with their tables' rows, settings, sources and files."""
    shown = Shown(reading, choices, found, origin)
    files = {figure: download_links(choices.but_figures(shown=figure)) for figure in FIGURES}
    return {name: part for made in FIGURES.values() for name, part in made(shown).items()} | {
        "downloads": files
    }
