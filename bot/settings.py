"""Settings: config/default.toml, the operator's own file, then DATELINE_* variables.

The dataclasses below are the schema; a key or variable they do not have is an error.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from importlib.resources import files
from pathlib import Path
from typing import cast, get_args, get_origin, get_type_hints

from bot.errors import ConfigError

PREFIX = "DATELINE_"
CONFIG = "DATELINE_CONFIG"
"""The variable that names the operator's own file."""


class Secret(str):
    """A token or password: usable as text, never shown by ``repr`` or a log."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Hide the value."""
        return "Secret('…')" if self else "Secret('')"


@dataclass(frozen=True, slots=True)
class Log:
    level: str
    format: str


@dataclass(frozen=True, slots=True)
class Database:
    url: Secret


@dataclass(frozen=True, slots=True)
class Web:
    host: str
    port: int
    chat: bool
    allow: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    seeds: bool
    zone: str
    at: str


@dataclass(frozen=True, slots=True)
class Summary:
    algorithm: str
    sentences: int


@dataclass(frozen=True, slots=True)
class Briefing:
    stories: int
    sentences: int
    quotes: int


@dataclass(frozen=True, slots=True)
class Ingest:
    user_agent: str
    timeout: float
    max_bytes: int
    min_interval: int
    max_interval: int
    per_host: int
    allow_private: tuple[str, ...]
    retention: int


@dataclass(frozen=True, slots=True)
class Workers:
    analysis: int
    parsing: int


@dataclass(frozen=True, slots=True)
class Slack:
    bot_token: Secret
    app_token: Secret
    signing_secret: Secret
    mode: str
    base_url: str
    client_id: str
    client_secret: Secret
    encryption_key: Secret
    encryption_key_file: str
    maintainers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Discord:
    token: Secret
    api_url: str
    gateway_url: str
    shards: int
    shard_ids: tuple[int, ...]
    maintainers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    engine: str
    lease: int


@dataclass(frozen=True, slots=True)
class Settings:
    data_dir: Path
    command: str
    log: Log
    database: Database
    web: Web
    demo: Demo
    summary: Summary
    briefing: Briefing
    ingest: Ingest
    workers: Workers
    slack: Slack
    discord: Discord
    delivery: Delivery

    @property
    def database_url(self) -> str:
        """The database's address; a file in `data_dir` where none is set."""
        return self.database.url or f"sqlite:///{self.data_dir / 'dateline.db'}"


def folder(name: str) -> Path:
    """Return a data folder of the project (``seeds``, ``config``).

    It travels inside the wheel; in a checkout it stands beside the packages.
    """
    packaged = Path(str(files("bot"))) / "data" / name
    return packaged if packaged.is_dir() else Path(str(files("bot"))).parent / name


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read defaults, file and variables into checked settings.

    Raises:
        ConfigError: naming the place, the key and what would be right.
    """
    environ = os.environ if environment is None else environment
    default = folder("config") / "default.toml"
    values = _toml(default)
    if own := environ.get(CONFIG):
        values = _merged(values, _toml(Path(own)), own, "")
    values = _merged(values, _variables(environ, values), "environment", "")
    return cast("Settings", _build(Settings, values, ""))


def _toml(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error


def _variables(
    environ: Mapping[str, str], known: Mapping[str, object]
) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, text in environ.items():
        if not name.startswith(PREFIX) or name in (CONFIG, "DATELINE_EVAL_DATA"):
            continue
        section, key = _place(name, known)
        if section is None:
            found[key] = text
        else:
            cast("dict[str, object]", found.setdefault(section, {}))[key] = text
    return found


def _place(name: str, known: Mapping[str, object]) -> tuple[str | None, str]:
    rest = name.removeprefix(PREFIX).lower()
    if rest in known and not isinstance(known[rest], Mapping):
        return None, rest
    section, _, key = rest.partition("_")
    table = known.get(section)
    if isinstance(table, Mapping) and key in table:
        return section, key
    raise ConfigError(f"environment: {name}: no such setting (see config/default.toml)")


def _merged(
    below: Mapping[str, object], above: Mapping[str, object], place: str, path: str
) -> dict[str, object]:
    result = dict(below)
    for key, value in above.items():
        if key not in below:
            raise ConfigError(f"{place}: {path}{key}: no such setting")
        old = below[key]
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            result[key] = _merged(old, value, place, f"{path}{key}.")
        elif isinstance(old, Mapping) or isinstance(value, Mapping):
            raise ConfigError(f"{place}: {path}{key}: a section and a value differ")
        else:
            result[key] = value
    return result


def _build(kind: type, values: Mapping[str, object], path: str) -> object:
    hints = get_type_hints(kind)
    built = {
        item.name: _value(hints[item.name], values[item.name], f"{path}{item.name}")
        for item in fields(kind)
    }
    return kind(**built)


def _value(kind: type, value: object, path: str) -> object:
    if is_dataclass(kind) and isinstance(value, Mapping):
        return _build(kind, value, f"{path}.")
    if get_origin(kind) is tuple:
        return _several(get_args(kind)[0], value, path)
    if isinstance(value, str):
        return _parsed(kind, value, path)
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if type(value) is kind:
        return value
    raise ConfigError(f"{path}: {value!r} is not {_NOUN[kind]}")


def _several(kind: type, value: object, path: str) -> tuple[object, ...]:
    items: list[object] = (
        [part.strip() for part in value.split(",") if part.strip()]
        if isinstance(value, str)
        else list(value)
        if isinstance(value, list)
        else [value]
    )
    return tuple(_value(kind, item, path) for item in items)


_NOUN = {
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    str: "text",
    Secret: "text",
    Path: "a path",
}
_BOOLS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def _parsed(kind: type, text: str, path: str) -> object:
    try:
        if kind is bool:
            return _BOOLS[text.lower()]
        return kind(text)
    except (ValueError, KeyError) as error:
        shown = "the value" if kind is Secret else f"“{text}”"
        raise ConfigError(f"{path}: {shown} is not {_NOUN[kind]}") from error
