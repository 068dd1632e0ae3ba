"""A briefing about a fictional strike, as it goes to Discord."""

from datetime import UTC, datetime

from bot.messages import (
    Action,
    Clock,
    Footer,
    Heading,
    Inline,
    Link,
    Listing,
    Paragraph,
    Part,
    Quotation,
    Style,
    Text,
    Time,
)
from summarizer import Span, Verbatim

AT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
LANTERN = "https://lantern.example/news/ferry-strike"


def theirs(text: str) -> Verbatim:
    return Verbatim("v1", Span(0, len(text)), text)


def soft(text: str) -> Text:
    return Text(text, Style.SOFT)


def source(outlet: str, kind: str) -> tuple[Inline, ...]:
    when = Time(AT, Clock.BOTH, "25 Nov 08:00")
    return (Link(Text(outlet), LANTERN), Text(" · "), when, Text(f" · {kind}"))


HEAD = Part(
    0,
    (
        Heading((Text("Morning briefing · "), Time(AT, Clock.DATE, "25 Nov"))),
        Paragraph((Text("2 stories · 9 articles · 5 outlets"),)),
        Listing(
            (
                (theirs("Ferry crews walk out at midnight"), soft(" 4 outlets")),
                (theirs("Dam inquiry hears its engineer"), soft(" 3 outlets")),
            ),
            numbered=True,
        ),
        Footer(
            (
                Text("Next: Thu 08:00 Europe/Berlin · 2 folded, 1 filtered — "),
                Text("/news why", Style.CODE),
            )
        ),
    ),
)
STORY = Part(
    1,
    (
        Heading((Text("1 · "), theirs("Ferry crews walk out at midnight"))),
        Paragraph(
            (
                theirs("No ferry has left the north quay since midnight."),
                Text(" "),
                soft("[The Lantern]"),
            )
        ),
        Quotation(
            (theirs("Ines Corvo"), Text(" — "), theirs("the union's secretary")),
            (theirs("“We asked for *one* more hand per deck. They sent a lawyer.”"),),
            source("The Lantern", "direct"),
        ),
        Quotation(
            (theirs("a port official"),),
            (theirs("the talks had not “quite” ended"),),
            source("Harbour Post", "mixed"),
        ),
    ),
    (
        Action("Quotes", "quotes 1"),
        Action("Sources", "sources 1"),
        Action("Context", "context 1"),
        Action("👍", "vote up 1"),
        Action("👎", "vote down 1"),
        Action("Mute", "mute 1 for 7d"),
    ),
    story="s1",
    parent=0,
)
HOSTILE = Part(
    2,
    (
        Heading((theirs("# @everyone [win](https://evil.example) ||now||"),)),
        Paragraph((theirs("<@1> <#2> `rm` https://evil.example **free**\n- a\n> b"),)),
    ),
    parent=0,
)
PARTS = (HEAD, STORY, HOSTILE)
