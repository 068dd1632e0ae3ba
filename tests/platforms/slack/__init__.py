"""A small Slack on a loopback address that keeps the platform's published contract.

Web API, Socket Mode, signed HTTP events, response addresses; it refuses what Slack
refuses, and fails on demand.
"""

from tests.platforms.slack.server import CHANNEL, Fault, Server, serve

__all__ = ["CHANNEL", "Fault", "Server", "serve"]
