"""Reading what Slack delivers."""

import pytest

from bot.adapters.slack import events
from bot.chat import Origin, Target
from tests.platforms.slack.rules import Json

BOT = "U900"
EVENT: Json = {
    "type": "app_mention",
    "user": "U100",
    "channel": "C100",
    "ts": "1764057600.000100",
    "text": f"<@{BOT}> help",
}
BODY: Json = {"team_id": "T100", "event": EVENT}


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (f"<@{BOT}> who said what", "who said what"),
        (f"hey <@{BOT}|dateline>, summary", "hey , summary"),
        ("who said &lt;that&gt; &amp; when", "who said <that> & when"),
        (
            "brief <https://a.example/x?y=1&amp;z=2>",
            "brief https://a.example/x?y=1&z=2",
        ),
        ("brief <http://a.example|a.example>", "brief http://a.example"),
        ("in <#C123|general> and <#C124>", "in #general and #C124"),
        ("ask <mailto:a@b.example|a@b.example>", "ask a@b.example"),
        ("tell <!here|here> <!subteam^S1|team>", "tell here team"),
        ("what did <@U200> say", "what did @U200 say"),
        ("two\n  lines", "two lines"),
        ("\u202ewho\u200b said\u00a0what\ufeff", "who said what"),
        ("verify “a < b”", "verify “a < b”"),
        ("", ""),
    ],
)
def test_text_is_read_as_its_author_saw_it(raw: str, shown: str) -> None:
    assert events.spoken(raw, BOT) == shown


def test_in_a_shared_channel_the_installation_is_the_workspace() -> None:
    elsewhere = BODY | {"team_id": "T777", "authorizations": [{"team_id": "T100"}]}

    typed = events.mention(elsewhere, BOT)

    assert typed is not None
    assert typed.target == Target("slack", "T100", "C100", EVENT["ts"])


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"authorizations": [{"team_id": "T100"}]}, id="event"),
        pytest.param(
            {
                "authorizations": [{"team_id": None, "enterprise_id": "E1"}],
                "team_id": "T100",
            },
            id="an organisation's event",
        ),
        pytest.param(
            {"team": None, "enterprise": {"id": "E1"}, "user": {"team_id": "T100"}},
            id="an organisation's button",
        ),
        pytest.param(
            {"team": {"id": "T777"}, "view": {"app_installed_team_id": "T100"}},
            id="a form opened elsewhere",
        ),
        pytest.param(
            {"team_id": "T100", "enterprise_id": "E1", "is_enterprise_install": False},
            id="a command in a grid",
        ),
        pytest.param(
            {"team": {"id": "T777"}, events.INSTALLED: "T100"}, id="as we noted"
        ),
    ],
)
def test_the_installation_is_found_whatever_else_stands_there(body: Json) -> None:
    assert events.team(body) == "T100"


def test_both_deliveries_of_a_line_have_one_name() -> None:
    twin = BODY | {"event": EVENT | {"type": "message", "channel_type": "channel"}}

    one, other = events.mention(BODY, BOT), events.mention(twin, BOT)

    assert one is not None
    assert other is not None
    assert one.id == other.id


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"bot_id": "B1"}, id="a bot"),
        pytest.param({"user": BOT}, id="ourselves"),
        pytest.param({"user": ""}, id="nobody"),
        pytest.param({"subtype": "message_changed"}, id="a change"),
        pytest.param({"subtype": "channel_join"}, id="a notice"),
        pytest.param({"text": "no name"}, id="no mention"),
        pytest.param({"hidden": True}, id="hidden"),
    ],
)
def test_only_what_a_person_writes_to_us_is_heard(change: Json) -> None:
    assert events.mention(BODY | {"event": EVENT | change}, BOT) is None


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"channel_type": "im"}, id="as a message"),
        pytest.param({"text": f"<@{BOT}> help"}, id="as a mention"),
    ],
)
def test_a_direct_message_is_answered_below_it_however_it_comes(change: Json) -> None:
    body = BODY | {"event": EVENT | {"channel": "D100", "text": "help"} | change}

    typed = events.direct(body, BOT)

    assert typed is not None
    assert (typed.origin, typed.target.thread) == (Origin.DIRECT, None)
    assert typed.text == "help"


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_a_file_or_a_broadcast_does_not_hide_a_question(subtype: str) -> None:
    typed = events.mention(BODY | {"event": EVENT | {"subtype": subtype}}, BOT)

    assert typed is not None
    assert typed.origin is Origin.MENTION


def test_a_press_on_a_private_answer_opens_no_thread_under_it() -> None:
    body: Json = {
        "team": {"id": "T100"},
        "user": {"id": "U100"},
        "channel": {"id": "C100"},
        "container": {"message_ts": "1.2", "is_ephemeral": True, "channel_id": "C100"},
        "actions": [{"action_id": "line:0:0", "value": "more", "action_ts": "3.4"}],
    }

    typed = events.press(body)

    assert typed is not None
    assert (typed.target.thread, typed.message_id) == (None, None)


@pytest.mark.parametrize(
    "body", [{}, {"event": None}, {"event": []}, {"actions": "x"}, {"team": 3}], ids=str
)
def test_nonsense_is_nobody_typing(body: Json) -> None:
    assert events.mention(body, BOT) is None
    assert events.direct(body, BOT) is None
    assert events.press(body) is None
    assert events.command(body).text == ""
