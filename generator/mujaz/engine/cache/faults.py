"""What may be wrong with a store of what earlier runs kept."""

from __future__ import annotations

from pathlib import Path

MADE_ANEW = "what earlier runs kept in .cache/ is damaged, or not as it was left; it is made anew"
"""What is said once where a store is not used as it is: or a run took as long as the first, and nobody knew why."""


class DamagedError(Exception):
    """A content that was kept is not what was put there; the store is to be removed and filled anew.

    It is for damage alone. Any other fault is reported as it is: to begin anew would hide it, and cost as much as the
    first run.
    """


class RefusedCacheError(Exception):
    """What stands where a cache goes is nothing that mujaz put there, and it is left alone.

    Attributes:
        help: what to do about it.
    """

    def __init__(self, path: Path, wrong: str) -> None:
        super().__init__(f"{path} {wrong}")
        self.help = "look where it comes from and remove it, or run with --no-cache"
