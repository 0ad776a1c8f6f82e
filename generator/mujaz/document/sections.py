"""What the search takes of a page: its sections, with their words, the entities they name, and their days.

A page is read from its tree (`document.writers.search`), or from HTML (`search.page`), where the role of a node is a
class. What each role means to the search is the same for both, and stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from mujaz.text.patterns import lazy_re

T = TypeVar("T")

_SIGNS = {"sign", "ref", "back", "refs", "assessment", "confidence", "grade", "status", "count", "old", "line"}
_HEAD = {"byline", "banner", "tally", "contents"}
"""What stands before the words of a brief: its state, its dates and the ways into it."""
_RECORD = {"record"}
"""What is kept for the record: digests, days of retrieval, numbers of other catalogues, rights and lengths."""
_REPEATED = {"glossary", "mentions"}
"""What other pages say in the same words: the glosses of entities, and the sentences that name one."""
LEFT_OUT = frozenset(_SIGNS | _HEAD | _RECORD | _REPEATED)
"""The roles of what is not searched."""
_FACTS = frozenset({"claim", "meta"})
"""Where a list of definitions is a table of facts, whose terms are words of the interface."""
_LABELLED = "facts"
"""Where items begin with a label in bold, which is of the interface too."""
_LATE = "meta"
"""The facts about a page, which are found but stand behind its words, where a result shows them last."""
_CLAIM = "claim"
_BEHIND = frozenset({"relations", "bibliography"})
"""What names persons and works without telling of them: it is found, and weighs less than what tells of them."""

_LISTS: Mapping[str, Collection[str]] = {
    "brief": (),
    "entity": {"claims", "claims-about", "claims-via", "notes", "mentions", "events"},
    "source": {"briefs", "claims"},
}
"""The sections of generated pages, by kind, that only lead to other pages; pages of other kinds hold nothing else."""

BREAK = "\x1f"
"""Between the texts of items, which have no full stop."""
_DAY = lazy_re(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")


class Section(Struct, frozen=True):
    """A part of a page under one heading.

    Attributes:
        anchor: the heading's id; empty for the beginning of the page.
        title: the heading's words; for the beginning of the page those of its first-level heading.
        text: the words below it, up to the next heading.
        is_claim: whether it is a claim.
        mentions: the entities that links in it lead to, by id, with the forms that they stand in.
        days: the dates that are given to the day, as eight digits.
        is_behind: whether it only lists names and works, and weighs less than what tells of them.
    """

    anchor: str
    title: str
    text: str
    is_claim: bool = False
    mentions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    days: Sequence[str] = ()
    is_behind: bool = False


class _Draft(Struct):
    """A section that is being read."""

    anchor: str = ""
    is_claim: bool = False
    is_behind: bool = False
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    mentions: dict[str, list[str]] = field(default_factory=dict)
    days: list[str] = field(default_factory=list)


class SectionReader:
    """What is read of one page, in its order.

    Attributes:
        into: takes the next words.
        in_facts: whether terms are words of the interface.
        is_labelled: whether items begin with a label in bold.
    """

    def __init__(self) -> None:
        self._found = [_Draft()]
        self.into = self._found[0].text
        self.in_facts = self.is_labelled = self._in_claim = False

    def sections(self) -> tuple[Section, ...]:
        """The sections that were read; the first is what stands before the first heading."""
        return tuple(
            Section(
                draft.anchor,
                spaced(draft.title),
                spaced([*draft.text, BREAK, *draft.late]),
                draft.is_claim,
                {id: tuple(forms) for id, forms in draft.mentions.items()},
                tuple(draft.days),
                draft.is_behind,
            )
            for draft in self._found
        )

    def heading(self, anchor: str, read: Callable[[T], None], node: T) -> None:
        """Read a node as the title of the page, which has no anchor, or as a heading, with which a section begins."""
        before = self.into
        if anchor:
            self._found.append(_Draft(anchor, self._in_claim))
            before = self._found[-1].text
        self.into = self._found[-1 if anchor else 0].title
        read(node)
        self.into = before
        before.append(" ")

    def part(self, roles: Collection[str], read: Callable[[T], None], node: T) -> None:
        """Read a node that has roles, of which none is left out."""
        before = self._in_claim, self.in_facts, self.is_labelled
        self._in_claim = self._in_claim or _CLAIM in roles
        self.in_facts = self.in_facts or not _FACTS.isdisjoint(roles)
        self.is_labelled = self.is_labelled or _LABELLED in roles
        section = self._found[-1]
        section.is_behind = section.is_behind or (bool(section.anchor) and not _BEHIND.isdisjoint(roles))
        if _LATE in roles and self.into is section.text:
            self.into = section.late
            read(node)
            self.into = section.text
            self.into.append(" ")
        else:
            read(node)
        self._in_claim, self.in_facts, self.is_labelled = before

    def mention(self, entity: str, pieces: Sequence[str]) -> None:
        """Note that the entity of that id stands there in a form."""
        self._found[-1].mentions.setdefault(entity, []).append(spaced(pieces))

    def day(self, stamp: str) -> None:
        """Note a date as HTML has it, ISO 8601; only one that is exact to the day is noted."""
        if day := _DAY.fullmatch(stamp):
            self._found[-1].days.append("".join(day.groups()))


def spaced(pieces: Sequence[str]) -> str:
    """The text of pieces, with single spaces; a dot parts items that end without a sign."""
    text = ""
    for item in "".join(pieces).split(BREAK):
        if words := " ".join(item.split()):
            text += (" · " if text[-1].isalnum() else " ") + words if text else words
    return text


def lists_only(kind: str) -> bool:
    """Whether generated pages of a kind only lead to other pages, and are known by their titles."""
    return kind not in _LISTS


def without_lists(sections: Sequence[Section], kind: str) -> tuple[Section, ...]:
    """The sections of a generated page of a kind without lists that repeat what the pages they lead to say.

    The summary of a brief stands in its first section, which is what a result says of the brief.
    """
    if lists_only(kind):
        return (Section("", sections[0].title, ""),)
    kept = [section for section in sections if section.anchor not in _LISTS[kind]]
    summary = next((section for section in kept if section.anchor == "summary"), None)
    if kind == "brief" and summary is not None:
        kept.remove(summary)
        kept[0] = _joined(summary, kept[0])
    return tuple(kept)


def _joined(summary: Section, head: Section) -> Section:
    ids = {*summary.mentions, *head.mentions}
    mentions = {id: (*summary.mentions.get(id, ()), *head.mentions.get(id, ())) for id in sorted(ids)}
    text = " · ".join(filter(None, (summary.text, head.text)))
    return replace(head, text=text, mentions=mentions, days=(*summary.days, *head.days))
