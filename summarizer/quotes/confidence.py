"""How likely it is that a quotation and its speaker are right.

Margins and certainties are products of several judgements; one logistic curve makes a
probability of them.
"""

from math import exp, log

KNOWN = 0.5
"""Below this probability a speaker is not named; benchmarks/quotes.py."""
_SLOPE = 0.73
_SHIFT = 1.40
"""Fitted on polnear_dev and gum_news_dev, four times the weight on the second."""


def confidence(margin: float, certainty: float) -> float:
    """Return a calibrated probability from the finder's margin and the speaker's."""
    raw = min(max(margin * certainty, 0.001), 0.999)
    return 1 / (1 + exp(-(_SLOPE * log(raw / (1 - raw)) + _SHIFT)))
