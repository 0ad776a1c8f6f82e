"""Content in the ids that it had first, so that who renames something changes nothing of what it says."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct, structs

from mujaz.markup.parse import parse_prose
from mujaz.model import Anchor, Brief, Phrase, Ref, Text
from mujaz.model.base import Part
from mujaz.model.values import CLAIM_ID
from mujaz.resolve.site import Site
from mujaz.resolve.uses import DEFINITIONS, LOCAL, PROSE, REFERENCES, Address, Kind, address_of, local_kinds

V = TypeVar("V")
_PARTS = {
    "brief": Kind.BRIEF,
    "text": Kind.SEED,
    "record": Kind.SEED,
    "entity": Kind.ENTITY,
    "publication": Kind.SOURCE,
    "tag": Kind.TAG,
}
"""What the parts of the content that can be signed are of."""


class Names(Struct, frozen=True, dict=True):
    """What the things of a site are called now, and what they were called first.

    Attributes:
        first: as `Site.first_ids`.
        present: as `Site.present_ids`.
    """

    first: Mapping[str, str] = {}
    present: Mapping[str, str] = {}

    @classmethod
    def of(cls, site: Site) -> Names:
        """The names of a site."""
        return cls(site.first_ids, site.present_ids)

    @cached_property
    def digest(self) -> str:
        """What tells them from others; empty where nothing has had another name."""
        named = sorted(self.first.items())
        return hashlib.blake2b(repr(named).encode(), digest_size=8).hexdigest() if named else ""

    def may_be_in(self, path: str, data: bytes) -> bool:
        """Whether a file may hold an id that something had, or has now instead of it: it holds the letters of one."""
        return any(id in data or id in path.encode() for id in self._ids)

    @cached_property
    def _ids(self) -> frozenset[bytes]:
        return frozenset(address.partition("/")[2].rpartition("#")[2].encode() for address in self.first)

    def first_id(self, kind: Kind, id: str, brief: str = "") -> str:
        """The id that something had first.

        Args:
            kind: what it is.
            id: what it is called, or was.
            brief: the brief that has it, where it is a part of one.
        """
        home = self.present_id(Kind.BRIEF, brief) if brief else ""
        address = str(Address(kind, id, home))
        return self.first.get(address, id)

    def present_id(self, kind: Kind, id: str) -> str:
        """The id that something has now which was called so."""
        address = str(Address(kind, id))
        return self.present.get(address, id)

    def all_ids(self, kind: Kind, id: str) -> tuple[str, ...]:
        """All ids that something had or has, the one of now first."""
        now, first = self.present_id(kind, id), self.first_id(kind, id)
        others = self._by_first.get((str(kind), first), ())
        return tuple(dict.fromkeys((now, *reversed(others), first)))

    def of_all(self, kind: Kind, ids: Iterable[str]) -> frozenset[str]:
        """All ids that things of a kind have and had, which are called so now."""
        return frozenset(each for id in ids for each in self.all_ids(kind, id))

    @cached_property
    def _by_first(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for address, first in self.first.items():
            kind, _, id = address.partition("/")
            found.setdefault((kind, first), []).append(id)
        return found

    def first_part(self, part: str) -> str:
        """A part of the content that can be signed, under its first name."""
        return self._named(part, self.first_id)

    def present_part(self, part: str) -> str:
        """A part of the content that can be signed, under its present name."""
        return self._named(part, self.present_id)

    def _named(self, part: str, name: Any) -> str:
        kind, _, id = part.partition("/")
        if kind not in _PARTS:
            return part
        if kind == "brief":
            id, slash, language = id.rpartition("/")
            return f"brief/{name(Kind.BRIEF, id)}{slash}{language}"
        return f"{kind}/{name(_PARTS[kind], id)}"

    def called_first(self, value: V, home: str = "", kinds: Mapping[str, Kind] | None = None) -> V:
        """A value of the model with the ids that all that it names had first.

        Args:
            value: a part of the model, or what it is made of.
            home: the brief that it stands in, as it is or was called.
            kinds: of that brief, as `resolve.uses.local_kinds`; not needed where the value is the brief.
        """
        if not self.first:
            return value
        own = local_kinds(value) if isinstance(value, Brief) else kinds or {}
        found: V = self._of(value, None, home, own)
        return found

    def _of(self, value: Any, kind: Kind | str | None, home: str, kinds: Mapping[str, Kind]) -> Any:
        if isinstance(value, Ref):
            return value if kind is None else structs.replace(value, id=self._id(kind, value.id, home, kinds))
        if isinstance(value, Anchor):
            if value.seed is None:
                return value
            seed = structs.replace(value.seed, id=self.first_id(Kind.SEED, value.seed.id))
            return structs.replace(value, seed=seed)
        if isinstance(value, Text):
            if kind != LOCAL:
                return value
            return structs.replace(value, phrases=tuple(self._phrase(each, home, kinds) for each in value.phrases))
        if isinstance(value, Part):
            name = type(value).__name__
            others = {}
            for field in value.__dataclass_fields__:
                before = getattr(value, field)
                of: Kind | str | None = REFERENCES.get((name, field))
                if field == "id" and name in DEFINITIONS:
                    of = DEFINITIONS[name]
                of = of or (LOCAL if (name, field) in PROSE else None)
                after = self._of(before, of, home, kinds) if field not in ("span", "keys") else before
                if after is not before:
                    others[field] = after
            return dataclasses.replace(value, **others) if others else value
        if isinstance(value, Mapping):
            return {
                (inner.id.id if hasattr(inner := self._of(item, kind, home, kinds), "id") else key): inner
                for key, item in value.items()
            }
        if isinstance(value, tuple):
            return tuple(self._of(item, kind, home, kinds) for item in value)
        return value

    def _id(self, kind: Kind | str, written: str, home: str, kinds: Mapping[str, Kind]) -> str:
        address = address_of(kind, written, home, kinds)
        id = self.first_id(address.kind, address.id, address.brief)
        return f"{self.first_id(Kind.BRIEF, address.brief)}#{id}" if "#" in written else id

    def _phrase(self, phrase: Phrase, home: str, kinds: Mapping[str, Kind]) -> Phrase:
        if "[^" not in phrase.text:
            return phrase
        pieces, done = [], 0
        for id, start, end in parse_prose(phrase.text)[0].references:
            if CLAIM_ID.fullmatch(id):
                start = phrase.text.index(id, start, end)
                pieces += [phrase.text[done:start], self._id(LOCAL, id, home, kinds)]
                done = start + len(id)
        return structs.replace(phrase, text="".join([*pieces, phrase.text[done:]]))


AS_CALLED = Names()
"""Where nothing has had another name."""
