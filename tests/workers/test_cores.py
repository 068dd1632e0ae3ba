"""A process of the bot computes on one core."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COUNT = """
import bot, os, numpy
rows = numpy.ones((600, 600))
rows @ rows
print(len(os.listdir("/proc/self/task")))
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="counts by /proc")
def test_numpy_keeps_to_one_core() -> None:
    plain = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}

    done = subprocess.run(  # noqa: S603 - our own line
        [sys.executable, "-c", COUNT], env=plain, capture_output=True, check=True
    )

    assert done.stdout.split() == [b"1"]
