"""What a raw news text consists of, and what in it is not news."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import cleaning
from summarizer import text as texts
from summarizer.models import Layout, Span

SEED = Path(__file__).parents[2] / "seeds" / "000_eec935a6ea3cb21e.txt"
STORY = "The dam at Orlen burst on Monday, killing nine people.\n\nThe river fell.\n"


def shown(text: str, span: Span | None) -> str | None:
    return None if span is None else span.of(text)


def paragraphs(text: str, found: Layout) -> list[str]:
    return [span.of(text) for span in found.paragraphs]


def dropped(text: str, found: Layout) -> list[tuple[str, str]]:
    return [(drop.why, drop.span.of(text)) for drop in found.dropped]


def test_the_seed_is_read_right() -> None:
    text = SEED.read_text(encoding="utf-8")

    found = cleaning.layout(text)

    title = "U.S., Russia revive effort to coordinate ISIS fight in Syria"
    assert shown(text, found.title) == title
    assert shown(text, found.byline) == "Nick Wadhams"
    assert shown(text, found.agency) == "Bloomberg"
    assert found.year == 2016
    assert dropped(text, found) == [
        ("share counter", "0"),
        ("share counter", "345"),
        ("photo credit", "Picture: Reuters"),
        ("copyright line", "(c) 2016, Bloomberg ยท Nick Wadhams"),
        ("widget", "Facebook Comments"),
    ]


def test_the_seed_has_twelve_paragraphs_and_22_sentences_as_they_stand() -> None:
    text = SEED.read_text(encoding="utf-8")

    found = cleaning.layout(text)

    assert len(found.paragraphs) == 12
    assert all(words in text.split("\n") for words in paragraphs(text, found))
    assert sum(len(texts.sentences(text, p)) for p in found.paragraphs) == 22


NOT_NEWS = {
    "share counter": ["0", "345", "1.2k", "1,204 shares", "345 Shares Share Tweet"],
    "share buttons": ["Share", "Tweet", "Share on Facebook", "SHARE | TWEET | EMAIL"],
    "photo credit": [
        "Picture: Reuters",
        "Photo: Ana Ruiz/The Orlen Post",
        "Photo by Odd Lund",
        "Image source: Harrow Media",
        "File photo: the dam in 1971",
        "(Photo courtesy of the Orlen fire service)",
        "REUTERS/Odd Lund",
        "AP Photo/Odd Lund",
        "Odd Lund/Getty Images",
    ],
    "caption": [
        "Image caption The dam was built in 1971",
        "A diver near the broken wall. (AP Photo/Odd Lund)",
        "Rescuers search the Orlen on Tuesday. (Photo: Ana Ruiz)",
    ],
    "copyright line": [
        "(c) 2016, Harrow · Ana Ruiz",
        "© 2024 Harrow Media Group",
        "Copyright 2024 The Orlen Post. All rights reserved.",
        "This material may not be published, broadcast or rewritten.",
    ],
    "newsletter call": [
        "Sign up for our morning newsletter",
        "Subscribe to The Orlen Post for 1 euro a week",
        "Get the day’s news straight to your inbox",
        "Follow @orlenpost on Twitter",
        "Like us on Facebook",
        "For more news from Torvia, follow our WhatsApp channel",
        "Download our app for breaking alerts",
    ],
    "subscription call": [
        "Already a subscriber? Log in",
        "To continue reading, create a free account",
    ],
    "related link": [
        "Read more: Dam was never inspected",
        "READ ALSO: Ten dams to worry about",
        "Related stories",
        "RELATED: Torvia’s ageing dams",
        "More from The Orlen Post",
        "More from The Orlen Post: Who owns the dam?",
        "You may also like",
        "Watch: the moment the wall went",
        "Click here for the full list",
        "Most read",
    ],
    "advertisement": [
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Sponsored content",
    ],
    "widget": [
        "Facebook Comments",
        "Leave a comment",
        "12 comments",
        "View comments (12)",
        "Back to top",
        "3 min read",
        "We use cookies to improve this page.",
        "Please enable JavaScript to view the comments.",
    ],
    "date line": [
        "Published: 14:05, 3 May 2024",
        "Updated 2 hours ago",
        "Friday, July 21, 2017",
        "2024-05-03T14:05:00Z",
        "May 3, 2024 | 2:05 p.m. ET",
    ],
    "embedded post": [
        "You can add location information to your Tweets, such as your city.",
        "You always have the option to delete your Tweet location history. Learn more",
        "A post shared by Ana Ruiz (@anaruiz) on May 3, 2024 at 2:05pm PDT",
        "This Tweet is unavailable.",
        "This post has been deleted.",
    ],
    "tags": ["Tags: dams, Orlen, floods", "Filed under: Torvia"],
    "credits": [
        "(Reporting by Ana Ruiz; Editing by Odd Lund)",
        "Ana Ruiz and Odd Lund contributed to this report.",
        "This story was originally published on May 3.",
        "(An earlier version said four people were feared dead.)",
    ],
    "contact": [
        "Contact the reporter at ana@orlenpost.example",
        "ana@orlenpost.example",
        "https://orlenpost.example/dam",
    ],
    "question to the reader": [
        "Have you been affected? Email us at news@orlenpost.example"
    ],
    "ornament": ["* * *", "———", "###", "• • •"],
    "markup": ["height:120px;", "</div>"],
}


@pytest.mark.parametrize(
    ("why", "line"),
    [
        pytest.param(why, line, id=f"{why}: {line[:30]}")
        for why, lines in NOT_NEWS.items()
        for line in lines
        if line != "Have you been affected? Email us at news@orlenpost.example"
    ],
)
def test_what_is_not_news_is_dropped_with_its_reason(why: str, line: str) -> None:
    text = f"{STORY}\n{line}\n"

    found = cleaning.layout(text)

    assert dropped(text, found) == [(why, line)]
    assert len(found.paragraphs) == 2


@pytest.mark.parametrize(
    "line",
    [
        "The dam cost $345 million.",
        "“Share what you have,” the mayor told them.",
        "Share prices fell 3 percent on Monday.",
        "Photo evidence shows the wall was cracked, the report said.",
        "Follow the money, prosecutors said, and the dam explains itself.",
        "Facebook said it would remove the video.",
        "Watch repairs took three years and cost the town its clock.",
        "For more than 20 years, Facebook ignored the alerts.",
        "More than 200 people: that is the number officials gave.",
        "Subscribers left in thousands after the price rose.",
        "Copyright law changes next year, lawyers said.",
        "Smith contributed to the campaign of the governor.",
        "Pictures of the flood went round the world.",
        "Home prices fell.",
        "Live music returns to Orlen.",
        "May will be wet, forecasters say.",
        "Advertising revenue fell by half.",
        "Comments by the minister angered farmers.",
        "He added that the river was calm. (Reuters)",
        "Contact with the ship was lost at noon.",
        "Regional response",
    ],
)
def test_real_news_is_kept(line: str) -> None:
    text = f"{STORY}\n{line}\n"

    found = cleaning.layout(text)

    assert paragraphs(text, found)[-1] == line
    assert not found.dropped


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(f"Dam bursts\n\n{STORY}", "Dam bursts", id="short first line"),
        pytest.param(f"‘We ran’, she says\n\n{STORY}", "‘We ran’, she says", id="q"),
        pytest.param(f"Is it safe?\n\n{STORY}", "Is it safe?", id="question"),
        pytest.param(f"Dam bursts\n0\n\n{STORY}", "Dam bursts", id="counter behind it"),
        pytest.param(f"Dam bursts\n{STORY}", None, id="no empty line behind it"),
        pytest.param(STORY, None, id="final stop"),
        pytest.param(f"{'dam ' * 40}\n\n{STORY}", None, id="too long"),
        pytest.param(f"Headline: Dam bursts\n{STORY}", "Dam bursts", id="label"),
    ],
)  # fmt: skip
def test_a_first_line_is_the_title_if_short_without_stop_and_set_apart(
    text: str, title: str | None
) -> None:
    assert shown(text, cleaning.layout(text).title) == title


def test_a_headline_from_outside_is_found_again_in_the_text() -> None:
    text = f"Torvia\nDam bursts at Orlen!\n{STORY}"

    found = cleaning.layout(text, "Dam bursts at Orlen")

    assert shown(text, found.title) == "Dam bursts at Orlen!"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ana Ruiz", "Ana Ruiz"),
        ("BY ANA RUIZ", "ANA RUIZ"),
        ("By Ana Ruiz and Odd Lund", "Ana Ruiz and Odd Lund"),
        ("By Ana de la Cruz, The Associated Press", "Ana de la Cruz"),
        ("By J. K. Ostrander | Harrow News", "J. K. Ostrander"),
        ("Ana Ruiz, Staff Writer", "Ana Ruiz"),
        ("Written by Ana Ruiz", "Ana Ruiz"),
        ("By Friday morning", None),
        ("By design", None),
    ],
)
def test_a_byline_names_who_wrote_it(line: str, byline: str | None) -> None:
    text = f"Dam bursts\n\n{line}\n\n{STORY}"

    found = cleaning.layout(text)

    assert shown(text, found.byline) == byline


@pytest.mark.parametrize(
    ("text", "agency", "year"),
    [
        ("ORLEN (Reuters) — The dam burst.", "Reuters", None),
        ("ORLEN, Torvia (AP) - The dam burst.", "AP", None),
        ("ORLEN (Northwind Press) — The dam burst.", "Northwind Press", None),
        ("Orlen (built in 1971) — a dam — burst.", None, None),
        ("The dam burst.\n\n© 2021 Reuters", "Reuters", 2021),
        ("The dam burst.\n\n(c) 2019, Harrow · Ana Ruiz", "Harrow", 2019),
        ("The dam burst.\n\n© 2021 The Orlen Post", None, 2021),
        ("Friday, May 3, 2024\n\nThe dam burst.", None, 2024),
        ("The dam burst in 1971.", None, None),
    ],
)
def test_agency_and_year_are_read_and_never_invented(
    text: str, agency: str | None, year: int | None
) -> None:
    found = cleaning.layout(text)

    assert (shown(text, found.agency), found.year) == (agency, year)


def test_a_dateline_belongs_to_its_paragraph() -> None:
    text = "ORLEN (Reuters) — The dam burst."

    assert cleaning.layout(text).paragraphs == (Span(0, len(text)),)


WRAPPED = """\
Dam bursts

