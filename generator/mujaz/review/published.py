"""What readers were shown of a brief: its approved states on all lines of the history, as a repository has them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from mujaz.engine.editorial import DEFAULT_POLICY
from mujaz.history.git import Repository
from mujaz.history.lines import Lines
from mujaz.model import POLICY, Brief, Policy, Question, SeedRecord, SignOff
from mujaz.model.decode import D, decode, decode_signoffs
from mujaz.model.signoff import FOLDER, QUESTION, Verdict, target_of
from mujaz.resolve.site import Site
from mujaz.resolve.uses import Kind, Role, uses
from mujaz.review.approvals import missing
from mujaz.review.authorship import signoff_key
from mujaz.review.corrections import PUBLIC, Told, silent_edit
from mujaz.review.coverage import Covered, of_brief, of_seed
from mujaz.review.meaning import merged
from mujaz.review.names import AS_CALLED, Names
from mujaz.review.objects import Standing
from mujaz.review.weakening import PolicyState
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source

_BRIEFS, _ENDING = "briefs/", ".yml"
_MERGED = (
    "it was approved on a line that was merged, which git does not tell from one that was published: if readers "
    "never saw that state, rebase the proposal so that it has the last sign-off only"
)
_NO_BRIEFS = ("briefs/glossary/", f"{FOLDER}/")


class Published:
    """The states of a site's briefs that could be published, and the policies that it had.

    What `mujaz build --publish` built is written nowhere. What it would have built is in the history: a brief with a
    public status, at the commit that completed its sign-offs, by the policy of that commit. All lines of the history
    count, for git does not tell which parent of a merge was published.

    Args:
        lines: what files held at each commit, as `Repository.lines`.
        contents: gives the contents of git's objects by their names.
        names: of the site as it is: briefs are asked for by their present ids.
    """

    def __init__(
        self,
        lines: Lines,
        contents: Callable[[Iterable[str]], Iterator[tuple[str, bytes]]],
        names: Names = AS_CALLED,
    ) -> None:
        self._lines, self._contents, self._names = lines, contents, names
        self._known: dict[tuple[str, str], Any] = {}
        self._signed_in: dict[str, list[str]] = {}
        self._asked_in: dict[str, list[str]] = {}
        for path in lines.paths:
            if path.startswith(f"{FOLDER}/"):
                there = self._asked_in if path.endswith(QUESTION) else self._signed_in
                there.setdefault(names.present_id(Kind.BRIEF, target_of(path)), []).append(path)

    @classmethod
    def of(cls, repository: Repository, revision: str = "HEAD", names: Names = AS_CALLED) -> Published:
        """The states that a repository tells of, up to a revision.

        Raises:
            HistoryError: git cannot tell.
        """
        return cls(repository.lines(revision), repository.contents, names)

    @property
    def briefs(self) -> tuple[str, ...]:
        """The ids of all briefs that there ever were."""
        paths = (path for path in self._lines.paths if path.startswith(_BRIEFS) and path.endswith(_ENDING))
        ids = (path[len(_BRIEFS) : -len(_ENDING)] for path in paths if not path.startswith(_NO_BRIEFS))
        return tuple(dict.fromkeys(self._names.present_id(Kind.BRIEF, id) for id in ids))

    def policies(self) -> Iterator[PolicyState]:
        """The policy at each commit, the first first, as `weakening.holding` asks for them."""
        changed = set(self._lines.changing(POLICY))
        begun: list[bool] = []
        first_content = {number for path in self._lines.paths for number in self._lines.changing(path)}
        for number, parents in enumerate(self._lines.parents):
            had = any(begun[parent] for parent in parents)
            begun.append(had or number in first_content)
            policy: Policy | None = None
            if number in changed or len(parents) > 1 or (begun[number] and not had):
                content = self._lines.content(POLICY, number)
                policy = self._decoded(POLICY, content, Policy) if content else DEFAULT_POLICY
            signoffs = self._signoffs(POLICY, number) if policy else ()
            yield PolicyState(parents, policy, frozenset(map(signoff_key, signoffs)))

    def silent_edit(self, id: str, site: Site, now: Standing | None) -> list[Diagnostic]:
        """A finding where a brief says something else than readers were shown, without a word on it.

        Args:
            id: of the brief.
            site: as it would be published; the brief may be gone from it.
            now: the standing of the brief in it; None where it is gone.
        """
        after = Told.of(id, site, self._names)
        for number, before in self._approved(id, self._parts_of(after)):
            if found := silent_edit(before, after, editorial=now is not None and now.editorial):
                merged_in = not self._lines.is_first(number)
                return [replace(each, help=f"{each.help}; {_MERGED}") if merged_in else each for each in found]
        return []

    def signed_since(self, commit: str) -> Iterator[str]:
        """The briefs that commits behind one signed, or took sign-offs from, whatever is left of that now."""
        later = self._lines.after(commit)
        for id, paths in self._signed_in.items():
            if any(number in later for path in paths for number in self._lines.changing(path)):
                yield id

    def was_approved(self, id: str) -> bool:
        """Whether a brief could be published in some state."""
        return any(True for _ in self._approved(id, {}))

    def last_approved(self, id: str, site: Site) -> tuple[str, dict[str, bytes]] | None:
        """The state in which a brief was approved last, where that is another one than it is in now.

        Args:
            id: of the brief.
            site: as it is now.

        Returns:
            the commit of the approval; by path, what the files of the brief and of its seeds held then. None where it
            was never approved, or says what it said then.
        """
        for number, told in self._approved(id, {}):
            now = merged(site.briefs[id].brief)
            if of_brief(id, told.brief, self._names) == of_brief(id, now, self._names):
                return None
            path = self._path(id, number)
            written = self._decoded(path, self._lines.content(path, number), Brief)
            if written is None or path != f"{_BRIEFS}{id}{_ENDING}" or not self._is_called_so(written, id):
                return None  # it speaks of things by ids that lead nowhere now
            seeds = [ref.id for ref in written.seeds]
            names = [path, *(f"seeds/{seed}.{end}" for seed in seeds for end in ("txt", "yml"))]
            objects = {name: self._lines.content(name, number) for name in names}
            return self._lines.commits[number], {
                name: dict(self._contents([content]))[content] for name, content in objects.items()
            }
        return None

    def contents(self, id: str) -> frozenset[str]:
        """What the file of a brief held in the states that could be published, by git's names."""
        return frozenset(self._lines.content(self._path(id, number), number) for number, _ in self._approved(id, {}))

    def _path(self, id: str, number: int) -> str:
        """The file of a brief at a commit, by the id that it had then."""
        paths = [f"{_BRIEFS}{each}{_ENDING}" for each in self._names.all_ids(Kind.BRIEF, id)]
        return next((path for path in paths if self._lines.content(path, number)), paths[0])

    def _is_called_so(self, brief: Brief, id: str) -> bool:
        """Whether a brief of before names nothing by an id that something else, or nothing, has now."""
        present = self._names.present
        return not any(str(use.address) in present for use in uses(brief, id) if use.role is Role.REFERENCE)

    def deleted_questions(self, id: str, there: Collection[str]) -> Iterator[Question]:
        """The questions of a brief that some commit had, as the last one that had them did, and that are gone.

        Args:
            id: of the brief.
            there: the names of the files of questions that there are, without folders: one that was moved is not gone.
        """
        for path in self._asked_in.get(id, ()):
            if path.rpartition("/")[2] not in there:
                contents = (self._lines.content(path, number) for number in self._lines.changing(path))
                question = self._decoded(path, next(filter(None, contents), ""), Question)
                if question is not None:
                    yield question

    def deleted_requests(self, id: str, there: Collection[str]) -> Iterator[SignOff]:
        """The sign-offs of a brief that asked for changes, and whose files are gone; as `deleted_questions`."""
        for path in self._signed_in.get(id, ()):
            if path.rpartition("/")[2] not in there:
                contents = (self._lines.content(path, number) for number in self._lines.changing(path))
                found = self._signoffs_in(path, next(filter(None, contents), ""))
                yield from (each for each in found if each.verdict is Verdict.REQUEST_CHANGES)

    def _approved(self, id: str, now: Covered) -> Iterator[tuple[int, Told]]:
        """The approved states of a brief but what it says now, the newest first, each with its commit."""
        changing = {number for path in self._signed_in.get(id, ()) for number in self._lines.changing(path)}
        for number in sorted(changing, reverse=True):
            signoffs, before = self._signoffs(id, number), self._signoffs(id, self._lines.first(number))
            if {*map(signoff_key, signoffs)} <= {*map(signoff_key, before)}:
                continue
            if now and signoffs and now.items() <= signoffs[-1].covers.items():
                continue  # found without reading the content of that commit, since most briefs are as they were signed
            told = self._told(id, number)
            if told is not None and not self._lacks(told, number, signoffs):
                yield number, told

    def _signoffs(self, target: str, number: int | None) -> tuple[SignOff, ...]:
        """The sign-offs of a brief, or of a file, at a commit, the latest last."""
        found = [
            signoff
            for path in self._signed_in.get(target, ())
            for signoff in self._signoffs_in(path, self._lines.content(path, number))
        ]
        return tuple(sorted(found, key=lambda each: each.at))

    def _signoffs_in(self, path: str, content: str) -> tuple[SignOff, ...]:
        if (path, content) not in self._known:
            text = self._text(content)
            self._known[path, content] = () if text is None else decode_signoffs(Source(path, text))[0]
        found: tuple[SignOff, ...] = self._known[path, content]
        return found

    def _lacks(self, told: Told, number: int, signoffs: tuple[SignOff, ...]) -> bool:
        """Whether the policy of a commit asked for more than the sign-offs that there were then, whoever made them."""
        policy = self._decoded(POLICY, self._lines.content(POLICY, number), Policy) or DEFAULT_POLICY
        parts = of_brief(told.id, told.brief, self._names)
        last = next((each.sha256 for each in reversed(signoffs) if each.sha256 is not None), None)
        counted = {
            part: [
                each
                for each in signoffs
                if each.verdict is Verdict.APPROVE and (each.covers.get(part) == says or (last and each.sha256 == last))
            ]
            for part, says in parts.items()
        }
        records = {id: record for id, (_, record) in told.seeds.items()}
        return bool(missing(told.brief, records, policy, parts, lambda part, _: counted[part]))

    def _parts_of(self, told: Told | None) -> Covered:
        """What a brief and its seeds say."""
        if told is None:
            return {}
        found = of_brief(told.id, told.brief, self._names)
        for seed, (text, record) in told.seeds.items():
            found |= of_seed(seed, text, record, self._names)
        return found

    def _told(self, id: str, number: int) -> Told | None:
        """What a commit's state of a brief told readers; None for a draft, and for what cannot be read."""
        path = self._path(id, number)
        brief = self._decoded(path, self._lines.content(path, number), Brief)
        if brief is None or brief.status not in PUBLIC:
            return None
        seeds = {}
        for ref in brief.seeds:
            path = f"seeds/{ref.id}{_ENDING}"
            text = self._text(self._lines.content(f"seeds/{ref.id}.txt", number))
            record = self._decoded(path, self._lines.content(path, number), SeedRecord)
            if text is None or record is None:
                return None
            seeds[self._names.first_id(Kind.SEED, ref.id)] = text, record
        return Told(id, self._names.called_first(merged(brief), id), seeds)

    def _decoded(self, path: str, content: str, kind: type[D]) -> D | None:
        """What a file says; None where there is none, or it cannot be read."""
        if (path, content) not in self._known:
            text = self._text(content)
            self._known[path, content] = None if text is None else decode(Source(path, text), kind)[0]
        found: D | None = self._known[path, content]
        return found

    def _text(self, content: str) -> str | None:
        """The text of a content by git's name of it; None where there is none, or no text."""
        if not content:
            return None
        data = dict(self._contents([content]))[content]
        try:
            return data.decode().removeprefix("\ufeff")
        except UnicodeDecodeError:
            return None
