"""What of a site may be published, and what is left out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from mujaz.cli.common import kept, note, with_history
from mujaz.cli.progress import ProgressBar
from mujaz.editors.past import Past, unpublishable, unsigned_files
from mujaz.engine.cache.store import Store
from mujaz.engine.clock import today
from mujaz.engine.pipeline import CheckResult, check_site
from mujaz.model.documents import NOTHING, LeftOut
from mujaz.resolve.uses import Kind
from mujaz.review.held import Holding
from mujaz.review.names import AS_CALLED, Names
from mujaz.review.published import Published
from mujaz.review.unsigned import cited_by_entities_alone, unsigned, with_withdrawn
from mujaz.review.versions import ReadHistory
from mujaz.syntax.diagnostics import Diagnostic, Severity
from mujaz.syntax.rules import STALE_APPROVAL, UNAPPROVED_BRIEF, UNPUBLISHED_STATUS

_KINDS = ("entities", "seeds", "tags")
_MOST_NAMES = 10


class Publishable(Struct, frozen=True):
    """What may be published of a site.

    Attributes:
        findings: what keeps all of it back.
        left_out: briefs that are left out, each with the reasons.
        unsigned: what is left out since no brief shows it.
        noted: what is published although nobody signed it.
        published: the states that readers may be told of.
        holding: what is published as it was approved last, since a change of it waits.
        names: of the whole site: what is left out is so under all ids that it had.
    """

    findings: tuple[Diagnostic, ...] = ()
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unsigned: LeftOut = NOTHING
    noted: tuple[str, ...] = ()
    published: Published | None = None
    holding: Holding = field(default_factory=Holding)
    names: Names = AS_CALLED

    @property
    def without(self) -> LeftOut:
        """All that is left out."""
        return replace(self.unsigned, briefs=self.names.of_all(Kind.BRIEF, self.left_out))

    def past(self, history: ReadHistory | None) -> ReadHistory | None:
        """The past of briefs without states that nobody approved: their versions show words of each state."""
        if history is None or self.published is None:
            return history
        return history.of_states(self.published.contents)

    def as_data(self) -> dict[str, Any]:
        """What is left out, and what nobody signed, as plain data."""
        left_out = {brief: list(why) for brief, why in self.left_out.items()}
        held = {**self.holding.briefs, **self.holding.parts}
        return {"left_out": left_out, "unsigned": self._unsigned(), "noted": list(self.noted), "as_approved_in": held}

    def tell(self) -> None:
        """Say on the terminal what is left out, and what is published although nobody signed it."""
        for brief, why in self.left_out.items():
            note(f"left out: {brief}: {'; '.join(why)}")
        by_commit: dict[str, list[str]] = {}
        for name, commit in (*self.holding.briefs.items(), *self.holding.parts.items()):
            by_commit.setdefault(commit, []).append(name)
        for commit, names in by_commit.items():
            note(f"published as approved in {commit[:10]}, since a change waits: {_listed(names)}")
        kinds = [f"{kind} {_listed(ids)}" for kind, ids in self._unsigned().items() if ids]
        if kinds:
            note(f"left out, since no brief shows them and so nobody has signed them: {'; '.join(kinds)}")
        if self.noted:
            note(f"published without a sign-off: {_listed(self.noted)}")

    def _unsigned(self) -> dict[str, list[str]]:
        return {kind: sorted(getattr(self.unsigned, kind)) for kind in _KINDS}


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def publishable(root: Path, cache: bool, *, leave_out: bool) -> Publishable:
    """What of a site may be published. Errors in its content are left to the build, which finds them again.

    Args:
        root: the site's root.
        cache: whether to use what earlier runs kept.
        leave_out: whether briefs that may not be published are left out, and do not keep the others back.

    Raises:
        Refusal: git does not tell.
    """
    with kept(root, cache) as store, ProgressBar() as progress, with_history():
        search = _Search(root, store, progress, leave_out)
        while (found := search.look()) is None:
            pass
        return found


class _Search:
    """Finds what of a site may be published: what is held or left out changes what the rest shows, which is looked at.

    Each look holds, lets go or leaves out something for good, so that there is an end.
    """

    def __init__(self, root: Path, store: Store, progress: ProgressBar, leave_out: bool) -> None:
        self._root, self._store, self._progress, self._leave_out = root, store, progress, leave_out
        self._past: Past | None = None
        self._names = AS_CALLED
        self._left_out: dict[str, tuple[str, ...]] = {}
        self._holding = Holding()
        self._looked_at: set[str] = set()
        self._parts_as_they_are = False
        self._why: dict[str, list[Diagnostic]] = {}

    def look(self) -> Publishable | None:
        """What may be published; None where something was held or left out, and the rest is to be asked again."""
        holding = self._holding
        briefs = self._names.of_all(Kind.BRIEF, self._left_out)
        without = LeftOut(briefs=briefs, entities=holding.new, held=holding.held)
        checked = check_site(self._root, progress=self._progress, store=self._store, without=without)
        content = checked.content
        if content is None:
            if self._let_go(checked):
                return None
            return Publishable(checked.diagnostics if self._left_out else (), self._left_out)
        if self._past is None:
            self._past = Past(self._root, self._store, checked.editorial)
            self._names = Names.of(content.site)
        past = self._past
        of_files, noted = unsigned_files(self._root, checked, past)
        found = unpublishable(self._root, checked, today(), self._left_out.keys(), past, holding.briefs)
        if not of_files and self._hold(found, checked, past):
            return None
        found = {id: self._why.get(id, findings) for id, findings in found.items()}
        gate = past.gate(checked, today())
        if not of_files and (early := {id for id, each in found.items() if gate.waits_for_its_day(each)}):
            self._leave(early, found)
            return None
        if of_files or (found and not self._leave_out):
            return Publishable((*of_files, *(finding for each in found.values() for finding in each)), self._left_out)
        if not found:
            publications = (f"the publication {id}" for id in cited_by_entities_alone(content))
            alone = unsigned(content)
            retracted: tuple[str, ...] = ()
            if checked.editorial.policy.site_files == "noted":
                alone, retracted = with_withdrawn(alone, content)
            alone = replace(alone, entities=alone.entities | holding.new, held=holding.held)
            noted = [*noted, *publications, *retracted]
            return Publishable((), self._left_out, alone, tuple(noted), past.published, holding, self._names)
        self._leave(found, found)
        return None

    def _leave(self, ids: Iterable[str], found: Mapping[str, Iterable[Diagnostic]]) -> None:
        """Leave briefs out for what was found of them."""
        for id in sorted(ids):
            self._left_out[id] = tuple(_reasons(found[id]))
            self._holding = self._holding.without_brief(id)

    def _hold(self, found: Mapping[str, list[Diagnostic]], checked: CheckResult, past: Past) -> bool:
        """Take as it was approved last what keeps briefs from being published; whether there was something."""
        assert checked.content is not None
        content, before = checked.content, self._holding
        changed = [id for id, findings in found.items() if {each.rule.name for each in findings} & _WAITING]
        holding = before
        for id in changed:
            if id not in self._looked_at:
                self._looked_at.add(id)
                holding = holding.with_brief(id, content, past.published)
                if id in holding.briefs:
                    self._why[id] = found[id]
        if holding == before and not self._parts_as_they_are:
            judge = past.judge(checked)
            shown = [id for id in changed if past.published.was_approved(id)]
            holding = holding.with_parts(shown, content, judge, past.authorship)
        self._holding = holding
        return holding != before

    def _let_go(self, checked: CheckResult) -> bool:
        """Where what was approved last has errors together with the rest: leave it out; whether there was something."""
        errors = [each for each in checked.diagnostics if each.severity is Severity.ERROR]
        holding = self._holding
        named = {each.span.source.name for each in errors}
        ids = [id for id in holding.briefs if f"briefs/{id}.yml" in named]
        if holding.new or (holding.parts and not ids):
            self._holding, self._parts_as_they_are = holding.without_parts(), True
            return True
        for id in (ids := ids or list(holding.briefs)):
            self._holding = self._holding.without_brief(id)
            commit = holding.briefs[id][:10]
            faults = tuple(_reasons(each for each in errors if each.span.source.name == f"briefs/{id}.yml"))
            said = f"as approved in {commit} it does not fit the rest of the site any more"
            self._left_out[id] = (*_reasons(self._why[id]), said, *faults)
        return bool(ids)


_WAITING = frozenset(rule.name for rule in (STALE_APPROVAL, UNAPPROVED_BRIEF, UNPUBLISHED_STATUS))
"""The rules that tell of a change which waits for approval."""


def _reasons(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Why a brief is left out: each reason once, with how often it was found."""
    for (message, rule), count in Counter((each.message, each.rule.name) for each in findings).items():
        yield f"{message}{f', {count} times' if count > 1 else ''} [{rule}]"
