"""Text that every encoding and every database takes."""


def sound(text: str) -> str:
    """Return text without NULs and halves of characters, which JSON may hold."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
