"""The lines of the grammar, in the order they are tried, and what they build."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.commands.grammar import dates, kinds, scopes, verbs
from bot.commands.grammar.kinds import Command, Ref
from bot.commands.grammar.scopes import ABOUT, MARKS, Setting

Build = Callable[[re.Match[str], Setting], Command | None]
"""From a match to its command; None where the line means something else after all."""

_SAY: Final = (
    r"(?:say|said|says|saying|tell|told|claim(?:ed)?|state[ds]?|think|thinks|quoted)"
)
_SPEAK: Final = (
    r"(?:comment(?:s|ed|ing)?|spoke|speak(?:s|ing)?|talk(?:s|ed|ing)?|react(?:s|ed)?)"
)
_QUOTED: Final = rf"[{MARKS}](?P<text>[^{MARKS}]+)[{MARKS}]"
_REAL: Final = (
    r"(?:is|was) (?:this|that|it)(?: quot(?:e|ation))?(?: a)?"
    r" (?:real|true|genuine|correct)(?: quot(?:e|ation))?"
)
_TRUE: Final = r"(?:is it (?:true|right|real|correct)|verify|check)(?: that)?"
_URL: Final = r"<?(?P<url>https?://[^\s>|]+)(?:\|[^>]*)?>?"
_STORY: Final = r"(?:story )?#?(?P<story>\d{1,3})(?:\.(?P<item>\d{1,3}))?"
_THIS: Final = rf"(?: (?:for |of )?(?:{_STORY}|this|that|it))?"
_TOPIC: Final = rf"(?:,? {ABOUT} (?P<topic>.+))?"
_SCOPE: Final = (
    rf"(?P<topic>,? (?:{ABOUT}|since|before|after|between|until|from|in|during|today"
    r"|yesterday|this|last|only|by)\b.*)?"
)


# --- builders -------------------------------------------------------------------


def _person(text: str) -> str:
    bare = re.sub(r" (?:really|actually|ever)$", "", text.strip(f" ,{MARKS}"))
    return re.sub(r"[’']s$", "", bare)


def _ref(match: re.Match[str]) -> Ref:
    story, item = match["story"], match["item"]
    return Ref(int(story) if story else None, int(item) if item else None)


def _numbered(text: str | None) -> Ref | None:
    match = re.fullmatch(rf"(?:of )?{_STORY}", (text or "").strip(), re.IGNORECASE)
    return _ref(match) if match else None


def _who_said(match: re.Match[str], setting: Setting) -> Command:
    return kinds.WhoSaid(scopes.read(match["topic"], setting))


def _said(match: re.Match[str], setting: Setting) -> Command | None:
    person, scope = scopes.taken(match["who"], setting)
    if match["topic"]:
        scope = scopes.read(match["topic"], setting)
    return kinds.Said(_person(person), scope) if _person(person) else None


def _quotes(match: re.Match[str], setting: Setting) -> Command | None:
    return _said(match, setting) if match["who"] else _who_said(match, setting)


def _summary(match: re.Match[str], setting: Setting) -> Command:
    text = match["rest"] or ""
    count = re.search(
        rf"\s*\b(?:in )?(\d{{1,2}}|{'|'.join(dates.FEW)}) (?:sentences?|lines?)\b", text
    )
    if count:
        text = text[: count.start()] + text[count.end() :]
    sentences = dates.FEW.get(count[1].lower()) or int(count[1]) if count else None
    if ref := _numbered(text):
        return kinds.Summary(ref, sentences=sentences)
    topic = re.sub(r"^(?:for|with)\s+", "", text.strip())
    return kinds.Summary(scope=scopes.read(topic, setting), sentences=sentences)


def _verify(match: re.Match[str], _: Setting) -> Command:
    who = re.sub(_CUE, "", _person(match.groupdict().get("who") or ""))
    anyone = re.fullmatch(r"(?:any|some)(?:one|body)(?: really)?", who, re.IGNORECASE)
    return kinds.Verify(match["text"].strip(), "" if anyone else who)


_CUE: Final = re.compile(
    r"^(?:said|says|by|from|according to) | (?:said|says)$", re.IGNORECASE
)
"""Words between a quotation and whom it is ascribed to."""


def _timeline(match: re.Match[str], setting: Setting) -> Command:
    return kinds.Timeline(_person(match["who"]), scopes.read(match["topic"], setting))


def _compare(match: re.Match[str], _: Setting) -> Command:
    topic = scopes.topic(match["topic"] or "")
    return kinds.Compare(match["one"].strip(), match["two"].strip(), topic)


def _watch(match: re.Match[str], _: Setting) -> Command:
    topic = scopes.topic(match["topic"] or "")
    return kinds.Watch(_person(match["who"]), topic, bool(match["says"]))


def _mute(match: re.Match[str], _: Setting) -> Command:
    what, length = match["what"] or "", match["length"]
    span = dates.span(length) if length else None
    if length and span is None:  # “mute call for peace”
        what = f"{what} for {length}"
    if ref := _numbered(what):
        return kinds.Mute(ref, length=span)
    return kinds.Mute(topic=_untold(what), length=span)


def _unmute(match: re.Match[str], _: Setting) -> Command:
    ref = _numbered(match["what"])
    return kinds.Unmute(ref) if ref else kinds.Unmute(topic=_untold(match["what"]))


def _untold(what: str | None) -> str:
    """Return a topic, empty for “this”."""
    text = scopes.topic(what or "")
    return "" if text.lower() in ("this", "this story", "it") else text


_ALSO_NAMES: Final = frozenset({"april", "may", "june", "august"})
"""Months that may be somebody’s name."""


def _also(match: re.Match[str], setting: Setting) -> Command:
    for how in ("on", "in"):  # “what about Friday?”, “and Reuters?”
        rest, within = scopes.taken(f"{how} {match['who']}", setting)
        if not rest and match["who"].lower() not in _ALSO_NAMES:
            return kinds.Only(within)
    whom, scope = scopes.taken(match["who"], setting)
    if match["topic"]:
        scope = scopes.read(match["topic"], setting)
    return kinds.Also(_person(whom), scope)


def _only(match: re.Match[str], setting: Setting) -> Command | None:
    rest, scope = scopes.taken(match["rest"], setting)
    if rest:
        outlet = scopes.outlet_named(rest, setting.outlets)
        return kinds.Only(replace(scope, outlet=outlet)) if outlet else None
    return kinds.Only(scope)


def _only_topic(match: re.Match[str], setting: Setting) -> Command:
    return kinds.Only(scopes.read(match["topic"], setting))


def _feed(match: re.Match[str], _: Setting) -> Command:
    return verbs.feed(f"{match['verb']} {match['url']}")


def _line(expression: str, build: Build) -> tuple[re.Pattern[str], Build]:
    return re.compile(expression, re.IGNORECASE), build


# --- the lines ------------------------------------------------------------------

ELLIPSIS: Final = (
    _line(
        rf"(?:and )?(?:who|what|anyone|anybody) else(?: {_SAY}(?: \w+thing| what)?)?"
        rf"{_SCOPE}",
        lambda m, s: kinds.Others(scopes.read(m["topic"], s)),
    ),
    _line(
        rf"(?:and|what about|how about)(?: of| by| from)? (?P<who>.+?){_TOPIC}", _also
    ),
    _line(r"(?:only |just )?(?:in |from |by )?(?P<rest>.+)", _only),
    _line(rf"(?:and |only |just )?{ABOUT} (?P<topic>.+)", _only_topic),
)
"""Lines that lean on the question before."""

_GENERAL: Final = (
    _line(
        r"(?:help|commands|\?)(?: (?:with |about |on )?(?P<topic>.+))?",
        lambda m, _: kinds.Help(m["topic"] or ""),
    ),
    _line(
        r"what can (?:you|i) (?:do|ask|type|say).*|(?:who|what) are you|what is this"
        r"|how does (?:this|it) work",
        lambda _m, _: kinds.Help(),
    ),
    _line(r"(?:hello|hi|hey|thanks|thank you|start)", lambda _m, _: kinds.Help()),
    _line(r"status|health", lambda _m, _: kinds.Status()),
    _line(
        r"(?:show )?more(?: quotes| quotations| of (?:it|them))?|next|go on|continue",
        lambda _m, _: kinds.More(),
    ),
    _line(
        r"export(?: (?:as |to )?(?P<form>csv|json|md))?",
        lambda m, _: kinds.Export(
            {"markdown": "md"}.get(f := (m["form"] or "csv").lower(), f)
        ),
    ),
    _line(
        r"settings?(?: (?P<words>.+))?", lambda m, _: kinds.Settings(m["words"] or "")
    ),
    _line(
        r"(?:(?:set|change) )?(?:the |my )?time ?zone(?:(?: to| is)? (?P<zone>.+))?",
        lambda m, _: kinds.Settings(f"zone {m['zone']}" if m["zone"] else ""),
    ),
    _line(
        r"(?:digests?|briefings?|schedules?(?: (?:a |the )?(?:digest|briefing))?)"
        r"(?: (?P<words>.+))?",
        lambda m, _: verbs.digest(m["words"] or ""),
    ),
    _line(
        r"(?:stop|cancel|unsubscribe|unsub)(?: (?:the )?(?:digest|briefing)s?)?",
        lambda _m, _: kinds.Digest(kinds.Verb.LIST),
    ),
    _line(
        r"quiet(?: hours?)? (?P<words>.+)",
        lambda m, _: kinds.Digest(kinds.Verb.EDIT, None, f"quiet {m['words']}"),
    ),
    _line(r"feeds?(?: (?P<words>.+))?", lambda m, _: verbs.feed(m["words"] or "")),
    _line(
        r"filters?(?: (?P<words>.+))?",
        lambda m, _: verbs.filter_(m["words"] or ""),
    ),
    _line(
        r"(?P<verb>add|subscribe|sub|unsubscribe|unsub|remove|rm)"
        rf"(?: to| from)? {_URL}",
        _feed,
    ),
)

_READING: Final = (
    _line(
        rf"(?:(?:brief|summary|summari[sz]e|read) (?:of )?)?{_URL}",
        lambda m, _: kinds.Brief(m["url"]),
    ),
    _line(r"brief|the news|news|headlines", lambda _m, _: kinds.Brief()),
    _line(_STORY, lambda m, _: kinds.Summary(_ref(m))),
    _line(
        r"(?:summary|summari[sz]e|sum up|tl;?dr|catch (?:me|us) up|recap|what happened"
        r"|what[’']?s happening|what is happening|what[’']?s going on)(?P<rest> .+)?",
        _summary,
    ),
    _line(
        rf"(?:(?:what[’']?s|what is|anything) new|new){_SCOPE}",
        lambda m, s: kinds.New(scopes.read(m["topic"], s)),
    ),
    _line(rf"quot(?:es?|ations?) {_STORY}", lambda m, _: kinds.Quotes(_ref(m))),
    _line(rf"sources?{_THIS}", lambda m, _: kinds.Sources(_ref(m))),
    _line(
        r"sources? (?P<topic>.+)",
        lambda m, _: kinds.Sources(topic=scopes.topic(m["topic"])),
    ),
    _line(rf"context{_THIS}", lambda m, _: kinds.Context(_ref(m))),
    _line(rf"why{_THIS}", lambda m, _: kinds.Why(_ref(m))),
    _line(rf"why {_URL}", lambda m, _: kinds.Why(address=m["url"])),
    _line(
        rf"(?:vote )?(?P<way>up|down|👍|👎){_THIS}",
        lambda m, _: kinds.Vote(m["way"].lower() in ("up", "👍"), _ref(m)),
    ),
    _line(r"mute(?: (?P<what>.+?))??(?: for (?P<length>.+))?", _mute),
    _line(r"unmute(?: (?P<what>.+))?", _unmute),
)

_ASKING: Final = (
    _line(
        rf"(?:verify|check|{_REAL})[?:,]? ?{_QUOTED}"
        r"(?:[ ,.:–—-]+(?P<who>.+))?",
        _verify,
    ),
    _line(
        rf"did (?P<who>.+?)(?: really| actually| ever)? (?:say|said)(?: this| that)?:? "
        rf"{_QUOTED}",
        _verify,
    ),
    _line(
        rf"(?:who (?:said|says|really said):? )?{_QUOTED}(?:[ ,.:–—-]*{_REAL})?",
        _verify,
    ),
    _line(
        rf"(?:{_TRUE} )?(?!(?:who|what|when|where|why|how)\b)"
        rf"(?P<who>[^{MARKS}]{{1,60}}?) (?:really )?(?:said|says)(?: that)?[:,]? ?"
        rf"{_QUOTED}(?:[ ,.:–—-]*(?:{_REAL}|true|real|really|right))?",
        _verify,
    ),
    _line(r"verify (?P<text>.+)", _verify),
    _line(rf"who (?:has )?{_SAY} (?:what|anything|something){_SCOPE}", _who_said),
    _line(rf"who (?:has |is |was )?(?:{_SPEAK}|quoted|said|says){_SCOPE}", _who_said),
    _line(rf"what (?:was|is|has been|is being) said{_SCOPE}", _who_said),
    _line(
        rf"what (?:do|did|are) (?:people|they|others|every(?:one|body)) {_SAY}{_SCOPE}",
        _who_said,
    ),
    _line(
        rf"quot(?:es?|ations?)(?: (?:by|from))?"
        rf"(?: (?!{ABOUT}\b)(?P<who>.+?))?{_TOPIC}",
        _quotes,
    ),
    _line(
        r"what (?:did|does|do|has|have|had|is) (?P<who>.+?) "
        rf"(?:have )?(?:{_SAY}|to say|{_SPEAK}){_SCOPE}",
        _said,
    ),
    _line(
        rf"(?:did|has|does|have) (?P<who>.+?) (?:{_SAY}|{_SPEAK})"
        rf"(?: anything| something)?(?P<topic>,? {ABOUT} .+)",
        _said,
    ),
    _line(rf"what (?P<who>.+?) (?:said|says|told){_SCOPE}", _said),
    _line(
        r"did (?P<who>.+?) (?:really|actually|ever) say(?: that)?:? (?P<text>.+)",
        _verify,
    ),
    _line(
        r"(?!(?:the|all|any|some|no|more|show|find|get|who|what|which|how)\b)"
        rf"(?P<who>\S+(?: \S+){{0,3}}?) quot(?:es|ations){_TOPIC}",
        _said,
    ),
    _line(rf"timeline (?:of |for )?(?P<who>.+?){_TOPIC}", _timeline),
    _line(
        r"(?:numbers?|figures?)(?P<topic> .+)?",
        lambda m, s: kinds.Numbers(scopes.read(m["topic"], s)),
    ),
    _line(
        rf"(?:first|who first (?:reported|had|broke)|who was first (?:with|to report))"
        rf"(?: {ABOUT})? (?P<topic>.+)",
        lambda m, _: kinds.First(scopes.topic(m["topic"])),
    ),
    _line(
        r"who (?:reported|had|broke) (?P<topic>.+) first",
        lambda m, _: kinds.First(scopes.topic(m["topic"])),
    ),
    _line(
        rf"compare (?P<one>.+?) (?:and|with|to|vs\.?|versus) (?P<two>.+?){_TOPIC}",
        _compare,
    ),
    _line(
        rf"(?:watch|follow|alert me (?:to|about|on)) (?P<who>.+?)"
        r"(?P<says>,? (?:when|if) (?:(?:he|she|they|it) )?(?:says?|speaks?|said))?"
        rf"{_TOPIC}",
        _watch,
    ),
    _line(
        r"(?:un)?watch(?:es|ing|ed|list| list)?|what (?:do|are) you watch(?:ing)?",
        lambda _m, _: kinds.Watch(""),
    ),
    _line(r"(?:unwatch|unfollow) (?P<who>.+)", lambda m, _: kinds.Unwatch(m["who"])),
    _line(r"ask:? (?P<text>.+)", lambda m, s: kinds.Ask(*scopes.taken(m["text"], s))),
)

LINES: Final = (*_GENERAL, *_READING, *_ASKING)
"""Tried in order; the first that matches wins."""
