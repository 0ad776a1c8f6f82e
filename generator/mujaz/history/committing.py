"""One commit of some files on a branch; all else of the index and of the working tree stays as it is."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from mujaz.history.git import HistoryError, Repository

_HEADS = "refs/heads/"
_FILE = "100644"
_GONE = "0"


class Commit(Struct, frozen=True):
    """A commit that no branch has yet.

    Attributes:
        id: its full name.
        parent: that of the commit before it.
        branch: which is to have it.
        files: the names that git has for the contents of its files, by path relative to the site's root.
    """

    id: str
    parent: str
    branch: str
    files: Mapping[str, str]


class Committer(Repository):
    """Writes to the repository that a site stands in; no hook has a part in it, and no filter in what is committed.

    A commit is made in two steps, so that files are written between them: `prepare`, after which only git's store of
    objects is another one, and `finish`.
    """

    @property
    def branch(self) -> str:
        """The branch that is checked out.

        Raises:
            HistoryError: none is.
        """
        try:
            told = self._git("symbolic-ref", "--quiet", "HEAD").decode().strip()
        except HistoryError:
            told = ""
        if not told.startswith(_HEADS):
            raise HistoryError("no branch is checked out", "go to one with `git switch`")
        return told.removeprefix(_HEADS)

    def prepare(self, files: Mapping[str, str], message: str, branch: str, *, signed: bool = False) -> Commit:
        """Make a commit of some files on top of the last one.

        Args:
            files: texts by path, relative to the site's root; other files are as the last commit has them.
            message: of the commit.
            branch: the one that is checked out, or one that there is not yet.
            signed: whether it is signed with the key of git's settings, also where these do not ask for that.

        Raises:
            HistoryError: the branch cannot have it, or git refuses.
        """
        current = self.branch
        if branch.startswith("-") or not self._is_name(branch):
            raise HistoryError(f"`{branch}` is no name of a branch", "name one such as `review`")
        if branch != current and self._git("for-each-ref", f"{_HEADS}{branch}"):
            help = f"go to it with `git switch {branch}`, or name `{current}`, or a new one"
            raise HistoryError(f"there is a branch `{branch}`, and it is not the one that is checked out", help)
        parent = self.commit("HEAD")
        names = {
            path: self._git("hash-object", "-w", "--no-filters", "--stdin", input=text.encode()).decode().strip()
            for path, text in files.items()
        }
        with tempfile.TemporaryDirectory(prefix="mujaz-") as folder:
            index = Path(folder) / "index"
            self._git("read-tree", parent, index=index)
            self._enter({path: f"{_FILE} {name}" for path, name in names.items()}, index)
            tree = self._git("write-tree", index=index).decode().strip()
        wished = self._git("config", "--type=bool", "--default=false", "commit.gpgSign").strip() == b"true"
        sign = ("--gpg-sign",) if signed or wished else ()
        made = self._git("commit-tree", *sign, "-p", parent, "-F", "-", tree, input=message.encode())
        return Commit(made.decode().strip(), parent, branch, names)

    def finish(self, commit: Commit) -> None:
        """Give the branch a commit, and the index its files; a new branch is checked out then, with all as it is.

        Raises:
            HistoryError: another process works with the repository, or the branch has another commit by now.
        """
        current, ref = self.branch, f"{_HEADS}{commit.branch}"
        before = dict.fromkeys(commit.files, f"{_GONE} {'0' * len(commit.id)}") | self._entries(commit.files)
        self._enter({path: f"{_FILE} {name}" for path, name in commit.files.items()})
        known = commit.parent if commit.branch == current else ""  # for git: there is none yet
        try:
            self._git("update-ref", "-m", "commit by mujaz", ref, commit.id, known)
            if commit.branch != current:
                self._git("symbolic-ref", "-m", f"to {commit.branch}", "HEAD", ref)
        except HistoryError:
            self._enter(before)
            raise

    def _is_name(self, branch: str) -> bool:
        try:
            self._git("check-ref-format", f"{_HEADS}{branch}")
        except HistoryError:
            return False
        return True

    def _entries(self, paths: Iterable[str]) -> dict[str, str]:
        """Mode and content of files in the index."""
        listed = self._git("ls-files", "--stage", "-z", "--", *paths).split(b"\0")[:-1]
        told = (entry.partition(b"\t") for entry in listed)
        return {os.fsdecode(path): " ".join(stage.decode().split()[:2]) for stage, _, path in told}

    def _enter(self, entries: Mapping[str, str], index: Path | None = None) -> None:
        lines = b"".join(
            f"{told}\t".encode() + os.fsencode(self._prefix + path) + b"\0" for path, told in entries.items()
        )
        self._git("update-index", "-z", "--index-info", input=lines, index=index)
