"""Lines of a news page that are not news, each recognised for a reason in words.

Every rule needs the whole line; a line nobody recognises is kept.
"""

import re
from functools import lru_cache
from typing import Final

LONGEST = 600
"""Characters beyond which a line is never taken for furniture of the page."""

_WORDS: Final = re.compile(r"[^\W_]+")


def _words(row: str) -> frozenset[str]:
    return frozenset(row.split())


_BUTTONS: Final = _words("""
    share shares shared tweet tweets retweet facebook twitter x email e-mail mail
    print whatsapp linkedin pinterest pin reddit telegram messenger copy link copied
    save bookmark comment like likes follow flipboard instagram youtube threads
    bluesky mastodon tiktok on this article story via it with friends sms more options
    open in app google news subscribe facebooktwitter text size url embed viber line
    snapchat tumblr pocket vk weibo mailto to the page post
""")
_BUTTON_HEADS: Final = _words("""
    share shares shared tweet retweet facebook twitter email e-mail print whatsapp
    linkedin pinterest pin reddit telegram messenger copy save bookmark comment like
    likes follow flipboard instagram youtube subscribe text x
""")

_MONTHS: Final = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE_WORD: Final = re.compile(
    rf"(?:{_MONTHS})|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|\d{1,2}(?:st|nd|rd|th)?|(?:19|20)\d\d|\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:am|pm)?z?"
    r"|\d{1,2}(?:am|pm)|\d{4}[-/.]\d\d?[-/.]\d\d?(?:t[\d:.]+(?:z|[+-][\d:]+)?)?"
    r"|\d\d?[-/.]\d\d?[-/.]\d{2,4}|am|pm|a\.m|p\.m|e[sd]?t|c[sde]?t|p[sd]?t|m[sd]?t"
    r"|gmt|utc|bst|ce?st|ist|aest|eat|sast|hrs?|hours?|mins?|minutes?|days?|weeks?|ago"
    r"|published|updated|posted|created|modified|last|first|on|at|date|time|timestamp"
    r"|added|issued|release[d]?|edited|yesterday|today|local|of|the|an?|and|\||is",
    re.IGNORECASE,
)
_DATE_PROOF: Final = re.compile(
    rf"\b(?:{_MONTHS})\b|\d[:/.-]\d|\bago\b|\b(?:19|20)\d\d\b|\bupdated\b"
    r"|\d ?[ap]\.?m\b",
    re.IGNORECASE,
)

