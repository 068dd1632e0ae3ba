"""Posting: channel, thread, forum; refusals by their meaning; nothing sent twice."""

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from typing import cast

import pytest

from bot.adapters.discord import Discord, lookup
from bot.chat import Target
from bot.errors import (
    DeliveryError,
    Forbidden,
    Gone,
    Invalid,
    RateLimited,
    Unknown,
)
from bot.messages import Action, Heading, Part, Text
from tests.adapters.discord.running import make, text, texts
from tests.factories import make_part
from tests.platforms.discord import (
    ANA,
    CHANNEL,
    DIRECT,
    FORUM,
    GUILD,
    NOON,
    VOICE,
    Fault,
    Server,
)
from tests.platforms.discord.world import Json

PLACE = Target("discord", GUILD, CHANNEL)
BRIEFING = Part(0, (Heading((Text("Morning briefing"),)),))
STORY = make_part("A story", index=1, parent=0)


async def test_a_briefing_is_a_post_with_its_stories_in_a_thread(
    server: Server, adapter: Discord
) -> None:
    parent = await adapter.send(PLACE, BRIEFING, "k0")

    await adapter.send(replace(PLACE, thread=parent), STORY, "k1")
    await adapter.send(replace(PLACE, thread=parent), STORY, "k2")

    assert texts(server, CHANNEL) == ["## Morning briefing"]
    assert texts(server, parent) == ["A story", "A story"]
    assert server.world.channels[parent]["name"] == "Morning briefing"
    opened = [path for _, path, _ in server.requests if path.endswith("/threads")]
    assert len(opened) == 1


async def test_a_threads_name_fits_however_an_emoji_counts(
    server: Server, adapter: Discord
) -> None:
    parent = await adapter.send(PLACE, Part(0, (Heading((Text("🙂" * 90),)),)), "k0")

    await adapter.send(replace(PLACE, thread=parent), STORY, "k1")

    assert server.world.channels[parent]["name"] == "🙂" * 50


async def test_a_briefing_in_a_forum_is_a_post_there(
    server: Server, adapter: Discord
) -> None:
    forum = replace(PLACE, channel=FORUM)

    parent = await adapter.send(forum, BRIEFING, "k0")
    await adapter.send(replace(forum, thread=parent), STORY, "k1")

    assert texts(server, parent) == ["## Morning briefing", "A story"]
    assert await adapter.lookup(forum, "k0", NOON) == parent
    assert await adapter.lookup(forum, "k9", NOON) is None


async def test_a_forum_that_wants_a_tag_gets_its_first_free_one(
    server: Server, adapter: Discord
) -> None:
    forum = server.world.channels[FORUM]
    forum["flags"] = 1 << 4
    forum["available_tags"] = [
        {"id": "71", "name": "staff", "moderated": True},
        {"id": "72", "name": "news", "moderated": False},
    ]

    parent = await adapter.send(replace(PLACE, channel=FORUM), BRIEFING, "k0")

    assert texts(server, parent) == ["## Morning briefing"]
    assert server.world.channels[parent]["applied_tags"] == ["72"]


async def test_a_story_whose_thread_was_deleted_is_a_reply_to_its_briefing(
    server: Server, adapter: Discord
) -> None:
    parent = await adapter.send(PLACE, BRIEFING, "k0")
    await adapter.send(replace(PLACE, thread=parent), STORY, "k1")
    server.delete_thread(parent)

    await adapter.send(replace(PLACE, thread=parent), STORY, "k2")

    *_, last = server.posts(CHANNEL)
    assert text(last) == "A story"
    assert cast("Json", last["message_reference"])["message_id"] == parent


@pytest.mark.parametrize(
    ("workspace", "channel"),
    [("@me", DIRECT), (GUILD, VOICE), (GUILD, CHANNEL)],
    ids=["direct message", "voice channel", "deleted thread"],
)
async def test_a_post_as_a_reply_is_found_again_by_its_key(
    server: Server, adapter: Discord, workspace: str, channel: str
) -> None:
    place = Target("discord", workspace, channel)
    parent = await adapter.send(place, BRIEFING, "k0")
    if channel == CHANNEL:
        await adapter.send(replace(place, thread=parent), STORY, "k1")
        server.delete_thread(parent)
    thread = replace(place, thread=parent)
    posted = await adapter.send(thread, STORY, "k2")

    assert await adapter.lookup(thread, "k2", NOON) == posted
    assert await adapter.lookup(thread, "k3", NOON) is None


async def test_in_a_direct_message_stories_follow_as_replies(
    server: Server, adapter: Discord
) -> None:
    direct = Target("discord", "@me", DIRECT)

    parent = await adapter.send(direct, BRIEFING, "k0")
    await adapter.send(replace(direct, thread=parent), STORY, "k1")

    assert texts(server, DIRECT) == ["## Morning briefing", "A story"]


