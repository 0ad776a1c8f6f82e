"""The audit of a site in which some files changed: what each file shows is kept, and only new links are followed.

Where a file lost an id, or is gone, the links of all others are looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from functools import cache

from mujaz.engine.cache.packing import pack_small, unpack_small
from mujaz.engine.cache.rooms import Room, Storage, as_it_is
from mujaz.site.audit import follow
from mujaz.site.audit_kinds import is_audited
from mujaz.site.faults import Audited, Fault, Link, ordered
from mujaz.syntax.rules import RULES

_AUDITED = Room("audited", as_it_is, as_it_is)
"""What each file shows, by its path, packed."""


def pack(digest: bytes, audited: Audited) -> bytes:
    """What a file shows, as the store keeps it.

    Args:
        digest: of the file's content.
        audited: from `audit_file`.
    """
    links = [(link.written, link.line, link.target, link.place) for link in audited.links]
    faults = [
        (fault.rule.name, *[getattr(fault, name) for name in Fault.__struct_fields__[1:]]) for fault in audited.faults
    ]
    ids = None if audited.ids is None else sorted(audited.ids)
    return pack_small((digest, ids, links, faults))


def unpack(digest: bytes, packed: bytes, leading_to: Container[str] | None = None) -> Audited | None:
    """What was packed, or None where it is of another content.

    Args:
        digest: of the content.
        packed: from `pack`.
        leading_to: the files to which links are wanted; all if not given.
    """
    found, ids, links, faults = unpack_small(packed)
    if found != digest:
        return None
    if leading_to is not None:
        links = [link for link in links if link[2] in leading_to]
    return Audited(
        None if ids is None else frozenset(ids),
        tuple(Link(*link) for link in links),
        tuple(Fault(RULES[rule], *others) for rule, *others in faults),
    )


class Recheck:
    """The files of a site, of which some are new or changed.

    Args:
        store: what is kept.
        files: the digest of each file as it is to be.
        before: the digests in the last build.
        packed: what the new and changed files show, as `pack` gives it; style sheets and pages only.
        reread: checks a file that nothing is kept of.
    """

    def __init__(
        self,
        store: Storage,
        files: Mapping[str, bytes],
        before: Mapping[str, bytes],
        packed: Mapping[str, bytes],
        reread: Callable[[str], Audited],
    ) -> None:
        self._store, self._files, self._before, self._packed, self._reread = store, files, before, packed, reread
        self._ids = cache(self._ids_of)

    def faults(self) -> tuple[Fault, ...]:
        """What is wrong in the site; in the last build, if there was one, nothing was."""
        if not self._before:
            return ordered(fault for name in self._files if is_audited(name) for fault in self._all_of(name))
        found = [fault for name in self._packed for fault in self._new_in(name)]
        found += self._broken(self._lost())
        return ordered(set(found))

    def keep(self) -> None:
        """Remember what the new and changed files show, and forget those that are gone."""
        for name in self._before or _AUDITED.keys(self._store):
            if name not in self._files and is_audited(name):
                _AUDITED.delete(self._store, name)
        _AUDITED.put_all(self._store, self._packed.items())

    def _all_of(self, name: str) -> Iterator[Fault]:
        audited = self._audited(name)
        yield from audited.faults
        yield from follow(name, audited.links, self._files, self._ids)

    def _new_in(self, name: str) -> Iterator[Fault]:
        audited = self._audited(name)
        before = self._last(name)
        known = {(link.target, link.place) for link in before.links} if before else set()
        links = [link for link in audited.links if (link.target, link.place) not in known]
        yield from audited.faults
        yield from follow(name, links, self._files, self._ids)

    def _lost(self) -> frozenset[str]:
        """The files that are gone, or lost an id, or of which it is not known what they had."""
        lost = {name for name in self._before if name not in self._files}
        for name in self._packed:
            if name in self._before:
                before = self._last(name)
                if before is None or not (before.ids or frozenset()) <= (self._ids(name) or frozenset()):
                    lost.add(name)
        return frozenset(lost)

    def _broken(self, lost: frozenset[str]) -> Iterator[Fault]:
        """The links to what was lost."""
        for name in self._files if lost else ():
            if not is_audited(name):
                continue
            links = self._audited(name, lost).links
            yield from follow(name, (link for link in links if link.target in lost), self._files, self._ids)

    def _audited(self, name: str, leading_to: Container[str] | None = None) -> Audited:
        packed = self._packed.get(name) or _AUDITED.get(self._store, name)
        return (unpack(self._files[name], packed, leading_to) if packed else None) or self._reread(name)

    def _last(self, name: str) -> Audited | None:
        packed = _AUDITED.get(self._store, name) if name in self._before else None
        return unpack(self._before[name], packed) if packed else None

    def _ids_of(self, name: str) -> frozenset[str] | None:
        return self._audited(name).ids if is_audited(name) else None
