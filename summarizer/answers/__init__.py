"""Questions to articles: who said what, is this quotation real, what do they say."""

from summarizer.answers.asking import Found, ask, search
from summarizer.answers.said import Embed, said
from summarizer.answers.speakers import Heard, heard, named, nearest, plain, pronoun
from summarizer.answers.topics import NEAR, Topic, stems_of
from summarizer.answers.verifying import Change, Finding, Match, Verdict, verify

__all__ = [
    "NEAR",
    "Change",
    "Embed",
    "Finding",
    "Found",
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
    "verify",
]
