"""Our words on Discord in every language they are kept in: ``languages/*.toml``.

Only what surrounds the news is translated; the grammar's own words stay English.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, cast

LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "de": ("de",),
    "fr": ("fr",),
    "es": ("es-ES", "es-419"),
}
"""A language's file to the locales of Discord that read it; English is the default."""
DEFAULT = "en"


def text(key: str, locale: str | None = None) -> str:
    """Return a text in a person's language; in English where it is not kept."""
    return table(_language(locale), "texts")[key]


def texts(key: str) -> dict[str, str]:
    """Return a text for every locale but the default."""
    return _every("texts", key)


def names(key: str) -> dict[str, str]:
    """Return the names of a use or option for every locale but the default."""
    return _every("names", key)


def _every(section: str, key: str) -> dict[str, str]:
    return {
        locale: table(language, section)[key]
        for language, several in LANGUAGES.items()
        for locale in several
    }


def _language(locale: str | None) -> str:
    language = (locale or DEFAULT).partition("-")[0]
    return language if language in LANGUAGES else DEFAULT


@cache
def table(language: str, section: str) -> Mapping[str, str]:
    """Return one section of a language."""
    source = files("bot.adapters.discord") / "languages" / f"{language}.toml"
    read = tomllib.loads(source.read_text(encoding="utf-8"))
    return cast("Mapping[str, str]", read[section])
