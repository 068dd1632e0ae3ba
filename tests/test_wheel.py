"""The wheel works by itself: settings, seeds and weights travel inside it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it, as pip does, away from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    _python(folder, "-m", *build)
    [wheel] = folder.glob("*.whl")
    target = folder / "site"
    install = ["pip", "install", "--quiet", "--no-deps", "--no-index"]
    _python(folder, "-m", *install, "--target", str(target), str(wheel))
    return target


def _python(folder: Path, *arguments: str, said: str = "", site: str = "") -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE")}
    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, *arguments],
        cwd=folder,
        input=said,
        text=True,
        capture_output=True,
        env=environment | {"PYTHONPATH": site},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_brings_its_own_seeds_and_prints_their_briefing(
    installed: Path, tmp_path: Path
) -> None:
    where = _python(
        tmp_path, "-c", "import bot; print(bot.__file__)", site=str(installed)
    )
    printed = _python(tmp_path, "-m", "bot", "brief", site=str(installed))

    assert where.startswith(str(installed))
    assert "U.S., Russia revive effort to coordinate ISIS fight in Syria" in printed
    assert "Sergey Lavrov — Russian Foreign Minister" in printed
    assert list(tmp_path.iterdir()) == []


def test_it_brings_its_own_weights_and_reads(installed: Path, tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "text": "“It is over,” Ana Ruiz said on Monday."})

    out = _python(tmp_path, "-m", "bot", "read", said=line, site=str(installed))

    [quote] = json.loads(out)["quotes"]
    assert quote["speaker"]["name"] == "Ana Ruiz"
