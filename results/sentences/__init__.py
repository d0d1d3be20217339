"""One generated sentence, or a few short ones, for each chart: what it shows, and how sure that is.

Made of the very points that the chart and its table show. Nothing is called more or less than chance can
explain but what the tests of the points say. Knows no Django.
"""

from results.sentences.breaks import break_sentence
from results.sentences.funnel import centre_name, funnel_sentence
from results.sentences.places import distance_sentence, uncertain_sentence
from results.sentences.ranking import ranking_sentence
from results.sentences.trend import trend_sentence

__all__ = [
    "break_sentence",
    "centre_name",
    "distance_sentence",
    "funnel_sentence",
    "ranking_sentence",
    "trend_sentence",
    "uncertain_sentence",
]
