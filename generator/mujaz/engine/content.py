"""The content of a site as its stages have made it, looked up in facts as it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from mujaz.engine import facts
from mujaz.engine.cache.memo import Memo
from mujaz.engine.cache.store import Store
from mujaz.engine.inputs import Inputs, Progress
from mujaz.engine.shelf import Shelf
from mujaz.model import EntityType, SeedRecord
from mujaz.model.documents import SeedDocument
from mujaz.model.values import without_region
from mujaz.resolve.ids import Ids
from mujaz.resolve.index import SiteIndex
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax.source import Source

T = TypeVar("T")


class Content:
    """What a stage may see: what the run was given, and facts, each noted as it is read.

    Args:
        inputs: what the run was given.
        memo: the facts.
        progress: told how far the work is.

    Attributes:
        shelf: the documents, decoded from their files.
        site: what is resolved.
        index: the site read backwards.
        ids: all that can be referred to.
    """

    def __init__(self, inputs: Inputs, memo: Memo, progress: Progress = lambda work, done, total: None) -> None:
        self.inputs, self.memo, self.progress = inputs, memo, progress
        self.shelf = Shelf(inputs.inventory)
        memo.restore, memo.sources = self._restored, inputs.inventory.source
        seeds, entities = facts.SEED.by_key(memo), facts.ENTITY.by_key(memo)
        publications, tags = facts.PUBLICATION.by_key(memo), facts.TAG.by_key(memo)
        self.ids = Ids(seeds, entities, publications, tags, facts.CLAIMS.by_key(memo))
        first, present = facts.FIRST_ID.by_key(memo), facts.PRESENT_ID.by_key(memo)
        self.site = Site(
            seeds, facts.RECORD.by_key(memo), entities, facts.BRIEF.by_key(memo), publications, tags, first, present
        )
        self.index = SiteIndex(**{name: fact.by_key(memo) for name, fact in facts.INDEX.items()})
        self._withheld: dict[str, SeedDocument | None] = dict.fromkeys(self.shelf.withheld)
        self._made_once: dict[Callable[[Content], Any], Any] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """For a process that is no copy of this one."""
        return Content, (self.inputs, self.memo)

    def guarded_seed(self, id: str) -> tuple[Source, SeedRecord]:
        """Text and record of a seed whose words the site is guarded against, those that are left out of it included."""
        if id not in self._withheld:
            return self.site.seeds[id].source, self.site.records[id]
        document = self._withheld[id] or self.shelf.withheld_seed(id)
        assert document is not None  # nothing is left out of a site that has errors
        self._withheld[id] = document
        return document.text, document.record

    @property
    def kept(self) -> Store:
        """What is kept between runs, for those who find out more about the content."""
        return self.memo.store

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Those that the site has editions in."""
        return tuple(edition.language for edition in self.inputs.config.editions)

    @property
    def types(self) -> tuple[EntityType, ...]:
        """The types that the site has entities of."""
        return facts.TYPES.read(self.memo)

    def edition(self, language: str) -> facts.Edition:
        """What is published in a language."""
        return facts.EDITION.find(self.memo, without_region(language)) or facts.Edition((), (), ())

    def quoting(self, seed: str) -> Iterator[SiteBrief]:
        """The briefs that quote a seed."""
        for brief in self.index.facts.values():
            if any(quoted == seed for quoted, _ in brief.quoted):
                yield self.site.briefs[brief.id]

    def once(self, make: Callable[[Content], T]) -> T:
        """What is made of all content once in a run, because it takes long or is needed often.

        What it reads is not noted. A stage that uses it reads a fact besides that changes whenever this does.
        """
        if make not in self._made_once:
            with self.memo.unnoted():
                self._made_once[make] = make(self)
        made: T = self._made_once[make]
        return made

    def _restored(self, name: str) -> object:
        """A passing fact made again from files: a document or a seed."""
        if name.startswith(f"{facts.DOCUMENT.name}/"):
            return self.shelf.decoded(facts.DOCUMENT.key_of(name))[0]
        from mujaz.model.documents import SeedDocument
        from mujaz.resolve.seeds import resolve_seed  # late: most runs have no need of it

        document = facts.DOCUMENT.read(self.memo, name)
        assert isinstance(document, SeedDocument)
        return resolve_seed(document)[0]
