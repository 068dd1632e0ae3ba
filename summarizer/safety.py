"""Whether a sentence may be shown alone: nothing in it hangs on what is not shown.

Judged by how it opens, by its words of time, its quotation marks and its form.
"""

import re
from collections.abc import Sequence
from typing import Final

from summarizer import boilerplate, pointers
from summarizer.models import Sentence, Span
from summarizer.pointers import UNIT

FEWEST_WORDS = 5
"""Words a line must have to say something by itself."""

PRONOUN = "opens with a pronoun whose name stands elsewhere"
CONNECTIVE = "opens with a word that ties it to the sentence before"
POINTER = "points to something named in another sentence"
TIME = "its time hangs on another sentence"
SPEAKER = "the speaker of its quotation is not named in it"
OPEN_MARKS = "a quotation or bracket is cut"
INSIDE = "stands inside a quotation that began before it"
FRAGMENT = "is not a whole sentence"
QUESTION = "is a question"
NARRATOR = "its author speaks of himself, and is not named in it"
NOT_NEWS = "is not news: "

HANGING: Final = frozenset((PRONOUN, CONNECTIVE, POINTER, TIME, SPEAKER))
"""Reasons that vanish when the sentence before is shown as well."""

_LEADING: Final = re.compile(
    r"(?:[^\W\d_a-z][^()“”\"\n]{0,60}?)?\((?:[A-Z][\w .&/’'-]{1,40})\)\s*(?:[-–—]+\s*)?"
    r"|(?:[A-Z]{3,40}[A-Z.,' ]{0,60}(?:, [A-Z][\w. ]{1,20})?"
    r"(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?)"
    r" ?(?:--|[–—-]) +|[•*·▪●–—-]+\s+|\d{1,2}[.)]\s+"
    r"|\d{1,2}[.:]\d\d(?: ?[ap]\.?m\b\.?)?(?: [A-Z]{2,4})?(?::| ?[–—-]) ?",
)
"""A dateline, a bullet, a number, the time of an entry in a live report."""
_MARKS: Final = "“”\"‘’'([ \u00a0"
_PRONOUN: Final = re.compile(
    r"(?:He|She|They|It|His|Her|Hers|Their|Theirs|Its|Him|Them|Himself|Herself"
    r"|Themselves"
    r"|Itself)(?:['’](?:s|d|ll|re|ve))?\b",
)
_POINTER: Final = re.compile(
    rf"(?:This|These)(?:['’]s)?\b(?! (?:past |coming |last )?{UNIT}s?\b)"
    r"|(?:That|Those)(?:['’](?:s|ll|d))?\b|(?:The )?(?:latter|former)\b(?! [A-Z])"
    r"|The (?:former|latter)\b(?=,| (?:is|was|has|had|said|will|were|are))"
    r"|The \d{1,3}(?= (?:were|was|are|had|have|will|also|who)\b)"
    r"|Such\b|Another\b|Others?\b|Both\b|Neither\b(?! [A-Z])|Either\b|Each\b"
    r"|The (?:two|three|four|pair|duo|trio|couple|same|others?|move|latest|first"
    r"|second|third"
    r"|rest|remaining|following)\b(?= [a-z]|,)(?! (?:lady|minister|amendment))"
    r"|(?:One|Two|Three|Four|Five|Some|Many|Most|All|None|Several|Half|Few|Any|Part"
    r"|Much|Much"
    r"|Among|Of|More|At least \w+|About \w+|Only \w+)(?: of)?"
    r" (?:them|these|those|whom|it|which)\b"
    r"|(?:In|For|With|To|By|At|On|From|After|Before|Despite|Because of|Under|Since"
    r"|Given|As"
    r"|About|Like|Beyond|Following|During|Until|Through|Over|Around|Between|Without"
    r"|Amid"
    rf"|Against) (?:all )?(?:this|that|these|those|it|them)\b(?! {UNIT}s?\b)"
    r"|(?:If|When|Where|To do|In doing|By doing|Even|Not) so\b|There(?:fore|by|after)\b"
    r"|Here\b(?=['’]s (?:how|why|what)| (?:is|are))|The reason\b|Same\b|So (?:did"
    r"|does|do|is)\b",
)
_CONNECTIVE: Final = re.compile(
    r"(?:But|And|Or|Nor|Yet|So(?! far\b)|However|Also|Then(?!-)|Instead(?! of)"
    r"|Meanwhile|Moreover"
    r"|Besides|Thus|Hence|Nevertheless|Nonetheless|Consequently|Accordingly|Otherwise"
    r"|Furthermore|Additionally|Similarly|Likewise|Conversely|Indeed|Plus|Rather|Again"
    r"|Secondly|Thirdly|Lastly|Finally|Still|Too|Anyway|Perhaps|Elsewhere|Separately"
    r"|Alternatively|Regardless|Equally|Specifically|Notably|Firstly|Worse|Even so"
    r"|Even then"
    r"|Even worse|Not only that|For (?:example|instance|one|starters|now)"
    r"|In (?:addition|fact"
    r"|turn|short|other words|contrast|particular|response|return|reality|comparison"
    r"|exchange"
    r"|reply|all|any case|effect|conclusion)|On the (?:other hand|contrary|one hand)"
    r"|By (?:contrast|comparison|then)|As (?:a result|such|well|for)"
    r"|At (?:the same time|least"
    r"(?= that))|After all|Of course|That said|Either way|What['’]s more"
    r"|More importantly"
    r"|Most importantly|Among other things|First of all|To be (?:sure|clear|fair)"
    r"|Not surprisingly|Unsurprisingly|Because of (?:this|that|it)|No wonder|Or else"
    r"|Once (?:there|again|inside)|Only then|Well|Sure|Yes|No|OK|Okay|Oh|Hey|Right"
    r"|Look)\b"
    r"(?!['’-]\w)|(?:First|Second|Third|Fourth|Next|Last|Now),",
)
_INSERTED: Final = re.compile(
    r"[^,.;:“”\"]{1,40}, (?:though|however|meanwhile|too|instead|then|in turn"
    r"|for (?:example|instance)|(?:by|in) contrast|on the other hand|moreover"
    r"|therefore|nevertheless|nonetheless|likewise|similarly|after all),"
)
"""``The ministry, however,``: the same words behind the first of the sentence."""
_OWN: Final = re.compile(
    r"(?:No|Well|Sure|Right|Look|Perhaps|Still|Too|In all|For now)\b(?!,)"
)
_HANGING_TIME: Final = re.compile(
    rf"\b(?:the|that) (?:day|night|week|month|year|morning|evening"
    rf"|afternoon) (?:before|after)\b"
    rf"(?=[.,;:]|$| (?:the (?:talks|meeting|vote|attack|incident))\b)"
    rf"|\bthe (?:next|following|previous|preceding|same) {UNIT}\b(?! (?:of|as|that))"
    rf"|\bthat (?:same )?(?:day|week|month|year|night|morning|afternoon|evening"
    rf"|summer|winter"
    r"|spring|fall|autumn|weekend)\b"
    r"|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|few"
    r"|some|many)"
    r" (?:\w+ )?(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?"
    r"|decades?)"
    r" (?:later|earlier|afterwards?|beforehand|before|after)\b(?= ?(?:[.,;:”\"]|$"
    r"|[a-z]+ed\b))"
    r"|\b(?:seconds|minutes|hours|days|weeks|months|years) (?:later|afterwards?)\b"
    r"(?=[.,;:]|$)"
    r"|\b(?:at|by|since|until|till|from|before|after|around) (?:that"
    r"|the same) (?:time|point"
    r"|moment|date|stage)\b|\b(?:by|since|until|till|back|even|from) then\b"
    r"|\bat the time\b(?! of)|\b(?:afterwards?|thereafter|beforehand|previously,)\b"
    r"|^(?:Later|Earlier|Soon|Shortly (?:after|before)(?:wards?)?|Moments later"
    r"|Minutes later"
    r"|Hours later|Days later|Weeks later|Months later|Years later"
    r"|Soon after(?:wards?)?"
    r"|Not long after(?:wards?)?|Long before)\b(?=,| (?:he|she|they|it)\b)",
    re.IGNORECASE,
)
_LATER: Final = re.compile(
    rf"(?:Later|Earlier)\b(?! (?:this|in|on|that|last|than|today|Monday|Tuesday"
    rf"|Wednesday"
    rf"|Thursday|Friday|Saturday|Sunday|{UNIT}))",
)
_INTRODUCED: Final = re.compile(
    r"(?:In|On|This|At|After|Before|During|For|From|With|By|As|When|While|If|Since"
    r"|Despite|Once"
    r"|Until|Unless|Although|Though|Because|Now|Today|Yesterday|Last|Two|Three|Four"
    r"|Five|Over"
    r"|Under|Through|Throughout|Within|Without|Upon|Where|Asked|Speaking|Having"
    r"|Being|Last"
    r"|Earlier|Later|Growing|Instead of|According to|Recently|Sometimes|Eventually"
    r"|Initially"
    r"|Usually|Currently|Previously|Maybe|Clearly|Apparently|Ultimately|Unlike|Like|To"
    r"|Here|There|What|How|Why|\w+ing|\w+ly)\b"
    r"(?P<before>[^.“”\"]{0,80}?)\b(?P<pronoun>he|she|they|his|her|him|their|them)\b",
)
_NAME_INSIDE: Final = re.compile(
    r"(?<![.!?] )\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February"
    r"|March|April"
    r"|May|June|July|August|September|October|November|December|I\b)[A-Z][\w’'-]+",
)
_PERSON: Final = re.compile(
    r"\b(?:an?|the|one|every|each|\w+ed|two|three|many|some|most|these|those|local"
    r"|federal"
    r"|senior|young|older|elderly|former) [\w-]+(?: [\w-]+){0,3}",
)
_SAID_PRONOUN: Final = re.compile(
    r"[,.?!…—–][”\"’'] ?(?:[a-z]+ )?(?:(?:he|she|they|it|I|we) (?:also )?[a-z]+\b"
    r"|(?:said|says|asked|added|replied|wrote|told|explained|recalled"
    r"|continued) (?:he|she"
    r"|they|it|I|we)\b)",
)
_DOUBLE: Final = re.compile(r"[“”\"]")
_QUOTED: Final = re.compile(r"“[^“”]*”|\"[^\"]*\"")
_ONLY_QUOTED: Final = re.compile(r"[“\"][^“”\"]*[”\"][.)]?")
_NARRATOR: Final = re.compile(
    r"\b(?:I(?:['’](?:m|ve|d|ll))?|me|my|myself)\b(?![-.])|^(?:My|We|Our|Us|Let['’]s)\b"
)
_FIRST: Final = re.compile(r"(?<!^)\b[A-Z]\w+ I\b")
"""``World War I``: the numeral."""
_LISTED: Final = re.compile(
    r"(?:\d{1,2}\. )?(?:Mistake|Cause|Prevention|Myth|Fact|Answer|Question|Rule|Step"
    r"|Tip)(?: #?\d+)?: "
)
_READER: Final = re.compile(
    r"\b(?:click here|sign up (?:for|here)|subscribe to|scroll down|(?:video|photo"
    r"|gallery|photos"
    r"|images?|picture|graphic|map) (?:above|below)|see (?:photos|video|gallery)"
    r"|pictured"
    r"|follow us|on our (?:website|app)|read more|watch (?:the )?video|tell us"
    r"|let us know"
    r"|in the comments|share your|newsletter|all rights reserved"
    r"|contributed to this report"
    r"|hide caption|toggle caption|file photo|getty images|photograph(?:er)?:"
    r"|story highlights"
    r"|cookies?\b(?= (?:policy|settings))|this (?:story|article) (?:has been"
    r"|was) (?:updated"
    r"|corrected|originally|first)|e-?mail (?:us|me|him|her) at|@\w+ on twitter)\b",
    re.IGNORECASE,
)
_TIME_HINTS: Final = (
    "before", "after", "next", "follow", "previous", "preced", "same", "that", "later",
    "earlier", "then", "at the time", "soon", "shortly",
)  # fmt: skip
"""Strings of which a line has one wherever _HANGING_TIME matches: looked for first,
because the expression is slow."""
_READER_HINTS: Final = (
    "click", "sign up", "subscribe", "scroll", "above", "below", "see ", "picture",
    "follow us", "our website", "our app", "read more", "watch", "tell us", "let us",
    "comments", "share", "newsletter", "all rights", "this report", "caption",
    "file photo", "getty", "photograph", "highlights", "cookie", "this story",
    "this article", "mail", "on twitter",
)  # fmt: skip
"""The same for _READER."""
_ASKS: Final = re.compile(r"(?:Q|Question)[:.] ")
"""How an interview marks what its interviewer says."""
_ENDS: Final = re.compile(r"[.!?…][”\"’')\]]*$")


