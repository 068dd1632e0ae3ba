"""A channel that reads the seed pack, and what people get who type in it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot import codec
from bot.chat import Origin, Person, Suggest, Target
from bot.commands.shown import items, versions
from bot.messages import Action, Link, Message, Quotation
from bot.store import occurrences, places, sources, turns, wishes
from bot.store.occurrences import Reason
from bot.store.sources import Subscription
from summarizer import Verbatim
from tests.commands.conftest import CHANNEL, NOW, Room, pack

OTHER = Target("memory", "team", "elsewhere")


def verbatim(message: Message) -> list[Verbatim]:
    def labels(span: object) -> object:
        return span.label if isinstance(span, Link) else span

    spans = [
        labels(span)
        for section in message.sections
        for block in section.blocks
        for span in _spans(block)
    ]
    return [span for span in spans if isinstance(span, Verbatim)]


def _spans(block: object) -> list[object]:
    if isinstance(block, Quotation):
        return [*block.by, *block.words, *block.source]
    if items_ := getattr(block, "items", None):
        return [span for item in items_ for span in item]
    return list(getattr(block, "spans", ()))


def blocks(room: Room) -> list[object]:
    assert room.last is not None
    return [b for section in room.last.message.sections for b in section.blocks]


# --- every answer is proved -------------------------------------------------------

LINES = [
    "brief",
    "summary",
    "catch me up on the ferry strike",
    "who said what about the ferry strike",
    "what did Lavrov say",
    "how many people were injured in Port Calvane?",
    "verify “Oysters will not wait for arbitration”",
    "timeline Ranoko on the recount",
    "first ferry strike",
    "sources recount",
    "compare Ninth Meridian and The Astrel Courant on the recount",
    "new",
]


@pytest.mark.parametrize("line", LINES)
async def test_every_verbatim_piece_stands_in_its_article(
    room: Room, line: str
) -> None:
    await room.say(line)

    texts = {version.id: version.text for version, _ in pack()}
    assert room.last is not None
    found = verbatim(room.last.message)
    assert found
    for piece in found:
        assert texts[piece.version][slice(*piece.span)] == piece.text
    message = room.last.message
    assert codec.loads(Message, codec.dumps(message)) == message


@pytest.mark.parametrize("line", ["summary 1", "verify “Oysters do not wait”"])
async def test_every_button_is_a_line_that_is_answered(room: Room, line: str) -> None:
    await room.say("brief")
    first = [b.command for b in room.buttons if b.command.endswith("1")]
    await room.say(line)
    buttons = {*first, *(action.command for action in room.buttons)}

    for command in sorted(buttons):
        await room.say(command, origin=Origin.BUTTON)
        assert room.last is not None
        assert not room.last.private or command.startswith("vote")


# --- asking ------------------------------------------------------------------------


async def test_who_said_what_names_speakers_with_role_outlet_time_and_kind(
    room: Room,
) -> None:
    answer = await room.say("what did Lavrov say?")

    assert answer.startswith("Sergey Lavrov — Russian Foreign Minister\n“I don’t want")
    assert "Bloomberg · 2016, day not stated · direct" in answer


async def test_a_surname_two_people_share_is_asked_about(room: Room) -> None:
    answer = await room.say("what did Pellorin say about breakfast?")

    assert answer.startswith("Which Pellorin?") or "Agnes Pellorin" in answer
    answer = await room.say("what did Pellorin say?")
    assert answer.startswith("Which Pellorin?")
    labels = {action.label for action in room.buttons}
    assert {"Agnes Pellorin", "Joss Pellorin"} <= labels


async def test_an_unknown_name_brings_up_the_nearest(room: Room) -> None:
    answer = await room.say("what did Lavrof say")

    assert "Nobody called Lavrof is quoted" in answer
    assert Action("Sergey Lavrov", "quotes Sergey Lavrov") in room.buttons


async def test_nothing_found_says_what_was_searched(room: Room) -> None:
    answer = await room.say("who said what about rent cap since yesterday")

    assert "I found nobody quoted about rent cap" in answer
    assert re.search(r"since yesterday \(\d+ articles, last read Wed 25 Nov", answer)


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ("how many people were injured in Port Calvane?", "at least 12 people"),
        ("who is the harbour master?", "Captain Joss Pellorin"),
        ("when will the dam's spillway be repaired?", "take until June"),
    ],
)
async def test_a_question_is_answered_by_a_sentence(
    room: Room, line: str, held: str
) -> None:
    assert held in await room.say(line)


async def test_a_question_the_sources_do_not_answer_is_not_answered(
    room: Room,
) -> None:
    answer = await room.say("what does Microsoft Excel cost in Norway?")

    assert "Not in my sources" in answer or "I found no answer" in answer


async def test_a_bare_name_is_a_question_about_what_they_said(room: Room) -> None:
    assert "“I don’t want to spoil" in await room.say("Lavrov")


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("verify “Oysters do not wait for arbitration”", "Exact"),
        ("verify “Oysters will not wait for arbitration”", "Near"),
        ("verify “We cannot live with a blank check” Marchetane", "Said by somebody"),
        ("verify “The navy will run every boat by Friday noon”", "Not in my sources"),
        ("did Lavrov really say “I don't want to spoil the atmosphere”?", "Exact"),
    ],
)
async def test_verify_has_four_outcomes(room: Room, line: str, verdict: str) -> None:
    assert (await room.say(line)).startswith(verdict)


async def test_a_near_quotation_shows_the_difference(room: Room) -> None:
    answer = await room.say("verify “Oysters will not wait for arbitration”")

    assert "Difference: “will” stands there as “do”." in answer


async def test_a_misspelt_command_is_offered(room: Room) -> None:
    await room.say("statsu")

    assert Action("status", "status") in room.buttons


# --- threads -------------------------------------------------------------------------


async def test_in_a_thread_short_lines_lean_on_the_one_before(room: Room) -> None:
    await room.say("who said what about the recount", thread="t")
    hers = await room.say("and Ferrowhite?", thread="t")
    only = await room.say("only Kessary Daybook", thread="t")

    assert hers.startswith("Nadia Ferrowhite")
    assert "Kessary Daybook" in only
    assert "Ninth Meridian" not in only


async def test_more_shows_the_next_quotations_and_none_twice(room: Room) -> None:
    first = await room.say("who said what about the recount", thread="t")
    second = await room.say("more", thread="t")

    assert not set(re.findall('[“"‘].+', first)) & set(re.findall('[“"‘].+', second))


async def test_looking_at_the_context_does_not_lose_the_thread(room: Room) -> None:
    await room.say("who said what about the recount", thread="t")
    await room.say("context 1", thread="t")

    assert "9–" in await room.say("more", thread="t")


async def test_a_pronoun_means_somebody_just_shown(room: Room) -> None:
    await room.say("who said what about the recount", thread="t")

    assert (await room.say("and her?", thread="t")).startswith("Philippa Ranoko")


async def test_two_threads_do_not_mix(room: Room) -> None:
    await room.say("who said what about the recount", thread="one")

    assert "There is no question here" in await room.say("more", thread="two")


async def test_an_answer_can_be_taken_away_as_a_table(room: Room) -> None:
    await room.say("what did Lavrov say", thread="t")

    table = await room.say("export csv", thread="t")
    assert table.splitlines()[0] == "speaker,text,source,address,version,start,end"
    assert "Sergey Lavrov — Russian Foreign Minister" in table
    assert room.last is not None
    assert room.last.private


# --- reading --------------------------------------------------------------------------


async def ferry(room: Room) -> int:
    """Ask for the briefing and return the number of its story about the ferries."""
    found = re.search(
        r"^(\d+)\. .*[Ff]err(?:y|ies)\b", await room.say("brief"), re.MULTILINE
    )
    assert found
    return int(found[1])


async def test_a_number_means_a_story_of_the_latest_briefing(room: Room) -> None:
    number = await ferry(room)

    listed = await room.say(f"sources {number}")
    assert "4 articles · 4 outlets, 3 independent" in listed
    assert "repeats Halyard Press Agency" in listed
    assert "Agnes Pellorin" in await room.say(f"quotes {number}")
    assert (await room.say(f"summary {number}")).startswith(f"{number}. ")


async def test_sources_say_who_was_first_and_what_became_of_a_story(
    room: Room,
) -> None:
    number = await ferry(room)
    assert room.last is not None
    section = room.last.message.sections[number]
    other = room.last.message.sections[number + 1]
    version = next(iter(versions(other.blocks)))
    turn = turns.Turn(section.story or "", turns.Kind.JOINED, "other", version)
    async with room.store.writing() as tx:
        await turns.note(tx, 1, [turn], now=NOW)

    listed = await room.say(f"sources {number}")

    assert "First, as far as times are known: Halyard Press Agency" in listed
    assert "What became of it:" in listed
    assert re.search(r"• .+: one with \w+", listed)


async def test_context_shows_the_sentences_around_and_marks_the_shown(
    room: Room,
) -> None:
    number = await ferry(room)

    around = await room.say(f"context {number}.1")
    assert around.count("▸") == around.count("◂") == 1
    assert len(around.split("▸")[1].split("◂")[0]) < len(around)


async def test_why_gives_reasons_in_words(room: Room) -> None:
    reasons = await room.say(f"why {await ferry(room)}")

    assert "3 independent reports (1 copy of another’s text not counted)" in reasons


async def test_why_an_address_tells_what_became_of_the_article(room: Room) -> None:
    address = "https://harbour-ledger.example/2026/11/24/ferry-strike"

    assert "waiting for the next briefing" in await room.say(f"why {address}")


async def test_a_story_that_is_not_there_is_refused_with_the_count(room: Room) -> None:
    await room.say("brief")

    answer = await room.say("quotes 99")
    assert re.search(r"There is no story 99: the briefing has \d stories", answer)


async def test_a_channel_never_sees_what_another_reads(room: Room) -> None:
    await room.say("brief")

    assert "no sources yet" in await room.say("brief", channel=OTHER)
    assert "Nobody called Lavrov" in await room.say("quotes Lavrov", channel=OTHER)
    assert await room.desk.suggest(OTHER, Suggest.SPEAKER, "Serg") == ()


# --- digests --------------------------------------------------------------------------


async def test_a_digest_is_made_in_words_and_shows_its_next_three_times(
    room: Room,
) -> None:
    answer = await room.say("digest create every weekday at 8 Europe/Berlin")

    assert "weekdays 08:00 (Europe/Berlin)" in answer
    assert "Thu 26 Nov, 08:00 · Fri 27 Nov, 08:00 · Mon 30 Nov, 08:00" in answer
    assert room.rung == ["set weekdays 08:00"]


async def test_the_zone_comes_from_the_persons_profile(room: Room) -> None:
    assert "(Europe/Berlin)" in await room.say("digest create daily 7am", channel=OTHER)


async def test_a_digest_is_paused_and_goes_on(room: Room) -> None:
    await room.say("digest create daily 08:00")

    assert "paused since" in await room.say("digest pause")
    assert "paused since" in await room.say("digest list")
    assert "next Thu 26 Nov, 08:00" in await room.say("digest resume 1")
    assert "the next one left out" in await room.say("digest skip 1")
    assert "daily 09:00" in await room.say("digest edit 1 daily 9:00")
    assert "is deleted" in await room.say("digest delete 1")
    assert "No briefings here yet" in await room.say("digest list")


async def test_digest_now_is_due_once_and_rings(room: Room) -> None:
    await room.say("digest now")

    async with room.store.reading() as tx:
        place = await places.find(tx, CHANNEL)
        assert place is not None
        due = await occurrences.of_place(tx, place.id)
    assert [each.reason for each in due] == [Reason.NOW]
    assert room.rung == ["ring"]


async def test_an_hour_that_does_not_exist_is_said_beforehand(room: Room) -> None:
    room.clock[0] = NOW.replace(year=2026, month=3, day=20)

    answer = await room.say("digest create daily 02:30 Europe/Berlin")
    assert "02:30 doesn’t exist on Sun 29 Mar in Europe/Berlin" in answer
    assert "I’ll use 03:00 that day." in answer


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("digest create every day at 25", "“25” is not a time"),
        ("digest create weekdays 08:00 Mars/Phobos", "I know no time zone"),
        ("digest puase", "Did you mean `digest pause`?".replace("`", "")),
        ("digest pause 3", "There are no briefings here"),
    ],
)
async def test_what_is_wrong_is_said_to_the_asker_alone(
    room: Room, line: str, said: str
) -> None:
    assert said in await room.say(line)
    assert room.last is not None
    assert room.last.private


@pytest.mark.parametrize(
    "line",
    [
        "digest create daily 8am",
        "digest now",
        "filter add -sport",
        "feed remove 1",
        "settings zone UTC",
    ],
)
async def test_only_maintainers_configure(room: Room, line: str) -> None:
    answer = await room.say(line, may_configure=False)

    assert answer.startswith("Only ")
    assert "Ask one of them" in answer


async def test_in_a_direct_message_everybody_configures_for_themselves(
    room: Room,
) -> None:
    answer = await room.say(
        "digest create daily 8am", may_configure=False, origin=Origin.DIRECT
    )

    assert answer.startswith("I’ll post a briefing")


# --- sources --------------------------------------------------------------------------


async def test_a_feed_is_added_listed_and_ended(room: Room) -> None:
    assert "Reading Example News from now on" in await room.say(
        "feed add https://news.example/feed"
    )
    assert "2. Example News · not read yet" in await room.say("feed list")
    assert "No longer read here: Example News" in await room.say("feed remove 2")


async def test_a_page_with_feeds_offers_them(room: Room) -> None:
    answer = await room.say("sub https://site.example")

    assert "a web page, not a feed. I found 2 feeds on it" in answer
    assert Action("World", "feed add https://site.example/World/feed") in room.buttons


async def test_a_feed_that_cannot_be_read_says_why(room: Room) -> None:
    answer = await room.say("feed add https://closed.example")

    assert answer == (
        "I couldn’t read https://closed.example: the site answered 403 Forbidden."
    )


async def test_feeds_can_be_taken_along(room: Room) -> None:
    await room.say("feed add https://news.example/feed")

    listed = await room.say("feed export")
    assert 'xmlUrl="https://news.example/feed"' in listed
    again = await room.say(f"feed import {listed}")
    assert "0 feeds more are read from now on; 1 of the list was read already" in again


async def test_an_address_is_known_however_it_was_shared(room: Room) -> None:
    address = next(v.article.address for v, _ in pack() if v.article.address)

    plain_ = await room.say(f"why {address}")
    shared = await room.say(f"why {address}?utm_source=x&fbclid=1")

    assert plain_ == shared
    assert "first read" in plain_


async def sources_of(room: Room) -> tuple[Subscription, ...]:
    async with room.store.reading() as tx:
        return await sources.of_place(tx, 1)


async def test_a_list_says_what_of_it_is_not_read(room: Room) -> None:
    outlines = "".join(
        f'<outline text="x" xmlUrl="{address}"/>'
        for address in ("https://a.example/feed", "ftp://b.example/feed")
    )

    answer = await room.say(f"feed import <opml><body>{outlines}</body></opml>")

    assert "1 feed more is read from now on; 1 cannot be read" in answer
    assert "only http and https" in answer
    assert "2. x · not read yet" in await room.say("feed list")


async def test_a_list_that_is_none_says_so(room: Room) -> None:
    assert "no feed in that list" in await room.say("feed import nothing")


async def test_as_many_of_a_new_feed_as_are_asked_for_count_as_news(
    room: Room,
) -> None:
    first = await room.say("feed add https://news.example/feed backfill 5")
    again = await room.say("feed add https://news.example/feed")
    other = await room.say("feed add https://other.example/feed")

    held = (await sources_of(room))[1]
    assert "Of what is there already, the newest 1 counts as news" in first
    assert held.backfill == 5
    assert "read here already" in again
    assert "1 entry there already can be asked about, and will not be posted" in other


async def test_a_feed_that_moved_on_too_fast_says_so(room: Room) -> None:
    await room.say("feed add https://news.example/feed")
    held = (await sources_of(room))[1]
    gap = replace(
        held,
        gap_from=room.clock[0] - timedelta(hours=5),
        gap_until=room.clock[0],
        last_read=room.clock[0],
    )
    async with room.store.writing() as tx:
        await sources.save(tx, gap)

    listed = await room.say("feed list")

    assert "moved on faster than it was read: articles may be missing" in listed


# --- wishes ---------------------------------------------------------------------------


async def test_a_muted_story_stays_out_of_what_is_new(room: Room) -> None:
    await room.say("brief")
    await room.say("mute recount for 7d")

    assert "Commission orders recount" not in await room.say("new")
    room.clock[0] += timedelta(days=8)
    async with room.store.reading() as tx:
        place = await places.find(tx, CHANNEL)
        assert place is not None
        assert await wishes.of_place(tx, place.id, now=room.clock[0]) == ()


async def test_a_filter_leaves_out_and_explains(room: Room) -> None:
    await room.say("filter add -ferry")

    tested = await room.say("filter test")
    assert "4 do not" in tested
    assert "filter: without “ferry”" in tested


async def test_a_watch_tells_when_somebody_speaks_not_when_they_are_named(
    room: Room,
) -> None:
    answer = await room.say("watch Odile Marchetane when says about the navy")
    assert "Odile Marchetane speaks about the navy" in answer

    told = await room.say("new")
    _, _, watched = told.partition("Watched: Odile Marchetane about the navy")
    assert "I never said the navy would run these boats" in watched
    await room.say("unwatch Odile Marchetane")
    assert "Watched:" not in await room.say("new")


async def test_a_vote_counts_once_per_person(room: Room) -> None:
    await room.say("brief")
    await room.say("vote up 2")

    assert "👍 0 · 👎 1" in await room.say("vote down 2")


# --- the desk -------------------------------------------------------------------------


async def test_an_event_seen_twice_is_answered_once(room: Room) -> None:
    assert await room.say("help", event="same")

    await room.say("help", event="same")
    assert room.last is None


async def test_hello_is_said_once(room: Room) -> None:
    ana = Person("ana", "Ana", "Europe/Berlin")

    first = await room.desk.joined(OTHER, ana)
    assert first is not None
    assert await room.desk.joined(OTHER, ana) is None


async def test_speakers_are_completed(room: Room) -> None:
    assert await room.desk.suggest(CHANNEL, Suggest.SPEAKER, "lavr") == (
        "Sergey Lavrov",
    )


async def test_zones_are_completed(room: Room) -> None:
    found = await room.desk.suggest(CHANNEL, Suggest.ZONE, "berl")
    assert "Europe/Berlin" in found
    assert len(await room.desk.suggest(CHANNEL, Suggest.ZONE, "")) == 25


async def test_having_left_is_noted(room: Room) -> None:
    await room.desk.left(CHANNEL)

    async with room.store.reading() as tx:
        place = await places.find(tx, CHANNEL)
    assert place is not None
    assert place.left == NOW


async def test_help_knows_every_topic_it_names(room: Room) -> None:
    overview = await room.say("help")

    for topic in re.findall(r"help (\w+)", overview):
        assert (await room.say(f"help {topic}")).startswith(f"Help: {topic}")


def test_items_are_what_was_shown() -> None:
    quote = Quotation((), (Verbatim("v", pack()[0][1].sentences[0].span, "x"),), ())

    assert len(items([quote, replace(quote, words=())])) == 1


async def test_forms_are_told_what_is_there(room: Room) -> None:
    await room.say("digest create weekdays 08:00")
    await room.say("filter add -crime")
    await room.say("settings stories 5")

    async def there(what: Suggest) -> tuple[str, ...]:
        return await room.desk.suggest(CHANNEL, what, "")

    assert await there(Suggest.HOURS) == ("1 weekdays 08:00 Europe/Berlin",)
    assert await there(Suggest.FILTER) == ("-crime",)
    assert await there(Suggest.SETTING) == (
        "zone Europe/Berlin",
        "stories 5",
        "sentences 3",
    )


async def test_a_filter_ends_by_its_number_or_its_words(room: Room) -> None:
    await room.say("filter add -crime")
    await room.say("filter add budget")

    assert "crime" not in await room.say("filter remove -Crime")
    assert "No filters here" in await room.say("filter remove 1")


async def test_a_list_of_briefings_offers_what_can_be_done(room: Room) -> None:
    await room.say("digest create weekdays 08:00")
    await room.say("digest list")
    alone = [each.label for each in room.buttons]
    await room.say("digest create daily 17:00")
    await room.say("digest pause 2")
    await room.say("digest list")

    assert alone == ["Post now", "Change", "Pause", "Delete"]
    assert [(each.label, each.command) for each in room.buttons[4:]] == [
        ("Post now 2", "digest now 2"),
        ("Change 2", "digest edit 2"),
        ("Resume 2", "digest resume 2"),
        ("Delete 2", "digest delete 2"),
    ]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("<@&55>", "55"),
        ("off", ""),
        ("@everyone", None),
        ("<@&800>", None),
        ("<@77>", None),
    ],
    ids=["role", "nobody", "everyone", "everyone's role", "a person"],
)
async def test_a_maintainer_names_the_role_a_briefing_notifies(
    room: Room, words: str, kept: str | None
) -> None:
    channel = Target("discord", "800", "news")

    said = await room.say(f"settings ping {words}", channel=channel)

    async with room.store.reading() as tx:
        place = await places.find(tx, channel)
    assert place is not None
    assert place.settings.get("ping") == kept
    assert ("never notifies everyone" in said) is (kept is None)


async def test_where_no_group_can_be_notified_there_is_no_such_setting(
    room: Room,
) -> None:
    assert "There is no setting “ping”" in await room.say("settings ping <@&55>")


async def test_a_refusal_loses_no_star_of_what_can_be_typed(room: Room) -> None:
    said = await room.say("digest create whenever")

    assert "cron 0 8 * * 1-5" in said
