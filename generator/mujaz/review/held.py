"""What stays public while a change of it waits: briefs, and what they show, as they were approved last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from mujaz.engine.content import Content
from mujaz.model import Rights
from mujaz.model.documents import AS_WRITTEN, GlossaryDocument, Held
from mujaz.review.approvals import approved_before, unapproved_parts
from mujaz.review.authorship import Authorship
from mujaz.review.coverage import OF_GLOSSARY, covered
from mujaz.review.names import Names
from mujaz.review.published import Published
from mujaz.review.refusals import Judge


class Holding(Struct, frozen=True):
    """What of a site is taken as it was approved last.

    Attributes:
        held: what the files, and parts of the glossary, held then.
        briefs: those that are, by id the commit of their approval.
        parts: parts of the glossary and seeds that are, by name the commit that wrote them so.
        new: entities of the glossary that nobody has approved yet in any state, and that approved briefs would show.
    """

    held: Held = AS_WRITTEN
    briefs: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    new: frozenset[str] = frozenset()

    def with_brief(self, id: str, content: Content, published: Published) -> Holding:
        """The same with a brief as it was approved last; the same where it never was, or says what it said then."""
        found = published.last_approved(id, content.site)
        if found is None:
            return self
        commit, files = found
        taken = {path: data for path, data in files.items() if path.startswith("briefs/") or not _has(content, path)}
        return replace(
            self,
            held=replace(self.held, files={**self.held.files, **taken}),
            briefs={**self.briefs, id: commit},
        )

    def with_parts(self, ids: Iterable[str], content: Content, judge: Judge, authorship: Authorship) -> Holding:
        """The same with what some briefs share with others as that was approved last.

        Args:
            ids: of the briefs.
            content: the site.
            judge: says which sign-offs count.
            authorship: tells what each part said.
        """
        holding, site = self, content.site
        for id in ids:
            entry = site.briefs[id]
            for part in unapproved_parts(entry, covered(entry, site), site, judge):
                if part not in holding.parts:
                    before = approved_before(part, entry, site, judge)
                    if before is not None:
                        holding = holding._with_part(part, before, content, authorship)
                    elif not judge.was_approved(part):
                        holding = holding._without_new(part, content)
        return holding

    def without_brief(self, id: str) -> Holding:
        """The same with a brief as its file has it."""
        files = {path: data for path, data in self.held.files.items() if path != f"briefs/{id}.yml"}
        briefs = {other: commit for other, commit in self.briefs.items() if other != id}
        return replace(self, held=replace(self.held, files=files), briefs=briefs)

    def without_parts(self) -> Holding:
        """The same with all that briefs share as the files have it."""
        files = {path: data for path, data in self.held.files.items() if path.startswith("briefs/")}
        return replace(self, held=Held(files), parts={}, new=frozenset())

    def _without_new(self, part: str, content: Content) -> Holding:
        """The same without an entity of the glossary; the same where it is none."""
        kind, _, id = Names.of(content.site).present_part(part).partition("/")
        is_new = kind == "entity" and id in content.site.entities and id not in content.index.defined_in
        return replace(self, new=self.new | {id}) if is_new else self

    def _with_part(self, part: str, says: str, content: Content, authorship: Authorship) -> Holding:
        kind, _, id = Names.of(content.site).present_part(part).partition("/")
        defined_in = content.index.defined_in
        if part != f"{kind}/{id}":
            return self  # it had another id then, under which nothing would find it
        if id in defined_in and kind == "entity":
            return self  # it comes with the brief that defines it
        if kind not in OF_GLOSSARY and content.site.records[id].rights is not Rights.FULL:
            return (
                self  # what may be shown less now is not shown as it was, and the rights gate knows one text of a seed
            )
        found = authorship.holding(part, says, defined_in)
        if found is None:
            return self
        commit, path, data = found
        parts = {**self.parts, part: commit.id}
        if kind not in OF_GLOSSARY:
            return replace(self, held=replace(self.held, files={**self.held.files, path: data}), parts=parts)
        now = next(
            (name for name in content.inputs.inventory.listing.glossaries if _holds(content, name, kind, id)), path
        )
        shared = {**self.held.parts, now: {**self.held.parts.get(now, {}), part: (path, data)}}
        return replace(self, held=replace(self.held, parts=shared), parts=parts)


def _has(content: Content, path: str) -> bool:
    return path in content.inputs.inventory.digests


def _holds(content: Content, name: str, kind: str, id: str) -> bool:
    """Whether a file of the glossary has a part."""
    document = content.shelf.document(f"glossary/{name}")
    if not isinstance(document, GlossaryDocument):
        return False
    glossary = document.glossary
    return id in {"entity": glossary.entities, "publication": glossary.sources, "tag": glossary.tags}[kind]
