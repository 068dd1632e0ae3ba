"""Bolt's handlers: which delivery goes where. Bolt acknowledges events by itself."""

import re
from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult

from bot.adapters.slack import answering, events
from bot.adapters.slack.filling import COMPLETED, Filling
from bot.adapters.slack.forms import Form
from bot.adapters.slack.lines import Lines
from bot.adapters.slack.payload import Object
from bot.adapters.slack.session import Session
from bot.adapters.slack.tab import Tab
from bot.adapters.slack.visits import LEFT, Visits
from bot.adapters.slack.wire import LOG
from bot.adapters.slack.workspaces import Workspaces
from bot.settings import Secret

ANY = re.compile("")
NOT_HERE = (
    "I am not installed in this workspace. An admin can do that; where a whole "
    "organisation uses me, each workspace that wants me needs it."
)


def app(session: Session, secret: Secret, command: str) -> AsyncApp:
    """Return Bolt's application for a session; ``secret`` verifies HTTP requests."""
    made = AsyncApp(
        name="dateline",
        logger=LOG,
        signing_secret=secret or "unused in Socket Mode",
        client=session.wire.of(""),
        authorize=_authorizing(session.wire.workspaces),
        user_facing_authorize_error_message=NOT_HERE,
    )
    made.middleware(_name_installation)
    tab = Tab(session, command)
    filling = Filling(session, tab)
    made.event("app_home_opened")(tab.on_home)
    _hear_forms(made, filling)
    _hear_lines(made, Lines(session, filling))
    _hear_visits(made, Visits(session))
    made.event(ANY)(_ignore)  # the last: takes what nobody wants
    return made


def _hear_lines(made: AsyncApp, lines: Lines) -> None:
    made.event("app_mention")(lines.on_message)
    made.event("message")(lines.on_message)
    made.command(ANY)(lines.on_command)
    made.action(answering.SHARE)(lines.on_share)
    made.action(ANY)(lines.on_press)


def _hear_forms(made: AsyncApp, filling: Filling) -> None:
    made.action(re.compile(r"^open:"))(filling.on_open)
    made.action(re.compile(r"^line:[A-Z]"))(filling.on_line)
    for name in COMPLETED:
        made.options(name)(filling.on_option)
    for form in Form:
        made.view(form.value)(filling.on_sent)


def _hear_visits(made: AsyncApp, visits: Visits) -> None:
    made.event("member_joined_channel")(visits.on_joined)
    made.event("member_left_channel")(visits.on_member_left)
    for name in LEFT:
        made.event(name)(visits.on_left)
    made.event("app_uninstalled")(visits.on_uninstalled)
    made.event("tokens_revoked")(visits.on_revoked)


def _authorizing(
    workspaces: Workspaces,
) -> Callable[..., Awaitable[AuthorizeResult]]:
    # Bolt passes arguments by name and takes a bound method's `self` for one.
    async def authorize(team_id: str | None) -> AuthorizeResult | None:
        found = await workspaces.find(team_id or "")
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=found.team,
            bot_token=found.token,
            bot_id=found.bot_id,
            bot_user_id=found.bot,
        )

    return authorize  # type: ignore[return-value]  # Bolt takes None: not installed


async def _name_installation(
    context: AsyncBoltContext,
    body: Object,
    next_: Callable[[], Awaitable[None]],
) -> None:
    """Let handlers know for which installation a delivery is.

    In a shared channel other workspaces' ids stand in it as well.
    """
    if found := context.authorize_result:
        body[events.INSTALLED] = found.team_id
    await next_()


async def _ignore() -> None:
    """Take an event we have no use for."""
