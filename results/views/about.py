"""The pages about the portal: what it is, the method, what is withheld, accessibility, and the words."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from results.choices.offer import Offer
from results.example_settings import Setting
from results.examples import Examples, examples_of
from results.invented import MINIMUM
from results.licence import licence
from results.points import Origin, Point
from results.presenters import examples as presenters
from results.presenters import figures, indicator
from results.presenters.origins import origin
from results.presenters.releases import release_mark
from results.sentences.glossary import glossary
from results.shown_releases import ShownRelease
from results.views.addresses import host_of
from results.views.charts_csp import with_charts
from results.views.offered import offer_of
from wording.dates import date_text
from wording.numbers import count, percent

# When the accessibility of the pages was last gone through by hand.
REVIEWED = date(2026, 11, 28)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    offer, examples = _examples(request)
    shown = _shown(examples.setting, offer)
    cited = presenters.setting_of(examples)
    page = {
        "cited": cited if shown else None,
        "registry": shown.registry if shown else None,
        "release": release_mark(shown) if shown else None,
        "cited_address": _held(request, examples.setting, cited.address) if shown else "",
    }
    return _answered(request, "about/about.html", page)


@require_safe
@with_charts
def method(request: HttpRequest) -> HttpResponse:
    offer, examples = _examples(request)
    summed, mean = presenters.summed()
    page = {
        "setting": presenters.setting_of(examples),
        "summed": summed,
        "mean_of_percentages": mean,
        "simple_share": presenters.share(examples),
        "interval": presenters.interval(examples),
        "certain": presenters.certain(examples),
        "uncertain": presenters.uncertain(examples),
        "lacking": presenters.lacking(examples),
        "changed": presenters.changed(examples),
        "outside": presenters.outside(examples),
        "withheld": presenters.withheld(examples)[:1],
        "low_coverage": percent(settings.LOW_COVERAGE),
    }
    return _answered(request, "about/method.html", page | _charts(request, examples.setting, offer))


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    _offer, examples = _examples(request)
    page = {
        "withheld": presenters.withheld(examples),
        "family": presenters.family(),
        "poorly_covered": presenters.poorly_covered(),
        "rare": (presenters.rare(),),
        "reasons": presenters.reasons(),
        "minimum": count(MINIMUM),
        "floor": count(settings.PRIVACY_FLOOR),
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
        "form_cookie": settings.CSRF_COOKIE_NAME,
        "low_coverage": percent(settings.LOW_COVERAGE),
    }
    return _answered(request, "about/privacy.html", page)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _answered(request, "about/accessibility.html", {"reviewed": date_text(REVIEWED)})


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    return _answered(request, "about/words.html", {"terms": glossary()})


def _answered(request: HttpRequest, template: str, page: dict[str, Any]) -> HttpResponse:
    said = {
        "page": template.removeprefix("about/").removesuffix(".html"),
        "contact": settings.CONTACT_EMAIL,
        **licence(),
    }
    return render(request, template, page | said)


def _examples(request: HttpRequest) -> tuple[Offer, Examples]:
    offer = offer_of(request)
    return offer, examples_of(offer, presenters.words())


def _shown(setting: Setting, offer: Offer) -> ShownRelease | None:
    return next((one for one in offer.releases if one.release.pk == setting.release), None)


def _held(request: HttpRequest, setting: Setting, address: str) -> str:
    """The whole address, held fast to the release."""
    return f"{host_of(request)}{address}&utgivelse={setting.release}"


def _charts(request: HttpRequest, setting: Setting, offer: Offer) -> dict[str, Any]:
    """Ranking and funnel, each with its table's rows."""
    below = _origin(request, setting, offer)

    def address(point: Point) -> str:
        return presenters.address(setting, point)

    return {
        "ranking": figures.ranking_chart(setting.ranking, below),
        "ranked": indicator.rank_rows(setting.ranking, address),
        "hidden": indicator.hidden_rows(setting.ranking, address),
        "funnel": figures.funnel_chart(setting.funnel, below),
        "funnel_rows": indicator.funnel_rows(setting.funnel, address),
    }


def _origin(request: HttpRequest, setting: Setting, offer: Offer) -> Origin:
    shown = _shown(setting, offer)
    if shown is None or setting.ranking.nation is None:
        return Origin(_("Oppdiktet"), "", "", (_("Tallene er oppdiktet for å vise metoden."),))
    return origin(shown, _held(request, setting, presenters.address(setting, setting.ranking.nation)))
