"""Where worker processes come from: a server that forks them, imports made already.

Models are loaded after the fork: their sessions have threads.
"""

from multiprocessing import get_context

context = get_context("forkserver")
context.set_forkserver_preload(
    [
        "bot.workers.analysis",
        "bot.workers.parsing",
        "bot.ingest.parsers",
        # Imported where they are used: the bot's own process needs none of them.
        "onnxruntime",
        "tokenizers",
        "trafilatura",
    ]
)
