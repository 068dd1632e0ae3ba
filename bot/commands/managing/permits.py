"""Who may configure a place. Checked here whatever the platform has checked before."""

from typing import Final

from bot.chat import Origin
from bot.commands.here import Here
from bot.errors import NotAllowed

WHO: Final = {
    "discord": "people who can *Manage Channels*",
    "slack": "workspace admins, and whoever created this channel,",
}
"""Who may, by platform, as the refusal names them."""


def check(here: Here, what: str) -> None:
    """Let pass who may change ``what`` here; in a direct message, everybody.

    Raises:
        NotAllowed: the text says who may, and what to do instead.
    """
    if here.incoming.person.may_configure or here.incoming.origin is Origin.DIRECT:
        return
    who = WHO.get(here.incoming.target.platform, "this channel’s maintainers")
    raise NotAllowed(
        f"Only {who} may change {what} here. Ask one of them, or use "
        f"`/{here.root} digest create` in a direct message for yourself."
    )
