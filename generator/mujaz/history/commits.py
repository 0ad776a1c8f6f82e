"""Commits as git's log tells of them: who made each, and what it did to each file."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct

from mujaz.text.patterns import lazy_re, lazy_regex

FORMAT = "%H%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%G?%x00%GS%x00%B%x00%s"
"""What `git log --format` is to print of a commit; see git-log(1)."""
FORMAT_OF_TIME = "%H%x00%cI"
"""The same where only the time of the commit is asked for."""
FORMAT_OF_ID = "%H"
"""The same where only its name is."""


class Person(Struct, frozen=True):
    """Somebody as git knows them: a name and an address, which nobody has checked."""

    name: str
    email: str

    @property
    def address(self) -> str:
        """The mailbox, in a form to compare: without case, width, invisible characters and `+` tag; may be empty."""
        mailbox, _, host = _comparable(self.email).replace(" ", "").rstrip(".").rpartition("@")
        return f"{mailbox.partition('+')[0] or mailbox}@{host}" if mailbox else host

    @property
    def called(self) -> str:
        """The name, in a form to compare; may be empty."""
        return _comparable(self.name)


def _comparable(text: str) -> str:
    """A text under NFKC and case folding, without what nobody sees and with single spaces."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return " ".join(visible.casefold().split())


def person(written: str) -> Person:
    """Who is meant by a name and an address in angle brackets, or by either alone."""
    name, bracket, rest = written.rpartition("<")
    if bracket:
        return Person(name.strip(), rest.partition(">")[0].strip())
    return Person("", written.strip()) if "@" in written else Person(written.strip(), "")


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
        signer: whom the key of the signature belongs to, as git's settings say: of OpenPGP the main user id of the key,
            of SSH the principal of the file of allowed signers; empty without one.
        subject: first line of the message.
        coauthors: who else wrote the change, by the lines `Co-authored-by` of the message, wherever they stand.
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
    coauthors: tuple[Person, ...] = ()
    paths: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[Person, ...]:
        """All who had a hand in it, each once."""
        return tuple(dict.fromkeys((self.author, self.committer, *self.coauthors)))


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


_NAME = lazy_re("[0-9a-f]{40,64}")
_COAUTHORS = lazy_re(r"(?im)^[ \t]*co-authored-by[ \t]*:(.*(?:\n(?=[ \t])(?![ \t]*co-authored-by[ \t]*:).*)*)")
_INVISIBLE = lazy_regex(r"[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]|(?!\s)\p{Cc}")

Entry = tuple[bytes, str]
"""What git's raw format says of a file, and its path relative to the site's root."""


def records(told: bytes, format: str) -> Iterator[tuple[list[str], list[Entry]]]:
    """What `git log -z --raw` printed, a commit after the other: the fields of the format, and the files.

    Nothing but a zero byte ends a value, since names, subjects and paths may hold any other. What follows the fields is
    told by its beginning: of a file a colon, of the next commit a hexadecimal digit.

    Args:
        told: what git printed.
        format: that of the commits, of which the first field is `%H`.

    Raises:
        ValueError: it is something else.
    """
    count = format.count("%x00") + 1
    tokens = told.split(b"\0")
    at = 0
    while at < len(tokens):
        if not tokens[at].strip(b"\n"):
            at += 1
            continue
        fields = [field.decode(errors="replace") for field in tokens[at : at + count]]
        at += count
        if not _NAME.fullmatch(fields[0].strip("\n")) or len(fields) != count:
            raise ValueError(f"{fields[0][:20]!r} is no name of a commit")
        entries: list[Entry] = []
        while at < len(tokens) and tokens[at].lstrip(b"\n")[:1] in (b"", b":"):
            entry = tokens[at].lstrip(b"\n")
            at += 1
            if entry:  # git sets an empty one before the files of a merge
                entries.append((entry, os.fsdecode(tokens[at])))
                at += 1
        yield fields, entries


def file_changes(entries: Iterable[Entry]) -> Iterator[FileChange]:
    """The files that a commit changed; of a merge with n parents an entry begins with n colons."""
    for told, path in entries:
        words = told.decode().split()
        parents = len(words[0]) - len(words[0].lstrip(":"))
        objects = ["" if set(word) == {"0"} else word for word in words[parents + 1 : 2 * parents + 2]]
        yield FileChange(path, tuple(objects[:-1]), objects[-1])


def coauthors(message: str) -> Iterator[Person]:
    """Who else wrote a commit, as its message says.

    Git takes lines at the end alone for trailers, and by the user's settings other ones; where messages are squashed,
    or something is said after it, the line stands further up. There it has to hold an address.
    """
    last = message.rstrip().rfind("\n\n")
    for found in _COAUTHORS.finditer(message):
        told = found[1]
        if "@" in told or found.start() > last:
            yield from (person(each) for each in told.split(">") if each.strip() and ("<" in each or "<" not in told))


def commit_of(fields: list[str], entries: Iterable[Entry]) -> Commit:
    """The commit of which git printed the fields of `FORMAT`, and what it did to files."""
    id, author, author_email, authored, committer, committer_email, committed, signature, signer, message, subject = (
        fields
    )
    return Commit(
        id,
        Person(author, author_email),
        Person(committer, committer_email),
        authored,
        committed,
        signature,
        signer,
        subject,
        tuple(coauthors(message)),
        tuple(path for _, path in entries),
    )
