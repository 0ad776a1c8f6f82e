"""Who changed what a sign-off covers, and which commits brought a sign-off."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from msgspec import Struct

from mujaz.engine.cache.rooms import Room, Storage
from mujaz.history.commits import Commit, FileChange
from mujaz.history.git import CONTENT, UNSHALLOW, HistoryError, Repository
from mujaz.model import POLICY, Brief, Glossary, Policy, Question, SeedRecord, SignOff
from mujaz.model.decode import decode, decode_signoffs
from mujaz.model.question import Answer, Resolution
from mujaz.model.signoff import FOLDER, QUESTION
from mujaz.review.coverage import GLOSSARY, Covered, of_brief, of_shared, paths
from mujaz.review.identities import Identities
from mujaz.review.meaning import Tree, digest, meaning, merged
from mujaz.review.names import AS_CALLED, Names
from mujaz.syntax.source import Source

_PARTS: Room[dict[str, str]] = Room("parts")
"""By path and the name of git's object: each part, and the digest of what it says."""

Changes: TypeAlias = Sequence[tuple[Commit, tuple[FileChange, ...]]]


class Step(Struct, frozen=True):
    """A commit that changed what a part of the content says; `says` is the digest of that, empty where it is gone."""

    commit: Commit
    says: str


class Authorship:
    """The history of a site's content, as far as it says who wrote what.

    Args:
        changes: all commits that changed content, the latest first.
        contents: gives the contents of git's objects by their names, in the order asked for.
        kept: what earlier runs kept: an object says the same for ever.
        identities: tells the people of the commits apart.
        names: of the site as it is: what was called otherwise in the history is known under its first name.
    """

    def __init__(
        self,
        changes: Changes,
        contents: Callable[[Iterable[str]], Iterator[tuple[str, bytes]]],
        kept: Storage | None = None,
        identities: Identities | None = None,
        names: Names = AS_CALLED,
    ) -> None:
        self.identities = identities or Identities()
        self._commits = [commit for commit, _ in changes]
        self._number = {commit: number for number, commit in enumerate(self._commits)}
        self._contents, self._kept, self.names = contents, kept, names
        self._parts: dict[tuple[str, str], Covered] = {}
        self._histories: dict[str, tuple[Step, ...]] = {}
        # By path, and for the glossary by its folder: the commits that changed it, by number, and what each did.
        self._touching: dict[str, dict[int, list[FileChange]]] = {}
        for number, (_, files) in enumerate(changes):
            for file in files:
                path = GLOSSARY if file.path.startswith(f"{GLOSSARY}/") else file.path
                self._touching.setdefault(path, {}).setdefault(number, []).append(file)

    @classmethod
    def of(
        cls,
        repository: Repository,
        until: str = "HEAD",
        kept: Storage | None = None,
        files: Iterable[str] = (),
        names: Names = AS_CALLED,
    ) -> Authorship:
        """The authorship that a repository tells of, up to a revision.

        Args:
            repository: that of the site.
            until: the last revision.
            kept: what earlier runs kept.
            files: what to look at besides the content: paths relative to the site's root.
            names: of the site.

        Raises:
            HistoryError: it does not have the whole history.
        """
        if repository.is_shallow:
            raise HistoryError("the history is cut off, and does not say who changed what", UNSHALLOW)
        changes, identities = repository.changes([*CONTENT, *files], until), Identities(repository.mapped)
        identities.learn(person for commit, _ in changes for person in commit.people)
        return cls(changes, repository.contents, kept, identities, names)

    def history(self, part: str, defined_in: Mapping[str, str]) -> tuple[Step, ...]:
        """The commits that changed what a part of the content says, the first first.

        Commits that change comments, layout or other parts do not count; a merge does where no parent had what it has.

        Args:
            part: its name, as in `coverage`.
            defined_in: of entities that briefs define: which brief does, as `SiteIndex.defined_in`.
        """
        if part not in self._histories:
            self._histories[part] = tuple(reversed(tuple(self._steps(paths(part, defined_in, self.names), part))))
        return self._histories[part]

    def holding(self, part: str, says: str, defined_in: Mapping[str, str]) -> tuple[Commit, str, bytes] | None:
        """Where a part said something: the last commit that wrote it, the file, and what that held; None if none did.

        Args:
            part: its name, as in `coverage`.
            says: the digest of what it said.
            defined_in: as for `history`.
        """
        touching = [self._touching[path] for path in paths(part, defined_in, self.names) if path in self._touching]
        for number in sorted({number for each in touching for number in each}):
            files = [file for each in touching for file in each.get(number, ())]
            self._load(files)
            for file in files:
                if file.after and self._parts[file.path, file.after].get(part) == says:
                    ((_, data),) = self._contents([file.after])
                    return self._commits[number], file.path, data
        return None

    def bringing(self, signoff: SignOff) -> tuple[Commit, ...]:
        """The commits that brought a sign-off, the latest first; several where it was carried to other lines."""
        key = signoff_part(signoff)
        return tuple(step.commit for step in self._steps([signoff.span.source.name], key) if step.says)

    def bringing_question(self, question: Question, part: str) -> tuple[Commit, ...]:
        """The commits that brought a part of a question's file, the latest first.

        Args:
            question: the question.
            part: one of its `question_parts`.
        """
        return tuple(step.commit for step in self._steps([question.span.source.name], part) if step.says)

    def latest(self, *commits: Commit) -> Commit:
        """The one of some commits that came last into the history."""
        return min(commits, key=self._number.__getitem__)

    def _steps(self, paths: Iterable[str], part: str) -> Iterator[Step]:
        touching = [self._touching[path] for path in paths if path in self._touching]
        for number in sorted({number for each in touching for number in each}):
            files = [file for each in touching for file in each.get(number, ())]
            self._load(files)
            after = self._says(part, ((file.path, file.after) for file in files))
            parents = range(max(len(file.before) for file in files))
            before = [self._says(part, ((file.path, file.before[parent]) for file in files)) for parent in parents]
            if after not in before:
                yield Step(self._commits[number], after)

    def _says(self, part: str, files: Iterable[tuple[str, str]]) -> str:
        """What a part says in some files; empty where it is in none of them."""
        return next((says for file in files if (says := self._parts[file].get(part))), "")

    def _load(self, files: Iterable[FileChange]) -> None:
        for path, name in {(file.path, name) for file in files for name in (*file.before, file.after)}:
            if (path, name) not in self._parts:
                self._parts[path, name] = self._read(path, name) if name else {}

    def _read(self, path: str, name: str) -> Covered:
        bare, named = f"{path} {name}", f"{path} {name} {self.names.digest}".rstrip()
        known = _PARTS.get(self._kept, named) if self._kept is not None else None
        if known is not None:
            return known
        ((_, data),) = self._contents([name])
        # To look for the ids is quick, to decode is not: after a rename most files are as they were.
        same = self._kept is not None and not self.names.may_be_in(path, data)
        known = _PARTS.get(self._kept, bare) if same and self._kept is not None else None
        parts = known if known is not None else _parts_of(path, data, self.names)
        if self._kept is not None:
            _PARTS.put(self._kept, named, parts)
        return parts


