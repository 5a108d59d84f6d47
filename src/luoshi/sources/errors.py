"""Why a file cannot be read."""

from __future__ import annotations

from luoshi.values import Message


class SourceError(Exception):
    """A file that cannot be read. `code`: one of those in `docs/problems.md`; `what` is wrong, `todo` about it."""

    def __init__(self, code: str, what: Message, todo: Message) -> None:
        super().__init__(f"{what} — {todo}")
        self.code = code
        self.what = what
        self.todo = todo
