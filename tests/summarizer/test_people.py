"""Names, titles and descriptions: who is who in an article."""

import pytest

from summarizer.models import Span
from summarizer.people import Cast, cast, names
from summarizer.people.givens import gender


def people(text: str) -> Cast:
    return cast(text, (Span(0, len(text)),))


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("Foreign Minister Ana Ruiz left.", "Foreign Minister", "Ana Ruiz"),
        ("Florida Sen. Marco Bell left.", "Florida Sen.", "Marco Bell"),
        ("House Speaker Paul Otis left.", "House Speaker", "Paul Otis"),
        ("Secretary of State Ana Ruiz left.", "State", "Ana Ruiz"),
        ("Joris van der Meer left.", None, "Joris van der Meer"),
        ("Karim al-Rashid left.", None, "Karim al-Rashid"),
        ("Martin King Jr. left.", None, "Martin King Jr."),
        ("Charlotte Mayor Ana Ruiz left.", "Charlotte Mayor", "Ana Ruiz"),
        ("Theresa May left.", None, "Theresa May"),
        ("J.T. Marlow left.", None, "J.T. Marlow"),
        ("On Monday Ana Ruiz left.", None, "Ana Ruiz"),
        ("Billionaire Donald Hume left.", "Billionaire", "Donald Hume"),
        ("Drummer Kiki Santoro left.", "Drummer", "Kiki Santoro"),
        ("Mother-of-two Ana Ruiz left.", "Mother-of-two", "Ana Ruiz"),
        ("Fisherman Jón Björnsson left.", "Fisherman", "Jón Björnsson"),
        ("PC Ana Ruiz left.", "PC", "Ana Ruiz"),
        ("Seventeen-year-old Ana Ruiz left.", "Seventeen-year-old", "Ana Ruiz"),
        ("Cllr Ruiz left.", "Cllr", "Ruiz"),
        ("Madam Akosua Ruiz left.", "Madam", "Akosua Ruiz"),
        ("Garda Niall Ó Sé left.", "Garda", "Niall Ó Sé"),
        ("Engr. (Mrs.) Ana Ruiz left.", "Engr. (Mrs.)", "Ana Ruiz"),
        ("They told Chief Executive Ana Ruiz.", "Chief Executive", "Ana Ruiz"),
        ("Barrister Ana Ní Ruiz BL left.", "Barrister", "Ana Ní Ruiz"),
        ("Dame Ana Ruiz KC left.", "Dame", "Ana Ruiz"),
        ("Dean Otis left.", None, "Dean Otis"),
        ("Sen. Dean Otis left.", "Sen.", "Dean Otis"),
        ("José Luis Haddad Ruiz left.", None, "José Luis Haddad Ruiz"),
        ("Rhodri ap Gwilym left.", None, "Rhodri ap Gwilym"),
    ],
)
def test_a_name_is_told_from_the_titles_before_it(
    text: str, title: str | None, name: str
) -> None:
    found = names(text, (Span(0, len(text)),))[-1]

    assert found.span.of(text) == name
    assert (found.title.of(text) if found.title else None) == title


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ana Ruiz, chair of the Sela Fund, left.", "chair of the Sela Fund"),
        ("Ana Ruiz, 44, a teacher at Sela High, left.", "teacher at Sela High"),
        ("The party’s leader, Ana Ruiz, left.", "party’s leader"),
        ("A nurse from Port Sela, Ruiz left. Ana Ruiz.", "nurse from Port Sela"),
        ("Ana Ruiz is a professor of law.", "professor of law"),
        ("Ana Ruiz, who was the party’s treasurer, left.", "party’s treasurer"),
        ("Former Port Sela mayor Ana Ruiz left.", "Former Port Sela mayor"),
        ("Ana Ruiz, who runs the Sela Fund, left.", "who runs the Sela Fund"),
        ("Ana Ruiz served as counsel to the fund.", "counsel to the fund"),
        (
            "Now 44, Ana Ruiz set up a fund and is director of Sela House, a refuge.",
            "director of Sela House",
        ),
        ("Ana Ruiz came as chair of the council.", "chair of the council"),
        ("His friend, and the town’s mayor, Ana Ruiz, left.", "town’s mayor"),
        ("A spokesman for Sen. Ana Ruiz left.", "Sen."),
        ("Ana Ruiz, teachers of the town say, left.", None),
        ("Ana Ruiz is telling the teacher.", None),
        ("They praised Ana Ruiz as a teacher of law.", None),
        ("Paul Otis’s lawyer, Ana Ruiz, left.", "Paul Otis’s lawyer"),
        ("Her deputy, Ana Ruiz of the Sela Fund, left.", "deputy"),
        ("They met the mayor, Ana Ruiz, at noon.", "mayor"),
        ("The Bishop of Sela, the Right Reverend Dr Ana Ruiz.", "Bishop of Sela"),
        ("Ana Ruiz, head of the Workers’ League, left.", "head of the Workers’ League"),
        ("Otis & Co. analyst Ana Ruiz left.", "Otis & Co. analyst"),
        (
            "University of Sela professor emeritus Ana Ruiz left.",
            "University of Sela professor emeritus",
        ),
        ("A retired postman named Ana Ruiz left.", "retired postman"),
        ("A driver, and a spokesman, Omar Ruiz, left.", "spokesman"),
        ("The then mayor, Dame Ana Ruiz, left.", "then mayor"),
        ("Ana Ruiz, of Castle Park, left.", None),
        ("“She is good,” said Ana Ruiz of Ms Haddad.", None),
        ("Detective Ana Ruiz, of Sela Police’s major crime team.", "Detective"),
        ("“No,” said Father Omar Ruiz.", None),
        ("Sir Omar Ruiz left.", None),
        ("A spokesman for the chief of staff, Ana Ruiz, left.", "chief of staff"),
        ("Asked whether his chief of staff, Ana Ruiz, lied.", "chief of staff"),
        ("The chairwoman herself, Ana Ruiz, left.", "chairwoman"),
        ("Fellow judge Sir Omar Ruiz left.", "Fellow judge"),
        ("Army spokesman Brig. Gen. Omar Ruiz left.", "Army spokesman Brig. Gen."),
        ("Ana Ruiz described him as a teacher of law.", None),
        ("Mr. Omar Haddad left.", None),
        ("Ana Ruiz, however, left.", None),
        ("Ana Ruiz, Omar Haddad and a judge left.", None),
        ("Her aunt, Ana Ruiz, is the interior minister.", "interior minister"),
        ("Ana Ruiz (Jack ) left.", None),
        ("“No,” explains botanist Ana Ruiz.", "botanist"),
        ("Otis kept his wife in mind, Ruiz said. Ana Ruiz left.", None),
        ("Ana Ruiz, head of a fund talked about it.", "head of a fund"),
        ("Ana Ruiz, press director ) left.", "press director"),
    ],
)
def test_a_role_is_what_the_article_says(text: str, role: str | None) -> None:
    found = people(text)
    person = next(each for each in found.people if each.words[-1] in {"Ruiz", "Haddad"})

    span = found.role(person)

    assert (span.of(text) if span else None) == role


