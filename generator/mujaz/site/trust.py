"""Whether this user agreed that the code which a site brings may run: kept by its content, in the user's own folder.

MkDocs runs hooks, plugins and templates that `mkdocs.yml` names, and a stranger's change may name new ones, or change a
file that is named already. So a site that brings any is built only after somebody agreed to exactly these files.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml
from msgspec import Struct

from mujaz.engine.generated import generated_folders
from mujaz.engine.manifest import MANIFEST
from mujaz.engine.workspace import read_text
from mujaz.settings.brought import Brought, brought
from mujaz.settings.config import read_config
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span
from mujaz.text.patterns import lazy_re
from mujaz.text.visible import visible

CONFIGURATION = "mkdocs.yml"
HELP = "look at what it is, then answer the question of `mujaz build` on a terminal, or run it with `--trust`"

_CONTENT = ("seeds", "briefs", "offline")
_OF_TOOLS = (
    ".cache", ".venv", ".tox", ".nox", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis",
)  # fmt: skip
"""Folders at the root that tools write: in them, as in content, only what Python can import is looked at."""
_IMPORTED = (".py", ".pyc", ".pyd", ".pyw", ".so", ".pth", ".zip", ".egg", ".whl")
_SHOWN = frozenset({".md", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico"})
"""Endings of pages and pictures, which a hook, a script or a template does not load as code; a plugin may."""
_WRITTEN = _SHOWN | {".xml"}
"""Endings of what mujaz writes into the folders of its editions."""
_NEVER = frozenset({".git", ".DS_Store"})
"""What git never takes from a change, and what the Finder of macOS writes into each folder that it shows."""
_COMPILED = lazy_re(r"\.[^.]+(?:\.opt-\w+)?\.pyc")
"""Behind the name of a module in `__pycache__`: no `import` finds such a file, and `build.configured` keeps Python from
taking it for its module's code."""
_MOST_FILES = 100_000
_BLOCK = 1 << 20

_agreed: set[str] = set()
"""What was agreed to in this run: all that there is where the user's folder cannot be written."""


class Code(Struct, frozen=True):
    """What a site brings that would run or be loaded by a build.

    Attributes:
        items: what the settings name.
        files: the files that were looked at for it, by their paths, relative to the root where they are in it.
        digest: of both, hexadecimal.
    """

    items: tuple[Brought, ...]
    files: tuple[str, ...]
    digest: str


def untrusted(root: Path) -> tuple[Code | None, list[Diagnostic]]:
    """What a site brings, and whether this user agreed to it.

    Args:
        root: the folder that holds `mkdocs.yml`.

    Returns:
        the code, where there is such; the findings that keep MkDocs from being called: on each thing that is brought
        and that nobody agreed to, or why the settings cannot be looked into.
    """
    source, _, findings = read_text(root, root / CONFIGURATION)
    if source is None:
        return None, findings
    try:
        items = brought(source)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        _, findings = read_config(source)
        return None, findings or [rules.YAML_SYNTAX.at(Span(source, 0, 0), "this is not YAML", "write it more simply")]
    if not items:
        return None, []
    try:
        code = _code(root, source, items)
    except _OddFileError as problem:
        return None, [problem.finding]
    if code.digest in _agreed or code.digest in _kept(root):
        return code, []
    return code, [rules.UNTRUSTED_CODE.at(item.span, f"{item.what} {item.may}", HELP) for item in items]


def agree(root: Path, code: Code) -> None:
    """Remember that this user agreed to what a site brings: for this run, and for later ones where that can be kept."""
    _agreed.add(code.digest)
    path = _record(root)
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as file:
            file.write(f"{code.digest}  {visible(str(root))}\n")
    except OSError:
        return


def _record(root: Path) -> Path | None:
    """The file of what was agreed to, below the user's state folder; None where that lies in the site."""
    named = os.environ.get("XDG_STATE_HOME", "")
    # A relative path is to be ignored, says the XDG Base Directory Specification: it would lie in the site.
    base = Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "state"
    if base.resolve().is_relative_to(root.resolve()):
        return None
    return base / "mujaz" / "trusted"


def _kept(root: Path) -> frozenset[str]:
    path = _record(root)
    try:
        text = path.read_text(encoding="utf-8", errors="replace") if path is not None else ""
    except OSError:
        return frozenset()
    return frozenset(line.partition(" ")[0] for line in text.splitlines())


class _TooManyError(Exception):
    """There are more files below a folder than are looked at."""


