import json
from dataclasses import replace
from html import unescape

import pytest

from results.charts import funnel_figure, payload, ranking_figure, trend_figure
from tests.results.charts.samples import ORIGIN, funnel, period, point, ranking, trend, years

FIGURES = {
    "trend": trend_figure(trend(years("Bodø", [45, None, 63]), targets=[period()])),
    "ranking": ranking_figure(
        ranking(point(level="moderate"), targets=[period()], nation=point("Hele landet"))
    ),
    "funnel": funnel_figure(funnel((point(level="moderate"), 0), highlighted=["bodø"])),
}


def made(figure, **words):
    return payload(
        figure, **{"title": "Behandlet i tide", "unit": "Bodø, hele landet", "origin": ORIGIN} | words
    )


def everything(part):
    yield part
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, list | tuple) else ():
        yield from everything(one)


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_holds_plain_lists_and_no_template(figure):
    parts = made(figure)
    assert json.loads(json.dumps(parts, allow_nan=False))
    assert {type(part) for part in everything(parts)} <= {
        dict,
        list,
        tuple,
        str,
        int,
        float,
        bool,
        type(None),
    }
    keys = {key for part in everything(parts) if isinstance(part, dict) for key in part}
    assert keys.isdisjoint({"template", "bdata", "meta"})


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_every_colour_is_a_token_of_the_page(figure):
    colours = [
        colour
        for part in everything(made(figure))
        if isinstance(part, dict)
        for key, value in part.items()
        if key.endswith("color")
        for colour in (value if isinstance(value, list | tuple) else [value])
    ]
    assert {colour for colour in colours if not colour.startswith("var(--")} == {"rgba(0,0,0,0)"}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_axes_stay_where_they_are_and_have_ready_numbers(figure):
    layout = made(figure)["layout"]
    assert layout["dragmode"] is False
    for axis in (layout["xaxis"], layout["yaxis"]):
        assert (axis["fixedrange"], axis["tickmode"]) == (True, "array")


def test_picture_names_title_unit_source_release_and_address():
    picture = made(FIGURES["trend"])["picture"]
    texts = {one["name"]: one["text"] for one in picture["annotations"]}
    assert texts["title"] == "<b>Behandlet i tide</b>"
    assert texts["unit"] == "Bodø, hele landet"
    for said in (ORIGIN.source, ORIGIN.release, ORIGIN.address, *ORIGIN.caveats):
        assert said in texts["origin"]


def test_picture_has_room_for_what_it_says_and_the_plot_keeps_its_height():
    parts = made(FIGURES["trend"], title="Andel med behandling " * 9)
    layout, picture = parts["layout"], parts["picture"]

    def plot(laid_out):
        return laid_out["height"] - laid_out["margin"]["t"] - laid_out["margin"]["b"]

    assert plot(picture) == plot(layout)
    assert picture["annotations"][0]["text"].count("<br>") == 2


def test_words_of_the_picture_are_shown_as_they_are_written():
    picture = made(FIGURES["trend"], title="Blodtrykk <140 & >90", unit="<b>x</b>")["picture"]
    assert picture["annotations"][0]["text"] == "<b>Blodtrykk &lt;140 &amp; &gt;90</b>"
    assert picture["annotations"][1]["text"] == "&lt;b&gt;x&lt;/b&gt;"


def test_filename_is_that_of_any_system():
    assert made(FIGURES["trend"], title="Åpnet / i tide?", unit="")["filename"] == "aapnet-i-tide"


def test_a_figure_gives_the_same_payload_twice():
    assert made(FIGURES["ranking"]) == made(FIGURES["ranking"])


def test_picture_has_room_for_the_legend():
    few, many = (
        made(trend_figure(trend(*(years(place, [45, 63]) for place in places))))
        for places in ("abcd", "abcde")
    )
    more = (
        many["picture"]["height"]
        - many["layout"]["height"]
        - few["picture"]["height"]
        + few["layout"]["height"]
    )
    assert more == 20


def test_the_address_is_broken_after_slashes_and_ampersands_alone():
    address = "https://kvalitet.example/indikator/?" + "&".join(f"sted=sykehus-i-by-{n}" for n in range(30))
    picture = made(FIGURES["trend"], origin=replace(ORIGIN, address=address))["picture"]
    (foot,) = [one["text"] for one in picture["annotations"] if one["name"] == "origin"]
    lines = unescape(foot).split("<br>")[2:]
    assert "".join(lines) == address
    assert len(lines) > 3
    assert {line[-1] for line in lines[:-1]} == {"&"}
    assert max(map(len, lines)) <= 140


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_the_height_on_a_narrow_page_is_known_before_it_is_drawn(figure):
    parts = made(figure)
    same = figure is not FIGURES["ranking"]
    assert (parts["narrow"]["height"] == parts["layout"]["height"]) is same
