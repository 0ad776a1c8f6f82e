"""What readers were shown of a brief: its approved states on the branch that is published, as a repository has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from mujaz.engine.editorial import DEFAULT_POLICY
from mujaz.history.git import Repository
from mujaz.model import POLICY, Brief, Policy, SeedRecord, SignOff, SignOffs
from mujaz.model.decode import D, decode
from mujaz.model.signoff import FOLDER
from mujaz.resolve.site import Site
from mujaz.review.approvals import missing
from mujaz.review.corrections import PUBLIC, Told, silent_edit
from mujaz.review.meaning import meaning, merged
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source

_BRIEFS, _ENDING = "briefs/", ".yml"
_NO_BRIEFS = ("briefs/glossary/", f"{FOLDER}/")


class Published:
    """The states of a site's briefs that could be published from the current branch.

    What `mujaz build --publish` built is written nowhere. What it would have built is in the history: a brief with a
    public status, at the commit of the branch that completed its sign-offs, by the policy of that commit.

    Args:
        line: what each commit of the branch made of the files, the newest first, as `Repository.line`.
        contents: gives the contents of git's objects by their names.
    """

    def __init__(
        self,
        line: Sequence[tuple[str, Mapping[str, str]]],
        contents: Callable[[Iterable[str]], Iterator[tuple[str, bytes]]],
    ) -> None:
        self._contents = contents
        self._oldest = len(line) - 1
        self._states: dict[str, list[tuple[int, str]]] = {}
        for number, (_, files) in enumerate(line):
            for path, content in files.items():
                self._states.setdefault(path, []).append((number, content))

    @classmethod
    def of(cls, repository: Repository) -> Published:
        """The states that a repository tells of.

        Raises:
            HistoryError: git cannot tell.
        """
        return cls(repository.line(), repository.contents)

    @property
    def briefs(self) -> tuple[str, ...]:
        """The ids of all briefs that the branch ever had."""
        paths = (path for path in self._states if path.startswith(_BRIEFS) and path.endswith(_ENDING))
        return tuple(path[len(_BRIEFS) : -len(_ENDING)] for path in paths if not path.startswith(_NO_BRIEFS))

    def policies(self) -> Iterator[Policy]:
        """The policies that the branch had, the oldest first; those that cannot be read left out."""
        states = self._states.get(POLICY, [])
        if not states or states[-1][0] < self._oldest:
            yield DEFAULT_POLICY
        for number, content in reversed(states):
            policy = self._decoded(POLICY, number, Policy) if content else DEFAULT_POLICY
            if policy is not None:
                yield policy

    def silent_edit(self, id: str, site: Site, digest: str) -> list[Diagnostic]:
        """A finding where a brief says something else than readers were shown, without a word on it.

        Args:
            id: of the brief.
            site: as it would be published; the brief may be gone from it.
            digest: the content hash of the brief in it; empty where it is gone.
        """
        for _, before in self._approved(id, digest):
            after = Told.of(id, site)
            found = silent_edit(before, after)
            if found or after is None or after.differs(before) or not _same_corrections(before, after):
                return found
        return []

    def contents(self, id: str) -> frozenset[str]:
        """What the file of a brief held in the states that could be published, by git's names."""
        path = f"{_BRIEFS}{id}{_ENDING}"
        return frozenset(self._content(path, number) for number, _ in self._approved(id, ""))

    def _approved(self, id: str, digest: str) -> Iterator[tuple[int, Told]]:
        """The approved states of a brief but those of a content hash, the newest first, each with its commit."""
        path = f"{FOLDER}/{id}{_ENDING}"
        numbers = self._states.get(path, [])
        files = [(number, self._signed(path, number)) for number, _ in numbers]
        for (number, signed), (_, before) in pairwise([*files, (0, ())]):
            if signed and meaning(signed) != meaning(before) and signed[-1].sha256 != digest:
                told = self._told(id, number)
                if told is not None and not self._lacks(told, number, signed):
                    yield number, told

    def _signed(self, path: str, number: int) -> tuple[SignOff, ...]:
        """The sign-offs of the state that was signed last."""
        found = self._decoded(path, number, SignOffs)
        signoffs = found.signoffs if found else ()
        return tuple(signoff for signoff in signoffs if signoff.sha256 == signoffs[-1].sha256)

    def _lacks(self, told: Told, number: int, signed: tuple[SignOff, ...]) -> bool:
        policy = self._decoded(POLICY, number, Policy) or DEFAULT_POLICY
        return bool(missing(told.brief, {id: record for id, (_, record) in told.seeds.items()}, policy, signed))

    def _told(self, id: str, number: int) -> Told | None:
        """What a commit's state of a brief told readers; None for a draft, and for what cannot be read."""
        brief = self._decoded(f"{_BRIEFS}{id}{_ENDING}", number, Brief)
        if brief is None or brief.status not in PUBLIC:
            return None
        seeds = {}
        for ref in brief.seeds:
            text = self._text(f"seeds/{ref.id}.txt", number)
            record = self._decoded(f"seeds/{ref.id}{_ENDING}", number, SeedRecord)
            if text is None or record is None:
                return None
            seeds[ref.id] = text, record
        return Told(id, merged(brief), seeds)

    def _decoded(self, path: str, number: int, kind: type[D]) -> D | None:
        text = self._text(path, number)
        return None if text is None else decode(Source(path, text), kind)[0]

    def _content(self, path: str, number: int) -> str:
        """Git's name of what a file held at a commit; empty where there was none."""
        return next((content for at, content in self._states.get(path, ()) if at >= number), "")

    def _text(self, path: str, number: int) -> str | None:
        """A file as it was at a commit; None where there was none, or no text."""
        content = self._content(path, number)
        if not content:
            return None
        data = dict(self._contents([content]))[content]
        try:
            return data.decode().removeprefix("\ufeff")
        except UnicodeDecodeError:
            return None


def _same_corrections(before: Told, after: Told) -> bool:
    return bool(meaning(before.brief.corrections) == meaning(after.brief.corrections))
