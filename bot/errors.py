"""Everything that can go wrong, by who must act.

DatelineError
├── ConfigError      the operator: a setting names no valid value
├── StoreError       the operator: the database cannot be used
├── IngestError      nobody: this source failed, others go on
│   ├── Unreachable    the site did not answer, or answered with an error
│   ├── Refused        a rule of ours forbids the request (address, robots, size)
│   └── Unreadable     what came back is not what it should be
├── DeliveryError    the ledger: decides what happens to a post
│   ├── RateLimited    nothing was posted; try again after a while
│   ├── Gone           nothing was posted and never will be: the place is gone
│   ├── Forbidden      nothing was posted: a permission is missing
│   ├── Invalid        nothing was posted: the platform refuses the content
│   └── Unknown        it may have been posted; look it up before trying again
└── CommandError     the person who typed: the text is shown to them
    └── NotAllowed     only others may do this; the text says who
"""

from datetime import timedelta


class DatelineError(Exception):
    """Root of the errors this program raises on purpose."""


class ConfigError(DatelineError):
    """A setting cannot be used; the text names place, thing and remedy."""


class StoreError(DatelineError):
    """The database cannot be opened, migrated or written."""


class IngestError(DatelineError):
    """A source could not be read; the text is shown to its channel."""


class Unreachable(IngestError):  # noqa: N818  # reads as what happened
    """The site did not answer, or answered with an error."""

    def __init__(
        self, text: str, *, status: int | None = None, after: timedelta | None = None
    ) -> None:
        """Keep the HTTP status and how long the site asked us to wait."""
        super().__init__(text)
        self.status = status
        self.after = after


class Refused(IngestError):  # noqa: N818
    """A rule of ours forbids the request: address, robots.txt, size, time."""


class Unreadable(IngestError):  # noqa: N818
    """What came back is not a feed, page or file we can read."""


class DeliveryError(DatelineError):
    """A post did not go out as it should; the ledger decides what follows."""


class RateLimited(DeliveryError):  # noqa: N818
    """Nothing was posted; try again after ``after``."""

    def __init__(self, after: timedelta) -> None:
        """Keep how long the platform asked us to wait."""
        super().__init__(f"rate limited for {after.total_seconds():g} s")
        self.after = after


class Gone(DeliveryError):  # noqa: N818
    """Nothing was posted and never will be: channel, thread or workspace is gone."""


class Forbidden(DeliveryError):  # noqa: N818
    """Nothing was posted: a permission is missing; the text says which."""


class Invalid(DeliveryError):  # noqa: N818
    """Nothing was posted: the platform refuses the content."""


class Unknown(DeliveryError):  # noqa: N818
    """It may have been posted: look it up by key before anything else."""


class CommandError(DatelineError):
    """The command cannot be done; the text says why and what to do."""


class NotAllowed(CommandError):  # noqa: N818
    """This person may not do that; the text says who may."""
