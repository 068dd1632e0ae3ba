"""What people do on the Home tab and in forms."""

from tests.platforms.slack import methods
from tests.platforms.slack.rules import Json
from tests.platforms.slack.server import ANA, APP, DIRECT, TEAM, Server


async def open_home(server: Server, *, user: str = ANA, direct: str = DIRECT) -> None:
    """Let a person open the bot's Home tab."""
    event = {"type": "app_home_opened", "user": user, "channel": direct, "tab": "home"}
    await server.event(event)


async def press(server: Server, label: str, *, user: str = ANA, nth: int = 0) -> str:
    """Let a person press a button of their Home tab; return the trigger."""
    view = server.views[user]
    found = [b for b in methods.buttons(view) if methods.label(b) == label]
    payload = _interaction(server, "block_actions", user)
    payload |= {
        "container": {"type": "view", "view_id": f"V{user}"},
        "view": {**view, "id": f"V{user}", "app_installed_team_id": TEAM},
        "actions": [{**found[nth], "action_ts": server.ts()}],
    }
    await server.deliver("interactive", payload)
    return str(payload["trigger_id"])


async def submit(
    server: Server, trigger: str, values: Json, *, user: str = ANA
) -> Json:
    """Let a person send the form opened by ``trigger``; return what came of it."""
    form = server.views[trigger]
    state = {name: {name: value} for name, value in values.items()}
    payload = _interaction(server, "view_submission", user)
    payload["view"] = {
        **form,
        "id": f"V{trigger}",
        "hash": server.ts(),
        "state": {"values": state},
        "app_installed_team_id": TEAM,
    }
    envelope = await server.deliver("interactive", payload)
    await server.until(lambda: envelope in server.acks)
    answer = server.answers[envelope]
    wrong = set(answer.get("errors", {})) - {b.get("block_id") for b in form["blocks"]}
    assert not wrong, f"no such fields: {wrong}"
    return answer


async def type_ahead(
    server: Server, name: str, typed: str, *, within: str = ""
) -> list[str]:
    """Let a person type into a field that completes; return what is offered.

    ``within`` is what the form keeps to itself.
    """
    payload = _interaction(server, "block_suggestion", ANA)
    payload |= {"action_id": name, "block_id": name, "value": typed}
    payload["view"] = {"type": "modal", "private_metadata": within}
    envelope = await server.deliver("interactive", payload)
    await server.until(lambda: envelope in server.acks)
    return [option["value"] for option in server.answers[envelope]["options"]]


def zone(name: str) -> Json:
    """Return the value of a chosen zone."""
    return {"type": "external_select", "selected_option": {"value": name}}


def days(*names: str) -> Json:
    """Return the value of ticked days."""
    return {"type": "checkboxes", "selected_options": [{"value": n} for n in names]}


def _interaction(server: Server, kind: str, user: str) -> Json:
    return {
        "type": kind,
        "team": {"id": TEAM, "domain": "local"},
        "user": {"id": user, "team_id": TEAM},
        "api_app_id": APP,
        "trigger_id": server.trigger(),
    }
