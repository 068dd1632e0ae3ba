"""Quality and speed: one program per claim, each run by itself."""

import os

# One core, as in the bot's workers: see `bot`.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
