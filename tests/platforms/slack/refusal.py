"""How a method of the Web API says no."""


class Refusal(Exception):  # noqa: N818
    """What the answer says is wrong."""

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}
