"""Who is named in an article: names, roles, aliases, gender.

By strings and small lexicons, without a name recogniser.
"""

from summarizer.people.cast import Cast, cast
from summarizer.people.gathering import Person
from summarizer.people.names import Name, names

__all__ = ["Cast", "Name", "Person", "cast", "names"]
