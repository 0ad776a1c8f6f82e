"""The gate of publication: what keeps each brief of a site from readers, for whoever builds and whoever reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from mujaz.engine.editorial import Editorial
from mujaz.model import ClaimRef, Ref
from mujaz.resolve.index import SiteIndex
from mujaz.resolve.site import Site, SiteBrief
from mujaz.review.approvals import UNPUBLISHED, publication_findings
from mujaz.review.coverage import of_brief
from mujaz.review.meaning import merged
from mujaz.review.names import Names
from mujaz.review.objects import Standing
from mujaz.review.published import Published
from mujaz.review.questions import asked_of, deleted_findings, question_findings
from mujaz.review.refusals import Judge
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Severity
from mujaz.trace import untraced


class Gate:
    """Says what keeps the briefs of a site from being published, each as it is.

    Args:
        site: the site, without errors.
        editorial: its policy, its sign-offs and its questions.
        judge: says which of them count.
        published: the states that readers may know.
        today: the day of publication.
    """

    def __init__(self, site: Site, editorial: Editorial, judge: Judge, published: Published, today: date) -> None:
        self._site, self._editorial, self._judge = site, editorial, judge
        self._published, self._today = published, today

    def findings(self, id: str, now: Standing | None, *, as_approved: bool = False) -> list[Diagnostic]:
        """What keeps a brief from being published; nothing where it would be.

        Args:
            id: of the brief; it may be gone from the site, which readers who knew it have to be told.
            now: its standing; None where it is gone.
            as_approved: whether it is taken as it was approved before: only what was asked of that state concerns it.
        """
        found = self._published.silent_edit(id, self._site, now)
        if id not in self._site.briefs or now is None:
            return found
        entry, editorial = self._site.briefs[id], self._editorial
        lacking = untraced(entry, self._site, editorial.policy.trace)
        found += publication_findings(entry, now, editorial.signoffs(id), self._today, lacking)
        if entry.brief.status not in UNPUBLISHED:
            found += self._deleted_requests(entry)
            asked = (editorial.questions(id), tuple(self._published.deleted_questions(id, self._asked)))
            there, gone = (tuple(asked_of(each, entry, self._site)) if as_approved else each for each in asked)
            found += question_findings(there, entry, self._site, self._judge)
            found += deleted_findings(gone, entry, self._site, self._judge)
        return found

    def _deleted_requests(self, entry: SiteBrief) -> Iterator[Diagnostic]:
        """Findings on requests for changes whose file was deleted: that answers none."""
        gone = tuple(self._published.deleted_requests(entry.id, self._signed))
        if not gone:
            return
        own = of_brief(entry.id, merged(entry.brief), Names.of(self._site))
        open_ones = {id(each): each for part, says in own.items() for each in self._judge.unanswered(gone, part, says)}
        for each in open_ones.values():
            path = each.span.source.name
            note = f": {each.note}" if each.note else ""
            message = f"{each.signer[0]} asks for changes{note} (the file of that was deleted)"
            help = f"bring `{path}` back, or let {each.signer[0]} approve the brief as it is"
            yield rules.UNAPPROVED_BRIEF.at(entry.brief.place("status", "title"), message, help)

    def hushed(self) -> Iterator[str]:
        """The briefs of which a question, or a request for changes, is gone, whichever state had it."""
        gone = (self._published.deleted_questions, self._asked), (self._published.deleted_requests, self._signed)
        ids = (id for id in self._site.briefs if any(any(deleted(id, there)) for deleted, there in gone))
        return (id for id in ids if self._site.briefs[id].brief.status not in UNPUBLISHED)

    def deleted(self, id: str) -> list[Diagnostic]:
        """Findings on questions and requests for changes of a brief whose files are gone, and that hold it back."""
        entry = self._site.briefs[id]
        gone = tuple(self._published.deleted_questions(id, self._asked))
        return [*self._deleted_requests(entry), *deleted_findings(gone, entry, self._site, self._judge)]

    @cached_property
    def _signed(self) -> frozenset[str]:
        """The names of all files of sign-offs."""
        return frozenset(each.span.source.name.rpartition("/")[2] for each in self._editorial.all_signoffs)

    @cached_property
    def _asked(self) -> frozenset[str]:
        """The names of all files of questions."""
        asked = (each for id in self._editorial.asked for each in self._editorial.questions(id))
        return frozenset(each.span.source.name.rpartition("/")[2] for each in asked)

    def waits_for_its_day(self, findings: Iterable[Diagnostic]) -> bool:
        """Whether a brief of which these are the findings may be published but for its embargo: it blocks no other."""
        found = self._editorial.weighed(findings)
        graver = (each for each in found if each.severity is Severity.ERROR)
        return next(graver, None) is None

    def waiting(self, index: SiteIndex) -> Iterator[str]:
        """The briefs that readers know nothing of yet: drafts that were never approved, and those under embargo."""
        today = self._today.toordinal()
        for id, facts in index.facts.items():
            is_early = facts.embargo is not None and today < facts.embargo
            if is_early or (facts.status in UNPUBLISHED and not self._published.was_approved(id)):
                yield id

    def referring(self, id: str, index: SiteIndex) -> Iterator[Diagnostic]:
        """Findings where a brief refers to one that would be left out: it could not be built without that."""
        entry, facts = self._site.briefs[id], index.facts[id]
        named = {other.partition("#")[0] for _, other in (*facts.supersedes, *facts.contradicts)} - {id}
        named |= {facts.superseded_by} if facts.superseded_by is not None else set()
        left_out = {other for other in self.waiting(index) if other in named} if named else set()
        brief = entry.brief
        refs: list[Ref | ClaimRef] = [brief.superseded_by] if brief.superseded_by is not None else []
        for claim in brief.claims:
            refs += (*claim.supersedes, *claim.contradicts)
        for ref in refs:
            other = ref.id.partition("#")[0]
            if other in left_out and ("#" in ref.id or ref is brief.superseded_by):
                message = f"the brief `{other}` would be left out, and `{id}` refers to it"
                help = f"publish both at once, or take the reference out until `{other}` is published"
                yield rules.UNKNOWN_REFERENCE.at(ref.span, message, help)
