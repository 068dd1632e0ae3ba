"""Closed word classes of English news: abbreviations, stop words, sentence openers."""

from typing import Final


def words(row: str) -> frozenset[str]:
    """Return the words of a row."""
    return frozenset(row.split())


NEEDS_NAME: Final = words("""
    adm amb assn asst atty brig capt cmdr cmdt col cpl det dr dist esq fr ft gen gov
    hon insp lt maj messrs mlle mme mr mrs ms msgr mt mx ofc pfc pres prof pte pvt rep
    reps rev rt sen sens sgt sr supt st sta ste treas vp
""")
"""Titles and place words that stand before a name: no sentence ends after them."""

NEEDS_NUMBER: Final = words("""
    no nos fig figs op vol vols pp art sec ch jan feb mar apr jun jul aug sep sept oct
    nov dec approx ca est
""")
"""Abbreviations that end no sentence when a digit follows."""

NEVER_LAST: Final = words("vs v cf eg e.g ie i.e viz al")
"""Abbreviations that always want something behind them."""

OFTEN_LAST: Final = words("""
    inc corp co cos ltd llc plc bros jr sr etc dept univ ave blvd rd esq mfg intl ph.d
    b.a m.a m.d u.s u.k u.n e.u d.c l.a n.y u.s.a u.s.s.r u.a.e n.j n.h n.c s.c s.d
    n.d n.m r.i b.c a.d w.va st no ala ariz ark calif colo conn del fla ga ill ind kan
    ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis
    wyo ont que alta
""")
"""Abbreviations that may end a sentence: only what follows can tell."""

CLOCK: Final = words("a.m p.m am pm a.m.est")
"""Marks of the hour."""

AFTER_CLOCK: Final = words("""
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu
    thurs fri sat sun january february march april may june july august september
    october november december jan feb mar apr jun jul aug sept sep oct nov dec et est
    edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet cest eet ist jst aest eastern
    central pacific mountain local greenwich
""")
"""Words that belong to an hour given before them."""

OPENERS: Final = words("""
    the a an this that these those it its he she they we you his her their our my your
    i there here in on at by for from with without under over after before during
    since until while when where as if although though because but and or so yet nor
    however meanwhile moreover still then now also instead both each every some many
    most few several all no not none neither either other others another such one two
    three what who why how which nobody everyone somebody according among about
    against despite once until unless whether even only later earlier last next
    additionally afterwards furthermore nevertheless nonetheless therefore thus
""")
"""Words that, capitalised after an abbreviation, open a new sentence."""

SPEECH: Final = words("""
    said says say asked asks ask replied replies answered answers added adds shouted
    shouts yelled cried wondered wonders quipped joked wrote writes tweeted told
    exclaimed demanded demands inquired whispered screamed insisted recalled remarked
    declared responded continued posted explained explains mused pleaded
""")
"""Verbs that report what stands in quotation marks beside them."""

EXCLAIMING_NAMES: Final = words("yahoo jeopardy oklahoma yum mamma wham joomla")
"""Names whose own last character is an exclamation mark."""

STOP: Final = words("""
    a about above across after again against ago all almost along already also
    although am among an and another any anyone anything are aren't around as at away
    back be became because become been before being below between both but by can
    can't cannot could couldn't did didn't do does doesn't doing don't done down
    during each either else enough even ever every few first for from further get gets
    getting go going got had hadn't has hasn't have haven't having he he'd he'll he's
    her here here's hers herself him himself his how however i i'd i'll i'm i've if in
    into is isn't it it'd it'll it's its itself just last least less let let's like
    made make makes many may me might mine more most much must my myself neither never
    no nor not now of off often on once one only onto or other others our ours
    ourselves out over own per perhaps put quite rather really said same say says
    second see seem seems she she'd she'll she's should shouldn't since so some still
    such take than that that's the their theirs them themselves then there there's
    therefore these they they'd they'll they're they've this those though three
    through thus to together told too toward towards two under until up upon us use
    used using very via was wasn't way we we'd we'll we're we've well were weren't
    what what's when where whether which while who who's whom whose why will with
    within without won't would wouldn't yet you you'd you'll you're you've your yours
    yourself mr mrs ms dr
""")
"""Words that say nothing about the subject of a text."""