class _OddFileError(Exception):
    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def _code(root: Path, source: Source, items: list[Brought]) -> Code:
    """What is brought, with the digest of all that may be a part of it."""
    config, _ = read_config(source)
    anything = any(item.anything for item in items)
    digest = hashlib.blake2b(b"mujaz trust 2\n", digest_size=32)
    for item in items:
        digest.update(item.key)
    if anything:
        digest.update(source.text.encode())
    digest.update(f"{config.docs_dir}\n{config.site_dir}\n".encode())
    files: dict[str, str] = {}
    editions = (f"{config.docs_dir}/{edition.language}" for edition in config.editions)
    written = (*editions, *generated_folders(root, config.docs_dir))
    try:
        for item in items:
            for named in item.paths:
                for place in _beside(root / named, root / config.docs_dir / named):
                    files.setdefault(str(place), item.what)
        for file in _walk(root, (*_CONTENT, config.site_dir, *_OF_TOOLS), written, anything=anything):
            files.setdefault(file, "")
    except _TooManyError:
        raise _OddFileError(_refused(items[0], f"more than {_MOST_FILES:,} files would have to be looked at")) from None
    names: list[str] = []
    for path in sorted(files):
        name = Path(os.path.relpath(path, root)).as_posix()
        digest.update(name.encode(errors="surrogateescape") + b"\0")
        told = _digest(path)
        if told is None and files[path]:
            raise _OddFileError(_refused(items[0], f"{visible(name)} is not a plain file"))
        digest.update(told or _target(path))
        names.append(name)
    return Code(tuple(items), tuple(names), digest.hexdigest())


def _refused(item: Brought, why: str) -> Diagnostic:
    return rules.UNTRUSTED_CODE.at(item.span, f"{item.what}: {why}", "move it away, or take it out of the settings")


def _beside(*places: Path) -> Iterator[Path]:
    """The files that belong to a path: itself, what is in a folder, and what Python may import from beside a module."""
    for place in places:
        if place.is_dir():
            yield from (Path(path) for path in _all(str(place)))
        elif os.path.lexists(place):
            yield place
            if place.suffix == ".py":
                beside = _all(str(place.parent))
                yield from (Path(path) for path in beside if path.lower().endswith(_IMPORTED))


def _walk(root: Path, data: Iterable[str], written: Iterable[str], *, anything: bool) -> Iterator[str]:
    """The files of a site that may be code, in the narrower or the wider sense.

    Args:
        root: the site's root.
        data: folders that hold data, or what tools wrote: in them only what Python can import is looked at.
        written: folders that mujaz writes its pages into: these are not looked at, either.
        anything: whether pages and pictures are looked at, too.

    Raises:
        _TooManyError: there are more files than are looked at.
    """
    data_folders, written_folders = (tuple(f"{root / name}{os.sep}" for name in names) for names in (data, written))
    for path in _all(str(root)):
        name = os.path.basename(path)  # noqa: PTH119  (of thousands of files)
        suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122  (likewise)
        if path.startswith(data_folders):
            is_code = suffix in _IMPORTED
        elif path.startswith(written_folders):
            is_code = suffix not in _WRITTEN and name != MANIFEST
        else:
            is_code = path != str(root / CONFIGURATION) and (anything or suffix not in _SHOWN)
        if is_code:
            yield path


def _all(folder: str) -> Iterator[str]:
    """All that is below a folder and is no folder itself, hidden or not; links are not followed.

    Raises:
        _TooManyError: there are more files than are looked at.
    """
    waiting, count = [folder], 0
    while waiting:
        place = waiting.pop()
        is_compiled = os.path.basename(place) == "__pycache__"  # noqa: PTH119  (of thousands of folders)
        try:
            entries = list(os.scandir(place))
        except OSError:
            continue
        for entry in entries:
            if entry.name in _NEVER or (is_compiled and _COMPILED.search(entry.name)):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
                continue
            count += 1
            if count > _MOST_FILES:
                raise _TooManyError
            yield entry.path


def _digest(path: str) -> bytes | None:
    """The digest of a file, and of where a link leads; None for what is no plain file."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        if stat.S_ISLNK(os.lstat(path).st_mode):
            digest.update(os.readlink(path).encode(errors="surrogateescape") + b"\0")  # noqa: PTH115  (as is)
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116  (as `os.lstat`)
            return None
        with open(path, "rb") as file:  # noqa: PTH123  (as `os.lstat`)
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError:
        return b"unreadable"
    return digest.digest()


def _target(path: str) -> bytes:
    """Where a link leads that leads to no file; empty for anything else."""
    try:
        return os.readlink(path).encode(errors="surrogateescape")  # noqa: PTH115  (as is)
    except OSError:
        return b""


def listed(files: Iterable[str], most: int = 20) -> list[str]:
    """The names of files for a question: the first ones, and how many more there are."""
    names = [visible(name) for name in files]
    return names[:most] + ([f"and {len(names) - most:,} more"] if len(names) > most else [])
