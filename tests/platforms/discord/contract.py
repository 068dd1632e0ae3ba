"""What Discord accepts: its own OpenAPI description where present, and what it lacks.

The description is read beside the project and never copied into it.
"""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import cast

from jsonschema import (  # type: ignore[import-untyped, unused-ignore]
    Draft202012Validator,
)
from referencing import Registry
from referencing.jsonschema import DRAFT202012

Json = dict[str, object]

SPECS = "DATELINE_SPECS"
"""Names a folder with ``discord-openapi.json``; else ``../shared/specs`` is tried."""
NAME = "discord-openapi.json"


def problems(method: str, path: str, body: object) -> list[str]:
    """Return what is wrong with a request's JSON body, in words."""
    return [*_described(method, path, body), *_undescribed(body)]


def _described(method: str, path: str, body: object) -> list[str]:
    reference = _reference(method, path)
    if reference is None:
        return []
    validator = Draft202012Validator({"$ref": reference}, registry=_registry())
    return [f"{e.json_path}: {e.message[:200]}" for e in validator.iter_errors(body)]


def _undescribed(body: object) -> list[str]:
    """Check what the description leaves out (message limits, custom ids, nonces)."""
    shown = body if isinstance(body, dict) else {}
    for inside in ("data", "message"):
        if isinstance(shown.get(inside), dict):
            shown = shown[inside]
    wrong = []
    if _length(shown.get("content")) > 2_000:
        wrong.append("content: longer than 2000")
    embeds = cast("list[Json]", shown.get("embeds") or [])
    if sum(_embed_size(embed) for embed in embeds) > 6_000:
        wrong.append("embeds: more than 6000 characters in all")
    ids = [b.get("custom_id") for row in _rows(shown) for b in _rows(row)]
    if len(ids) != len(set(ids)):
        wrong.append("components: a custom id stands twice")
    if len(str(shown.get("nonce") or "")) > 25:
        wrong.append("nonce: longer than 25")
    return wrong


def empty(body: Json) -> bool:
    """Tell whether a message would show nothing (error 50006)."""
    return not any(body.get(key) for key in ("content", "embeds", "components"))


def _rows(of: Json) -> list[Json]:
    return cast("list[Json]", of.get("components") or [])


def _embed_size(embed: Json) -> int:
    footer = cast("Json", embed.get("footer") or {})
    return sum(
        _length(text)
        for text in (embed.get("title"), embed.get("description"), footer.get("text"))
    )


def _length(text: object) -> int:
    return len(text.encode("utf-16-le")) // 2 if isinstance(text, str) else 0


# --- the description --------------------------------------------------------------


def _place() -> Path:
    beside = Path(__file__).parents[4] / "shared" / "specs"
    return Path(os.environ.get(SPECS, beside)) / NAME


@cache
def _description() -> Json:
    place = _place()
    if not place.is_file():
        return {}
    described = cast("Json", json.loads(place.read_text(encoding="utf-8")))
    schemas = cast("Json", cast("Json", described["components"])["schemas"])
    schemas["SnowflakeType"] = {"type": ["string", "integer"]}  # clients send both
    return described


@cache
def _registry() -> Registry[Json]:
    resource = DRAFT202012.create_resource(_description())
    registry: Registry[Json] = Registry()
    whole: Registry[Json] = registry.with_resource("discord", resource)
    return whole


@cache
def _reference(method: str, path: str) -> str | None:
    """Return a pointer to the schema of a request, or None where none is described."""
    for template, operations in cast("Json", _description().get("paths", {})).items():
        pattern = re.sub(r"\{\w+\}", "[^/]+", template)
        operation = cast("Json", operations).get(method.lower())
        if operation and re.fullmatch(pattern, path) and _has_json(operation):
            escaped = template.replace("~", "~0").replace("/", "~1")
            escaped = escaped.replace("{", "%7B").replace("}", "%7D")
            kind = "application~1json"
            return (
                f"discord#/paths/{escaped}/{method.lower()}/requestBody/content/"
                f"{kind}/schema"
            )
    return None


def _has_json(operation: object) -> bool:
    body = cast("Json", cast("Json", operation).get("requestBody") or {})
    return "application/json" in cast("Json", body.get("content") or {})
