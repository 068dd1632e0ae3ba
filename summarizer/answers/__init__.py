"""Questions to articles: who said what, is this quotation real, what do they say."""

from summarizer.answers.asking import Found, ask, search
from summarizer.answers.ledger import Count, Given, tally
from summarizer.answers.said import Embed, said
from summarizer.answers.speakers import Heard, heard, named, nearest, plain, pronoun
from summarizer.answers.topics import NEAR, Topic, stems_of
from summarizer.answers.verifying import Change, Finding, Match, Verdict, verify

__all__ = [
    "NEAR",
    "Change",
    "Count",
    "Embed",
    "Finding",
    "Found",
    "Given",
    "Heard",
    "Match",
    "Topic",
    "Verdict",
    "ask",
    "heard",
    "named",
    "nearest",
    "plain",
    "pronoun",
    "said",
    "search",
    "stems_of",
    "tally",
    "verify",
]
