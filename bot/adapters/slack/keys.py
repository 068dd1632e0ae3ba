"""The keys that encrypt tokens at rest. They come from outside, never from the store.

Fernet: AES-128 in CBC mode with an HMAC, https://github.com/fernet/spec. The first key
encrypts; all of them decrypt, so that an old one can be retired in peace.
"""

from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import ConfigError
from bot.settings import Slack

REMEDY = (
    "make one with: python -c 'from cryptography.fernet import Fernet; "
    "print(Fernet.generate_key().decode())'"
)


def keyring(settings: Slack) -> MultiFernet:
    """Return the keys of the settings, the newest first.

    Raises:
        ConfigError: there is none, or one is not a key.
    """
    texts = _texts(settings)
    if not texts:
        raise ConfigError(f"slack.encryption_key: missing; {REMEDY}")
    try:
        return MultiFernet([Fernet(text) for text in texts])
    except ValueError as error:
        raise ConfigError(
            f"slack.encryption_key: not 32 bytes in url-safe base64; {REMEDY}"
        ) from error


def opened(keys: MultiFernet, sealed: bytes, whose: str) -> bytes:
    """Decrypt what was sealed for a workspace.

    Raises:
        ConfigError: none of the keys has sealed it.
    """
    try:
        return keys.decrypt(sealed)
    except InvalidToken as error:
        raise ConfigError(
            f"slack.encryption_key: the token of workspace {whose} was encrypted with "
            "another key; put that one behind the new one, separated by a comma"
        ) from error


def _texts(settings: Slack) -> list[str]:
    found = settings.encryption_key.split(",")
    if settings.encryption_key_file:
        try:
            found += Path(settings.encryption_key_file).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"slack.encryption_key_file: {settings.encryption_key_file} cannot be "
                f"read ({error})"
            ) from error
    return [text.strip() for text in found if text.strip()]