def _parts_of(path: str, data: bytes, names: Names) -> dict[str, str]:
    """The parts that a file holds; what cannot be read says its bytes."""
    text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    source = Source(path, text)
    folder, _, name = path.partition("/")
    id, _, ending = name.rpartition(".")
    if folder not in ("seeds", "briefs"):
        return {f"file/{path}": file_digest(path, data)}
    if folder == "seeds":
        if ending == "txt":
            return {names.first_part(f"text/{id}"): digest(text)}
        record, _ = decode(source, SeedRecord)
        return {names.first_part(f"record/{id}"): digest(text if record is None else meaning(record))}
    if path.endswith(QUESTION):
        question, _ = decode(source, Question)
        return {} if question is None else dict.fromkeys(question_parts(question), path)
    if path.startswith(f"{FOLDER}/"):
        return {signoff_part(each): path for each in decode_signoffs(source)[0]}
    if name.startswith("glossary/"):
        glossary, _ = decode(source, Glossary)
        if glossary is None:
            return {}
        shared: dict[str, str] = {}
        for kind, values in (
            ("publication", glossary.sources),
            ("tag", glossary.tags),
            ("entity", glossary.entities),
        ):
            for key, value in values.items():
                shared |= of_shared(kind, key, value, names)
        return shared
    brief, _ = decode(source, Brief)
    if brief is None:
        return {names.first_part(f"brief/{id}/"): digest(text)}
    own: dict[str, str] = {}
    for key, value in brief.entities.items():
        own |= of_shared("entity", key, value, names)
    return own | of_brief(id, merged(brief), names)


def file_meaning(path: str, data: bytes) -> Tree:
    """What a file says that is no content: the policy by its meaning, any other by its bytes."""
    if path == POLICY:
        policy, _ = decode(Source(path, data.decode("utf-8", errors="replace").removeprefix("\ufeff")), Policy)
        if policy is not None:
            return meaning(policy)
    return hashlib.sha256(data).hexdigest()


def file_digest(path: str, data: bytes) -> str:
    """What a sign-off of a file holds."""
    return digest(file_meaning(path, data))


def signoff_key(signoff: SignOff) -> str:
    """What tells a sign-off from all others."""
    return digest(meaning(signoff))


def signoff_part(signoff: SignOff) -> str:
    """The same as the name of a part of its file."""
    return f"signoff/{signoff_key(signoff)}"


def question_key(question: Question) -> str:
    """What tells a question from all others, whatever is answered."""
    return digest(meaning(replace(question, answers=(), resolved=None)))


def question_parts(question: Question) -> dict[str, Answer | Resolution | Question]:
    """What a question's file holds, by names that tell each from all others: what is asked, answered and resolved."""
    asked = {f"question/{question_key(question)}": question}
    answers = {f"answer/{digest(meaning(answer))}": answer for answer in question.answers}
    if question.resolved is None:
        return {**asked, **answers}
    return {**asked, **answers, f"resolution/{digest(meaning(question.resolved))}": question.resolved}
