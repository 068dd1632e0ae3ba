"""What a briefing looks like: a parent post, a reply per story, every line marked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import NoReturn
from zoneinfo import ZoneInfo

import pytest

from bot import plain
from bot.digests import moments
from bot.digests.compose import Edition, Told, compose
from bot.digests.edition import Cover, Craft, edit, tell
from bot.digests.ordering import freshness
from bot.digests.pieces import Frame, quotation
from bot.messages import Message, Quotation, Section, Style, Text
from summarizer import (
    Article,
    Brief,
    Cited,
    Day,
    Figure,
    Layout,
    Line,
    Moment,
    Published,
    Quote,
    QuoteKind,
    Reading,
    Sentence,
    Source,
    Span,
    Speaker,
    Story,
    Undated,
    Verbatim,
    Version,
    Year,
)

BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
SAID = "“We waited,” said Ana Ruiz, the harbour’s engineer. “Nobody came.”"


def source(
    text: str = f"Boats stay tied up\n\n{SAID}",
    *,
    outlet: str = "The Lantern",
    published: Published | None = None,
    language: str = "en",
    name: str = "a",
) -> Source:
    """Make an article with a headline and one sentence."""
    title, _, body = text.partition("\n\n")
    where = Span(len(title) + 2, len(text))
    article = Article(name, outlet, f"https://lantern.example/{name}")
    version = Version(
        article, text, published or Moment(DUE), language=language, id=f"v-{name}"
    )
    layout = Layout(Span(0, len(title)), None, None, None, (where,), ())
    quotes = (_quote(text),) if SAID in body else ()
    reading = Reading(layout, (Sentence(where, 0),), (), (0,), quotes)
    return Source(version, reading, DUE)


def _quote(text: str) -> Quote:
    first, last = (
        Span(text.index(part), text.index(part) + len(part))
        for part in ("“We waited,”", "“Nobody came.”")
    )
    name, role = "Ana Ruiz", "the harbour’s engineer"
    speaker = Speaker(
        name,
        Span(text.index(name), text.index(name) + len(name)),
        role,
        Span(text.index(role), text.index(role) + len(role)),
    )
    return Quote(QuoteKind.DIRECT, (first, last), (), (), speaker)


def line(held: Source, span: Span) -> Line:
    piece = Verbatim(held.version.id, span, span.of(held.version.text))
    return Line((piece,), held.version.id, 0)


def brief(story: Story, held: tuple[Source, ...] | list[Source], _: int = 3) -> Brief:
    first = held[0]
    assert first.reading.layout.title
    return Brief(
        story,
        line(first, first.reading.layout.title),
        tuple(line(each, each.reading.sentences[0].span) for each in held),
        tuple(Cited(s.version.id, q) for s in held for q in s.reading.quotes),
    )


def told(*held: Source, story: str = "s1", folded: bool = False) -> Told:
    ids = tuple(each.version.id for each in held)
    copies = ((ids[-1], ids[0]),) if folded else ()
    return Told(brief(Story(story, ids, copies), held), held)


def edition(*stories: Told) -> Edition:
    return Edition(
        "Morning briefing",
        BERLIN,
        DUE,
        stories=stories,
        articles=23,
        outlets=9,
    )


def shortened(each: Told) -> Told:
    """Tell a story without its sentences."""
    return replace(each, brief=replace(each.brief, lines=()))


def text(section: Section) -> str:
    return "\n\n".join(plain.block(block) for block in section.blocks)


def whole(message: Message) -> str:
    return "\n\n".join(text(section) for section in message.sections)


def test_the_parent_has_title_local_date_window_counts_and_headlines() -> None:
    since = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)

    head = text(compose(replace(edition(told(source())), since=since)).sections[0])

    assert head.startswith("Morning briefing · Wednesday, 25 November 2026\n\n")
    assert "Tue 24 Nov, 08:00 – Wed 25 Nov, 08:00" in head
    assert "1 story · 23 articles · 9 outlets" in head
    assert "1. Boats stay tied up" in head


def test_each_story_is_a_section_of_its_own_with_its_buttons() -> None:
    message = compose(edition(told(source()), told(source(name="b"), story="s2")))

    assert message.threaded
    assert [section.story for section in message.sections] == [None, "s1", "s2"]
    assert [a.command for a in message.sections[2].actions] == [
        "quotes 2",
        "sources 2",
        "context 2",
        "vote up 2",
        "vote down 2",
        "mute 2",
    ]


def test_every_sentence_is_marked_with_its_outlet_and_time() -> None:
    story = text(compose(edition(told(source()))).sections[1])

    assert f"{SAID} The Lantern, Wed 25 Nov, 08:00" in story


def test_what_could_be_read_by_its_headline_only_says_so() -> None:
    held = source()
    teaser = replace(held, version=replace(held.version, headline_only=True))

    story = text(compose(edition(told(teaser))).sections[1])

    assert "The Lantern, Wed 25 Nov, 08:00, headline only" in story


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (Moment(DUE), "The Lantern, Wed 25 Nov, 08:00"),
        (Day(date(2025, 11, 24)), "The Lantern, Mon 24 Nov 2025"),
        (Year(2016), "The Lantern, 2016, day not stated"),
        (Undated(), "The Lantern, date not stated"),
    ],
)
def test_a_date_is_shown_as_what_is_known_of_it(
    published: Published, shown: str
) -> None:
    story = text(compose(edition(told(source(published=published)))).sections[1])

    assert shown in story


def test_a_figure_that_a_clause_shows_already_is_not_shown_again() -> None:
    held = source("Title\n\nOf 9,000 guests 12 people came.")
    figures = tuple(
        Figure(Span(at, at + len(words)), 1, "people", "", "people", 0)
        for words in ("9,000 guests", "12 people")
        for at in [held.version.text.index(words)]
    )
    each = shortened(told(held))
    each = replace(
        each, brief=replace(each.brief, figures=tuple(("v-a", f) for f in figures))
    )

    story = text(compose(edition(each)).sections[1])

    assert story.count("12 people came") == 1


def test_a_quotation_names_speaker_and_role_then_words_then_source() -> None:
    blocks = compose(edition(shortened(told(source())))).sections[1].blocks
    (quoted,) = (block for block in blocks if isinstance(block, Quotation))

    assert plain.inlines(quoted.by) == "Ana Ruiz — the harbour’s engineer"
    assert plain.inlines(quoted.words) == "“We waited,” … “Nobody came.”"
    assert plain.inlines(quoted.source) == "The Lantern · Wed 25 Nov, 08:00 · direct"


def test_a_quotation_that_a_sentence_shows_whole_is_not_shown_again() -> None:
    story = text(compose(edition(told(source()))).sections[1])

    assert story.count("“Nobody came.”") == 1


@pytest.mark.parametrize(
    ("words", "said_by", "shown"),
    [
        (
            "A ferry with at least 12 people aboard sank, and it was late.",
            None,
            "A ferry with at least 12 people aboard sank … · The Lantern",
        ),
        (
            "The old firm said on that dark night that it would hire 12 people there.",
            "The old firm",
            "… dark night that it would hire 12 people there, says the old firm · The",
        ),
        (
            "Of 9,000 guests 12 people came.",
            None,
            "Of 9,000 guests 12 people came · The Lantern",
        ),
        (
            "Ana Ruiz said 12 people came.",
            "Ana Ruiz",
            "Ana Ruiz said 12 people came · The Lantern",
        ),
    ],
    ids=["up to a comma", "six words", "no half number", "with who says so"],
)
def test_a_figure_stands_in_its_clause(
    words: str, said_by: str | None, shown: str
) -> None:
    held = source(f"Title\n\n{words}")
    at = held.version.text.index("at least 12" if "at least" in words else "12")
    span = Span(at, held.version.text.index(" people", at) + len(" people"))
    by = None
    if said_by:
        start = held.version.text.index(said_by)
        by = Speaker(said_by, Span(start, start + len(said_by)))
    figure = Figure(span, 12, "people", "", "people", 0, by)
    each = told(held)
    each = replace(
        each, brief=replace(each.brief, lines=(), figures=(("v-a", figure),))
    )

    story = text(compose(edition(each)).sections[1])

    assert f"• {shown}" in story


def test_what_a_split_quotation_leaves_out_is_marked_as_ours() -> None:
    blocks = compose(edition(shortened(told(source())))).sections[1].blocks
    (quoted,) = (block for block in blocks if isinstance(block, Quotation))

    assert quoted.words[1] == Text(" … ", Style.SOFT)


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ({"negated": True}, "Ana Ruiz — the harbour’s engineer · did not say"),
        ({"speaker": None}, "speaker unknown"),
        ({"confidence": 0.1}, "speaker unknown"),
    ],
)
def test_doubt_and_denial_are_said(change: dict[str, object], by: str) -> None:
    held = source()
    quote = replace(held.reading.quotes[0], **change)  # type: ignore[arg-type]

    shown = quotation(Frame((held,), BERLIN, DUE), Cited(held.version.id, quote))
    assert plain.inlines(shown.by) == by


def test_a_denial_is_told_from_its_words() -> None:
    held = source(f"Ana Ruiz denied that it was lost\n\n{SAID}")
    words = replace(
        held.reading.quotes[0],
        kind=QuoteKind.INDIRECT,
        cue=(Span(9, 15),),
        content=(Span(16, 32),),
    )

    shown = quotation(Frame((held,), BERLIN, DUE), Cited(held.version.id, words))
    assert plain.inlines(shown.by) == "Ana Ruiz — the harbour’s engineer · denied"


def test_a_second_hand_report_is_tagged() -> None:
    held = source()
    quote = replace(held.reading.quotes[0], second_hand=True)

    shown = quotation(Frame((held,), BERLIN, DUE), Cited(held.version.id, quote))
    assert plain.inlines(shown.source).endswith("direct · second-hand")


def test_copies_are_folded_into_independent_reports() -> None:
    story = told(source(), source(name="b", outlet="The Courant"), folded=True)

    shown = text(compose(edition(story)).sections[1])
    assert "2 articles · 2 outlets, 1 independent" in shown


def test_the_footer_says_zone_next_run_and_what_was_left_out() -> None:
    full = replace(
        edition(told(source())),
        next_run=datetime(2026, 11, 26, 7, 0, tzinfo=UTC),
        left_out=(("folded", 12), ("filtered", 4)),
    )

    head = text(compose(full).sections[0])
    assert head.endswith(
        "Time zone Europe/Berlin · next: Thu 26 Nov, 08:00 · "
        "left out: 12 folded, 4 filtered — /news why"
    )


def test_a_story_that_goes_on_says_since_when() -> None:
    since = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)

    story = compose(edition(replace(told(source()), update_since=since))).sections[1]
    assert "Update, first told Tue 24 Nov, 08:00 · 1 article" in text(story)


def test_a_story_says_what_became_of_those_before() -> None:
    since = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    one = replace(told(source()), update_since=since, joined=2)
    apart = replace(told(source()), parted_from=since)

    joined, parted = compose(edition(one, apart)).sections[1:]

    assert "Update, first told Tue 24 Nov, 08:00 · now one with 2 other stories" in (
        text(joined)
    )
    assert "Until now part of a story first told Tue 24 Nov, 08:00 · 1" in text(parted)


def test_a_story_that_goes_on_counts_what_is_new_and_what_there_is() -> None:
    new = source(name="c")
    story = Story("s1", ("v-a", "v-b", "v-c"), (("v-b", "v-a"),))

    section = compose(edition(Told(brief(story, (new,)), (new,)))).sections[1]

    assert "1 new article · 1 outlet · 3 in all, 2 independent" in text(section)


def test_nothing_new_is_one_sentence_with_what_was_read_and_when_next() -> None:
    empty = replace(
        edition(),
        since=datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
        articles=31,
        left_out=(("already reported", 28), ("filtered", 3)),
        next_run=datetime(2026, 11, 26, 7, 0, tzinfo=UTC),
    )

    assert whole(compose(empty)) == (
        "Nothing new since Mon 23 Nov, 08:00 that passes your filters "
        "(31 articles read, 28 already reported, 3 filtered). "
        "Next: Thu 26 Nov, 08:00 Europe/Berlin."
    )


def test_other_languages_are_listed_by_headline_and_named() -> None:
    german = source("Brücke gesperrt\n\nDie Brücke bleibt zu.", language="de")

    shown = whole(compose(replace(edition(told(source())), foreign=(german,))))
    assert "• Brücke gesperrt · German · The Lantern" in shown
    assert "Die Brücke bleibt zu." in shown


# --- editing --------------------------------------------------------------------------


def alone(held: object) -> tuple[Story, ...]:
    assert isinstance(held, tuple)
    return tuple(Story(s.version.article.id, (s.version.id,)) for s in held)


def untraced(held: object) -> NoReturn:
    raise AssertionError(held)


CRAFT = Craft(alone, brief, untraced)  # type: ignore[arg-type]
COVER = Cover("Briefing", BERLIN, DUE, most=3)


def test_the_fresher_story_comes_first() -> None:
    old = source(name="old", published=Day(date(2026, 11, 20)))
    new = source(name="new")

    order = [each.brief.story.id for each in tell((old, new), CRAFT, COVER)]
    assert order == ["new", "old"]


def test_topics_decide_between_stories_of_one_hour() -> None:
    held = tuple(source(name=str(n)) for n in range(3))
    reason = "1 independent report, the newest less than an hour old"
    topics = {"boats": frozenset({"v-2"}), "harbours": frozenset({"v-1", "v-2"})}

    made = tell(held, CRAFT, replace(COVER, topics=topics))

    assert [each.sources[0].version.id for each in made] == ["v-2", "v-1", "v-0"]
    assert [each.why for each in made] == [
        f"{reason}, about “boats” and “harbours”",
        f"{reason}, about “harbours”",
        reason,
    ]


def test_topics_do_not_decide_before_freshness() -> None:
    old = source(name="old", published=Moment(DUE - timedelta(hours=50)))
    topics = {"boats": frozenset({old.version.id})}

    made = tell((old, source(name="new")), CRAFT, replace(COVER, topics=topics))

    assert [each.sources[0].version.id for each in made] == ["v-new", "v-old"]
    assert made[1].why == "1 independent report, the newest 2 days old, about “boats”"


def test_stories_over_the_limit_are_counted_as_left_out() -> None:
    held = tuple(source(name=str(n)) for n in range(5))

    made = edit(held, CRAFT, COVER)
    assert len(made.stories) == 3
    assert ("beyond 3 stories", 2) in made.left_out


def test_the_order_does_not_depend_on_the_order_of_arrival() -> None:
    held = tuple(source(name=str(n)) for n in range(4))

    assert tell(held, CRAFT, COVER) == tell(held[::-1], CRAFT, COVER)


@pytest.mark.parametrize("published", [Undated(), Year(2016), Day(date(2026, 1, 1))])
def test_what_has_no_time_is_not_fresh(published: Published) -> None:
    assert freshness(source(published=published)) < DUE


def test_a_moment_of_another_year_shows_the_year() -> None:
    at = datetime(2024, 1, 2, 3, 4, tzinfo=UTC)

    assert moments.words(at, BERLIN, DUE) == "Tue 2 Jan 2024, 04:04"
