"""Who made the last change of what a sign-off covers, and which commit brought a sign-off."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from mujaz.engine.cache.rooms import Room, Storage
from mujaz.history.commits import Commit, FileChange
from mujaz.history.git import CONTENT, UNSHALLOW, HistoryError, Repository
from mujaz.model import POLICY, Brief, Glossary, Policy, SeedRecord, SignOff, SignOffs
from mujaz.model.decode import decode
from mujaz.model.signoff import FOLDER
from mujaz.resolve.site import SiteBrief
from mujaz.resolve.translations import merge_translations
from mujaz.review.identities import Identities
from mujaz.review.meaning import Tree, cited_publications, digest, meaning, shown_entities
from mujaz.syntax.source import Source

Piece: TypeAlias = tuple[str, str]
"""A part of the content that has a meaning of its own: its kind and its id."""

Pieces: TypeAlias = dict[Piece, str]
"""Of each part, a digest of what it says."""

_PIECES: Room[list[tuple[str, str, str]]] = Room("pieces")
"""By path and the name of git's object: each part, and the digest of what it says."""
_GLOSSARY = "briefs/glossary"

Changes: TypeAlias = Sequence[tuple[Commit, tuple[FileChange, ...]]]


class Authorship:
    """The history of a site's content, as far as it says who wrote what.

    Args:
        changes: all commits that changed content, the latest first.
        contents: gives the contents of git's objects by their names, in the order asked for.
        kept: what earlier runs kept: an object says the same for ever.
        identities: tells the people of the commits apart.
    """

    def __init__(
        self,
        changes: Changes,
        contents: Callable[[Iterable[str]], Iterator[tuple[str, bytes]]],
        kept: Storage | None = None,
        identities: Identities | None = None,
    ) -> None:
        self.identities = identities or Identities()
        self._commits = [commit for commit, _ in changes]
        self._contents, self._kept = contents, kept
        self._pieces: dict[tuple[str, str], Pieces] = {}
        # By path, and for the glossary by its folder: the commits that changed it, by number, and what each did.
        self._touching: dict[str, dict[int, list[FileChange]]] = {}
        for number, (_, files) in enumerate(changes):
            for file in files:
                path = _GLOSSARY if file.path.startswith(f"{_GLOSSARY}/") else file.path
                self._touching.setdefault(path, {}).setdefault(number, []).append(file)

    @classmethod
    def of(
        cls, repository: Repository, until: str = "HEAD", kept: Storage | None = None, files: Iterable[str] = ()
    ) -> Authorship:
        """The authorship that a repository tells of, up to a revision.

        Args:
            repository: that of the site.
            until: the last revision.
            kept: what earlier runs kept.
            files: what to look at besides the content: paths relative to the site's root.

        Raises:
            HistoryError: it does not have the whole history.
        """
        if repository.is_shallow:
            raise HistoryError("the history is cut off, and does not say who changed what", UNSHALLOW)
        changes, identities = repository.changes([*CONTENT, *files], until), Identities(repository.mapped)
        identities.learn(person for commit, _ in changes for person in commit.people)
        return cls(changes, repository.contents, kept, identities)

    def last_change(self, entry: SiteBrief, defined_in: Mapping[str, str]) -> Commit | None:
        """The newest commit that changed the meaning of something that a sign-off of a brief covers.

        That is the brief, its seeds, and the entities, publications and tags that it shows. Commits that change
        comments, layout or what other briefs show do not count. None where no commit has the brief.

        Args:
            entry: a brief.
            defined_in: of entities that briefs define: which brief does, as `SiteIndex.defined_in`.
        """
        wanted = {("brief", entry.id)}
        wanted |= {(kind, ref.id) for ref in entry.brief.seeds for kind in ("text", "record")}
        wanted |= {("entity", id) for id in shown_entities(entry) if id not in entry.brief.entities}
        wanted |= {("publication", id) for id in cited_publications(entry) if id not in entry.brief.sources}
        wanted |= {("tag", ref.id) for ref in entry.brief.tags}
        return self._last(covered_paths(entry, defined_in), wanted)

    def last_change_of_file(self, path: str, says: str | None = None) -> Commit | None:
        """The newest commit that changed what a file says that is no content of a brief.

        Args:
            path: of the file, relative to the site's root.
            says: the digest of what it is to say after the change, as `file_digest`; whatever it says without one.
        """
        return self._last([path], {("file", path)}, says)

    def brought(self, brief: str, signoff: SignOff) -> Commit | None:
        """The commit that brought a sign-off of a brief, or of a file by its path; None where none did yet."""
        return self._last([f"{FOLDER}/{brief}.yml"], {("signoff", signoff_key(signoff))})

    def _last(self, paths: Iterable[str], wanted: set[Piece], says: str | None = None) -> Commit | None:
        touching = [self._touching[path] for path in paths if path in self._touching]
        for number in sorted({number for each in touching for number in each}):
            files = [file for each in touching for file in each.get(number, ())]
            self._load(files)
            after = self._seen(wanted, ((file.path, file.after) for file in files))
            parents = range(max(len(file.before) for file in files))
            before = [self._seen(wanted, ((file.path, file.before[parent]) for file in files)) for parent in parents]
            if after not in before and (says is None or says in after.values()):
                return self._commits[number]
        return None

    def _seen(self, wanted: set[Piece], files: Iterable[tuple[str, str]]) -> Pieces:
        known = [self._pieces[file] for file in files]
        return {piece: pieces[piece] for pieces in known for piece in wanted if piece in pieces}

    def _load(self, files: Iterable[FileChange]) -> None:
        for path, name in {(file.path, name) for file in files for name in (*file.before, file.after)}:
            if (path, name) not in self._pieces:
                self._pieces[path, name] = self._read(path, name) if name else {}

    def _read(self, path: str, name: str) -> Pieces:
        key = f"{path} {name}"
        known = _PIECES.get(self._kept, key) if self._kept is not None else None
        if known is not None:
            return {(kind, id): says for kind, id, says in known}
        ((_, data),) = self._contents([name])
        pieces = {piece: digest(says) for piece, says in _pieces(path, data).items()}
        if self._kept is not None:
            _PIECES.put(self._kept, key, [(*piece, says) for piece, says in pieces.items()])
        return pieces


