"""One grammar for every surface: text → Command. It reads nothing but the line."""

from bot.commands.grammar.parsing import bare, meant, parse

__all__ = ["bare", "meant", "parse"]