async def test_one_person_can_be_written_to_alone(
    server: Server, adapter: Discord
) -> None:
    door = await adapter.direct(GUILD, ANA)

    await adapter.send(door, make_part("I can’t post in #news."), "k0")

    assert door == Target("discord", "@me", DIRECT)
    assert texts(server, DIRECT) == ["I can’t post in #news."]


async def test_a_person_who_takes_no_messages_is_a_refusal_that_says_why(
    server: Server, adapter: Discord
) -> None:
    server.routes.forbidden[DIRECT] = 50007

    with pytest.raises(Forbidden, match="takes no direct messages"):
        await adapter.send(Target("discord", "@me", DIRECT), BRIEFING, "k0")


async def test_a_thread_somebody_opened_before_is_used(
    server: Server, adapter: Discord
) -> None:
    parent = await adapter.send(PLACE, BRIEFING, "k0")
    server.faults.append(Fault(path=f"{parent}/messages", status=404, code=10003))
    server.world.thread(parent, CHANNEL, "already open")

    await adapter.send(replace(PLACE, thread=parent), STORY, "k1")

    assert texts(server, parent) == ["A story"]


async def test_nobody_is_pinged_and_stories_are_silent(
    server: Server, adapter: Discord
) -> None:
    await adapter.send(PLACE, make_part("@everyone", index=1, parent=0), "k1")

    [post] = server.posts()
    assert post["allowed_mentions"] == {"parse": []}
    assert post["flags"] == 1 << 12
    assert text(post) == "\\@everyone"


async def test_a_role_that_a_maintainer_named_is_notified_and_nobody_else(
    server: Server, adapter: Discord
) -> None:
    await adapter.send(PLACE, replace(make_part("@everyone"), ping="55"), "k1")

    [post] = server.posts()
    assert post["content"] == "<@&55>"
    assert post["allowed_mentions"] == {"parse": [], "roles": ["55"]}
    assert text(post) == "\\@everyone"


FAILURES: list[tuple[str, Fault, type[DeliveryError]]] = [
    ("rate limit", Fault(status=429, after=2.5), RateLimited),
    ("network's limit", Fault(status=429, via=False), RateLimited),
    ("error before writing", Fault(status=500), Unknown),
    ("error after writing", Fault(status=502, written=True), Unknown),
    ("timeout of the gateway", Fault(status=504, written=True), Unknown),
    ("connection lost", Fault(lost=True), Unknown),
    ("reply lost", Fault(lost=True, written=True), Unknown),
    ("not Discord's own 404", Fault(status=404), Unknown),
    ("not Discord's own 403", Fault(status=403), Unknown),
    ("channel deleted", Fault(status=404, code=10003), Gone),
    ("no access", Fault(status=403, code=50001), Forbidden),
    ("no permission", Fault(status=403, code=50013), Forbidden),
    ("thread locked", Fault(status=400, code=160005), Forbidden),
    ("embeds not allowed", Fault(status=400, code=50006), Forbidden),
    ("token revoked", Fault(status=401), Forbidden),
    ("refused content", Fault(status=400, code=50035), Invalid),
]


@pytest.mark.parametrize(
    ("fault", "meaning"), [f[1:] for f in FAILURES], ids=[f[0] for f in FAILURES]
)
async def test_a_refusal_says_what_it_means_and_is_asked_once(
    server: Server, adapter: Discord, fault: Fault, meaning: type[DeliveryError]
) -> None:
    await adapter.lookup(PLACE, "k", NOON)
    server.faults.append(fault)

    with pytest.raises(meaning):
        await adapter.send(PLACE, BRIEFING, "k0")

    assert sum(1 for method, *_ in server.requests if method == "POST") == 1
    assert len(server.posts()) == (1 if fault.written else 0)


async def test_a_rate_limit_says_how_long_to_wait(
    server: Server, adapter: Discord
) -> None:
    server.faults.append(Fault(status=429, after=2.5))

    with pytest.raises(RateLimited) as told:
        await adapter.send(PLACE, BRIEFING, "k0")

    assert told.value.after == timedelta(seconds=2.5)


async def test_a_global_limit_silences_all_posts_until_it_ends(
    server: Server, adapter: Discord
) -> None:
    server.faults.append(Fault(status=429, after=60, everywhere=True))

    for key in ("k0", "k1"):
        with pytest.raises(RateLimited):
            await adapter.send(PLACE, BRIEFING, key)

    assert sum(1 for method, *_ in server.requests if method == "POST") == 1