def test_a_surname_is_the_person_introduced() -> None:
    text = "Ana Ruiz came. Ruiz spoke."
    found = people(text)

    assert [person.words for _, person in found.mentions] == [("Ana", "Ruiz")] * 2


def test_a_surname_of_two_words_is_whose_it_is() -> None:
    found = people("Ana Haddad Ruiz came. The mayor met Haddad Ruiz.")

    assert [each.words for each in found.people] == [("Ana", "Haddad", "Ruiz")]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Pilar Gómez Iglesias", "Gómez"),
        ("José Luis Haddad Arribas", "Haddad Arribas"),
        ("Yousef Abu Zayd", "Abu Zayd"),
        ("Annelies van der Meer", "Van der Meer"),
        ("Faisal bin Rashid al-Marri", "al-Marri"),
        ("Páll Hrafnsson", "Páll"),
    ],
)
def test_a_short_form_is_whose_it_is(full: str, short: str) -> None:
    found = people(f"Mayor {full} came. Later, {short} left.")

    assert found.mentions[-1][1].name.of(found.text) == full


def test_a_given_name_tells_its_gender_however_it_is_written() -> None:
    assert [gender(name) for name in ("Geneviève", "Carol-Ann", "Karl-Heinz")] == [
        "f",
        "f",
        "m",
    ]


def test_an_adverb_at_the_start_is_nobody() -> None:
    assert people("Significantly, the judge left.").people == ()


def test_a_courtesy_title_keeps_two_with_one_surname_apart() -> None:
    text = "Ana Ruiz met Peter Ruiz. Ms. Ruiz spoke."
    found = people(text)

    assert found.mentions[-1][1].words == ("Ana", "Ruiz")


def test_a_headline_in_capitals_names_whom_the_text_names() -> None:
    text = "Ana Ruiz Slams Omar Haddad Over Bridge\n\nAna Ruiz met Omar Haddad."
    found = cast(text, (Span(0, 38), Span(40, len(text))))

    assert [each.words for each in found.people] == [
        ("Ana", "Ruiz"),
        ("Omar", "Haddad"),
    ]


def test_a_word_that_begins_a_headline_is_no_part_of_a_name() -> None:
    text = "Late Otis header sinks Sela\n\nSubstitute Emeka Otis rose highest."
    found = cast(text, (Span(0, 27), Span(29, len(text))))

    assert {each.name.of(text) for each in found.people if each.human} == {"Emeka Otis"}


def test_a_given_name_alone_tells_its_gender() -> None:
    (rose,) = people("He worries since Rose died.").people

    assert rose.gender == "f"


def test_an_owner_tells_nothing_of_the_gender() -> None:
    found = people("Mr. Otis’s deputy, Inmaculada Ruiz, left.")

    assert {each.words[-1]: each.gender for each in found.people}["Ruiz"] != "m"


def test_a_town_that_is_a_given_name_is_nobody() -> None:
    [town, *_] = people("Ana left. He met her in Charlotte on Monday.").people[::-1]

    assert (town.words, town.body) == (("Charlotte",), True)


def test_an_office_before_a_shared_surname_tells_whose_it_is() -> None:
    found = people(
        "They met President Paul Otis. Otis’s cousin, Omar Otis, is the interior "
        "minister.\n\nInterior Minister Otis left."
    )

    name, person = found.mentions[-1]

    assert name.title is not None
    assert person.words == ("Omar", "Otis")
