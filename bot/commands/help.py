"""What can be typed, in the few lines that are needed first; a topic shows more."""

from difflib import get_close_matches
from typing import Final

from bot.chat import Origin
from bot.commands import texts
from bot.commands.answered import Answered
from bot.commands.grammar import kinds
from bot.commands.here import Here
from bot.digests.pieces import soft
from bot.messages import Action, Block, Heading, Listing, Message, Text

Lines = tuple[tuple[str, str], ...]

FIRST: Final[Lines] = (
    ("brief", "the news of this channel, now"),
    ("who said what about TOPIC", "quotations, by speaker"),
    ("what did PERSON say", "everything one speaker said"),
    ("how many were injured?", "any question, answered by a sentence or not at all"),
    ("digest create weekdays 08:00", "a briefing here, every weekday"),
)
SOURCE: Final = ("feed add https://…", "first of all: this channel has no sources yet")
"""What is needed before anything else."""

TOPICS: Final[dict[str, Lines]] = {
    "quotes": (
        ("who said what [about TOPIC] [since DATE] [in OUTLET]", "by speaker"),
        ("what did PERSON say [about TOPIC]", "one speaker"),
        ("quotes PERSON [about TOPIC] [since DATE]", "the same, shorter"),
        ("quotes 2", "everything quoted in story 2"),
        ("verify “TEXT” [PERSON]", "whether it stands in the sources, and whose it is"),
        ("timeline PERSON on TOPIC", "one speaker over time, oldest first"),
    ),
    "reading": (
        ("brief", "the briefing now"),
        ("brief ADDRESS", "one article in a few sentences"),
        ("summary", "the stories in a few sentences each"),
        ("summary 2 · catch me up on TOPIC", "one story, or one topic"),
        ("new [since DATE]", "what came since the last briefing"),
        ("sources 2 · sources TOPIC", "the articles, copies under their originals"),
        ("context 2 · context 2.1", "the sentences around those shown"),
        ("why 2 · why ADDRESS · why", "why it was shown, or was not"),
        ("first TOPIC", "who had it first"),
        ("numbers TOPIC", "figures, and who says so"),
        ("compare OUTLET and OUTLET on TOPIC", "side by side"),
    ),
    "thread": (
        ("more", "the next part of the answer"),
        ("and Hallorand? · and her?", "the same question about somebody else"),
        ("only Reuters · before May", "the same question, narrower"),
        ("export csv", "the answer as a table: csv, json or md"),
    ),
    "digest": (
        ("digest create weekdays 08:00 Europe/Berlin", "a briefing at local hours"),
        ("digest list", "the briefings here, and their next three times"),
        ("digest now · digest preview", "post it now, or look at it first"),
        ("digest edit 1 daily 07:30", "another time"),
        ("digest edit 1 quiet 22:00-07:00 · quiet off", "hold it in these hours"),
        ("digest edit 1 when empty skip · when empty say so", "when nothing is new"),
        ("digest pause 1 · digest resume 1", "stop and go on"),
        ("digest skip 1 · digest delete 1", "leave out the next one, or end it"),
    ),
    "feed": (
        ("feed add ADDRESS", "read a feed, or find the feeds of a page"),
        ("feed add ADDRESS backfill 5", "and post the newest five that are there"),
        ("feed list", "what is read here, and how it is doing"),
        ("feed test 3 · feed remove 3", "try one, or end it"),
        ("feed import · feed export", "take or give an OPML list"),
    ),
    "filter": (
        ("filter add -WORDS", "leave out articles about something"),
        ("filter add WORDS", "show only articles about something"),
        ("filter list · filter remove 1", "what is filtered, and end it"),
        ("filter test ADDRESS", "what the filters make of an article"),
        ("mute TOPIC [for 7d] · unmute TOPIC", "leave out a topic for a while"),
    ),
    "watch": (
        ("watch PERSON", "briefings say when news names somebody"),
        ("watch PERSON when says about TOPIC", "only when they speak about it"),
        ("watch TOPIC · unwatch TOPIC", "a topic; and end it"),
    ),
    "status": (
        ("status", "feeds and briefings, and how they are doing"),
        ("settings", "time zone, length of briefings, whom they notify"),
    ),
}
"""Lines by topic, each with what it gives."""
SYNONYMS: Final = {
    "check": "verify",
    "add": "feed add",
    "sub": "feed add",
    "subscribe": "feed add",
    "remove": "feed test",
    "rm": "feed test",
    "quiet": "digest edit 1 quiet",
    "follow": "watch",
    "unfollow": "watch",
}
"""Other words that commands begin with."""


async def answer(here: Here, asked: kinds.Help) -> Answered:
    """Say what can be typed; about one topic, or what is needed first."""
    if asked.lacking and (lines := _beginning(asked.topic)):
        return Answered(_lacking(asked.topic, lines), private=True)
    topic = _topic(asked.topic)
    if topic:
        return Answered(_about(topic))
    lines = FIRST if await here.feeds() else (SOURCE, *FIRST)
    return Answered(_first(here, lines))


def _beginning(word: str) -> Lines:
    """Return the lines that begin with a word, or with what it stands for."""
    known = f"{SYNONYMS.get(word, word)} "
    return tuple(
        each
        for lines in TOPICS.values()
        for each in lines
        if any(typed.startswith(known) for typed in each[0].split(" · "))
    )


def _lacking(word: str, lines: Lines) -> Message:
    lead = texts.say(texts.code(word), " needs to know more. Type it like this:")
    return texts.message(lead, Listing(tuple(_line(*each) for each in lines)))


def _topic(words: str) -> str:
    """Return the topic somebody means: “digests”, “feeds”, “who said what”."""
    plain = words.lower().strip()
    if not plain:
        return ""
    for topic, lines in TOPICS.items():
        if plain.rstrip("s") == topic.rstrip("s"):
            return topic
        if any(line.startswith(plain) for line, _ in lines):
            return topic
    near = get_close_matches(plain, TOPICS, 1)
    return near[0] if near else ""


def _first(here: Here, lines: Lines) -> Message:
    lead = texts.say(
        "I read this channel’s news sources and show what was published and said: "
        "verbatim, with its source. Type"
    )
    more = texts.footer(
        "More: ",
        *_joined([texts.code(f"help {topic}") for topic in TOPICS]),
    )
    listing = Listing(tuple(_line(*each) for each in lines))
    sample = Action("Try a briefing", "brief")
    actions = (sample, Action("Who said what", "who said what"))
    return texts.message(lead, listing, *_threads(here), more, actions=actions)


def _threads(here: Here) -> tuple[Block, ...]:
    """Say how to go on in a thread, where the platform has no commands there."""
    if here.incoming.origin is not Origin.COMMAND:
        return ()
    if here.incoming.target.platform != "slack":
        return ()
    return (texts.say(soft("In a thread, mention me: Slack has no commands there.")),)


def _about(topic: str) -> Message:
    title = Heading((Text(f"Help: {topic}"),))
    return texts.message(title, Listing(tuple(_line(*e) for e in TOPICS[topic])))


def _line(typed: str, gives: str) -> tuple[Text, ...]:
    return texts.code(typed), Text(" — "), Text(gives)


def _joined(items: list[Text]) -> list[Text]:
    joined: list[Text] = []
    for item in items:
        joined += [item, soft(" · ")]
    return joined[:-1]
