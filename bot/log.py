"""Logs: structlog on standard error, one canonical line per unit of work.

Secrets never reach it: values that look like tokens are masked on their way out.
"""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor

TOKENS = re.compile(
    r"xox[a-z]-[\w-]{6,}"  # Slack bot, user and refresh tokens
    r"|xapp-[\w-]{6,}"  # Slack app-level tokens
    r"|xoxe[.-][\w.-]{6,}"
    r"|(?<=[?&]ticket=)[^\s&'\"]+"  # what opens a Slack socket
    r"|(?<=hooks\.slack\.com/)[\w/-]+"  # what answers a Slack interaction
    r"|\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"  # Discord bot tokens
    r"|(?<=://)[^\s/:@]+:[^\s/@]+(?=@)"  # user:password@ in an address
)
"""What a credential looks like, wherever it stands."""

QUIET = ("aiohttp.access", "alembic", "apscheduler", "dbos", "discord", "slack_bolt")
"""Libraries whose every step is at info level: every request, every heartbeat."""

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


def get(name: str) -> FilteringBoundLogger:
    """Return the logger of a part of the program."""
    logger: FilteringBoundLogger = structlog.get_logger(part=name)
    return logger


def configure(level: str, style: str) -> None:
    """Send everything, the libraries' logs included, to standard error.

    ``style`` is ``json``, ``text``, or ``auto``: text on a terminal, JSON elsewhere.
    """
    text = style == "text" or (style == "auto" and sys.stderr.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        masked,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    _handle_libraries(LEVELS[level], shared, text=text)


def _handle_libraries(level: int, shared: list[Processor], *, text: bool) -> None:
    last = (
        structlog.dev.ConsoleRenderer()
        if text
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                last,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def masked(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Return the event with everything that looks like a credential hidden."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = mask(value)
        elif isinstance(value, BaseException):
            event[key] = mask(repr(value))
    return event


def mask(text: str) -> str:
    """Hide what looks like a credential."""
    return TOKENS.sub("…", text)