ORLEN -- The dam at Orlen burst early on Monday, killing at least nine
people and sending a wall of mud through two villages, officials of the
province said.
   Rescuers were searching for survivors in the houses along the lower
river, where water reached the roofs.

The dam was built in 1971. It was never inspected, according to papers
seen by the newspaper.
"""


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    found = paragraphs(WRAPPED, cleaning.layout(WRAPPED))

    assert [words.split()[0] for words in found] == ["ORLEN", "Rescuers", "The"]


def test_lines_without_empty_lines_between_are_paragraphs_of_their_own() -> None:
    text = "The dam burst on Monday.\nNine people died.\n“We ran,” said Ana Ruiz."

    assert len(cleaning.layout(text).paragraphs) == 3


@pytest.mark.parametrize(
    "text", ["", " \n\t\n", "dam", "\x00", "\ufeff", "DAM " * 9, "\ud800", "אבג\n\nדה"]
)
def test_any_text_has_a_layout(text: str) -> None:
    found = cleaning.layout(text)

    assert all(span.of(text).strip() for span in found.paragraphs)


LINES = st.sampled_from(
    [
        "", " ", "0", "345", "Dam bursts", "By Ana Ruiz", "Advertisement", "Related",
        "The dam burst on Monday.", "• Nine died", "© 2016, Harrow · Ana Ruiz", "* * *",
        "The dam at Orlen burst early on Monday, killing at least nine people and",
        "sending a wall of mud through two villages", "“We ran,” she said.", "May 3",
        "Photo: Ana Ruiz", "Headline: Dam bursts", "Date: 2024-05-03", "DAM BURSTS",
    ]
)  # fmt: skip
RAW = st.lists(LINES | st.text(max_size=30), max_size=14).map("\n".join)


@given(RAW, st.none() | st.sampled_from(["Dam bursts", "x"]))
def test_cleaning_twice_changes_nothing(text: str, title: str | None) -> None:
    once = cleaning.layout(text, title)

    again = cleaning.layout(cleaning.blanked(text, once.dropped), title)

    assert (again.title, again.paragraphs) == (once.title, once.paragraphs)
    assert not again.dropped


@given(RAW)
def test_parts_of_a_layout_never_overlap_and_keep_their_order(text: str) -> None:
    found = cleaning.layout(text)

    parts = sorted([*found.paragraphs, *(drop.span for drop in found.dropped)])
    assert all(a.end <= b.start for a, b in pairwise(parts))
    assert list(found.paragraphs) == sorted(found.paragraphs)