_RULES: Final[tuple[tuple[str, int, str], ...]] = (
    (
        "photo credit",
        30,
        r"""
        [(\[]?(?:(?:file|main|top|cover|hero|lead|stock) )?(?:pictures?|photos?
        |photographs?|photography|images?|pics?|illustrations?|graphics?|video|credits?
        |featured image)(?: (?:credits?|source|courtesy|caption|by|via|from
        |for illustration|copyright))* ?(?:[:/©|].*|(?<=by) .*|(?<=courtesy) .*
        |(?<=via) .*)
        """,
    ),
    (
        "photo credit",
        30,
        r"""
        [(\[©]? ?(?:reuters|ap photo|ap|afp|getty(?: images)?|epa(?:-efe)?|shutterstock
        |alamy(?: stock photo)?|istock|bloomberg photo|xinhua|pa wire
        |usa today sports) ?/[^.]*
        """,
    ),
    (
        "photo credit",
        12,
        r"""
        [^.]*(?:/|via |, )?(?:getty images|shutterstock|alamy stock photo|istockphoto
        |unsplash|wikimedia commons|flickr)[)\]]?
        """,
    ),
    (
        "caption",
        60,
        r"""
        .*[(\[/](?:(?:ap|afp|reuters|epa|getty|file|pti|cp)[ /-]?)?(?:photos?|images?
        |picture|pic|getty images|shutterstock)(?:[/:, ][^)\]]*)?[)\]]
        """,
    ),
    (
        "caption",
        60,
        r"""
        (?:(?:image|photo|media|video|picture)? ?captions?\b.*|(?:image|media
        |video) (?:caption|copyright).*|photos?|pictures?|images?)
        """,
    ),
    (
        "copyright line",
        80,
        r"""
        (?:\(c\)|©|&copy;|copyright\b ?(?:\(c\)|©|\d|by|notice|the|of|19|20)).*
        """,
    ),
    (
        "copyright line",
        80,
        r"""
        .*\b(?:all rights reserved|may not be (?:published|reproduced|reprinted|copied)
        |(?:reproduction|redistribution|republication) .{0,60}(?:prohibited|permission)
        |no part of this (?:publication|article|story))\b.*
        """,
    ),
    (
        "newsletter call",
        45,
        r"""
        (?:please )?(?:sign up|subscribe|register now|get (?:the|our|your|all|daily
        |more)\b|join (?:us|our|the)|follow (?:us|our|the|along|him|her|them|@)|like us
        |find us|download (?:the|our)|install (?:the|our)|support (?:our|independent
        |the guardian)|enter your e-?mail|stay (?:informed|up to date|connected|tuned)
        |never miss|for (?:more (?:news|information|stories|on|from|updates|details|of)
        |the latest|all the latest|breaking news)\b|want more|keep up with
        |receive (?:the|our|daily)|start your day|catch up on|don[’']t miss|be the first
        |listen to our|check out our|visit our|have the news|your daily
        |connect with).*\b(?:newsletters?|inbox|subscri\w+|apps?|facebook|twitter
        |instagram|whatsapp|telegram|e-?mails?|alerts?|podcasts?|youtube|channel|tiktok
        |linkedin|briefing|journalism|bookmark|updates|website|homepage|page|click|visit
        |@\w+)\b.*
        """,
    ),
    (
        "newsletter call",
        30,
        r"""
        (?:sign up (?:for|to) |subscribe (?:to|now|today|for)\b|follow @\w+|follow us\b
        |like us on|join our (?:whatsapp|telegram|newsletter)|newsletter sign-?up).*
        """,
    ),
    (
        "newsletter call",
        14,
        r"""
        (?:our |the |daily |morning )*newsletters?
        """,
    ),
    (
        "subscription call",
        50,
        r"""
        (?:already (?:a subscriber|subscribed|have an account)|to (?:continue
        |keep) reading|you(?:[’']ve| have) (?:reached|read|used) (?:your|all
        |\d+).*articles?|this (?:content|article|story) is (?:only )?(?:for
        |available to).*subscribers|subscribers only|log ?in|sign ?in|create (?:a
        |an |a free )?account|(?:become|are you) a (?:member|subscriber)|donate
        |support us|unlock (?:this|the)|continue reading with|start your (?:free )?trial
        |limited time offer)\b.*
        """,
    ),
    (
        "related link",
        30,
        r"""
        [>»*•\[(→ -]*(?:(?:(?:read|see|view|find out|learn|discover|hear) ?(?:more|also
        |next|this|all|too|it|the full .*)?|also (?:read|see|on|watch)|related
        |more (?:on|from|about|in|stories|news|like)|recommended|don[’']t miss
        |must[- ]read|must[- ]see|watch(?: now| more| this)?|listen(?: now)?|trending
        |most (?:read|popular|viewed)|in pictures|in photos|photos|gallery|video|explore
        |editor[’']s picks?|opinion|analysis|explainer|explained|live updates?|more|next
        |previous|up next|you (?:may|might) also like|click here|full coverage|go deeper
        |background|timeline|fact check)(?: (?:here|on this|in full|with
        |and listen))? ?[:|→»].*[^.])
        """,
    ),
    (
        "related link",
        14,
        r"""
        [>»*•\[(→ -]*(?:(?:read|view|see|show) (?:more|next|also|full (?:story|article)
        |the full (?:story|article)|all|less)|also read|keep reading|continue reading
        |read or share this story.*|related (?:gallery|stories|story|articles?|content
        |topics?|coverage|links?|news|posts?|videos?|reading)|related|more (?:stories
        |news|coverage|headlines)|more on this (?:story|topic)
        |more from [^.:?!]{1,40}: .*|more (?:from|on|about
        |in) [^.?!]{1,60}|you (?:may|might) (?:also )?(?:like|be interested in
        |have missed)|recommended(?: (?:for you|stories|reading|articles))?|most (?:read
        |popular|viewed)(?: .*)?|trending(?: now| stories)?|top stories|latest (?:news
        |stories|headlines)|editor[’']s picks?|up next|next (?:article|story|up)
        |previous (?:article|story)|(?:click|tap|tweet) (?:here|to|with)\b.*
        |watch (?:the )?(?:video|live|now|more)\b.*|watch full .*|what (?:to read
        |to watch|we[’']re reading) next|elsewhere on .*|popular (?:now|stories)
        |in case you missed it|see also|around the web|from our (?:partners|network
        |advertisers)|hot topics?)[\])→»>… ]*
        """,
    ),
    (
        "advertisement",
        16,
        r"""
        [\[(—– -]*(?:(?:advertisement )?(?:story|article) continued below
        |advertisement continue reading.*|advert(?:isement|ising|s)?|ads?(?: by .*)?
        |sponsored(?: content| by .*)?|promoted(?: content)?|paid (?:post|content)
        |partner content|(?:story|article|content|scroll|post) continues? (?:below
        |after)?.*|continue reading the main story|scroll (?:down )?(?:to|for) .*
        |loading(?: .*)?|skip (?:ad|advertisement|to .*)|remove ads?|why this ad\??
        |this (?:ad|advertisement) .*)[\])—–.… -]*
        """,
    ),
    (
        "widget",
        18,
        r"""
        (?:facebook comments?|comments?(?: \(?\d+\)?)?|\d+ (?:comments?|replies
        |reactions)|no comments(?: yet)?|(?:leave|post|add|write) a (?:comment|reply)
        |(?:view|show|hide|read|see|load|all
        |join) (?:the )?(?:\d+ )?(?:more )?(?:comments?|conversation
        |discussion)(?: \(?\d+\)?)?|comments? (?:are )?(?:closed|off|disabled|policy
        |loading).*|disqus|reply|report (?:a |an )?(?:typo|error|correction|problem
        |abuse|this ad).*|back to top|(?:go |return )?to (?:the )?(?:homepage|top)|home
        |menu|search|close|play(?: video| audio)?|pause|mute|unmute|fullscreen|replay
        |now playing|live|listen(?: to (?:this )?(?:article|story))?(?: ?[(\d].*)?
        |video duration.*|\d+ ?-?min(?:ute)?s?(?: read)?|reading time:? .*
        |est(?:imated)? read.*|font size.*|text size.*|a ?a ?a|toggle .*|embed|expand
        |enlarge(?: image)?|image \d+ of \d+|\d+ (?:of|/) \d+|slideshow|view gallery
        |gift this article|set edition.*|choose edition.*|jump to .*|table of contents
        |print this .*|start the conversation|translate|select language|privacy policy
        |terms of use|(?:cookie|privacy) (?:policy|settings|preferences)
        |accept(?: all)?(?: cookies)?|manage (?:cookies|preferences)|about us|contact us
        |contact)[.!:]?
        """,
    ),
    (
        "widget",
        60,
        r"""
        (?:(?:this|our) (?:site|website|page|service) uses cookies
        |we (?:and our partners )?use cookies|by (?:continuing|clicking|using|signing up
        |subscribing|entering)\b.*(?:cookies|terms|privacy|agree)
        |(?:please )?enable javascript|javascript (?:is|must be)
        |your browser (?:does not|doesn[’']t|is)|(?:to|you can) (?:play|watch
        |view) this video|this video (?:is|can ?not|file)|sorry, (?:this|your
        |the) (?:video|browser|content|page)).*
        """,
    ),
    (
        "embedded post",
        60,
        r"""
        (?:you can add location information to your tweets\b
        |you always have the option to delete your (?:tweet|post)\b
        |(?:this|the) (?:tweet|post|reel|video|account) (?:is|was
        |has been)(?: currently| no longer)? (?:unavailable|available|deleted
        |removed|suspended)\b
        |an? (?:post|photo|video|reel) (?:shared|posted) by\b|tweets? by @).*
        """,
    ),
    (
        "tags",
        30,
        r"""
        (?:tags?|topics?|filed under|categor(?:y|ies)|keywords|sections?|posted in
        |more about|related topics|see more on|tagged|labels) ?:.*
        """,
    ),
    (
        "credits",
        70,
        r"""
        [(\[—– -]*(?:additional |writing and |with )?(?:reporting|writing|editing
        |compiled|edited|reported|written|translation|translated|graphics?|production
        |produced)(?: and (?:writing|editing|reporting))? (?:by|in [A-Z][a-z]+ by)\b.*
        """,
    ),
    (
        "credits",
        60,
        r"""
        .*\bcontributed(?: reporting| to (?:this|the) (?:report|story|article
        |dispatch)\b).{0,60}
        """,
    ),
    (
        "credits",
        45,
        r"""
        (?:[(\[]?an earlier version (?:of (?:this|the) \w+ )?(?:said|stated|reported
        |misstated|gave|had|incorrectly)\b|our standards:|the writer is |the author is\b
        |about the author
        |[(\[]?this (?:story|article|report|piece|copy|version|post)[^.]{0,40}(?:was
        |has been|has not been|is) (?:first |originally |not )?(?:published|edited
        |updated|corrected|produced|written|adapted|amended|part of|auto-generated
        |appeared|generated|translated)|[(\[]?(?:the )?(?:opinions|views) expressed
        |editor[’']s note|correction:|[(\[](?:adds?|updates?|corrects?|recasts?
        |rewrites?) ).*
        """,
    ),
    (
        "contact",
        30,
        r"""
        (?:contact (?:the (?:reporter|author|writer)|us|him|her|[A-Z]\w+ [A-Z]\w+ at)
        |(?:e-?mail|write to|reach|tweet|call|phone|tel|fax)\b.{0,60}(?:@|\d{3})
        |[\w.+-]+@[\w-]+\.[\w.-]+|@\w{2,}|(?:https?://|www\.)\S+|(?:follow
        |find) .{0,60}(?:@\w+|on (?:twitter|x|facebook|instagram))).*
        """,
    ),
    (
        "question to the reader",
        45,
        r"""
        (?:what do you (?:think|make of)|have (?:you|your say)|do you (?:have|know|agree
        |want)|are you|tell us|let us know|share your|send us|got a (?:tip|story)
        |have a (?:tip|story|question)|were you|how do you feel|would you|sound off
        |weigh in)\b.*(?:\b(?:comments?|e-?mail|contact|tell us|let us know|get in touch
        |tips?|send|below|write to|share|join|poll)\b.*|@\w+.*)
        """,
    ),
)


