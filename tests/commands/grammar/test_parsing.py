"""What people type, and what it means: one grammar for every surface."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import grammar
from bot.commands.grammar import kinds
from bot.commands.grammar.dates import Period
from bot.commands.grammar.kinds import Ref, Scope, Verb
from bot.commands.grammar.scopes import Setting
from bot.errors import CommandError

HERE = Setting(
    now=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    zone=ZoneInfo("UTC"),
    outlets=("The Harbour Ledger", "Radio Vessin", "Ninth Meridian"),
)
"""A channel on a Tuesday."""
THREAD = replace(HERE, follows=True)
MONDAY = Period(datetime(2026, 11, 23, tzinfo=UTC), None, "since Monday")
ON_MONDAY = Period(
    datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC), "on Monday"
)
STRIKE = Scope("the strike")
ABOVE = Scope(period=Period(None, datetime(2026, 11, 24, tzinfo=UTC), "before Tuesday"))


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", kinds.Help()),
        ("/news", kinds.Help()),
        ("/news help digest", kinds.Help("digest")),
        ("hello", kinds.Help()),
        ("what can you do?", kinds.Help()),
        ("who said what", kinds.WhoSaid()),
        ("Who said what?", kinds.WhoSaid()),
        ("who said what about the strike", kinds.WhoSaid(STRIKE)),
        ("please show me who said what about the strike", kinds.WhoSaid(STRIKE)),
        ("who commented on the strike?", kinds.WhoSaid(STRIKE)),
        ("what do people say about the strike", kinds.WhoSaid(STRIKE)),
        ("quotes about the strike", kinds.WhoSaid(STRIKE)),
        (
            "who said what about the strike since Monday in harbour ledger",
            kinds.WhoSaid(Scope("the strike", MONDAY, "The Harbour Ledger")),
        ),
        (
            "who said what in Radio Vessin since Monday",
            kinds.WhoSaid(Scope("", MONDAY, "Radio Vessin")),
        ),
        (
            "who said what about floods in Lower Quern",
            kinds.WhoSaid(Scope("floods in Lower Quern")),
        ),
        ("what did Lavrov say", kinds.Said("Lavrov")),
        ("What did Lavrov say about the strike?", kinds.Said("Lavrov", STRIKE)),
        (
            "what has Ms Pellorin said about the strike",
            kinds.Said("Ms Pellorin", STRIKE),
        ),
        ("tell me what Lavrov said", kinds.Said("Lavrov")),
        ("did she say anything about the strike", kinds.Said("she", STRIKE)),
        ("quotes Lavrov", kinds.Said("Lavrov")),
        ("quotes by Lavrov on the strike", kinds.Said("Lavrov", STRIKE)),
        ("quotes Lavrov since Monday", kinds.Said("Lavrov", Scope(period=MONDAY))),
        ("quotes the head of the board", kinds.Said("the head of the board")),
        ("quotes 2", kinds.Quotes(Ref(2))),
        ("sources 2", kinds.Sources(Ref(2))),
        ("sources recount", kinds.Sources(topic="recount")),
        ("sources", kinds.Sources()),
        ("context 2.1", kinds.Context(Ref(2, 1))),
        ("context", kinds.Context()),
        ("why 2", kinds.Why(Ref(2))),
        ("why https://a.example/x", kinds.Why(address="https://a.example/x")),
        (
            "why <https://a.example/x|a.example>",
            kinds.Why(address="https://a.example/x"),
        ),
        ("brief", kinds.Brief()),
        ("brief https://a.example/x", kinds.Brief("https://a.example/x")),
        ("summary", kinds.Summary()),
        ("summary 2", kinds.Summary(Ref(2))),
        ("tl;dr", kinds.Summary()),
        ("2", kinds.Summary(Ref(2))),
        ("catch me up on the strike", kinds.Summary(scope=STRIKE)),
        ("summary in 5 sentences", kinds.Summary(sentences=5)),
        ("summary 2 in 5 sentences", kinds.Summary(Ref(2), sentences=5)),
        ("new since Monday", kinds.New(Scope(period=MONDAY))),
        ("what's new", kinds.New()),
        ("verify “We waited”", kinds.Verify("We waited")),
        ("is this real: “We waited”", kinds.Verify("We waited")),
        ("Is this quote real “We waited”?", kinds.Verify("We waited")),
        ("“We waited” – is that true?", kinds.Verify("We waited")),
        ("did anyone really say this: “We waited”", kinds.Verify("We waited")),
        ('is this quote real? "We waited"', kinds.Verify("We waited")),
        ("Is this a real quote? “We waited”", kinds.Verify("We waited")),
        (
            "is it true that Lavrov said “We waited”?",
            kinds.Verify("We waited", "Lavrov"),
        ),
        ("Lavrov said “We waited” — true?", kinds.Verify("We waited", "Lavrov")),
        ('verify Lavrov said "We waited"', kinds.Verify("We waited", "Lavrov")),
        ('verify "We waited" said Lavrov', kinds.Verify("We waited", "Lavrov")),
        ('verify "We waited" — Lavrov', kinds.Verify("We waited", "Lavrov")),
        ("did Lavrov really say we waited?", kinds.Verify("we waited", "Lavrov")),
        ('verify "We waited" Lavrov', kinds.Verify("We waited", "Lavrov")),
        ('did Lavrov really say "We waited"?', kinds.Verify("We waited", "Lavrov")),
        ('did anyone really say "We waited"', kinds.Verify("We waited")),
        ('who said "We waited"?', kinds.Verify("We waited")),
        ("timeline Lavrov on the strike", kinds.Timeline("Lavrov", STRIKE)),
        ("numbers the strike", kinds.Numbers(STRIKE)),
        ("first the strike", kinds.First("the strike")),
        ("who reported the strike first?", kinds.First("the strike")),
        (
            "compare Radio Vessin and Ninth Meridian on the strike",
            kinds.Compare("Radio Vessin", "Ninth Meridian", "the strike"),
        ),
        ("watch Lavrov", kinds.Watch("Lavrov")),
        (
            "watch Lavrov when he says about the strike",
            kinds.Watch("Lavrov", "the strike", speaks=True),
        ),
        ("mute recount for 7d", kinds.Mute(topic="recount", length=timedelta(7))),
        ("mute call for peace", kinds.Mute(topic="call for peace")),
        ("mute 2", kinds.Mute(Ref(2))),
        ("vote up 2", kinds.Vote(up=True, ref=Ref(2))),
        ("👎", kinds.Vote(up=False)),
        ("export json", kinds.Export("json")),
        ("status", kinds.Status()),
        ("more", kinds.More()),
        ("brief, please", kinds.Brief()),
        ("brief please!", kinds.Brief()),
        ("summarise in two sentences", kinds.Summary(sentences=2)),
        ("Lavrov quotes on the strike", kinds.Said("Lavrov", STRIKE)),
        ("set time zone to Europe/Berlin", kinds.Settings("zone Europe/Berlin")),
        ("quiet hours 22:00-07:00", kinds.Digest(Verb.EDIT, None, "quiet 22:00-07:00")),
        ("schedule weekdays 9:00", kinds.Digest(Verb.CREATE, None, "weekdays 9:00")),
        ("stop", kinds.Digest(Verb.LIST)),
        ("filter -crime", kinds.Filter(Verb.ADD, "-crime")),
        ("watch", kinds.Watch("")),
        ("unwatch", kinds.Watch("")),
        ("who are you?", kinds.Help()),
        ("verify", kinds.Help("verify", lacking=True)),
        ("export pdf", kinds.Help("export", lacking=True)),
        ("compare Radio Vessin", kinds.Help("compare", lacking=True)),
        ("digest", kinds.Digest(Verb.LIST)),
        (
            "digest create weekdays 08:00 Europe/Berlin",
            kinds.Digest(Verb.CREATE, None, "weekdays 08:00 Europe/Berlin"),
        ),
        ("digest daily at 8", kinds.Digest(Verb.CREATE, None, "daily at 8")),
        ("digest stop 2", kinds.Digest(Verb.PAUSE, 2)),
        ("digest rm 2", kinds.Digest(Verb.DELETE, 2)),
        ("feed sub https://a.example/f", kinds.Feed(Verb.ADD, "https://a.example/f")),
        ("unsub https://a.example/f", kinds.Feed(Verb.REMOVE, "https://a.example/f")),
        ("filter add -crime", kinds.Filter(Verb.ADD, "-crime")),
        ("settings zone Europe/Berlin", kinds.Settings("zone Europe/Berlin")),
        ("how many were hurt?", kinds.Ask("how many were hurt")),
        ("who said no", kinds.Ask("who said no")),
        ("ask who spoke to reporters", kinds.Ask("who spoke to reporters")),
    ],
)
def test_a_line_means(line: str, command: kinds.Command) -> None:
    assert grammar.parse(line, HERE) == command


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("and her?", kinds.Also("her")),
        ("and Hallorand about the strike", kinds.Also("Hallorand", STRIKE)),
        ("only Radio Vessin", kinds.Only(Scope(outlet="Radio Vessin"))),
        ("before Tuesday", kinds.Only(ABOVE)),
        ("what about Radio Vessin?", kinds.Only(Scope(outlet="Radio Vessin"))),
        ("what about Monday?", kinds.Only(Scope(period=ON_MONDAY))),
        ("and May?", kinds.Also("May")),
        ("who else?", kinds.Others()),
        ("who else said something about the strike", kinds.Others(STRIKE)),
        ("about the strike", kinds.Only(STRIKE)),
        ("more", kinds.More()),
        ("who won?", kinds.Ask("who won")),
    ],
)
def test_in_a_thread_a_short_line_leans_on_the_one_before(
    line: str, command: kinds.Command
) -> None:
    assert grammar.parse(line, THREAD) == command


def test_a_mistyped_verb_names_the_nearest() -> None:
    with pytest.raises(CommandError, match="Did you mean `digest pause`"):
        grammar.parse("digest puase 2", HERE)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("hlep", "help"),
        ("statsu", "status"),
        ("digets list", "digest list"),
        ("what did Lavrov sya", "what did Lavrov say"),
        ("who siad what about the strike", "who said what about the strike"),
        ("bridge", ""),
        ("why is the bridge closed", ""),
        ("what is known about the watch", ""),
    ],
)
def test_a_misspelt_command_is_recognised(line: str, meant: str) -> None:
    assert grammar.meant(line, HERE) == meant


@given(st.text(max_size=120), st.sampled_from([HERE, THREAD]))
def test_any_line_is_a_command_or_says_what_is_wrong(
    line: str, setting: Setting
) -> None:
    with suppress(CommandError):
        grammar.parse(line, setting)
