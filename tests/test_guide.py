"""The guide for people who ask: what it quotes, somebody in the seed pack said."""

import re
from pathlib import Path

from bot.ingest import files

ROOT = Path(__file__).parent.parent
QUOTED = re.compile(r"^> “([^”]+)”$|verify \"([^\"]+)\"` \| exact", re.MULTILINE)
"""A quotation set off on its own line, or one that `verify` is said to find."""


def straight(text: str) -> str:
    return text.replace("‘", "'").replace("’", "'")


def test_what_the_guide_quotes_stands_in_the_pack() -> None:
    guide = (ROOT / "docs" / "asking.md").read_text("utf-8")
    pack = straight("\n".join(v.text for v in files.folder(ROOT / "seeds")))

    quoted = [block or exact for block, exact in QUOTED.findall(guide)]

    assert quoted
    assert [text for text in quoted if straight(text) not in pack] == []
