"""All that a site's files say of ids: what is defined where, and every place that refers to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from mujaz.model import Policy
from mujaz.model.documents import Documents
from mujaz.resolve.uses import Address, Kind, Role, Use, uses
from mujaz.scaffold.plan import RefusedError
from mujaz.syntax.source import Source, Span
from mujaz.text.patterns import lazy_re

_LOCAL = (Kind.CLAIM, Kind.NOTE, Kind.SOURCE)
_PART_OF_BRIEF = lazy_re(r"brief/(.+)/(claim|note|source)/([^/]+)")
_SECOND_NAMES = {"publication": "source", "briefs": "brief", "seeds": "seed", "entities": "entity", "tags": "tag"}
FOLDERS: Mapping[Kind, str] = {
    Kind.BRIEF: "briefs",
    Kind.ENTITY: "entities",
    Kind.SEED: "sources",
    Kind.TAG: "tags",
}
"""The folder of an edition that the pages of a kind stand in."""


class Written(Struct, frozen=True, dict=True):
    """The files of a site that hold ids.

    Attributes:
        documents: all content; none of it has errors.
        policy: the editorial policy, where there is one.
        pages: `mkdocs.yml` and the pages that people wrote.
        docs_dir: the folder of pages, relative to the root.
        languages: those that the site has editions in.
    """

    documents: Documents
    policy: Policy | None
    pages: tuple[Source, ...]
    docs_dir: str
    languages: tuple[str, ...]

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every place of the content where an id is written; the files of briefs and seeds define theirs."""
        return tuple(self._uses())

    def _uses(self) -> Iterator[Use]:
        for glossary in self.documents.glossaries:
            yield from uses(glossary.glossary)
        for brief in self.documents.briefs:
            yield Use(Address(Kind.BRIEF, brief.id), Role.DEFINED, Span(brief.source, 0, 0))
            yield from uses(brief.brief, brief.id)
        for seed in self.documents.seeds:
            yield Use(Address(Kind.SEED, seed.id), Role.DEFINED, Span(seed.record.span.source, 0, 0))
            yield from uses(seed.record, seed.id)
        if self.policy is not None:
            yield from uses(self.policy)

    @cached_property
    def defined(self) -> Mapping[Address, Use]:
        """What is defined, and where."""
        return {use.address: use for use in self.uses if use.role is Role.DEFINED}

    def of(self, address: Address) -> list[Use]:
        """The places of one thing."""
        return [use for use in self.uses if use.address == address]

    def find(self, asked: str) -> Address:
        """What somebody means who names an id.

        Args:
            asked: an id; `kind/id`; of what stands in a brief `brief#id` or `brief/<brief>/claim/<id>`, too.

        Raises:
            RefusedError: there is no such thing, or several.
        """
        found = [address for address in self.defined if _is_meant(address, asked)]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"`{address}`" for address in sorted(found))
            raise RefusedError(f"`{asked}` may be several things", f"say which: {names}")
        former = [use for use in self.uses if use.role is Role.FORMER and _is_meant(use.address, asked)]
        if former:
            raise RefusedError(f"`{asked}` is an id of before", f"look at {former[0].span} for what it is called now")
        raise RefusedError(f"there is nothing with the id `{asked}`", self._near(asked))

    def _near(self, asked: str) -> str:
        from mujaz.model.decode import nearest_word  # late: it is slow to import

        id = re.split("[/#]", asked)[-1]
        near = nearest_word(id, sorted({address.id for address in self.defined}))
        return f"did you mean `{near}`?" if near else "look for it with `mujaz check`, or in the files of briefs/"


def _is_meant(address: Address, asked: str) -> bool:
    local = _PART_OF_BRIEF.fullmatch(asked)
    if local and address.brief:
        return (address.brief, address.kind, address.id) == (local[1], local[2], local[3])
    first, slash, rest = asked.partition("/")
    kind = _SECOND_NAMES.get(first, first)
    if slash and kind == address.kind and _is_meant(address, rest):
        return True
    if asked.endswith((".yml", ".txt")) and address.kind in (Kind.BRIEF, Kind.SEED):
        return asked.rpartition(".")[0] == f"{address.kind}s/{address.id}"
    return asked == (f"{address.brief}#{address.id}" if address.brief else address.id) or asked == address.id
