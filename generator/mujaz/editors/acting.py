"""Carrying out what an editor decided: its files, and a commit of them where that is wished; all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from mujaz.engine.workspace import write_files
from mujaz.history.committing import Committer
from mujaz.history.git import HistoryError
from mujaz.scaffold.plan import RefusedError


class Keeping(Struct, frozen=True):
    """How what is written comes into the history.

    Attributes:
        branch: the one that gets a commit.
        message: of the commit.
        signed: whether the commit is signed, as the policy may ask.
    """

    branch: str
    message: str
    signed: bool = False


def carry_out(root: Path, files: Mapping[str, str], keeping: Keeping | None, *, replace: bool = False) -> None:
    """Write files, and commit them where that is asked for.

    Args:
        root: the site's root.
        files: texts by path.
        keeping: the commit; None for none.
        replace: whether files that exist are replaced.

    Raises:
        RefusedError: a file exists that is not to be replaced.
        HistoryError: git refuses the commit; the files are as they were then.
        OSError: a file cannot be written.
    """
    committer = Committer(root) if keeping is not None else None
    made = None
    if committer is not None and keeping is not None:
        made = committer.prepare(files, keeping.message, keeping.branch, signed=keeping.signed)
    before = {path: (root / path).read_bytes() if (root / path).is_file() else None for path in files}
    try:
        write_files(root, files, replace=replace)
    except FileExistsError as problem:
        raise RefusedError(f"{problem.filename} exists", "name another, or remove it first") from None
    if committer is None or made is None:
        return
    try:
        committer.finish(made)
    except HistoryError:
        for path, data in before.items():
            if data is None:
                (root / path).unlink()
        write_files(root, {path: data for path, data in before.items() if data is not None}, replace=True)
        raise