def dangling(said: str) -> str | None:
    """Return why a sentence may not be shown alone, or None where it may.

    Only the sentence itself is looked at; ``unsafe`` also sees what stands around it.
    """
    line = " ".join(said.split())
    bare = _LEADING.sub("", line, count=1) if _LEADING.match(line) else line
    return _form(line, bare) or _opening(bare.lstrip(_MARKS)) or _context(bare)


def unsafe(text: str, sentences: Sequence[Sentence]) -> tuple[str | None, ...]:
    """Return for every sentence why it may not be shown alone, or None."""
    hidden = inside(text, sentences)
    return tuple(
        INSIDE if within else dangling(sentence.span.of(text))
        for within, sentence in zip(hidden, sentences, strict=True)
    )


def inside(text: str, sentences: Sequence[Sentence]) -> tuple[bool, ...]:
    """Tell of every sentence whether it begins inside a quotation of its paragraph."""
    found: list[bool] = []
    is_open, paragraph = False, -1
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            is_open, paragraph = False, sentence.paragraph
        found.append(is_open)
        is_open = _stays_open(sentence.span.of(text), is_open=is_open)
    return tuple(found)


def faults(
    text: str, sentences: Sequence[Sentence], chosen: Sequence[int]
) -> dict[int, str]:
    """Return what is wrong with showing these sentences together, by index.

    One that opens with what its predecessor explains is right behind that one.
    """
    why = unsafe(text, sentences)
    return {
        index: reason
        for index in chosen
        if (reason := why[index]) is not None
        and not (index - 1 in chosen and follows(text, sentences, index, reason))
    }


