"""The history of a site in git: revisions, what they hold, and who changed what. It calls the program `git`."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from mujaz.history.commits import (
    FORMAT,
    FORMAT_OF_ID,
    FORMAT_OF_TIME,
    Commit,
    Entry,
    FileChange,
    Person,
    commit_of,
    file_changes,
    person,
    records,
)
from mujaz.history.lines import Lines

T = TypeVar("T")
FileState = list[str | int]
"""Of a file that was checked out: mode, object, times of change (nanoseconds) and size (bytes)."""
CONTENT = ("mkdocs.yml", "editorial.yml", "seeds", "briefs")
"""The files and folders, relative to the site's root, that a site is read from."""
_CHECKED_OUT = (*CONTENT, "texts")
"""The same with the words of the desk, which pages show and no brief is made from."""

_LINK, _FILE = "120000", "100"


UNSHALLOW = "fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` in a workflow"
"""What to do about a clone that lacks older commits."""


class HistoryError(Exception):
    """Git cannot tell what was asked for.

    Attributes:
        help: what to do about it.
    """

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help

    def __reduce__(self) -> tuple[type[HistoryError], tuple[str, str]]:
        return HistoryError, (str(self), self.help)  # it may come from another process


class Repository:
    """The git repository that a site stands in.

    Args:
        root: the site's root, anywhere in a work tree.

    Raises:
        HistoryError: there is no work tree, or no git.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._objects: _Objects | None = None
        self._prefix = self._git("rev-parse", "--show-prefix").decode().removesuffix("\n")

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process, which asks a git of its own."""
        return Repository, (self.root,)

    def commit(self, revision: str) -> str:
        """The full name of the commit that a revision means.

        Raises:
            HistoryError: there is no such commit.
        """
        if not revision or revision.startswith("-"):
            raise HistoryError(f"`{revision}` is no revision", "name a commit, a branch or a tag")
        found = self._commit(revision)
        if found is None:
            raise self._unknown(revision)
        return found

    def _commit(self, revision: str) -> str | None:
        try:
            told = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except HistoryError:
            return None
        return told.decode().strip()

    def _is_other(self, revision: str) -> bool:
        """Whether git knows a tree, a file or the like by a name."""
        try:
            self._git("cat-file", "-e", revision)
        except HistoryError:
            return False
        return True

    def _unknown(self, revision: str) -> HistoryError:
        """Why there is no commit of a name, and what to do about it."""
        if self._commit("HEAD") is None:
            return HistoryError(
                "the repository has no commit yet", "commit the content: `git add --all`, then `git commit`"
            )
        if self._is_other(revision):
            return HistoryError(f"`{revision}` is no commit", "name a commit, a branch or a tag")
        message = f"git knows no commit `{revision}` here"
        if self.is_shallow:
            return HistoryError(message, f"the clone is shallow: {UNSHALLOW}")
        start = re.split("[~^]", revision, maxsplit=1)[0]
        if start != revision and start and self._commit(start):
            older = int(self._git("rev-list", "--count", "--first-parent", self.commit(start))) - 1
            ends = f"goes back to `{start}~{older}`" if older else "has one commit"
            return HistoryError(message, f"name a later one: the history of `{start}` {ends}")
        names = self._git("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
        near = get_close_matches(start, ["HEAD", *names.decode(errors="replace").split()], n=3)
        if near:
            return HistoryError(message, f"did you mean {' or '.join(f'`{name}`' for name in near)}?")
        return HistoryError(message, "fetch it first, or look at the names with `git branch --all` and `git tag`")

    def merge_base(self, one: str, other: str) -> str:
        """The commit where two lines of history part.

        Raises:
            HistoryError: they have none in common.
        """
        return self._git("merge-base", self.commit(one), self.commit(other)).decode().strip()

    def files(self, revision: str, paths: Iterable[str] = CONTENT) -> dict[str, tuple[str, str]]:
        """The files of a commit below some paths: mode and object by path relative to the site's root."""
        listed = self._git("ls-tree", "-r", "-z", self.commit(revision), "--", *paths)
        found = {}
        for entry in listed.split(b"\0")[:-1]:
            told, _, path = entry.partition(b"\t")
            mode, kind, object_id = told.decode().split()
            if kind == "blob":
                found[_inside(os.fsdecode(path))] = mode, object_id
        return _apart(found)

    def contents(self, objects: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The contents of objects by their names, in the order asked for.

        Raises:
            HistoryError: git has no object of a name.
        """
        for name in objects:
            if self._objects is None or self._objects.owner != os.getpid():
                self._objects = _Objects(self.root)
            yield name, self._objects.content(name)

    def read(self, revision: str, path: str) -> bytes | None:
        """A file of a commit, or None where it has none of that path."""
        found = self.files(revision, [path]).get(path)
        return None if found is None else next(content for _, content in self.contents([found[1]]))

    @contextmanager
    def checked_out(self, revision: str, also: Iterable[str] = ()) -> Iterator[Path]:
        """The content of a site as a commit has it, in a folder that is removed at the end.

        Args:
            revision: what to check out.
            also: further files and folders, relative to the site's root.
        """
        with tempfile.TemporaryDirectory(prefix="mujaz-") as folder:
            self._write(Path(folder), self.files(revision, (*_CHECKED_OUT, *also)))
            yield Path(folder)

    def check_out(
        self, revision: str, folder: Path, known: Mapping[str, list[str | int]], also: Iterable[str] = ()
    ) -> dict[str, list[str | int]]:
        """Bring a folder to the content of a site as a commit has it; files that are so already are left alone.

        What else is in the folder is removed.

        Args:
            revision: what to check out.
            folder: an existing one, of nobody else.
            known: what the last call gave for this folder; empty for none.
            also: further files and folders, relative to the site's root.

        Returns:
            how each file is, by its path.
        """
        wanted = self.files(revision, (*_CHECKED_OUT, *also))
        there = {path: _stamp(folder / path) for path in _clear(folder, wanted.keys())}
        stale = {
            path: file for path, file in wanted.items() if path not in there or known.get(path) != [*file, *there[path]]
        }
        for path in stale.keys() & there.keys():
            (folder / path).unlink()
        self._write(folder, stale)
        there.update((path, _stamp(folder / path)) for path in stale)
        return {path: [*file, *there[path]] for path, file in wanted.items()}

    def _write(self, folder: Path, files: Mapping[str, tuple[str, str]]) -> None:
        contents = dict(self.contents(dict.fromkeys(object_id for _, object_id in files.values())))
        for path, (mode, object_id) in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if mode == _LINK:
                target.symlink_to(os.fsdecode(contents[object_id]))
            elif mode.startswith(_FILE):
                target.write_bytes(contents[object_id])

    def changes(
        self, paths: Iterable[str] = CONTENT, until: str = "HEAD"
    ) -> tuple[tuple[Commit, tuple[FileChange, ...]], ...]:
        """The commits that changed files below some paths, the latest first; merges only where they changed something.

        Args:
            paths: relative to the site's root.
            until: the last revision.

        Returns:
            each with the objects that it took from and gave to the files.
        """
        told = self._log(self.commit(until), "--", *paths)
        return tuple((commit_of(fields, entries), tuple(file_changes(entries))) for fields, entries in told)

    @property
    def is_shallow(self) -> bool:
        """Whether older commits were not fetched."""
        return self._git("rev-parse", "--is-shallow-repository").strip() == b"true"

    def _log(self, *arguments: str, format: str = FORMAT) -> Iterator[tuple[list[str], list[Entry]]]:
        options = ("-z", "--raw", "--no-abbrev", "--no-renames", "--relative", "--encoding=UTF-8", f"--format={format}")
        merges = () if "-m" in arguments else ("-c",)
        return _records(self._git("log", *options, *merges, *arguments), format)

    def states(self, paths: Iterable[str]) -> dict[str, tuple[tuple[str, str], ...]]:
        """The states of the files below some paths, as the current branch had them, the newest first; as `line`.

        Returns:
            by path relative to the site's root: the time of the commit (ISO 8601), and the name of the content.
        """
        found: dict[str, list[tuple[str, str]]] = {}
        for time, files in self.line(paths):
            for path, content in files.items():
                if content:
                    found.setdefault(path, []).append((time, content))
        return {path: tuple(states) for path, states in found.items()}

    def line(self, paths: Iterable[str] = CONTENT) -> tuple[tuple[str, dict[str, str]], ...]:
        """What the commits of the current branch made of the files below some paths, the newest first.

        Of a merge only the outcome counts: that is what was published from this branch.

        Returns:
            of each commit: its time (ISO 8601), and by path relative to the site's root the name of the content; empty
            where it left no plain file.
        """
        told = self._log("--first-parent", "-m", "HEAD", "--", *paths, format=FORMAT_OF_TIME)
        return tuple((time, _held(entries)) for (_, time), entries in told)

    def lines(self, revision: str = "HEAD", paths: Iterable[str] = CONTENT) -> Lines:
        """What files below some paths held at each commit up to a revision, over all parents of its merges."""
        listed = self._git("rev-list", "--topo-order", "--parents", revision, "--").decode().splitlines()
        commits = [(id, tuple(parents)) for id, *parents in map(str.split, listed)]
        asked = "".join(" ".join((id, *parents[:1])) + "\n" for id, parents in commits)
        options = ("--stdin", "-z", "--raw", "-r", "--root", "--no-abbrev", "--no-renames", "--relative")
        told = self._git("diff-tree", *options, f"--format={FORMAT_OF_ID}", "--", *paths, input=asked.encode())
        changes = {id: _held(entries) for (id,), entries in _records(told, FORMAT_OF_ID)}
        return Lines(commits, changes)

    def is_changed(self, paths: Iterable[str]) -> bool:
        """Whether files below some paths hold other bytes than in the last commit, or are not in it.

        Git itself would compare what filters, encodings and ends of lines make of a file, which a commit can ask for by
        `.gitattributes`, and would run the programs of filters. Here a file of YAML may have CRLF for LF, no more.
        """
        asked = tuple(paths)
        known = self.files("HEAD", asked)
        if any(path not in known for each in asked for path in _there(self.root, each)):
            return True
        return any(not _holds(self.root / path, mode, name) for path, (mode, name) in known.items())

    def user(self) -> Person:
        """Who would be the author of a commit made now.

        Raises:
            HistoryError: git does not know.
        """
        try:
            told = self._git("var", "GIT_AUTHOR_IDENT").decode()
        except HistoryError:
            help = "say who signs: `git config user.name NAME` and `git config user.email ADDRESS`"
            raise HistoryError("git does not know who you are", help) from None
        name, _, rest = told.partition(" <")
        return Person(name, rest.partition(">")[0])

    def mapped(self, people: Iterable[Person]) -> dict[Person, Person]:
        """Whom git's mailmap takes each of some people for: `.mailmap`, and what the user's settings name besides."""
        asked = [each for each in dict.fromkeys(people) if each.email and not set("<>\n\0") & {*each.name, *each.email}]
        if not asked:
            return {}
        lines = "".join(f"{each.name} <{each.email}>\n" for each in asked)
        told = self._git("check-mailmap", "--stdin", input=os.fsencode(lines))
        answers = told.decode(errors="replace").split("\n")
        return dict(zip(asked, map(person, answers), strict=False))

    def _git(self, *arguments: str, input: bytes | None = None, index: Path | None = None) -> bytes:
        # No hook, pager, prompt, replaced object or lock has a part in reading.
        environment = {**os.environ, **_QUIET, **({"GIT_INDEX_FILE": str(index)} if index is not None else {})}
        try:
            done = subprocess.run(  # noqa: S603  (a fixed program; revisions are checked, paths stand behind `--`)
                ["git", *_PLAIN, *arguments],  # noqa: S607  (git as the user has it)
                cwd=self.root,
                env=environment,
                input=input,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError:
            raise HistoryError("there is no `git` on this machine", "install git") from None
        if done.returncode:
            raise HistoryError(*_explained(arguments, done.stderr.decode(errors="replace").strip()))
        return done.stdout


class _Objects:
    """A process of git that gives the contents of objects, as many as are asked for."""

    def __init__(self, root: Path) -> None:
        self.owner = os.getpid()
        self._git = subprocess.Popen(  # noqa: S603  (a fixed program)
            ["git", *_PLAIN, "cat-file", "--batch"],  # noqa: S607  (git as the user has it)
            cwd=root,
            env={**os.environ, **_QUIET},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._git.stdin is not None
        assert self._git.stdout is not None
        self._asked, self._told = self._git.stdin, self._git.stdout
        weakref.finalize(self, _end, self._git)

    def content(self, name: str) -> bytes:
        self._asked.write(f"{name}\n".encode())
        self._asked.flush()
        _, _, size = self._told.readline().decode().rpartition(" ")
        if not size.strip().isdigit():
            raise HistoryError(f"git has no object {name[:10]}", UNSHALLOW)
        return self._told.read(int(size) + 1)[:-1]


def _records(told: bytes, format: str) -> Iterator[tuple[list[str], list[Entry]]]:
    """As `records`; what cannot be read is no empty history."""
    try:
        yield from records(told, format)
    except ValueError as problem:
        raise HistoryError(f"git tells of the history in another form: {problem}", "update git, or mujaz") from None


def _held(entries: Iterable[Entry]) -> dict[str, str]:
    """What a commit made of files against one parent: names of contents by path, empty where no plain file is left."""
    files = {}
    for change, path in entries:
        _, mode, _, content, _ = change.decode().split(" ")
        files[path] = content if mode.startswith(_FILE) else ""
    return files


def _end(git: subprocess.Popen[bytes]) -> None:
    for pipe in (git.stdin, git.stdout):
        if pipe is not None:
            pipe.close()
    git.wait()


_PLAIN = (
    "--no-pager",
    # Settings of a user that would change what is printed.
    "-c",
    "core.warnAmbiguousRefs=false",  # of a branch named HEAD
    "-c",
    "core.quotePath=false",
    "-c",
    "log.showRoot=true",
    "-c",
    "log.showSignature=false",
    "-c",
    "log.follow=false",  # of one path
    "-c",
    "log.diffMerges=separate",  # what `-m` stands for
    "-c",
    "log.mailmap=false",
    "-c",
    "diff.renames=false",
    "-c",
    f"diff.orderFile={os.devnull}",
    "-c",
    "color.ui=false",
    "-c",
    "i18n.logOutputEncoding=UTF-8",
    "-c",
    "i18n.commitEncoding=UTF-8",
    # Programs that reading needs none of.
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    # Files `HEAD`, `config`, `objects` and `refs` that a commit has in one folder are no repository with settings.
    "-c",
    "safe.bareRepository=explicit",
)


def _there(root: Path, path: str) -> Iterator[str]:
    """The files of content at a path, or below it."""
    if not (root / path).is_dir():
        yield from (path,) if os.path.lexists(root / path) else ()
        return
    for found in (root / path).rglob("*"):
        if found.suffix in (".yml", ".txt") and not found.is_dir():
            yield found.relative_to(root).as_posix()


def _holds(path: Path, mode: str, name: str) -> bool:
    """Whether a file of the work tree is as a tree has it, by git's name of its content."""
    try:
        if path.is_symlink() or mode == _LINK:
            return path.is_symlink() and mode == _LINK and _name(os.fsencode(path.readlink()), name) == name
        data = path.read_bytes()
    except OSError:
        return False
    return _name(data, name) == name or (path.suffix == ".yml" and _name(data.replace(b"\r\n", b"\n"), name) == name)


def _name(data: bytes, like: str) -> str:
    """Git's name of a content, by the hash function that another name is made with."""
    kind = "sha1" if len(like) == 40 else "sha256"
    return hashlib.new(kind, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _inside(path: str) -> str:
    """A path of a tree, which git itself does not make to lead out of it, but others may."""
    if path.startswith("/") or any(part in ("", ".", "..") for part in path.split("/")):
        raise HistoryError(
            f"a commit has a file `{path}`", "look at where that commit comes from; git never makes such"
        )
    return path


def _clear(folder: Path, wanted: Set[str]) -> Iterator[str]:
    """Remove what is not wanted from a folder; the paths of the files that stay."""
    for parent, folders, names in os.walk(folder, topdown=False):
        for name in (*names, *(name for name in folders if Path(parent, name).is_symlink())):
            path = Path(parent, name)
            if (relative := path.relative_to(folder).as_posix()) in wanted:
                yield relative
            else:
                path.unlink()
        if parent != str(folder) and not any(Path(parent).iterdir()):
            Path(parent).rmdir()


def _stamp(path: Path) -> list[int]:
    status = path.lstat()
    return [status.st_mtime_ns, status.st_ctime_ns, status.st_size]


def _apart(files: dict[str, T]) -> dict[str, T]:
    """Files by path of which none stands where another has a folder: behind such a link one could write elsewhere."""
    folders = {path[:end] for path in files for end in range(len(path)) if path[end] == "/"}
    for path in files.keys() & folders:
        raise HistoryError(
            f"a commit has `{path}` as a file and as a folder",
            "look at where that commit comes from; git never makes such",
        )
    return files


_QUIET: Mapping[str, str] = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    # What a partial clone lacks is not fetched: the address of a remote may name a program. Git before 2.44 knows the
    # second only, which allows no protocol.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}


def _explained(arguments: tuple[str, ...], said: str) -> tuple[str, str]:
    if "not a git repository" in said:
        return "the site is not in a git repository", "make it one with `git init`, and commit the content"
    if "safe.bareRepository" in said:
        return (
            "the folder holds `HEAD`, `objects` and `refs`, as a bare repository does, whose settings would be obeyed",
            "look at where they come from, and remove them: no site needs them",
        )
    if arguments[0] == "merge-base":
        return (
            "the two revisions have no commit in common",
            "fetch the whole history; a shallow clone lacks older commits",
        )
    return f"git {arguments[0]}: {said.splitlines()[-1] if said else 'it failed'}", "try the command of git by hand"
