"""What the bot remembers. The door to SQLAlchemy: every noun is a module in here.

`async with store.opened(url) as db`, then `async with db.writing() as tx` and call
the nouns: `await places.join(tx, target, now=now)`.
"""

from bot.store.database import Store, opened
from bot.store.schema import Tx

__all__ = ["Store", "Tx", "opened"]
