"""The only reader and writer of a site's files."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from mujaz.engine.manifest import link_on_the_way
from mujaz.model.documents import Files, LeftOut, SeedFiles
from mujaz.model.signoff import QUESTION, target_of
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span
from mujaz.text.filenames import hidden_in
from mujaz.text.patterns import lazy_re
from mujaz.text.visible import visible

MAX_BYTES = 10_000_000

_CONFIGURATION = "mkdocs.yml"
_POLICY = "editorial.yml"

ORIGINALS = "seeds/originals"
"""The files that seeds were taken from, as they were received: kept, and neither read nor published."""


def find_root(start: Path) -> Path | None:
    """The nearest folder, upwards from `start`, that holds a `mkdocs.yml`."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / _CONFIGURATION).is_file()), None)


def whole_file(name: str) -> Span:
    """The place of a finding on a file as a whole, by its name as it can be shown."""
    return Span(Source(visible(name), ""), 0, 0)


def read_text(root: Path, path: Path) -> tuple[Source | None, bytes, list[Diagnostic]]:
    """Read one text file: strict UTF-8, a byte order mark dropped.

    Returns:
        the text, or None where it cannot be read; the file's bytes; the findings.
    """
    name = path.relative_to(root).as_posix()
    if path.is_symlink():
        help = "put the file itself here: a link could publish what lies outside of the site"
        return None, b"", [rules.SYMBOLIC_LINK.at(whole_file(name), "a symbolic link", help)]
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, b"", [_not_plain(name)]
        if status.st_size > MAX_BYTES:
            finding = rules.TOO_LARGE.at(
                whole_file(name),
                f"a file of {status.st_size:,} bytes",
                f"split it: the limit is {MAX_BYTES:,} bytes",
            )
            return None, b"", [finding]
        data = path.read_bytes()
    except OSError as problem:
        said = (problem.strerror or "it cannot be read").lower()
        return (
            None,
            b"",
            [rules.UNREADABLE.at(whole_file(name), said, "look at the file and its permissions")],
        )
    try:
        return Source(name, data.decode("utf-8").removeprefix("\ufeff")), data, []
    except UnicodeDecodeError as problem:
        before = Source(name, data[: problem.start].decode("utf-8"))
        place = Span(before, len(before.text), len(before.text))
        finding = rules.NOT_UTF8.at(
            place,
            f"the byte 0x{data[problem.start]:02X} is not UTF-8",
            "save the file as UTF-8; `mujaz add --encoding` converts an article that is in another encoding",
        )
        return None, data, [finding]


def read_named(root: Path, name: str, place: Span) -> tuple[Source | None, list[Diagnostic]]:
    """Read a text file that a setting names: `name` is relative to the root, `place` that of the setting."""
    if link := link_on_the_way(root, name):
        help = "put the file itself here: a link could publish what lies outside of the site"
        return None, [rules.SYMBOLIC_LINK.at(place, f"`{link}` is a symbolic link", help)]
    if not os.path.lexists(root / name):
        folder, _, base = name.rpartition("/")
        from mujaz.model.decode import nearest_word  # late: most files are there

        near = nearest_word(base, [found.rpartition("/")[2] for found in content_names(root, folder)])
        help = f"did you mean `{folder}/{near}`?" if near else "write the file, or name another one"
        return None, [rules.UNUSABLE_TEXT.at(place, f"there is no file `{name}`", help)]
    source, _, findings = read_text(root, root / name)
    return source, findings


def _not_plain(name: str) -> Diagnostic:
    return rules.UNREADABLE.at(whole_file(name), "not a plain file", "move it away: only plain files are read")


