"""What the audit of a built site says: faults, links, and what one file shows."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from mujaz.syntax.diagnostics import Rule


class Fault(Struct, frozen=True):
    """Something wrong in a built site.

    Attributes:
        rule: its kind.
        path: POSIX path of the file, relative to the site's folder.
        line: line in the file, from 1; 1 where the whole file is meant.
        message: what is wrong.
        help: how to mend it.
        column: in the line, from 1, in code points.
        written: the words at fault, by which the place is found in a page that a person wrote; empty where there are
            none.
    """

    rule: Rule
    path: str
    line: int
    message: str
    help: str
    column: int = 1
    written: str = ""


class Link(Struct, frozen=True):
    """A link into the site.

    Attributes:
        written: as the file has it.
        line: line in the file, from 1.
        target: the file that it leads to, relative to the site's folder.
        place: the id that it leads to there; empty for the whole file.
    """

    written: str
    line: int
    target: str
    place: str


class Audited(Struct, frozen=True):
    """What one file shows by itself, and what the links of others need to know of it.

    Attributes:
        ids: of its elements; None where the file is no page or style sheet, so that any place in it may be meant.
        links: its links into the site.
        faults: what is wrong whatever the other files are.
    """

    ids: frozenset[str] | None
    links: tuple[Link, ...] = ()
    faults: tuple[Fault, ...] = ()


def ordered(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults by path and place."""
    return tuple(
        sorted(faults, key=lambda fault: (fault.path, fault.line, fault.column, fault.rule.name, fault.message))
    )
