"""What Slack refuses: its own SDK's checks, and the published rules those leave out."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any  # noqa: TID251  # the wire is untyped here on purpose

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

SPECS = Path(__file__).parents[4] / "shared" / "specs"
"""The published specifications, where they lie beside the checkout."""

Json = dict[str, Any]

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
CHARACTERS = 12_000
CONTEXT, ACTIONS = 10, 25
LABEL, VALUE, TEXT, FIELD = 75, 2_000, 3_000, 2_000

INLINE = {
    "text": {"type", "text", "style"},
    "link": {"type", "url", "text", "unsafe", "style"},
    "date": {"type", "timestamp", "format", "url", "fallback"},
    "user": {"type", "user_id", "style"},
    "emoji": {"type", "name", "unicode"},
}
RICH = {
    "rich_text_section": {"type", "elements"},
    "rich_text_quote": {"type", "elements", "border"},
    "rich_text_list": {"type", "elements", "style", "indent", "offset", "border"},
    "rich_text_preformatted": {"type", "elements", "border"},
}
STYLES = {"bold", "italic", "strike", "code"}


def broken(blocks: list[Json], *, most: int = MESSAGE_BLOCKS) -> list[str]:
    """Return what is wrong with blocks; nothing where Slack would take them."""
    found = [f"{len(blocks)} blocks"] if len(blocks) > most else []
    for name in ("block_id", "action_id"):
        times = Counter(value for value in _values(blocks, name))
        found += [f"{name} {v} is used {n} times" for v, n in times.items() if n > 1]
    for block in blocks:
        found += _sdk(block)
        found += _CHECKS.get(block["type"], _anything)(block)
    return found


TITLE, PRIVATE, CALLBACK = 24, 3_000, 255
LABELLED, OPTION, VALUED = 2_000, 75, 150
CHOICES = {"checkboxes": 10, "radio_buttons": 10}


def view(shown: Json) -> list[str]:
    """Return what is wrong with a modal or Home tab besides its blocks.

    https://docs.slack.dev/reference/views
    """
    if shown["type"] == "home":
        return []
    found = []
    for name in ("title", "submit", "close"):
        text = shown.get(name, {"type": "plain_text", "text": "x"})
        if text["type"] != "plain_text" or not 0 < len(text["text"]) <= TITLE:
            found.append(f"view: {name}")
    if len(shown.get("private_metadata", "")) > PRIVATE:
        found.append("view: private_metadata")
    if len(shown.get("callback_id", "")) > CALLBACK:
        found.append("view: callback_id")
    inputs = [block for block in shown["blocks"] if block["type"] == "input"]
    if inputs and "submit" not in shown:
        found.append("view: an input and no submit")
    for block in inputs:
        found += _input(block)
    return found


def _input(block: Json) -> list[str]:
    name, element = block.get("block_id", "?"), block["element"]
    found = [] if len(block["label"]["text"]) <= LABELLED else [f"{name}: label"]
    options = element.get("options", [])
    if len(options) > CHOICES.get(element["type"], 100):
        found.append(f"{name}: {len(options)} options")
    chosen = element.get("initial_options", [])
    chosen += [element["initial_option"]] if "initial_option" in element else []
    if options and any(each not in options for each in chosen):
        found.append(f"{name}: chosen is not among the options")
    return found + [
        f"{name}: option {each}"
        for each in (*options, *chosen)
        if not 0 < len(each["text"]["text"]) <= OPTION or len(each["value"]) > VALUED
    ]


def characters(blocks: list[Json]) -> int:
    """Return the characters Slack counts towards the limit of all blocks."""
    return sum(len(text) for text in _values(blocks, "text") if isinstance(text, str))


def _sdk(block: Json) -> list[str]:
    try:
        parsed = Block.parse(block)
        if parsed is None:
            return [f"no such block: {block['type']}"]
        parsed.to_dict()
    except (SlackObjectFormationError, TypeError, ValueError) as error:
        return [f"{block['type']}: {error}"]
    return []


def _header(block: Json) -> list[str]:
    text = block["text"]
    right = text["type"] == "plain_text" and 0 < len(text["text"]) <= 150
    return [] if right else [f"header: {text}"]


def _context(block: Json) -> list[str]:
    elements = block["elements"]
    long = [e for e in elements if not 0 < len(e.get("text", "x")) <= TEXT]
    return ["context"] if long or not 0 < len(elements) <= CONTEXT else []


def _section(block: Json) -> list[str]:
    texts = [block["text"]["text"]] if "text" in block else []
    fields = [field["text"] for field in block.get("fields", [])]
    right = all(0 < len(text) <= TEXT for text in texts) and all(
        0 < len(text) <= FIELD for text in fields
    )
    return [] if right and (texts or fields) else ["section"]


def _actions(block: Json) -> list[str]:
    found = [] if 0 < len(block["elements"]) <= ACTIONS else ["actions"]
    for element in block["elements"]:
        if element["type"] != "button":
            continue
        if not 0 < len(element["text"]["text"]) <= LABEL:
            found.append("button: label")
        if len(element.get("value", "")) > VALUE:
            found.append("button: value")
        if element["text"]["type"] != "plain_text":
            found.append("button: not plain_text")
    return found


def _rich(block: Json) -> list[str]:
    found = [] if block["elements"] else ["rich_text: empty"]
    for element in block["elements"]:
        found += _part(element)
    return found


def _part(element: Json) -> list[str]:
    kind = element["type"]
    if kind not in RICH:
        return [f"rich_text: {kind}"]
    found = [f"{kind}: {key}" for key in element.keys() - RICH[kind]]
    if not element["elements"]:
        found.append(f"{kind}: empty")
    below = _part if kind == "rich_text_list" else _inline
    for inside in element["elements"]:
        found += below(inside)
    return found


def _inline(element: Json) -> list[str]:
    kind = element["type"]
    if kind not in INLINE:
        return [f"rich_text: {kind}"]
    found = [f"{kind}: {key}" for key in element.keys() - INLINE[kind]]
    if kind in ("text", "link") and not element.get("text"):
        found.append(f"{kind}: empty")
    if kind == "link" and not element["url"].startswith(("http://", "https://")):
        found.append(f"link: {element['url']}")
    if not set(element.get("style", {})) <= STYLES:
        found.append(f"{kind}: style")
    return found


def _anything(_block: Json) -> list[str]:
    return []


_CHECKS = {
    "header": _header,
    "context": _context,
    "section": _section,
    "actions": _actions,
    "rich_text": _rich,
}


def _values(value: object, name: str) -> Iterator[Any]:
    if isinstance(value, dict):
        if isinstance(value.get(name), str):
            yield value[name]
        for inside in value.values():
            yield from _values(inside, name)
    elif isinstance(value, list):
        for inside in value:
            yield from _values(inside, name)


# --- arguments and scopes, from the published reference -------------------------------


@cache
def reference(method: str) -> Json | None:
    """Return Slack's description of a method; None where it does not lie here."""
    file = SPECS / "slack-methods" / f"{method}.json"
    return json.loads(file.read_text("utf-8")) if file.is_file() else None


