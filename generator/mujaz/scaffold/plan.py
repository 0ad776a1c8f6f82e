"""What a command will write and say, decided before anything is written."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Plan(Struct, frozen=True):
    """Files to write and what to tell the person who asked for them.

    Attributes:
        files: text by POSIX path relative to the site's root.
        notes: what was decided or found on the way, each one line; lower case, no final stop.
    """

    files: Mapping[str, str]
    notes: tuple[str, ...] = ()
    binaries: Mapping[str, bytes] = {}
    """Files that are no text, by path."""


class RefusedError(Exception):
    """What was asked for cannot be done as it was asked.

    Attributes:
        message: why not.
        help: what to ask for instead.
        option: the option of the command that is at fault, such as `--url`, or empty.
    """

    def __init__(self, message: str, help: str, option: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.option = option