def follows(text: str, sentences: Sequence[Sentence], index: int, reason: str) -> bool:
    """Tell whether the sentence before, in the same paragraph, makes this one safe.

    For a pronoun, somebody must be named there.
    """
    if reason not in HANGING or index == 0:
        return False
    before, here = sentences[index - 1], sentences[index]
    if before.paragraph != here.paragraph:
        return False
    named = _NAME_INSIDE.search(before.span.of(text))
    return bool(named) or reason not in {PRONOUN, SPEAKER}


def pronoun(text: str, span: Span) -> Span | None:
    """Return the pronoun that opens a sentence, if one does."""
    said = span.of(text)
    lead = len(said) - len(said.lstrip(_MARKS))
    found = re.match(r"(?:He|She|They)\b(?!['’])", said[lead:])
    if found is None or lead:
        return None
    return Span(span.start, span.start + found.end())


def _form(line: str, bare: str) -> str | None:
    if (why := boilerplate.reason(line)) is not None:
        return NOT_NEWS + why
    if _has(line, _READER_HINTS) and _READER.search(line):
        return NOT_NEWS + "speaks to the reader about the page"
    if not balanced(line):
        return OPEN_MARKS
    if not _is_whole(line, bare):
        return FRAGMENT
    asks = line.rstrip("”\"’')]").endswith("?") or _ASKS.match(line)
    return QUESTION if asks else None


