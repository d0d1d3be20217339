"""A page with one chart of each kind, under the portal's own policy."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from results.charts import funnel_figure, payload, ranking_figure, trend_figure
from results.views.charts_csp import with_charts
from tests.results.charts.samples import ORIGIN, funnel, period, point, ranking, trend, years

PAGE = """{% load static %}<!doctype html>
<html lang="nb" data-color-scheme="auto"><head><title>Figurer</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="{% static 'img/brand.svg' %}">
<link rel="stylesheet" href="{% static 'css/portal.css' %}">
<link rel="stylesheet" href="{% static 'css/charts.css' %}">
<script type="module" src="{% static 'js/chart.js' %}"></script></head>
<body><main class="wrap"><h1>Figurer</h1>
{% for chart in charts %}{% include "components/chart.html" %}{% endfor %}
<table id="tallene"><caption>Tallene</caption><tr><td>Bodø 91</td></tr></table></main></body></html>"""
UNITS = (
    point("Bodø", numerator=91, level="high"),
    point("Volda", numerator=80, level="moderate"),
    point("Universitetssykehuset i nord", numerator=60, level="low"),
)


def charts():
    targets = period(last=2021), period(2022, high="0.9", is_break=True, note="Nytt mål fra 2022: 21 dager.")
    lines = years("Bodø", [45, None, 60, 91]), years("Hele landet", [70, 71, 72, 73], unit_level="nation")
    figures = {
        "utvikling": trend_figure(trend(*lines, targets=targets)),
        "rangering": ranking_figure(ranking(*UNITS, targets=targets, highlighted=["bodø"])),
        "trakt": funnel_figure(funnel(*((unit, 0) for unit in UNITS), highlighted=["bodø"])),
    }
    for key, figure in figures.items():
        made = payload(figure, title=f"Behandlet i tide, {key}", unit="Bodø", origin=ORIGIN)
        height = made["layout"]["height"]
        words = {"title": f"Behandlet i tide, {key}", "sentence": "Bodø gikk fra 45 til 91."}
        yield {"id": key, "payload": made, "height": height, "table_id": "tallene", **words}


@with_charts
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Engine.get_default().from_string(PAGE).render(Context({"charts": list(charts())})))


urlpatterns = [path("", page)]
