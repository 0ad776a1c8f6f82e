"""The history of a site, and the standing of its briefs, as all that editors do needs them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from datetime import date
from functools import cached_property
from pathlib import Path

from mujaz.editors.navigation import faults_of_pages
from mujaz.engine.cache.store import Store
from mujaz.engine.clock import now
from mujaz.engine.editorial import Editorial
from mujaz.engine.pipeline import CheckResult, site_files
from mujaz.history.git import Repository
from mujaz.model import Policy
from mujaz.resolve.site import Site, SiteBrief
from mujaz.review.approvals import standing, waited_for
from mujaz.review.authorship import Authorship
from mujaz.review.coverage import covered, covered_of_all
from mujaz.review.documents import Terms
from mujaz.review.gate import Gate
from mujaz.review.names import Names
from mujaz.review.objects import Standing
from mujaz.review.published import Published
from mujaz.review.questions import open_questions, waits_for
from mujaz.review.refusals import Judge
from mujaz.review.risks import LONGEST_QUOTE
from mujaz.review.sitefiles import SiteFiles, files_signed
from mujaz.review.state import State
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic


class Past:
    """What the repository of a site tells, asked for once.

    Args:
        root: the site's root.
        kept: what earlier runs kept.
        editorial: its sign-offs, which tell what to look at besides the content.
        files: what else to look at, relative to the root.
    """

    def __init__(self, root: Path, kept: Store, editorial: Editorial, files: Iterable[str] = ()) -> None:
        self._root, self._kept = root, kept
        self._names = Names(editorial.first_ids, editorial.present_ids)
        self._files = (*files_signed(editorial), *files)

    @cached_property
    def repository(self) -> Repository:
        """The repository itself."""
        return Repository(self._root)

    @cached_property
    def authorship(self) -> Authorship:
        """Who changed what, of the content and of the files beside it."""
        return Authorship.of(self.repository, kept=self._kept, files=self._files, names=self._names)

    def judge(self, checked: CheckResult, policy: Policy | None = None) -> Judge:
        """What says which sign-offs of a site count, under its policy or another one."""
        defined_in = checked.content.index.defined_in if checked.content is not None else {}
        editorial = checked.editorial
        return Judge(editorial.all_signoffs, self.authorship, policy or editorial.policy, now(), defined_in)

    def gate(self, checked: CheckResult, today: date) -> Gate:
        """What says which briefs of a site without errors may be published."""
        assert checked.content is not None
        return Gate(checked.content.site, checked.editorial, self.judge(checked), self.published, today)

    @cached_property
    def published(self) -> Published:
        """What could be published."""
        return Published.of(self.repository, names=self._names)


def terms_of(root: Path, head: State, today: date) -> Terms:
    """What the policy of a state, its sign-offs and the history up to it have to say in a review of it.

    Raises:
        HistoryError: the history does not say who changed what.
    """
    repository = Repository(root)
    names = Names(head.editorial.first_ids, head.editorial.present_ids)
    authorship = Authorship.of(
        repository, head.commit or "HEAD", head.content.kept, files_signed(head.editorial), names
    )
    editorial, policy = head.editorial, head.editorial.policy
    defined_in = head.index.defined_in if head.index is not None else {}
    judge = Judge(editorial.all_signoffs, authorship, policy, now(), defined_in)
    published = Published.of(repository, head.commit or "HEAD", names)
    files = SiteFiles(editorial, judge, published)
    known: dict[str, Standing] = {}

    def standing_of(entry: SiteBrief, site: Site) -> Standing:
        if entry.id not in known:
            known[entry.id] = standing(entry, covered(entry, site), site, editorial.signoffs(entry.id), judge)
        return known[entry.id]

    def held_back(ids: Iterable[str]) -> list[Diagnostic]:
        site, index = head.content.site, head.content.index
        gate = Gate(site, editorial, judge, published, today)
        found: list[Diagnostic] = []
        touched = [*ids]
        hushed = [id for id in gate.hushed() if id not in touched]
        for id in (*touched, *hushed):
            entry = site.briefs.get(id)
            now = standing_of(entry, site) if entry is not None else None
            findings = gate.findings(id, now)
            if id in hushed:
                findings = [each for each in findings if each.rule in (rules.OPEN_QUESTION, rules.UNAPPROVED_BRIEF)]
            if entry is not None and not findings:
                findings = list(gate.referring(id, index))
            found += findings
        return found

    def of_site() -> list[Diagnostic]:
        root = head.content.inputs.inventory.root
        reading = {name: (root / name).read_bytes for name in site_files(root)}
        return files.refusals(reading)

    return Terms(
        standing=standing_of,
        weighed=editorial.weighed,
        held_back=held_back,
        signed_since=published.signed_since,
        of_site=of_site,
        of_pages=faults_of_pages,
        agreed=files.agreed,
        longest_quote=policy.quote_words or LONGEST_QUOTE,
    )


def standings(root: Path, checked: CheckResult, past: Past | None = None) -> dict[str, Standing]:
    """The standing of each brief of a site without errors.

    Args:
        root: the site's root.
        checked: the site.
        past: what its repository tells, where that was asked for before.

    Raises:
        HistoryError: the history does not say who changed what.
    """
    assert checked.content is not None
    site, editorial = checked.content.site, checked.editorial
    judge = (past or Past(root, checked.content.kept, editorial)).judge(checked)
    found = {
        id: standing(site.briefs[id], parts, site, editorial.signoffs(id), judge)
        for id, parts in covered_of_all(checked.content).items()
    }
    checked.content.kept.commit()
    return found


def silent_edits(
    root: Path,
    checked: CheckResult,
    known: Mapping[str, Standing],
    without: Set[str] = frozenset(),
    past: Past | None = None,
) -> dict[str, list[Diagnostic]]:
    """What readers of published briefs would not be told, by brief; briefs that are gone from the site included.

    Args:
        root: the site's root.
        checked: the site, without errors.
        known: the standing of its briefs.
        without: briefs that are left out of it, of which nothing is said.
        past: what its repository tells, where that was asked for before.

    Raises:
        HistoryError: git cannot tell.
    """
    assert checked.content is not None
    published = (past or Past(root, checked.content.kept, checked.editorial)).published
    site = checked.content.site
    ids = dict.fromkeys((*published.briefs, *known))
    found = {id: published.silent_edit(id, site, known.get(id)) for id in ids if id not in without}
    return {id: findings for id, findings in found.items() if findings}


def unpublishable(
    root: Path,
    checked: CheckResult,
    today: date,
    without: Set[str] = frozenset(),
    past: Past | None = None,
    held: Collection[str] = (),
) -> dict[str, list[Diagnostic]]:
    """What keeps briefs of a site without errors from being published, by brief; those that nothing keeps left out.

    Args:
        root: the site's root.
        checked: the site.
        today: the day of publication.
        without: briefs that are left out of it.
        past: what its repository tells, where that was asked for before.
        held: briefs that are taken as they were approved before: only what was asked of that state concerns them.

    Raises:
        HistoryError: the history does not say who changed what.
    """
    assert checked.content is not None
    past = past or Past(root, checked.content.kept, checked.editorial)
    known = standings(root, checked, past)
    gate = past.gate(checked, today)
    ids = dict.fromkeys((*past.published.briefs, *known))
    found = {id: gate.findings(id, known.get(id), as_approved=id in held) for id in ids if id not in without}
    return {id: findings for id, findings in found.items() if findings}


def unsigned_files(root: Path, checked: CheckResult, past: Past | None = None) -> tuple[list[Diagnostic], list[str]]:
    """What keeps a site from being published that is no brief, and what would be published although nobody signed it.

    Args:
        root: the site's root.
        checked: the site, without errors.
        past: what its repository tells, where that was asked for before.

    Returns:
        findings; files that the policy only wants to be named, relative to the root.

    Raises:
        HistoryError: the history does not say who changed what.
    """
    assert checked.content is not None
    past = past or Past(root, checked.content.kept, checked.editorial)
    files = SiteFiles(checked.editorial, past.judge(checked), past.published)
    reading = {name: (root / name).read_bytes for name in site_files(root)}
    found = files.refusals(reading)
    return found, [] if files.asks else list(files.unapproved(reading))


def waiting_approvals(checked: CheckResult, known: Mapping[str, Standing], past: Past) -> dict[str, str]:
    """Whom the approvals that briefs lack wait for, in words, by brief.

    Args:
        checked: a site without errors.
        known: the standing of its briefs.
        past: what its repository tells.

    Raises:
        HistoryError: the history does not say who changed what.
    """
    assert checked.content is not None
    site, judge = checked.content.site, past.judge(checked)
    lacking = {id: now for id, now in known.items() if not now.approved and id in site.briefs}
    return {
        id: waited_for(site.briefs[id], covered(site.briefs[id], site), now, site, judge) for id, now in lacking.items()
    }


def waiting_questions(checked: CheckResult, today: date, past: Past) -> dict[str, list[str]]:
    """The open questions of a site without errors, by brief: each in words, with whom it waits for.

    Questions, and requests for changes, whose files were deleted are among them: they hold a brief back like others.

    Args:
        checked: a site without errors.
        today: the day to look from.
        past: what its repository tells.

    Raises:
        HistoryError: the history does not say who changed what.
    """
    assert checked.content is not None
    editorial, judge, gate = checked.editorial, past.judge(checked), past.gate(checked, today)
    site = checked.content.site

    def writers(id: str) -> list[str]:
        own = covered(site.briefs[id], site).items() if id in site.briefs else ()
        wrote = (each for part, says in own if part.startswith("brief/") for each in judge.writers(part, says))
        return list(dict.fromkeys(each.name or each.email for each in wrote))

    found = {
        id: [
            f"{each.asker[0]} asks: {each.text} ({waits_for(each, writers(id))})"
            for each in open_questions(editorial.questions(id), judge)
        ]
        for id in editorial.asked
    }
    for id in gate.hushed():
        found.setdefault(id, []).extend(f"{each.message}; {each.help}" for each in gate.deleted(id))
    return found
