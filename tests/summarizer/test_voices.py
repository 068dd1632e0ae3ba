"""One person in several articles is one voice; one utterance is listed once."""

from dataclasses import replace

from summarizer.answers import heard, named
from summarizer.models import (
    Article,
    Layout,
    QuoteKind,
    Reading,
    Sentence,
    Source,
    Span,
    Version,
    Voice,
)
from summarizer.quotes import find
from summarizer.voices import gather

RUIZ = (
    "“We will rebuild the old bridge within a year,” said Ana Ruiz, mayor of Port Sela."
)


def make_source(text: str, *, outlet: str = "Sela Gazette", name: str = "a") -> Source:
    whole = Span(0, len(text))
    layout = Layout(None, None, None, None, (whole,), ())
    sentences = (Sentence(whole, 0),)
    quotes = find(text, layout, sentences, None)
    reading = Reading(layout, sentences, (), (), quotes)
    return Source(Version(Article(name, outlet, None), text), reading)


def voices(*texts: str, outlets: tuple[str, ...] = ()) -> tuple[Voice, ...]:
    given = outlets or tuple(f"outlet {n}" for n in range(len(texts)))
    return gather(
        [
            make_source(text, outlet=outlet, name=str(n))
            for n, (text, outlet) in enumerate(zip(texts, given, strict=True))
        ]
    )


def test_name_and_role_make_one_voice() -> None:
    (voice,) = voices(RUIZ, "“Nobody was hurt,” said Port Sela mayor Ana Ruiz.")

    assert voice.name == "Ana Ruiz"
    assert voice.role == "mayor of Port Sela"
    assert len(voice.quotes) == 2


def test_a_name_and_nothing_else_merges_nobody() -> None:
    found = voices(RUIZ, "“I love this goal,” said Ana Ruiz, a striker.")

    assert [voice.name for voice in found] == ["Ana Ruiz", "Ana Ruiz"]


def test_two_people_with_one_surname_stay_two() -> None:
    found = voices(RUIZ, "“Nobody was hurt,” said Omar Ruiz, a Port Sela fireman.")

    assert {voice.name for voice in found} == {"Ana Ruiz", "Omar Ruiz"}


def test_the_outlet_is_evidence_too() -> None:
    found = voices(
        RUIZ, "“Nobody was hurt,” Ana Ruiz said.", outlets=("Gazette", "Gazette")
    )

    assert len(found) == 1


def test_unnamed_sources_stay_apart_by_article() -> None:
    found = voices(
        "“It is lost,” a senior official said.", "“It is won,” a senior official said."
    )

    assert len(found) == 2


def test_one_utterance_cut_differently_is_listed_once() -> None:
    (voice,) = voices(
        RUIZ,
        "“We will rebuild the old bridge within one year,” Mayor Ana Ruiz said.",
        outlets=("x", "x"),
    )

    (cited,) = voice.quotes
    assert len(cited.variants) == 1


def test_a_body_is_one_voice_everywhere() -> None:
    found = voices(
        "The Sela Transport Authority said the bridge was lost.",
        "The Sela Transport Authority said the road was open.",
    )

    assert [voice.name for voice in found] == ["Sela Transport Authority"]


def test_nothing_gives_nobody() -> None:
    assert gather([]) == ()


def test_an_apostrophe_is_one_however_it_is_typed() -> None:
    fair = make_source("“The fair is off,” said Moira O’Daly, a farmer.")

    assert [h.voice.name for h in named("o'daly", heard((fair,)))] == ["Moira O’Daly"]


def test_a_report_of_one_word_says_nothing() -> None:
    source = make_source("“No,” said Ana Ruiz. It was little.")
    quote = next(q for q in source.reading.quotes if q.content)
    start = source.version.text.index("little")
    little = replace(
        quote,
        kind=QuoteKind.INDIRECT,
        content=(Span(start, start + len("little")),),
    )
    reading = replace(source.reading, quotes=(*source.reading.quotes, little))

    (voice,) = gather([replace(source, reading=reading)])

    said = [
        span.of(source.version.text) for c in voice.quotes for span in c.quote.content
    ]
    assert said == ["“No,”"]
