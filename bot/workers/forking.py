"""Where worker processes come from.

Models are loaded in the worker itself: their sessions have threads.
"""

from multiprocessing import get_context

fresh = get_context("spawn")
"""For few workers that stay: they hold what they import themselves, nothing else."""
forked = get_context("forkserver")
"""For workers that come and go: a server forks them, imports made already."""
forked.set_forkserver_preload(
    [
        "bot.workers.parsing",
        "bot.ingest.parsers",
        # Imported where it is used: the bot's own process does not need it.
        "trafilatura",
    ]
)
