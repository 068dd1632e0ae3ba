"""The promises that hold for any text at all."""

import itertools
import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pipes import read
from bot.settings import folder
from summarizer import Reader, Reading, Span, load

WORDS = st.sampled_from(
    ["“", "”", '"', "‘", "’", "«", "»", "said", "Ana Ruiz", "He", "told", "the", ".",
     "?”", ",”", "\n\n", "\n", "according to", "Mr.", "U.S.", "12", "…", "—", ":"]
)  # fmt: skip
NEWSLIKE = st.lists(WORDS, max_size=60).map(" ".join)

EXTREMES = {
    "empty": "",
    "one word": "News",
    "white space": " \n\t\n ",
    "no punctuation": "word " * 3_000,
    "all caps": "THE MAYOR SAID “NO” TO THE PLAN. " * 50,
    "NUL bytes": "A\x00b said “yes\x00” .\x00\n\n\x00",
    "right to left": "قال الوزير: «لن نوقع». " * 40,
    "mixed encodings": "cafÃ© â€œquoteâ€\x9d said Ana Ruiz ยท",
    "lone surrogates": "“One \ud800 two,” Ana Ruiz said. \udfff",
    "emoji": "👩‍👩‍👧‍👦 said “🇩🇪” 👍🏽.",
    "one quote mark": "“" * 500,
    "one line": "a" * 20_000,
    "many lines": "x\n" * 5_000,
    "many paragraphs": "“Yes,” Ana Ruiz said.\n\n" * 400,
}


@cache
def reader() -> Reader:
    return load()


def check(text: str, reading: Reading) -> None:
    sentences = [item.span for item in reading.sentences]
    spans: list[Span] = [*reading.layout.paragraphs, *sentences]
    for quote in reading.quotes:
        spans += [*quote.content, *quote.cue, *quote.source]
        if quote.speaker:
            spans.append(quote.speaker.name_span)
            assert 1 <= len(quote.speaker.name.split()) <= 8
            assert 0 <= quote.confidence <= 1
            if quote.speaker.role_span:
                assert quote.speaker.role == quote.speaker.role_span.of(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert len(reading.ranks) == len(reading.sentences)
    assert set(reading.summary) <= set(range(len(sentences)))
    assert list(reading.summary) == sorted(set(reading.summary))
    assert len(reading.summary) <= 3
    assert sentences == sorted(sentences)
    assert all(a.end <= b.start for a, b in itertools.pairwise(sentences))


@settings(max_examples=60)
@given(st.one_of(NEWSLIKE, st.text(max_size=300)))
def test_any_text_gives_a_reading_whose_spans_stand_in_it(text: str) -> None:
    check(text, reader().read(text))


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
def test_extreme_texts_give_a_reading_too(text: str) -> None:
    reading = reader().read(text)

    plain = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    check(text if plain == text else plain, reading)


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
def test_extreme_lines_give_a_line(text: str) -> None:
    out = read.understood(reader(), {"id": 1, "text": text}, 3)

    assert json.loads(json.dumps(out))["id"] == 1


def test_a_very_long_text_is_read() -> None:
    seed = next(folder("seeds").glob("000_*.txt")).read_text()

    reading = reader().read(seed * 30)

    assert len(reading.sentences) > 600


def test_the_same_text_gives_the_same_reading() -> None:
    seed = next(folder("seeds").glob("000_*.txt")).read_text()

    assert reader().read(seed) == load().read(seed)


def test_the_seed_is_read_right() -> None:
    text = next(folder("seeds").glob("000_*.txt")).read_text()

    out = read.understood(reader(), {"id": "seed", "text": text}, 3)

    assert (
        out["title"] == "U.S., Russia revive effort to coordinate ISIS fight in Syria"
    )
    assert (out["byline"], out["agency"]) == ("Nick Wadhams", "Bloomberg")
    assert out["year"] == 2016
    paragraphs, sentences = out["paragraphs"], out["sentences"]
    assert isinstance(paragraphs, list)
    assert isinstance(sentences, list)
    assert (len(paragraphs), len(sentences)) == (12, 22)
    assert [text[s:e] for s, e in paragraphs] == text.split("\n\n")[2:14]


ROLES = {
    "Sergey Lavrov": "Russian Foreign Minister",
    "Maria Zakharova": "Russian foreign ministry spokeswoman",
    "Elizabeth Trudeau": "State Department spokeswoman",
    "Cliff Kupchan": "chairman of the Eurasia Group",
}


def test_the_seeds_speakers_have_their_roles() -> None:
    text = next(folder("seeds").glob("000_*.txt")).read_text()

    quotes = [q for q in reader().read(text).quotes if q.kind != "indirect"]

    found = {q.speaker.name: q.speaker.role for q in quotes if q.speaker}
    assert found == ROLES
    assert all(q.speaker for q in quotes)


def test_the_seeds_summary_names_the_meeting_and_its_purpose() -> None:
    text = next(folder("seeds").glob("000_*.txt")).read_text()
    reading = reader().read(text)

    shown = " ".join(reading.sentences[n].span.of(text) for n in reading.summary)

    assert "in Geneva" in shown
    assert "48-hour pause" in shown