def _is_whole(line: str, bare: str) -> bool:
    """Tell whether a line begins and ends as a sentence of some length does."""
    begins = (
        bare.lstrip(_MARKS)[:1].isupper() or bare.lstrip(_MARKS + "$£€")[:1].isdigit()
    )
    ends = _ENDS.search(line) and not line.rstrip("”\"’'.").endswith(":")
    listed = _LISTED.match(line)
    return bool(begins and ends and not listed) and len(bare.split()) >= FEWEST_WORDS


def _opening(words: str) -> str | None:
    """Judge the first words, marks and dateline left out."""
    if _PRONOUN.match(words):
        return PRONOUN
    connected = _CONNECTIVE.match(words) and not _OWN.match(words)
    if connected or _INSERTED.match(words):
        return CONNECTIVE
    if _POINTER.match(words):
        return POINTER
    if _LATER.match(words):
        return TIME
    return PRONOUN if _is_introduced(words) else None


def _is_introduced(words: str) -> bool:
    """Tell whether an introduction leads to a pronoun that nothing in it explains."""
    found = _INTRODUCED.match(words)
    if found is None:
        return False
    before = found["before"]
    if _NAME_INSIDE.search(before):
        return False
    # In “A man who lost his house” the noun explains the pronoun; in “After the vote,
    # they left” it does not.
    aside = before.rstrip().endswith(",")
    return aside or not _PERSON.search(words[: found.start("pronoun")])


def _context(bare: str) -> str | None:
    """Judge words of time, who speaks, and what points out of the sentence."""
    if _has(bare, _TIME_HINTS) and _HANGING_TIME.search(bare):
        return TIME
    if _SAID_PRONOUN.search(bare) or _ONLY_QUOTED.fullmatch(bare):
        return SPEAKER
    own = _QUOTED.sub("“”", bare)
    if _NARRATOR.search(_FIRST.sub("", own)):
        return NARRATOR
    if pointers.points(own):
        return POINTER
    return PRONOUN if pointers.is_ahead(bare.lstrip(_MARKS)) else None


def _has(line: str, hints: Sequence[str]) -> bool:
    return any(map(line.lower().__contains__, hints))


def balanced(line: str) -> bool:
    """Tell whether every quotation and bracket opened in a line is closed in it."""
    return (
        line.count("“") == line.count("”")
        and line.count('"') % 2 == 0
        and line.count("(") == line.count(")")
        and line.count("[") == line.count("]")
        and line.count("‘") <= line.count("’")
        and not _stays_open(line, is_open=False)
    )


def _stays_open(said: str, *, is_open: bool) -> bool:
    """Tell whether a quotation is open behind the words.

    A straight mark opens where a word begins right behind it, and closes otherwise;
    one that opens again (as every paragraph of a long quotation does) changes nothing.
    """
    for mark in _DOUBLE.finditer(said):
        if mark.group() == '"':
            before, after = (
                said[mark.start() - 1 : mark.start()],
                said[mark.end() : mark.end() + 1],
            )
            is_open = bool(after.strip()) and (not before.strip() or before in "([—–-")
        else:
            is_open = mark.group() == "“"
    return is_open
