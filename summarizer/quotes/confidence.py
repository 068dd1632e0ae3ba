"""How likely it is that a quotation and its speaker are right.

Margins and certainties are products of several judgements; one logistic curve makes a
probability of them.
"""

from math import exp, log

KNOWN = 0.5
"""Below this probability a speaker is not named; benchmarks/quotes.py."""
SLOPE = 0.91
SHIFT = 1.39
"""Fitted by benchmarks/train/confidence.py on the 40 articles of PolNeAR's training
part that the network did not learn from; how it holds, benchmarks/quotes.py shows."""


def confidence(margin: float, certainty: float) -> float:
    """Return a calibrated probability from the finder's margin and the speaker's."""
    raw = min(max(margin * certainty, 0.001), 0.999)
    return 1 / (1 + exp(-(SLOPE * log(raw / (1 - raw)) + SHIFT)))
