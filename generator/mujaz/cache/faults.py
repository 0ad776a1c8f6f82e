"""What may be wrong with a store of what earlier runs kept."""

from __future__ import annotations

from pathlib import Path


class DamagedError(Exception):
    """A content that was kept is not what was put there; the store is to be emptied and filled anew."""


class RefusedCacheError(Exception):
    """What stands where a cache goes is nothing that mujaz put there, and it is left alone.

    Attributes:
        help: what to do about it.
    """

    def __init__(self, path: Path, wrong: str) -> None:
        super().__init__(f"{path} {wrong}")
        self.help = "look where it comes from and remove it, or run with --no-cache"
