"""Why something could not be done; every message says what, where, and what to do."""

from __future__ import annotations

__all__ = ["DocumentError", "FolderError", "LeitongError", "SettingError"]


class LeitongError(Exception):
    """Anything that this package raises on purpose."""


class DocumentError(LeitongError):
    """Something about one document that cannot be used.

    Attributes:
        document: its name, or ``text 3`` for the text at place 3 of a list.
        reason: what is wrong with it.
    """

    def __init__(self, document: str, reason: str) -> None:
        super().__init__(document, reason)
        self.document = document
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.document}: {self.reason}"


class SettingError(LeitongError, ValueError):
    """A setting, a table of metadata or a column that cannot be used."""


class FolderError(LeitongError, OSError):
    """A folder or a file that cannot be read or written."""