def covered_paths(entry: SiteBrief, defined_in: Mapping[str, str]) -> tuple[str, ...]:
    """The files and folders that hold what a sign-off of a brief covers."""
    briefs = {defined_in[id] for id in shown_entities(entry) if id in defined_in} | {entry.id}
    seeds = [f"seeds/{ref.id}.{ending}" for ref in entry.brief.seeds for ending in ("txt", "yml")]
    return (*(f"briefs/{id}.yml" for id in sorted(briefs)), *seeds, _GLOSSARY)


def _pieces(path: str, data: bytes) -> dict[Piece, Tree]:
    """What a file says, by piece; what cannot be read says its bytes."""
    text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    source = Source(path, text)
    folder, _, name = path.partition("/")
    id, _, ending = name.rpartition(".")
    if folder not in ("seeds", "briefs"):
        return {("file", path): file_meaning(path, data)}
    if folder == "seeds":
        if ending == "txt":
            return {("text", id): text}
        record, _ = decode(source, SeedRecord)
        return {("record", id): text if record is None else meaning(record)}
    if path.startswith(f"{FOLDER}/"):
        signoffs, _ = decode(source, SignOffs)
        return {("signoff", signoff_key(each)): True for each in (signoffs.signoffs if signoffs else ())}
    if name.startswith("glossary/"):
        glossary, _ = decode(source, Glossary)
        if glossary is None:
            return {}
        shared: dict[Piece, Tree] = {("publication", key): meaning(value) for key, value in glossary.sources.items()}
        shared |= {("tag", key): meaning(value) for key, value in glossary.tags.items()}
        return shared | {("entity", key): meaning(value) for key, value in glossary.entities.items()}
    brief, _ = decode(source, Brief)
    if brief is None:
        return {("brief", id): text}
    own: dict[Piece, Tree] = {("entity", key): meaning(value) for key, value in brief.entities.items()}
    return own | {("brief", id): meaning(merge_translations(brief)[0])}


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
    """What tells a sign-off from all others of its file."""
    return repr(sorted(meaning(signoff).items()))
