"""Values with defaults for everything: a test names only what it is about."""

from datetime import UTC, datetime

from bot.chat import Incoming, Origin, Person, Reply, Target
from bot.messages import Action, Heading, Message, Paragraph, Part, Section, Text
from summarizer import Article, Published, Undated, Version, digest

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
"""The instant at which tests take place unless they say otherwise."""

HERE = Target("memory", "w1", "c1")


def make_version(
    text: str = "The council met. It voted.",
    *,
    outlet: str = "The Lantern",
    address: str | None = "https://lantern.example/a",
    published: Published | None = None,
) -> Version:
    identity = digest("address", address or text)
    when = Undated() if published is None else published
    return Version(Article(identity, outlet, address), text, when)


def make_part(
    text: str = "hello", *, index: int = 0, parent: int | None = None
) -> Part:
    return Part(index, (Paragraph((Text(text),)),), parent=parent)


def make_incoming(
    text: str = "help",
    *,
    event: str = "e1",
    target: Target = HERE,
    may_configure: bool = True,
    origin: Origin = Origin.MENTION,
) -> Incoming:
    person = Person("u1", "Ana", "UTC", "en", may_configure)
    return Incoming(event, target, person, text, origin)


def make_reply(
    text: str = "Twelve, says the port authority.",
    *,
    private: bool = False,
    actions: tuple[Action, ...] = (),
    sections: int = 1,
    threaded: bool = False,
) -> Reply:
    blocks = (Heading((Text("Answer"),)), Paragraph((Text(text),)))
    made = tuple(Section(blocks, actions) for _ in range(sections))
    return Reply(Message(made, threaded=threaded), private)
