"""The seed articles: one given and unchanged, the others fiction with known hazards."""

import re
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.ingest import files
from summarizer import Moment, Undated, Version

SEEDS = Path(__file__).parent.parent / "seeds"
GIVEN = "000_eec935a6ea3cb21e.txt"
GIVEN_SHA256 = "131da3d3d40c4feee0a1a1604a51d9ab0b3718900ec1052e511399cc2c0f50b6"
PACK = sorted(path.name for path in SEEDS.glob("*.txt") if path.name != GIVEN)
STORIES = {"ferry": 4, "dam": 4, "vote": 3}
REPRINT = 0.6
"""Share of a reprint's 5-word shingles that its original must hold."""


def read(name: str) -> Version:
    return files.read(SEEDS / name)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def shingles(text: str, size: int = 5) -> set[tuple[str, ...]]:
    run = words(text)
    return {tuple(run[i : i + size]) for i in range(len(run) - size + 1)}


def contained(part: str, whole: str) -> float:
    mine = shingles(part)
    return len(mine & shingles(whole)) / len(mine)


def straight(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


# --- the files ------------------------------------------------------------------


def test_the_given_article_is_unchanged() -> None:
    content = (SEEDS / GIVEN).read_bytes()

    assert sha256(content).hexdigest() == GIVEN_SHA256


def test_the_given_article_has_no_header() -> None:
    version = read(GIVEN)

    assert version.article.address is None
    assert version.published == Undated()
    assert version.text.encode() == (SEEDS / GIVEN).read_bytes()


def test_the_pack_has_fourteen_articles() -> None:
    assert len(PACK) == 14


@pytest.mark.parametrize(("story", "count"), STORIES.items())
def test_several_outlets_cover_a_story(story: str, count: int) -> None:
    outlets = {read(name).article.outlet for name in PACK if f"_{story}_" in name}

    assert len(outlets) == count


@pytest.mark.parametrize("name", PACK)
def test_every_article_says_where_and_when_it_was_published(name: str) -> None:
    version = read(name)
    address = urlsplit(version.article.address or "")

    assert version.article.outlet
    assert address.scheme == "https"
    assert (address.hostname or "").endswith(".example")
    assert isinstance(version.published, Moment)
    assert version.published.at.isoformat()[:8] == "2026-11-"
    assert 22 <= version.published.at.day <= 25


@pytest.mark.parametrize("name", PACK)
def test_a_file_is_named_for_its_story_and_outlet(name: str) -> None:
    outlet = read(name).article.outlet.lower().removeprefix("the ").split()[0]

    assert re.fullmatch(r"\d\d_[a-z]+_[a-z-]+\.txt", name)
    assert outlet in name


@pytest.mark.parametrize("name", [name for name in PACK if name[:2] != "14"])
def test_an_english_article_has_the_length_of_a_news_report(name: str) -> None:
    assert 350 <= len(words(read(name).text)) <= 650


@pytest.mark.parametrize("name", PACK)
def test_a_title_stands_above_the_text(name: str) -> None:
    title, gap, rest = read(name).text.partition("\n\n")

    assert gap
    assert rest
    assert "\n" not in title
    assert len(title) <= 90
    assert not title.endswith(".")


def test_no_address_is_used_twice() -> None:
    addresses = [read(name).article.address for name in PACK]

    assert len(set(addresses)) == len(addresses)


def test_one_outlet_has_one_host() -> None:
    places = {(v.article.outlet, host(v)) for v in map(read, PACK)}

    assert len({outlet for outlet, _ in places}) == len(places)
    assert len({where for _, where in places}) == len(places)


def host(version: Version) -> str:
    return urlsplit(version.article.address or "").hostname or ""


def test_one_article_is_in_german() -> None:
    assert [name for name in PACK if read(name).language == "de"] == [
        "14_bruecke_tolmener-bote.txt"
    ]


# --- the hazards ----------------------------------------------------------------


def test_the_gazette_reprints_the_wire_under_another_headline() -> None:
    wire = read("02_ferry_halyard.txt")
    reprint = read("03_ferry_brindle-valley-gazette.txt")

    assert contained(reprint.text, wire.text) >= REPRINT
    assert reprint.author == wire.article.outlet
    assert reprint.text.splitlines()[0] != wire.text.splitlines()[0]


def test_only_the_reprint_repeats_another_article() -> None:
    texts = {name: read(name).text for name in PACK}

    copies = [
        (one, other)
        for one, other in combinations(PACK, 2)
        if contained(texts[other], texts[one]) >= REPRINT / 2
    ]

    assert copies == [("02_ferry_halyard.txt", "03_ferry_brindle-valley-gazette.txt")]


FIGURES = {
    "injured, the authority": ("02_ferry_halyard", "at least 12 people were injured"),
    "injured, the ambulances": ("01_ferry_harbour-ledger", "14 people were injured"),
    "injured, the hospital": ("04_ferry_ninth-meridian", "it had treated 16 people"),
    "dead, the province": ("05_dam_radio-vessin", "Nine people died"),
    "dead, the charity": ("05_dam_radio-vessin", "says the number is 11"),
    "dead, raised": ("08_dam_harbour-ledger", "from nine to 11"),
    "displaced": ("06_dam_astrel-courant", "the province puts the number at 2,300"),
    "displaced, revised": ("08_dam_harbour-ledger", "to 2,900, from 2,300"),
    "lead, preliminary": ("09_vote_kessary-daybook", "1,204 votes ahead"),
    "lead, recounted": ("11_vote_astrel-courant", "by 1,117 votes"),
    "districts, promised": ("09_vote_kessary-daybook", "Ballots from 43 districts"),
    "districts, listed": ("10_vote_ninth-meridian", "will recount 41 districts"),
}


@pytest.mark.parametrize(("stem", "figure"), FIGURES.values(), ids=FIGURES)
def test_outlets_give_different_figures(stem: str, figure: str) -> None:
    assert figure in read(f"{stem}.txt").text


CUTS = {
    "the fight": (
        "it can end this by breakfast if it puts them back.",
        {
            "01_ferry_harbour-ledger": "it can end this by breakfast if it puts them",
            "02_ferry_halyard": '"It can end this by breakfast."',
            "04_ferry_ninth-meridian": '"can end this by breakfast if it puts them',
        },
    ),
    "the wait": (
        "three times I was told to wait for the governor's office",
        {
            "05_dam_radio-vessin": "I was told to wait for the governor's office",
            "06_dam_astrel-courant": "three times I was told to wait,'",
            "08_dam_harbour-ledger": "three times I was told to wait for the governor",
        },
    ),
    "the recount": (
        "It is arithmetic done twice in front of more people",
        {
            "09_vote_kessary-daybook": '"It is arithmetic done twice',
            "10_vote_ninth-meridian": '"is arithmetic done twice in front of more',
            "11_vote_astrel-courant": "It is arithmetic done twice in front of more",
        },
    ),
}


@pytest.mark.parametrize(("whole", "cuts"), CUTS.values(), ids=CUTS)
def test_outlets_cut_one_utterance_differently(
    whole: str, cuts: dict[str, str]
) -> None:
    said = words(whole)

    for stem, cut in cuts.items():
        assert cut in straight(read(f"{stem}.txt").text)
        shared = [word for word in words(cut) if word in said]
        assert len(shared) >= 4


HAZARDS = {
    "dateline": ("02_ferry_halyard", "PORT CALVANE (Halyard) —"),
    "namesakes": ("01_ferry_harbour-ledger", "Captain Joss Pellorin, who is not"),
    "acronym": ("01_ferry_harbour-ledger", "Calvane Sound Ferries (CSF)"),
    "split quotation": ("01_ferry_harbour-ledger", "order,” he said, “and nobody"),
    "scare quotes": ("06_dam_astrel-courant", "His so-called ‘open book’"),
    "pronoun speaker": ("06_dam_astrel-courant", "?’ she asked."),
    "collective speaker": ("05_dam_radio-vessin", "residents said they wanted names"),
    "unnamed speaker": ("02_ferry_halyard", 'pick a winner," the official said'),
    "according to": ("01_ferry_harbour-ledger", "According to two people briefed"),
    "not said": ("08_dam_harbour-ledger", "He has not said whether"),
    "denied": ("02_ferry_halyard", "Marchetane's office denied saying that"),
    "second-hand": ("04_ferry_ninth-meridian", "said the minister had told him that"),
    "nickname": ("12_lamp_brindle-valley-gazette", "Wilhelmina “Billie” Gaskarth"),
    "title of a work": ("12_lamp_brindle-valley-gazette", "“Not Enough Light”"),
    "transcript": ("13_glass_radio-vessin", "\nOSTLIND: "),
    "quotation in headline": ("06_dam_astrel-courant", "‘Three times I was told"),
    "photo credit": ("01_ferry_harbour-ledger", "\nPhoto: Mara Quistel"),
    "newsletter": ("01_ferry_harbour-ledger", "our free newsletter"),
    "copyright": ("08_dam_harbour-ledger", "\n© 2026 The Harbour Ledger."),
    "correction": ("08_dam_harbour-ledger", "Correction, 25 November:"),
    "byline in the text": ("04_ferry_ninth-meridian", "\nBy Jonah Trevail\n"),
    "British spelling": ("11_vote_astrel-courant", "apologised"),
    "American spelling": ("09_vote_kessary-daybook", "three colors of ink"),
    "German marks": ("14_bruecke_tolmener-bote", "„Die Brücke ist müde"),
}


@pytest.mark.parametrize(("stem", "sign"), HAZARDS.values(), ids=HAZARDS)
def test_the_pack_holds_the_hazards_of_real_news(stem: str, sign: str) -> None:
    assert sign in read(f"{stem}.txt").text


def test_a_quotation_over_two_paragraphs_is_opened_again() -> None:
    paragraphs = read("04_ferry_ninth-meridian.txt").text.split("\n\n")

    left_open = [p for p in paragraphs if p.count("“") > p.count("”")]

    assert [p.split()[0] for p in left_open] == ["“I"]
    follower = paragraphs[paragraphs.index(left_open[0]) + 1]
    assert follower.startswith("“")