async def test_a_missing_permission_is_named_with_how_to_grant_it(
    server: Server, adapter: Discord
) -> None:
    server.routes.forbidden[CHANNEL] = 50013

    with pytest.raises(Forbidden, match=r"“Send Messages”.*Edit Channel"):
        await adapter.send(PLACE, BRIEFING, "k0")


async def test_a_briefing_without_the_right_to_threads_names_that_right(
    server: Server, adapter: Discord
) -> None:
    parent = await adapter.send(PLACE, BRIEFING, "k0")
    server.routes.forbidden[f"{CHANNEL}/threads"] = 50013

    with pytest.raises(Forbidden, match="“Create Public Threads”"):
        await adapter.send(replace(PLACE, thread=parent), STORY, "k1")


@pytest.mark.parametrize("keeps", [True, False], ids=["nonce kept", "nonce dropped"])
@pytest.mark.parametrize("inside", [True, False], ids=["thread", "channel"])
async def test_a_post_whose_reply_was_lost_is_found_by_its_key(
    server: Server,
    adapter: Discord,
    keeps: bool,  # noqa: FBT001
    inside: bool,  # noqa: FBT001
) -> None:
    server.world.keeps_nonce = keeps
    parent = await adapter.send(PLACE, BRIEFING, "k0")
    target = replace(PLACE, thread=parent) if inside else PLACE
    await adapter.send(target, STORY, "k1")
    server.faults.append(Fault(lost=True, written=True, path="/messages$"))

    with pytest.raises(Unknown):
        await adapter.send(target, STORY, "k2")
    found = await adapter.lookup(target, "k2", NOON)

    assert found == server.posts(parent if inside else CHANNEL)[-1]["id"]
    assert await adapter.lookup(target, "k3", NOON) is None


async def test_a_post_is_found_though_the_bot_lives_in_another_year(
    server: Server,
) -> None:
    """``--now`` moves our clock; the ids of Discord's messages tell real time."""
    ahead = timedelta(days=400)
    adapter = Discord(server.settings(), clock=lambda: NOON + ahead, shift=ahead)
    posted = await adapter.send(PLACE, BRIEFING, "k0")

    found = await adapter.lookup(PLACE, "k0", NOON + ahead)

    await adapter.close()
    assert found == posted


async def test_a_post_is_found_though_our_clock_is_wrong(server: Server) -> None:
    ahead = timedelta(minutes=20)
    server.date = format_datetime(NOON, usegmt=True)
    adapter = Discord(server.settings(), clock=lambda: NOON + ahead)
    posted = await adapter.send(PLACE, BRIEFING, "k0")

    found = await adapter.lookup(PLACE, "k0", NOON + ahead)

    await adapter.close()
    assert found == posted


async def test_a_thread_that_was_never_opened_holds_no_post(adapter: Discord) -> None:
    parent = await adapter.send(PLACE, BRIEFING, "k0")

    assert await adapter.lookup(replace(PLACE, thread=parent), "k1", NOON) is None


async def test_a_hidden_history_is_not_taken_for_an_empty_one(
    server: Server, adapter: Discord
) -> None:
    await adapter.send(PLACE, BRIEFING, "k0")
    server.routes.hidden.add(CHANNEL)

    with pytest.raises(Forbidden, match="Read Message History"):
        await adapter.lookup(PLACE, "k1", NOON)


async def test_a_channel_too_full_to_look_through_is_no_empty_one(
    server: Server, adapter: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "PAGES", 2)
    for _ in range(2 * lookup.PAGE):
        await server.say("noise", mention=False)
    await adapter.send(PLACE, BRIEFING, "k0")

    with pytest.raises(Unknown, match="not among the first 200"):
        await adapter.lookup(PLACE, "k0", NOON)


async def test_a_key_used_again_posts_nothing_new(
    server: Server, adapter: Discord
) -> None:
    first = await adapter.send(PLACE, BRIEFING, "k0")
    again = await adapter.send(PLACE, BRIEFING, "k0")

    assert first == again
    assert len(server.posts()) == 1


async def test_an_edit_keeps_the_buttons_that_work(
    server: Server, adapter: Discord
) -> None:
    parent = await adapter.send(PLACE, BRIEFING, "k0")
    thread = replace(PLACE, thread=parent)
    story = await adapter.send(thread, STORY, "k1")

    corrected = replace(
        make_part("Corrected", index=1, parent=0),
        actions=(Action("Sources", "sources 1"),),
    )
    await adapter.edit(thread, story, corrected)

    [post] = server.posts(parent)
    assert text(post) == "Corrected"
    assert post["components"]


async def test_a_bad_token_is_a_refusal_with_the_remedy(server: Server) -> None:
    adapter = make(server, token="wrong")  # noqa: S106

    with pytest.raises(Forbidden, match=r"discord\.token"):
        await adapter.send(PLACE, BRIEFING, "k0")