def _names(root: Path, folder: str) -> Iterator[str]:
    """The names of all files below a folder, hidden ones apart, in order; a linked folder counts as a file."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    folders = []
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            folders.append(entry.name)
        elif not entry.name.endswith("~"):
            yield f"{folder}/{entry.name}"
    for name in folders:
        yield from _names(root, f"{folder}/{name}")


def content_names(root: Path, folder: str) -> Iterator[str]:
    """As `_names`; a folder that is a link counts as a file itself."""
    if (root / folder).is_symlink():
        yield folder
    else:
        yield from _names(root, folder)


def _shown_names(root: Path, folder: str, findings: list[Diagnostic]) -> Iterator[str]:
    """As `content_names`, without names that cannot be shown as they are: of each a finding is added."""
    for name in content_names(root, folder):
        if problem := hidden_in(name):
            help = "rename the file: ASCII lower-case letters and digits, words joined by single hyphens"
            findings.append(rules.UNPORTABLE_NAME.at(whole_file(name), f"the file's name {problem}", help))
        else:
            yield name


class Listing(Struct, frozen=True):
    """The names of all content files, POSIX paths relative to the site's root.

    Attributes:
        texts: the text of a seed by its id.
        records: the record of a seed by its id.
        glossaries: in their order.
        briefs: by id, the path below `briefs/` without the ending.
        signoffs: by what they are of, as `model.signoff.target_of`.
        questions: by the ids of briefs.
        policy: the editorial policy; none or one.
        withheld: texts and records of seeds that are left out of the site: what they say may be in no file of it.
    """

    texts: Mapping[str, str]
    records: Mapping[str, str]
    glossaries: tuple[str, ...]
    briefs: Mapping[str, str]
    signoffs: Mapping[str, tuple[str, ...]]
    policy: tuple[str, ...]
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    withheld: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[str]:
        yield from self.texts.values()
        yield from self.records.values()
        yield from self.glossaries
        yield from self.briefs.values()
        yield from (name for names in self.signoffs.values() for name in names)
        yield from (name for names in self.questions.values() for name in names)
        yield from self.policy
        yield from (name for names in self.withheld.values() for name in names if name is not None)

    def without(self, left_out: LeftOut) -> Listing:
        """The same without some briefs and some seeds, and with those that are held.

        Sign-offs of a brief stay, since they may be of what other briefs show, too.
        """

        def kept(files: Mapping[str, str], ids: Set[str]) -> dict[str, str]:
            return {id: name for id, name in files.items() if id not in ids}

        held: dict[str, dict[str, str]] = {"txt": {}, "yml": {}, "briefs": {}}
        for path in left_out.held.files:
            folder, _, name = path.partition("/")
            id, _, ending = name.rpartition(".")
            held[ending if folder == "seeds" else folder][id] = path
        return replace(
            self,
            texts=kept({**self.texts, **held["txt"]}, left_out.seeds),
            records=kept({**self.records, **held["yml"]}, left_out.seeds),
            withheld={id: (self.texts.get(id), self.records.get(id)) for id in sorted(left_out.seeds)},
            briefs=kept({**self.briefs, **held["briefs"]}, left_out.briefs),
        )


def list_files(root: Path) -> tuple[Listing, list[Diagnostic]]:
    """Find all content files of a site: `seeds/` and `briefs/`; others there are findings."""
    findings: list[Diagnostic] = []
    texts: dict[str, str] = {}
    records: dict[str, str] = {}
    glossaries: list[str] = []
    briefs: dict[str, str] = {}
    signoffs: dict[str, tuple[str, ...]] = {}
    questions: dict[str, tuple[str, ...]] = {}
    findings += [
        rules.UNREADABLE.at(whole_file(folder), "not a folder", "move it away: a folder of this name holds the content")
        for folder in ("seeds", "briefs")
        if os.path.lexists(root / folder) and not (root / folder).is_symlink() and not (root / folder).is_dir()
    ]
    for name in _shown_names(root, "seeds", findings):
        if name.startswith(f"{ORIGINALS}/"):
            continue
        stem, dot, suffix = name.removeprefix("seeds/").rpartition(".")
        id = stem if dot else suffix
        if suffix not in ("txt", "yml") and not (root / name).is_symlink():
            findings.append(_unread(root, name))
        else:
            (texts if suffix == "txt" else records)[id] = name
    for name in _shown_names(root, "briefs", findings):
        below = name.removeprefix("briefs/")
        folder, _, _ = below.partition("/")
        if not name.endswith(".yml") and not (root / name).is_symlink():
            findings.append(_unread(root, name))
        elif folder == "glossary":
            glossaries.append(name)
        elif folder == "reviews":
            target, found = target_of(name), questions if name.endswith(QUESTION) else signoffs
            found[target] = (*found.get(target, ()), name)
        else:
            briefs[below.removesuffix(".yml")] = name
    policy = (_POLICY,) if (root / _POLICY).exists() or (root / _POLICY).is_symlink() else ()
    return Listing(texts, records, tuple(glossaries), briefs, signoffs, policy, questions), findings


def read_files(root: Path) -> tuple[Files, list[Diagnostic]]:
    """Read all content files of a site, those of the editors apart: `seeds/` and `briefs/`."""
    listing, findings = list_files(root)
    listing = replace(listing, signoffs={}, questions={}, policy=())
    read: dict[str, tuple[Source, str]] = {}
    for name in listing:
        source, data, faults = read_text(root, root / name)
        findings += faults
        if source is not None:
            read[name] = source, hashlib.sha256(data).hexdigest()
    seeds = {}
    for id in sorted({*listing.texts, *listing.records}):
        text, record = listing.texts.get(id), listing.records.get(id)
        # What is wrong with one of the two files is said; that it is missing would be said besides.
        if all(name is None or name in read for name in (text, record)):
            source, digest = read[text] if text is not None else (None, "")
            seeds[id] = SeedFiles(source, digest, read[record][0] if record is not None else None)
    glossaries = tuple(read[name][0] for name in listing.glossaries if name in read)
    return Files(
        seeds, glossaries, {id: read[name][0] for id, name in listing.briefs.items() if name in read}
    ), findings


def _unread(root: Path, name: str) -> Diagnostic:
    if not (root / name).is_file():
        return _not_plain(name)
    help = "articles end in .txt, everything else in .yml; move other files out of this folder"
    return rules.UNREAD_FILE.at(whole_file(name), "a file that mujaz does not read", help)


_TEMPORARY = ".mujaz-part"
"""The ending of a file that is being written; it stands beside the one whose place it takes."""
_UNFINISHED = lazy_re(r"\..+\.\w{8}" + re.escape(_TEMPORARY))


def write_files(root: Path, texts: Mapping[str, str | bytes], *, replace: bool, without: Collection[str] = ()) -> None:
    """Write several files that belong together: where one cannot be written, none is.

    What a run that was killed left in the same folders is removed. A file that has the text already is as it should be.

    Args:
        root: the folder that the paths are relative to.
        texts: by path.
        replace: whether files that exist are replaced.
        without: files that are gone once all others are there, such as those that have another name now.

    Raises:
        FileExistsError: a file exists with another text and is not to be replaced.
        OSError: a file cannot be written, or is read-only; or a link leads to it, maybe out of the root.
    """
    wanted: dict[str, str | bytes] = {}
    for name, text in texts.items():
        folder = name.rpartition("/")[0]
        if folder and (link := link_on_the_way(root, folder)):
            raise OSError(errno.ELOOP, "a symbolic link, through which nothing is written", str(root / link))
        path = root / name
        if replace or not os.path.lexists(path):
            wanted[name] = text
        elif not has_text(path, text):  # else a run that was killed has written this one and not the others
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    if not texts:
        return
    root.mkdir(parents=True, exist_ok=True)

    def clean() -> None:
        for parent in {(root / name).parent for name in texts}:
            _remove_unfinished(parent, [path.name for path in parent.iterdir()] if parent.is_dir() else ())

    with writing(root, clean):
        for name in without:
            _mode(root / name)
        _write_all(root, wanted)
        for name in without:
            (root / name).unlink()


def write_file(path: Path, text: str) -> None:
    """Write a text file whole or not at all: a reader sees the old one or the new one.

    Raises:
        OSError: the file cannot be written, or somebody made the old one read-only; it is still there.
    """
    _write_all(path.parent, {path.name: text})


def has_text(path: Path, text: str | bytes) -> bool:
    """Whether a path is a plain file with this text, or these bytes."""
    try:
        return stat.S_ISREG(path.lstat().st_mode) and path.read_bytes() == _bytes(text)
    except OSError:
        return False


@contextmanager
def without_unfinished(root: Path, folders: Iterable[str]) -> Iterator[None]:
    """Write below a root, where what killed processes left is removed first from folders and those below.

    Nothing is removed while another process writes, nor what is written here by another process.
    """

    def clean() -> None:
        for folder in folders:
            for parent, _, names in os.walk(root / folder):
                _remove_unfinished(Path(parent), names)

    with writing(root, clean):
        yield


def _remove_unfinished(folder: Path, names: Iterable[str]) -> None:
    for path in (folder / name for name in names if _UNFINISHED.fullmatch(name)):
        with contextlib.suppress(OSError):  # another process has removed it, or may: it is in nobody's way
            if stat.S_ISREG(path.lstat().st_mode):
                path.unlink()


@contextmanager
def writing(root: Path, clean: Callable[[], None]) -> Iterator[None]:
    """Write below a root, which other processes may do, too.

    Args:
        root: an existing folder.
        clean: called first where no other process writes there; not where the system knows no lock of a folder.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(root, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # another process writes, or the file system knows no locks
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            clean()
        with contextlib.suppress(OSError):  # while another one cleans, which takes milliseconds, this one waits
            fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def _mode(path: Path) -> int:
    """The permissions of a file that is written: those that it has, or those of a new one.

    Raises:
        OSError: nobody may write it, or something else than a plain file is in its place.
    """
    try:
        status = path.lstat()
    except FileNotFoundError:
        return 0o644
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EEXIST, "not a plain file, and not replaced", str(path))
    if not status.st_mode & 0o222:
        raise PermissionError(errno.EACCES, "read-only, and not replaced", str(path))
    return stat.S_IMODE(status.st_mode)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _write_all(root: Path, texts: Mapping[str, str | bytes]) -> None:
    staged: list[tuple[str, Path]] = []
    modes = {root / name: _mode(root / name) for name in texts}
    try:
        for name, text in texts.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_TEMPORARY, dir=path.parent)
            staged.append((temporary, path))
            with os.fdopen(handle, "wb") as file:
                file.write(_bytes(text))
            Path(temporary).chmod(modes[path])
        while staged:
            temporary, path = staged[0]
            Path(temporary).replace(path)
            del staged[0]
    except BaseException:
        for temporary, _ in staged:
            Path(temporary).unlink(missing_ok=True)
        raise
