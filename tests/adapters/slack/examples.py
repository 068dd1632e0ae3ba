"""What the bot says in Slack, by example: a briefing, an answer, an error, the forms.

`python -m tests.adapters.slack.examples` writes the golden payloads anew.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

from bot.adapters.slack import home, modals, render
from bot.chat import Reply
from bot.messages import (
    Action,
    Block,
    Clock,
    Footer,
    Heading,
    Inline,
    Link,
    Listing,
    Message,
    Paragraph,
    Quotation,
    Section,
    Style,
    Text,
    Time,
    split,
)
from summarizer import Span, Verbatim
from tests.platforms.slack.rules import Json

GOLDEN = Path(__file__).parents[2] / "golden" / "slack"
EIGHT = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)


def soft(text: str) -> Text:
    return Text(text, Style.SOFT)


def strong(text: str) -> Text:
    return Text(text, Style.STRONG)


def said(text: str) -> Verbatim:
    return Verbatim("v1", Span(0, len(text)), text)


def outlet(name: str) -> Link:
    return Link(Text(name), f"https://{name.lower().replace(' ', '-')}.example/a1")


def quote(who: str, role: str, words: str, *source: Inline) -> Quotation:
    by: tuple[Inline, ...] = (strong(who), Text(f" — {role}"))
    return Quotation(by, (said(words),), source)


def at(moment: datetime, fallback: str) -> Time:
    return Time(moment, Clock.BOTH, fallback)


HEAD = Section(
    (
        Heading((Text("Morning briefing · Wed 25 Nov 2026"),)),
        Paragraph((soft("2 stories · 5 articles · 4 outlets"),)),
        Listing(
            (
                (said("Ferry to Calder resumes after nine days"), soft(" 3 reports")),
                (said("Council votes down the rent cap & fees"), soft(" 2")),
            ),
            numbered=True,
        ),
        Footer(
            (
                Text("News since "),
                at(EIGHT.replace(day=24), "Tue 08:00"),
                Text(" · next "),
                at(EIGHT.replace(day=26), "Thu 08:00"),
                Text(" Europe/Madrid · 3 folded, 1 filtered: "),
                Text("/news why"),
            )
        ),
    )
)
FERRY = Section(
    (
        Heading((said("Ferry to Calder resumes after nine days"),)),
        Paragraph(
            (
                said("The ferry left Port Ansel at dawn with 41 people aboard."),
                soft(" The Harbour Post"),
            )
        ),
        Paragraph(
            (
                said("Repairs took nine days."),
                soft(" [at the Calder yard]"),
                soft(" Coast Wire"),
            )
        ),
        quote(
            "Ilse Marrin",
            "head of the harbour office",
            "“Nobody was ever in danger, and I would sail today.”",
            outlet("Coast Wire"),
            soft(" · "),
            Time(EIGHT, Clock.TIME, "08:00"),
            soft(" · direct"),
        ),
        Listing(
            (
                (said("41 people"), soft(" Coast Wire")),
                (said("about 40"), soft(" Post")),
            )
        ),
    ),
    (
        Action("Quotes", "quotes 1"),
        Action("Sources", "sources 1"),
        Action("Context", "context 1.1"),
        Action("👍", "up 1"),
        Action("👎", "down 1"),
        Action("Mute", "mute 1"),
    ),
    story="s1",
)
COUNCIL = Section(
    (
        Heading((said("Council votes down the rent cap & fees"),)),
        Paragraph((said("The vote was 7 to 5."), soft(" Lantern"))),
    ),
    (Action("Quotes", "quotes 2"), Action("Sources", "sources 2")),
    story="s2",
)
BRIEFING = Message((HEAD, FERRY, COUNCIL), threaded=True)

HOSTILE = Message(
    (
        Section(
            (
                Heading((said("<!channel> &lt;b&gt; *now* :fire:"),)),
                Paragraph((said("<@U100> <https://evil.example|Read on> & `rm`"),)),
                Paragraph(
                    (Link(said("https://bank.example"), "https://evil.example"),)
                ),
                Footer((said("*bold* <!here>"),)),
                Footer((said("a < b & c"), Text(" "), outlet("Coast Wire"))),
            ),
        ),
    )
)
"""Feed text that would like to ping, link, format or pass for something else."""

ANSWER = Message(
    (
        Section(
            (
                Paragraph((strong("2 speakers"), Text(" on the ferry, in 3 articles"))),
                quote(
                    "Ilse Marrin",
                    "head of the harbour office",
                    "“Nobody was ever in danger.”",
                    outlet("Coast Wire"),
                    soft(" · direct"),
                ),
                quote(
                    "unknown",
                    "a passenger",
                    "the crossing was calm",
                    outlet("The Harbour Post"),
                    soft(" · indirect"),
                ),
                Footer((Text("Searched 4 feeds, 212 articles since 18 Nov."),)),
            ),
            (Action("More", "more"), Action("Export", "export md")),
        ),
    )
)
ERROR: tuple[Block, ...] = (
    Paragraph(
        (
            Text("I couldn't read "),
            strong("Example News"),
            Text(": the site answered "),
            Text("403 Forbidden", Style.CODE),
            Text(" (3rd time since 09:10). I'll try again at 10:40. "),
            Text("/news feed test 3", Style.CODE),
            Text(" shows details."),
        )
    ),
)
DIGESTS = Message(
    (
        Section(
            (Listing(((Text("weekdays 08:00 Europe/Madrid"),),), numbered=True),),
            (Action("Post one now", "digest now 1"), Action("Pause", "digest pause 1")),
        ),
    )
)
FEEDS = Message((Section((Listing(((Text("Coast Wire · read 07:55"),),)),)),))


def posts(message: Message) -> list[Json]:
    """Return a message's posts as they are sent."""
    return [
        {"text": post.text, "blocks": list(post.blocks)}
        for post in map(render.post, split(message, render.LIMITS))
    ]


def payloads() -> dict[str, object]:
    """Return every example by its name."""
    channel = home.Channel("C100", Reply(DIGESTS), Reply(FEEDS))
    return {
        "briefing": posts(BRIEFING),
        "answer": posts(ANSWER),
        "hostile": posts(HOSTILE),
        "error": posts(Message((Section(ERROR),))),
        "home": home.view((channel,), "/news", 2),
        "home-empty": home.view((), "/news"),
        "form-digest": modals.view(modals.Form.DIGEST, "C100", "Europe/Madrid"),
        "form-source": modals.view(modals.Form.SOURCE, "D100", None, on_home=True),
    }


def written(payload: object) -> str:
    return json.dumps(payload, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, payload in payloads().items():
        (GOLDEN / f"{name}.json").write_text(written(payload), "utf-8")
