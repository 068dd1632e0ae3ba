"""How the local Discord words its refusals."""

from aiohttp import web

from tests.platforms.discord.world import Json

MESSAGES = {
    10004: (404, "Unknown Guild"),
    10003: (404, "Unknown Channel"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    40060: (400, "Interaction has already been acknowledged."),
    40067: (400, "A tag is required to create a forum post in this channel"),
    50001: (403, "Missing Access"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50008: (400, "Cannot send messages in a non-text channel"),
    50013: (403, "Missing Permissions"),
    50024: (400, "Cannot execute action on this channel type"),
    50035: (400, "Invalid Form Body"),
    160004: (400, "A thread has already been created for this message"),
}


class Refusal(Exception):  # noqa: N818  # reads as what it is
    """An error of Discord's, raised by a handler."""

    def __init__(self, code: int, errors: object = None) -> None:
        super().__init__(code)
        self.code = code
        self.errors = errors

    def response(self) -> web.Response:
        status, message = MESSAGES[self.code]
        body: Json = {"code": self.code, "message": message}
        if self.errors:
            body["errors"] = {"_errors": self.errors}
        return answer(body, status)


def answer(body: object, status: int = 200, **headers: str) -> web.Response:
    """Return JSON as Discord does: discord.py wants exactly this content type."""
    response = web.json_response(body, status=status)
    response.headers["Content-Type"] = "application/json"
    response.headers["Via"] = "1.1 google"
    response.headers.update({k.replace("_", "-"): v for k, v in headers.items()})
    return response


def too_many(
    after: float, *, via: bool = True, everywhere: bool = False
) -> web.Response:
    """Return a 429; without ``Via`` it is the network's and carries no JSON."""
    if not via:
        return web.Response(status=429, text="slow down")
    body = {"message": "slow down", "retry_after": after, "global": everywhere}
    return answer(body, 429, Retry_After=str(after), X_RateLimit_Scope="user")