def _compiled(rule: str) -> re.Pattern[str]:
    """Compile a rule, its line breaks undone, for lines in lower case.

    With ``re.IGNORECASE`` an alternative is not passed over by its first letter, and
    there are hundreds.
    """
    joined = re.sub(r"\n *", "", rule)
    small = re.sub(r"(?<!\\)[A-Z]", lambda letter: letter.group().lower(), joined)
    return re.compile(small, re.DOTALL)


_COMPILED: Final = tuple((why, limit, _compiled(rule)) for why, limit, rule in _RULES)
_REPORTS: Final = re.compile(r"\b(?:said|says|told|according to)\b")
_EVEN_SO: Final = frozenset(("photo credit", "caption", "copyright line", "credits"))
"""What a line may be although it reports somebody's words."""

_QUOTED: Final = re.compile(r"[“\"‘']")
_MARKUP: Final = re.compile(
    r"[a-z-]+ ?: ?[\w#%.-]+;|[.#@]?[\w .#:,>-]+\{|</?\w[^<>]*>"
    r"|[<{\[]/?\w+[^ ]*[>}\]];?|\}+",
)
_TELEX: Final = re.compile(r"(?:end(?:s|it)?|-30-|more|ends?/)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def reason(line: str) -> str | None:
    """Return why a trimmed line is not news, in words, or None where it may be."""
    if len(line) > LONGEST:
        return None
    count = len(_WORDS.findall(line))
    if not count:
        return "ornament"
    if _QUOTED.match(line) and count > 3:  # noqa: PLR2004 - a quotation is news
        return None
    return _small(line, count) or _ruled(line, count)


def _small(line: str, count: int) -> str | None:
    """Recognise numbers, rows of buttons and dates by their words."""
    if _MARKUP.fullmatch(line):
        return "markup"
    if re.fullmatch(r"[\d.,+ ]+[kKmM]?\+?", line):
        return "share counter"
    tokens = [token.lower() for token in re.findall(r"[^\W_]+(?:-[^\W_]+)*", line)]
    bare = [token for token in tokens if not token.isdigit()]
    if _is_buttons(bare, count, line):
        return "share counter" if len(bare) < len(tokens) else "share buttons"
    if count <= 20 and is_date(line):  # noqa: PLR2004 - words of the longest timestamps
        return "date line"
    return None


def _is_buttons(bare: list[str], count: int, line: str) -> bool:
    return (
        bool(bare)
        and count <= 12  # noqa: PLR2004 - a row of buttons
        and bare[0] in _BUTTON_HEADS
        and all(word in _BUTTONS for word in bare)
        and not line.endswith((".", "?"))
    )


def is_date(line: str) -> bool:
    """Tell whether a line is nothing but a date or time, its label included."""
    tokens = re.split(r"[\s,()\[\]|•·–—]+|(?<=[a-z]):|:$|-(?=\s)", line.strip(" .-"))
    found = [token.strip(".:-") for token in tokens if token and token.strip(".:-")]
    return (
        bool(found)
        and all(_DATE_WORD.fullmatch(token) for token in found)
        and bool(_DATE_PROOF.search(line))
        and not re.fullmatch(r"\D*", line)
    )


def _ruled(line: str, count: int) -> str | None:
    newsy = bool(_REPORTS.search(line))
    small = line.lower()
    bare = small.rstrip(" .:;…")
    for why, limit, rule in _COMPILED:
        if count > limit or (newsy and why not in _EVEN_SO):
            continue
        if rule.fullmatch(small) or rule.fullmatch(bare):
            return why
    return "end mark" if _TELEX.fullmatch(line) else None
