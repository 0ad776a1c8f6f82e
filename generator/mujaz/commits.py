"""Commits as git's log tells of them: who made each, and what it did to each file."""

from __future__ import annotations

import os
from collections.abc import Iterator

from msgspec import Struct

FORMAT = "%H%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%G?%x00%GS%x00%s"
"""What `git log --format` is to print of a commit; see git-log(1)."""
FIELDS = FORMAT.count("%x00") + 1
"""How many fields that is."""


class Person(Struct, frozen=True):
    """Somebody as git knows them: a name and an address, which nobody has checked."""

    name: str
    email: str

    @property
    def key(self) -> str:
        """What tells two people apart: the address, whatever its case."""
        return self.email.strip().casefold() or self.name


class Commit(Struct, frozen=True):
    """A commit.

    Attributes:
        id: full hexadecimal object name.
        author: who wrote the change.
        committer: who put it into the history.
        authored: when it was written: ISO 8601 with the offset from UTC.
        committed: when it was committed.
        signature: what git finds of its signature: `G` good, `B` bad, `U` good of unknown validity, `E` cannot be
            checked, `N` none; see `%G?` in git-log(1).
        signer: the name on the signature; empty without one.
        subject: first line of the message.
        paths: the files that it changed below the site's root, relative to it.
    """

    id: str
    author: Person
    committer: Person
    authored: str
    committed: str
    signature: str
    signer: str
    subject: str
    paths: tuple[str, ...] = ()


class FileChange(Struct, frozen=True):
    """What a commit made of one file.

    Attributes:
        path: relative to the site's root.
        before: the object of the file in each parent; empty where it had none. A first commit has one such parent.
        after: the object in the commit; empty where it deletes the file.
    """

    path: str
    before: tuple[str, ...]
    after: str


def file_changes(raw: bytes) -> Iterator[FileChange]:
    """The entries of `git log --raw -z`: of a merge with n parents they begin with n colons."""
    pieces = raw.lstrip(b"\0\n").split(b"\0")
    for told, path in zip(pieces[::2], pieces[1::2], strict=False):
        words = told.decode().split()
        parents = len(words[0]) - len(words[0].lstrip(":"))
        objects = ["" if set(word) == {"0"} else word for word in words[parents + 1 : 2 * parents + 2]]
        yield FileChange(os.fsdecode(path), tuple(objects[:-1]), objects[-1])


def commit_of(told: bytes) -> Commit:
    """The commit of which git printed `FORMAT`, a zero byte, and the names of files, if they were asked for."""
    *values, rest = told.split(b"\0", FIELDS)
    id, author, author_email, authored, committer, committer_email, committed, signature, signer, subject = (
        value.decode(errors="replace") for value in values
    )
    paths = tuple(os.fsdecode(path.lstrip(b"\n")) for path in rest.split(b"\0") if path.strip(b"\n"))
    return Commit(
        id,
        Person(author, author_email),
        Person(committer, committer_email),
        authored,
        committed,
        signature,
        signer,
        subject,
        paths,
    )
