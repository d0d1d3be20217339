"""Charts: from the dataclasses of `results.points` to figures, and what the browser draws. Knows no Django.

Nothing is computed here but places on the paper; every word and number is a point's own.
"""

from results.charts.distribution import distribution_figure
from results.charts.funnel import funnel_figure
from results.charts.payload import payload
from results.charts.ranking import ranking_figure
from results.charts.trend import trend_figure

__all__ = ["distribution_figure", "funnel_figure", "payload", "ranking_figure", "trend_figure"]