def carrier(method: str, verb: str, content_type: str) -> str:
    """Return the error of a call that does not come as the reference has it."""
    described = reference(method)
    if described is None:
        return ""
    if verb != described["http_method"]:
        return "method_not_allowed"
    taken = {"application/x-www-form-urlencoded"}
    if described.get("json_input_supported"):
        taken.add("application/json")
    return "" if verb == "GET" or content_type in taken else "invalid_post_type"


def arguments(method: str, given: Json) -> list[str]:
    """Return what the reference finds wrong with a call's arguments."""
    described = reference(method)
    if described is None:
        return []
    known = described["args"]["properties"]
    found = [f"{method}: no argument {name}" for name in given.keys() - known.keys()]
    missing = set(described["args"].get("required", ())) - given.keys() - {"token"}
    found += [f"{method}: {name} is missing" for name in missing]
    found += [
        f"{method}: {name} is not text"
        for name, value in given.items()
        if _is_text(known.get(name, {})) and not isinstance(value, str)
    ]
    return found


def _is_text(described: Json) -> bool:
    return described.get("type") == "string"


def scopes(method: str) -> frozenset[str]:
    """Return the scopes of which a bot needs one; none where any token will do."""
    described = reference(method)
    if described is None:
        return _SCOPES.get(method, frozenset())
    return frozenset(described["scope"].get("bot", ()))


_SCOPES = {
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "chat.delete": frozenset({"chat:write"}),
    "users.info": frozenset({"users:read"}),
    "conversations.history": frozenset({"channels:history", "groups:history"}),
    "conversations.replies": frozenset({"channels:history", "groups:history"}),
    "conversations.info": frozenset({"channels:read", "groups:read"}),
    "users.conversations": frozenset({"channels:read", "groups:read"}),
    "conversations.open": frozenset({"im:write"}),
}
