"""Who said what: the tagger's findings completed, and laws over any text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.models import Layout, Quote, Sentence, Span
from summarizer.quotes import find
from summarizer.quotes.attribution import Attribution, Finder
from summarizer.text import sentences


@dataclass(frozen=True, slots=True)
class Findings:
    """A finder that found these already."""

    found: tuple[Attribution, ...]

    def attributions(
        self, text: str, paragraphs: Sequence[Span]
    ) -> tuple[Attribution, ...]:
        del text, paragraphs
        return self.found


def read(text: str, finder: Finder | None = None) -> tuple[Quote, ...]:
    whole = Span(0, len(text))
    blocks = (whole,) if text else ()
    layout = Layout(None, None, None, None, blocks, ())
    units = tuple(
        Sentence(span, n) for n, b in enumerate(blocks) for span in sentences(text, b)
    )
    return find(text, layout, units, finder)


def tagged(text: str, source: str, cue: str, content: str) -> Findings:
    """Findings of one attribution, its parts given as words of the text."""
    parts = (_span(text, part) for part in (source, cue, content))
    mine, told, said = parts
    return Findings((Attribution(mine, told, said, 0.9),))


def _span(text: str, part: str) -> tuple[Span, ...]:
    start = text.index(part)
    return (Span(start, start + len(part)),) if part else ()


def test_a_report_without_source_takes_the_subject_of_its_cue() -> None:
    text = "Ana Ruiz remarked the bridge was lost."

    (quote,) = read(text, tagged(text, "", "remarked", "the bridge was lost"))

    assert quote.speaker is not None
    assert quote.speaker.name == "Ana Ruiz"


def test_a_belief_is_dropped() -> None:
    text = "Ana Ruiz hopes the bridge will stand."

    assert read(text, tagged(text, "Ana Ruiz", "hopes", "the bridge will stand")) == ()


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("attacked", "the bridge"),
        ("endorsed", "Omar Haddad"),
        ("tweeted to", "Omar Haddad"),
        ("conceded", "a penalty"),
        ("quoted", "critics of the bridge"),
        ("denied", "it"),
        ("rejected", "the claim"),
        ("declared", "a state of emergency"),
        ("apologised", "to the families"),
        ("said", "nothing at all"),
        ("told", "nobody about her work until 1998"),
    ],
)
def test_a_deed_is_dropped(cue: str, content: str) -> None:
    text = f"Ana Ruiz {cue} {content}."

    assert read(text, tagged(text, "Ana Ruiz", cue, content)) == ()


def test_a_topic_before_a_colon_says_nothing() -> None:
    text = "Measles: parents to check records\nParents met. The measles spread."

    assert read(text, tagged(text, "Measles", ":", "parents to check records")) == ()


def test_a_source_stands_in_the_paragraph_of_its_cue() -> None:
    text = "DisCo cites costs\n\nThe Sela Union met, vowing to shut down all markets."
    blocks = (Span(0, 17), Span(19, len(text)))
    units = tuple(Sentence(block, n) for n, block in enumerate(blocks))
    wrong = tagged(text, "DisCo", "vowing", "to shut down all markets")

    layout = Layout(None, None, None, None, blocks, ())
    (quote,) = find(text, layout, units, wrong)

    assert "DisCo" not in {span.of(text) for span in quote.source}


def test_a_quotation_closed_above_is_not_said_below() -> None:
    text = "Ruiz: “We voted.”\n\nOne in five trains runs, Sela Rail says."
    blocks = (Span(0, 17), Span(19, len(text)))
    units = tuple(Sentence(block, n) for n, block in enumerate(blocks))
    wrong = tagged(text, "Sela Rail", "says", "One in five trains runs").found[0]
    wrong = replace(wrong, content=(Span(6, 17), *wrong.content))

    layout = Layout(None, None, None, None, blocks, ())
    quotes = find(text, layout, units, Findings((wrong,)))

    said = {tuple(s.of(text) for s in q.content): q.speaker for q in quotes}
    assert ("One in five trains runs",) in said


def test_two_quotations_that_touch_are_two_peoples() -> None:
    text = 'Sela called it "not so." "Safety is first," Ana Ruiz said.'
    wrong = tagged(text, "Sela", "called", 'it "not so." "Safety is first,"')

    first, second = read(text, wrong)

    assert first.speaker is not None
    assert second.speaker is not None
    assert (first.speaker.name, second.speaker.name) == ("Sela", "Ana Ruiz")


def test_a_signature_overrules_the_network() -> None:
    text = "Ana Ruiz said so.\n“The bridge is lost for good.” ― Omar Haddad"
    wrong = tagged(text, "Ana Ruiz", "―", "“The bridge is lost for good.”")

    (quote,) = read(text, wrong)

    assert quote.speaker is not None
    assert quote.speaker.name == "Omar Haddad"


def test_a_topic_before_a_colon_overrules_the_network() -> None:
    text = "Exclusive: ‘The bridge is lost’"

    (quote,) = read(text, tagged(text, "Exclusive", ":", "‘The bridge is lost’"))

    assert quote.source == ()
    assert quote.speaker is None


def test_a_finding_without_a_word_is_dropped() -> None:
    text = "Ana Ruiz said: ‘"

    assert read(text, tagged(text, "Ana Ruiz", "said", "‘")) == ()


def test_a_quotation_that_ends_its_paragraph_ends_there() -> None:
    text = "Ana Ruiz: “It is lost for good.”\n\nThe bridge is old."
    blocks = (Span(0, 32), Span(34, len(text)))
    wrong = tagged(text, "Ana Ruiz", ":", text[10:-1])
    units = tuple(Sentence(block, n) for n, block in enumerate(blocks))

    layout = Layout(None, None, None, None, blocks, ())
    (quote,) = find(text, layout, units, wrong)

    assert [span.of(text) for span in quote.content] == ["“It is lost for good.”"]


@pytest.mark.parametrize(
    ("text", "cue", "content", "kept"),
    [
        (
            "A friend said she had been ill “for weeks.” Omar Haddad denied this.",
            "said",
            "she had been ill “for weeks.” Omar Haddad denied this",
            "she had been ill “for weeks.”",
        ),
        (
            "The board met four of them. None was hurt, it added.",
            "added",
            "The board met four of them. None was hurt",
            "None was hurt",
        ),
        (
            "Ana Ruiz: It was late. We left.",
            ":",
            "It was late. We left.",
            "It was late. We left.",
        ),
    ],
)
def test_a_statement_in_words_ends_with_the_sentence_it_is_told_in(
    text: str, cue: str, content: str, kept: str
) -> None:
    quote, *_ = read(text, tagged(text, "", cue, content))

    assert [span.of(text) for span in quote.content] == [kept]


def test_a_report_in_plain_words_is_added_where_the_network_saw_none() -> None:
    text = "NHS Sela said four of the patients were in hospital."

    (quote,) = read(text, Findings(()))

    assert [span.of(text) for span in quote.content] == [text[14:-1]]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Sela Foods today announced the plan “for all of us”.", "today", "announced"),
        ("“It is over for us all,” said a tearful Ana Ruiz.", "a", "said"),
    ],
)
def test_a_word_that_is_nobody_is_no_source(text: str, source: str, cue: str) -> None:
    start = text.index("“")
    content = text[start : text.index("”") + 1]
    at = text.index(f" {source} ") + 1
    wrong = tagged(text, "", cue, content).found[0]
    wrong = replace(wrong, source=(Span(at, at + len(source)),))

    (quote,) = read(text, Findings((wrong,)))

    assert quote.speaker is None or quote.speaker.name != source


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("Ana Ruiz", "Her feet are small\n\nThe bridge is old"),
        ("A heading\n\nAna Ruiz", "The bridge is old"),
    ],
)
def test_a_heading_above_belongs_to_no_statement(source: str, content: str) -> None:
    heading = "A heading" if "\n" in source else "Her feet are small"
    text = f"{heading}\n\nThe bridge is old, Ana Ruiz said."
    if "\n" in source:
        text = f"{heading}\n\nAna Ruiz said: The bridge is old"
    start = text.index("\n")
    blocks = (Span(0, start), Span(start + 2, len(text)))
    units = tuple(Sentence(block, n) for n, block in enumerate(blocks))

    layout = Layout(None, None, None, None, blocks, ())
    (quote,) = find(text, layout, units, tagged(text, source, "said", content))

    assert [span.of(text) for span in quote.content] == ["The bridge is old"]
    assert [span.of(text) for span in quote.source] == ["Ana Ruiz"]


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("A few small, limited studies", None),
        ("A poll by Redfield and Wilton", None),
        ("The Department of Ports and Bridges", None),
        ("The Sela official", None),
        ("Omar Haddad, a nurse,", "nurse"),
    ],
)
def test_a_source_is_called_what_it_is(source: str, role: str | None) -> None:
    text = f"{source} said the bridge was old."

    (quote,) = read(text, tagged(text, source, "said", "the bridge was old"))

    assert quote.speaker is not None
    assert quote.speaker.name == source.removesuffix(", a nurse,")
    assert quote.speaker.role == role


def test_an_apposition_belongs_to_the_name_before_it() -> None:
    text = "Asked by Ana Ruiz, a lawyer for 31 families, Ms Dorvath said it was old."

    (quote,) = read(text, tagged(text, "Ms Dorvath", "said", "it was old"))

    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.role) == ("Dorvath", None)


def test_a_question_that_nobody_named_asks_is_dropped() -> None:
    text = "Asked whether it was late, Ana Ruiz left."

    assert read(text, tagged(text, "", "Asked", "whether it was late")) == ()


def test_a_quotation_is_completed_to_its_marks() -> None:
    text = "Ana Ruiz said: “The bridge is lost for good.”"

    (quote,) = read(text, tagged(text, "Ana Ruiz", "said", "The bridge is lost for"))

    assert [span.of(text) for span in quote.content] == [
        "“The bridge is lost for good.”"
    ]


def test_marks_overrule_the_network() -> None:
    text = "Ana Ruiz met Omar Haddad. “The bridge is lost,” Haddad said."
    wrong = tagged(text, "Ana Ruiz", "met", "“The bridge is lost,”")

    (quote,) = read(text, wrong)

    assert quote.speaker is not None
    assert quote.speaker.name == "Omar Haddad"


def test_what_the_network_missed_is_added_where_marks_are_certain() -> None:
    (quote,) = read("“The bridge is lost,” Ana Ruiz said.", Findings(()))

    assert quote.speaker is not None
    assert quote.speaker.name == "Ana Ruiz"


def test_the_hearer_is_not_the_speaker() -> None:
    text = "Ana Ruiz left, telling the Gazette that the bridge was lost."
    wrong = tagged(text, "the Gazette", "telling", "that the bridge was lost")

    (quote,) = read(text, wrong)

    assert quote.speaker is not None
    assert quote.speaker.name == "Ana Ruiz"


PIECES = st.sampled_from(
    [
        "“", "”", '"', "‘", "’", "'", "«", "»", " said ", " told ", "Ana Ruiz", "x",
        " he ", ", ", ". ", ": ", "\n\n", "the minister", " according to ", "—", "\0",
        "Jack", "Maria ", "Mrs Haddad", "Mr. ", "Dr", "Sen. ", "press director ",
        " of ", "the Sela Fund", " spokesman for ", " and ", " who ", ", 44, ", "’s ",
        "(", ")", " / ", "-", "\n", "PRESENTER: ", "Q: ", "REPORT ", "3 ",
        " not ", " added ",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_gives_quotations_made_of_its_own_characters(text: str) -> None:
    for quote in read(text):
        spans = (*quote.content, *quote.cue, *quote.source)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert list(quote.content) == sorted(quote.content)
        if quote.speaker:
            assert quote.speaker.name == quote.speaker.name_span.of(text)
            assert len(quote.speaker.name.split()) <= 8


@given(st.text(max_size=300))
def test_any_text_at_all_gives_a_result(text: str) -> None:
    assert isinstance(read(text), tuple)
