"""What readers were shown of a brief: its approved states on all lines of the history, as a repository has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from mujaz.engine.editorial import DEFAULT_POLICY
from mujaz.history.git import Repository
from mujaz.history.lines import Lines
from mujaz.model import POLICY, Brief, Policy, SeedRecord, SignOff, SignOffs
from mujaz.model.decode import D, decode
from mujaz.model.signoff import FOLDER
from mujaz.resolve.site import Site
from mujaz.review.approvals import missing
from mujaz.review.authorship import signoff_key
from mujaz.review.corrections import PUBLIC, Told, silent_edit
from mujaz.review.meaning import meaning, merged
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
    """

    def __init__(self, lines: Lines, contents: Callable[[Iterable[str]], Iterator[tuple[str, bytes]]]) -> None:
        self._lines, self._contents = lines, contents
        self._known: dict[tuple[str, str], Any] = {}

    @classmethod
    def of(cls, repository: Repository) -> Published:
        """The states that a repository tells of.

        Raises:
            HistoryError: git cannot tell.
        """
        return cls(repository.lines(), repository.contents)

    @property
    def briefs(self) -> tuple[str, ...]:
        """The ids of all briefs that there ever were."""
        paths = (path for path in self._lines.paths if path.startswith(_BRIEFS) and path.endswith(_ENDING))
        return tuple(path[len(_BRIEFS) : -len(_ENDING)] for path in paths if not path.startswith(_NO_BRIEFS))

    def policies(self) -> Iterator[PolicyState]:
        """The policy at each commit, the first first, as `weakening.holding` asks for them."""
        changed, signed = set(self._lines.changing(POLICY)), f"{FOLDER}/{POLICY}{_ENDING}"
        begun: list[bool] = []
        first_content = {number for path in self._lines.paths for number in self._lines.changing(path)}
        for number, parents in enumerate(self._lines.parents):
            had = any(begun[parent] for parent in parents)
            begun.append(had or number in first_content)
            policy: Policy | None = None
            if number in changed or len(parents) > 1 or (begun[number] and not had):
                content = self._lines.content(POLICY, number)
                policy = self._decoded(POLICY, content, Policy) if content else DEFAULT_POLICY
            signoffs = self._decoded(signed, self._lines.content(signed, number), SignOffs) if policy else None
            yield PolicyState(parents, policy, frozenset(map(signoff_key, signoffs.signoffs if signoffs else ())))

    def silent_edit(self, id: str, site: Site, digest: str) -> list[Diagnostic]:
        """A finding where a brief says something else than readers were shown, without a word on it.

        Args:
            id: of the brief.
            site: as it would be published; the brief may be gone from it.
            digest: the content hash of the brief in it; empty where it is gone.
        """
        after = Told.of(id, site)
        for number, before in self._approved(id, digest):
            if found := silent_edit(before, after):
                merged_in = not self._lines.is_first(number)
                return [replace(each, help=f"{each.help}; {_MERGED}") if merged_in else each for each in found]
        return []

    def contents(self, id: str) -> frozenset[str]:
        """What the file of a brief held in the states that could be published, by git's names."""
        path = f"{_BRIEFS}{id}{_ENDING}"
        return frozenset(self._lines.content(path, number) for number, _ in self._approved(id, ""))

    def _approved(self, id: str, digest: str) -> Iterator[tuple[int, Told]]:
        """The approved states of a brief but those of a content hash, the newest first, each with its commit."""
        path = f"{FOLDER}/{id}{_ENDING}"
        for number in self._lines.changing(path):
            signed, before = self._signed(path, number), self._signed(path, self._lines.first(number))
            if signed and meaning(signed) != meaning(before) and signed[-1].sha256 != digest:
                told = self._told(id, number)
                if told is not None and not self._lacks(told, number, signed):
                    yield number, told

    def _signed(self, path: str, number: int | None) -> tuple[SignOff, ...]:
        """The sign-offs of the state that was signed last."""
        found = self._decoded(path, self._lines.content(path, number), SignOffs)
        signoffs = found.signoffs if found else ()
        return tuple(signoff for signoff in signoffs if signoff.sha256 == signoffs[-1].sha256)

    def _lacks(self, told: Told, number: int, signed: tuple[SignOff, ...]) -> bool:
        policy = self._decoded(POLICY, self._lines.content(POLICY, number), Policy) or DEFAULT_POLICY
        return bool(missing(told.brief, {id: record for id, (_, record) in told.seeds.items()}, policy, signed))

    def _told(self, id: str, number: int) -> Told | None:
        """What a commit's state of a brief told readers; None for a draft, and for what cannot be read."""
        path = f"{_BRIEFS}{id}{_ENDING}"
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
            seeds[ref.id] = text, record
        return Told(id, merged(brief), seeds)

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
