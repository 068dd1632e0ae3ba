"""`dateline chat`: a terminal's lines, typed or piped, answered over the seeds."""

import os
import subprocess
import sys
from pathlib import Path

ASKED = "who said what about the ferry strike\nverify “Breakfast came and went”\n"


def chatted(folder: Path, lines: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE")}
    done = subprocess.run(  # our own interpreter
        [sys.executable, "-m", "bot", "chat"],
        env=environment | {"DATELINE_DATA_DIR": str(folder)},
        input=lines,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout


def test_lines_piped_in_are_answered_after_the_first_briefing(tmp_path: Path) -> None:
    printed = chatted(tmp_path, ASKED)

    briefing, said, proof = (
        printed.find(words)
        for words in ("first briefing", "“Nobody gave that order,”", "Exact:")
    )
    assert 0 <= briefing < said < proof, printed

    again = chatted(tmp_path, ASKED)

    assert "first briefing" not in again
    assert 0 <= again.find("“Nobody gave that order,”") < again.find("Exact:"), again
