"""Posting to Slack: what a digest becomes, and what each refusal means."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.adapters.slack import Slack, posting
from bot.chat import Target
from bot.errors import (
    DeliveryError,
    Forbidden,
    Gone,
    Invalid,
    RateLimited,
    Unknown,
)
from bot.messages import Action, Heading, Listing, Message, Section, Text, split
from tests.adapters.slack.bot import made
from tests.factories import NOW, make_part
from tests.platforms.slack import CHANNEL, Fault, Server
from tests.platforms.slack.server import TEAM, TOKEN

PLACE = Target("slack", TEAM, CHANNEL)
SINCE = NOW - timedelta(hours=1)
DIGEST = Message(
    (
        Section(
            (Heading((Text("Morning"),)), Listing(((Text("Dam"),),), numbered=True))
        ),
        Section((Heading((Text("Dam"),)),), (Action("Quotes", "quotes 1"),), "s1"),
        Section((Heading((Text("Vote"),)),), story="s2"),
    ),
    threaded=True,
)


async def test_a_digest_is_a_parent_and_a_thread_below_it(server: Server) -> None:
    bot = made(server)
    head, *stories = split(DIGEST, bot.limits)

    parent = await bot.send(PLACE, head, "k0")
    for part in stories:
        await bot.send(replace(PLACE, thread=parent), part, f"k{part.index}")

    assert [post["ts"] for post in server.posts()] == [parent]
    below = server.posts(thread=parent)
    assert [post["text"] for post in below] == ["Dam", "Vote"]
    assert below[0]["metadata"]["event_payload"] == {"key": "k1"}


async def test_nothing_unfurls_and_no_name_is_linked(server: Server) -> None:
    await made(server).send(PLACE, make_part("@here see http://a.example"), "k")

    [asked] = server.asked("chat.postMessage")
    assert asked["unfurl_links"] is False
    assert asked["unfurl_media"] is False
    assert not asked["link_names"]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        pytest.param(Fault("channel_not_found"), Gone, id="channel gone"),
        pytest.param(Fault("is_archived"), Gone, id="archived"),
        pytest.param(Fault("cannot_reply_to_message"), Gone, id="no such thread"),
        pytest.param(Fault("not_in_channel"), Forbidden, id="not invited"),
        pytest.param(Fault("restricted_action"), Forbidden, id="setting"),
        pytest.param(Fault("missing_scope"), Forbidden, id="scope"),
        pytest.param(Fault("token_revoked"), Forbidden, id="revoked"),
        pytest.param(Fault("account_inactive"), Forbidden, id="uninstalled"),
        pytest.param(Fault("invalid_auth"), Forbidden, id="token"),
        pytest.param(Fault("invalid_blocks"), Invalid, id="blocks"),
        pytest.param(Fault("msg_blocks_too_long"), Invalid, id="too long"),
        pytest.param(Fault("something_new"), Invalid, id="an unknown refusal"),
        pytest.param(Fault("ratelimited", 429, after=7), RateLimited, id="429"),
        pytest.param(Fault("rate_limited"), RateLimited, id="limited"),
        pytest.param(Fault("internal_error"), Unknown, id="internal error"),
        pytest.param(Fault("fatal_error"), Unknown, id="fatal error"),
        pytest.param(Fault(status=500), Unknown, id="500"),
        pytest.param(Fault(status=503), Unknown, id="503"),
        pytest.param(Fault(cut=True), Unknown, id="connection reset"),
        pytest.param(Fault(status=429), RateLimited, id="429 that says nothing"),
        pytest.param(
            Fault(status=429, body=b"slow down", kind="text/plain"),
            RateLimited,
            id="429 in words",
        ),
        pytest.param(Fault(body=b"<html>"), Unknown, id="not JSON"),
        pytest.param(Fault(body=b"\xff{}"), Unknown, id="not UTF-8"),
        pytest.param(Fault(body=b"[]"), Unknown, id="a list"),
        pytest.param(Fault(body=b"null"), Unknown, id="null"),
        pytest.param(Fault(body=b""), Unknown, id="nothing"),
        pytest.param(Fault(body=b"ok", kind="text/plain"), Unknown, id="words"),
        pytest.param(Fault(body=b"<p>", kind="text/html"), Unknown, id="a page"),
        pytest.param(Fault(body=b'{"ok": true}'), Unknown, id="no time stamp"),
        pytest.param(Fault(body=b'{"ok": true, "ts": 3}'), Unknown, id="a number"),
        pytest.param(Fault(body=b'{"ok": false}'), Unknown, id="no reason"),
    ],
)
async def test_each_refusal_says_what_became_of_the_post(
    server: Server, fault: Fault, kind: type[DeliveryError]
) -> None:
    server.fail("chat.postMessage", fault)

    with pytest.raises(kind) as raised:
        await made(server).send(PLACE, make_part(), "k")

    assert len(server.asked("chat.postMessage")) == 1
    assert TOKEN not in str(raised.value)
    if isinstance(raised.value, RateLimited) and fault.after:
        assert raised.value.after == timedelta(seconds=fault.after)


async def test_an_unreachable_server_leaves_the_outcome_open(server: Server) -> None:
    bot = made(server, base_url="http://127.0.0.1:9/api/")

    with pytest.raises(Unknown):
        await bot.send(PLACE, make_part(), "k")


async def test_a_post_is_found_past_a_page_of_other_messages(server: Server) -> None:
    bot = made(server)
    first = await bot.send(PLACE, make_part("mine"), "k1")
    for number in range(450):
        await server.say(f"talk {number}", kinds=())

    assert await bot.lookup(PLACE, "k1", SINCE) == first


async def test_a_foreign_post_with_our_key_is_not_ours(server: Server) -> None:
    bot = made(server)
    await bot.send(PLACE, make_part(), "k1")
    server.posts()[0].update(user="U666", bot_id="B666")

    assert await bot.lookup(PLACE, "k1", SINCE) is None


async def test_looking_in_a_thread_that_is_gone_says_so(server: Server) -> None:
    with pytest.raises(Gone):
        await made(server).lookup(replace(PLACE, thread="1.000001"), "k", SINCE)


async def test_an_edit_keeps_the_key(server: Server) -> None:
    bot = made(server)
    ts = await bot.send(PLACE, make_part("Nine dead"), "k1")

    await bot.edit(PLACE, ts, make_part("Eleven dead"))

    assert await bot.lookup(PLACE, "k1", SINCE) == ts


async def test_a_clock_set_elsewhere_still_finds_what_was_posted(
    server: Server,
) -> None:
    ahead = timedelta(days=400)
    bot = Slack(server.settings(), clock=lambda: NOW + ahead, pace=0.0, shift=ahead)
    posted = await bot.send(PLACE, make_part(), "k1")

    assert await bot.lookup(PLACE, "k1", SINCE + ahead) == posted


async def test_past_too_many_messages_nobody_says_that_it_is_not_there(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "PAGES", 2)
    bot = made(server)
    for number in range(450):
        await server.say(f"talk {number}", kinds=())

    with pytest.raises(Unknown):
        await bot.lookup(PLACE, "k1", SINCE)


async def test_a_search_slack_interrupts_goes_on_where_it_was(server: Server) -> None:
    """Of apps sold outside the Marketplace it takes one page a minute, of 15."""
    bot = made(server)
    posted = await bot.send(PLACE, make_part("Morning"), "k")
    for _ in range(40):
        await bot.send(PLACE, make_part("noise"), "other")

    for _ in range(2):
        server.looks = 1
        with pytest.raises(RateLimited):
            await bot.lookup(PLACE, "k", SINCE)
    server.looks = 1

    assert await bot.lookup(PLACE, "k", SINCE) == posted
