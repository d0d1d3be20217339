"""The pages that are measured: one of each kind that the public can come to. A new page gets a line here."""

from dataclasses import dataclass
from urllib.parse import urlencode

# The nation and four trusts, of every registry there is: the heaviest that people ask for.
PLACES = urlencode({"sted": ["nasjonalt", "bergen-hf", "ous-hf", "st-olavs-hf", "unn-hf"]}, doseq=True)
TWO = urlencode({"sted": ["haukeland", "ullevaal"]}, doseq=True)
INDICATOR = "/indikator/hjerteinfarkt/hjerteinfarkt_reper_stemi/"


@dataclass(frozen=True)
class Address:
    name: str
    path: str
    lighthouse: bool = False  # also what Lighthouse runs, of each kind of page the heaviest
    opens: str = ""  # what opens a chart in it


ADDRESSES = (
    Address("front page", "/", lighthouse=True),
    Address("search", "/sok/?sok=hjerte"),
    Address("results", f"/behandlingskvalitet/?{PLACES}", lighthouse=True, opens="a[data-toggle]"),
    Address("indicator", f"{INDICATOR}?{PLACES}", lighthouse=True),
    Address("places", "/sykehus/"),
    Address("hospital", "/sykehus/haukeland/", lighthouse=True),
    Address("health trust", "/sykehus/bergen-hf/"),
    Address("health region", "/sykehus/helse-vest-rhf/"),
    Address("the whole country", "/sykehus/nasjonalt/"),
    Address("comparison", f"/sammenlign/?{TWO}", lighthouse=True),
    Address("publications", "/utgivelser/", lighthouse=True),
    Address("release", "/utgivelse/1/"),
    Address("a past day: front page", "/per/2026-05-15/"),
    Address("a past day: hospital", "/per/2026-05-15/sykehus/haukeland/"),
    Address("registries", "/register/"),
    Address("registry", "/register/hjerteinfarkt/", lighthouse=True),
    Address("medical field", "/fagomraade/hjerte-og-kar/", lighthouse=True),
    Address("registry status", "/registerstatus/", lighthouse=True),
    Address("about", "/om/"),
    Address("about: method", "/om/metode/", lighthouse=True),
    Address("about: words", "/om/ord/"),
    Address("English: front page", "/en/", lighthouse=True),
    Address("English: results", f"/en/behandlingskvalitet/?{PLACES}"),
    Address("English: indicator", f"/en{INDICATOR}?{PLACES}"),
    Address("English: hospital", "/en/sykehus/haukeland/"),
)
