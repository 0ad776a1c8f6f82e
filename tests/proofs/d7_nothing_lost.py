"""D7: nothing of the user's is overwritten or deleted: each verb touches the files of the table, and only its own."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner

from desk import Desk
from mujaz.cli import main
from mujaz.cli.serve import _rebuild
from proof import Proof, Run
from ways_in import SETTINGS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "files.md"
_ROW = re.compile(r"^\| `([^`]+)` \| (?:`([^`]+)`|[^|]+) \| [^|]+ \|$", re.MULTILINE)
_PLACES = {"ID": r"[^/]+", "LANG": r"(?:en|ar)", "NAME": r"[^/]+?", "FILE": r"report\.txt"}
_EVERYWHERE = (".cache/mujaz/", "home/.cache/mujaz/key", "home/.local/state/mujaz/trusted")
_EDITION = "cases-2024-03-12-preview"

_VERBS: Mapping[str, Sequence[str]] = {
    "add": ["add", "{outside}/article.txt", "--id", "article", "--publisher", "x"],
    "add --replace": ["add", "{outside}/line.txt", "--id", "line", "--replace"],
    "new": ["new", "fresh", "--seed", "line"],
    "fmt": ["fmt"],
    "approve": ["approve", "opening", "--as", "editor", "--all-criteria"],
    "generate": ["generate"],
    "build": ["build"],
    "build --offline": ["build", "--offline"],
    "serve": ["serve"],
    "check": ["check"],
    "trace": ["trace", "opening"],
    "due": ["due"],
    "review": ["review", "HEAD"],
    "review --output FILE": ["review", "HEAD", "--output", "{root}/report.txt"],
    "schema": ["schema", "brief"],
    "generate --check": ["generate", "--check"],
    "fmt --check": ["fmt", "--check"],
}
_OUT_OF_STYLE = "title:   A station opens\nlanguage: en\nseeds: [line]\n"


class _World:
    """A site under git, what lies beside it, and a home of the user's own, all in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root, self.outside = folder, folder / "site", folder / "outside"
        for path in (self.root, self.outside, folder / "home"):
            path.mkdir(parents=True)
        self.desk = Desk(self.root, {"mkdocs.yml": SETTINGS, "docs/index.md": "# Home\n\n[English](en/index.md)\n"})
        self.desk.commit()
        text = (self.root / "seeds/line.txt").read_text(encoding="utf-8")
        (self.outside / "line.txt").write_text(f"{text}\nوانتهى الافتتاح ظهرا.\n", encoding="utf-8")
        (self.outside / "article.txt").write_text("The harbour opened on Monday.\n", encoding="utf-16")
        (self.outside / "precious.txt").write_text("precious\n", encoding="utf-8")

    def run(self, verb: str) -> tuple[int, str]:
        """Run a verb as the editor; what it says."""
        if verb == "serve":
            with _home(self.folder):
                rebuilt = _rebuild(self.root, cache=True)
            found = [f"{each.span} {each.message}" for each in rebuilt.diagnostics]
            return 0 if rebuilt.site else 1, "\n".join([*found, rebuilt.redone])
        arguments = [part.format(outside=self.outside, root=self.root) for part in _VERBS[verb]]
        with _home(self.folder):
            if verb in ("fmt", "fmt --check", "schema"):
                with _working_in(self.root):
                    done = CliRunner().invoke(main, arguments)
            else:
                done = self.desk.mujaz(*arguments, by="Editor")
        return done.exit_code, done.output

    def state(self) -> dict[str, tuple[str, object]]:
        """Everything in the folder, git's own apart: what kind each is, what it says, who may write it."""
        found = {}
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix().removeprefix("site/")
            status = path.lstat()
            if name.startswith(".git/") or stat.S_ISDIR(status.st_mode):
                continue
            if stat.S_ISLNK(status.st_mode):
                found[name] = "link", path.readlink()
            elif stat.S_ISREG(status.st_mode):
                found[name] = f"file {status.st_mode & 0o222:o}", path.read_bytes()
            else:
                found[name] = "other", stat.S_IFMT(status.st_mode)
        return found


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    names = ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    before = {name: os.environ.get(name) for name in names}
    os.environ["HOME"] = str(folder / "home")
    for name in names[1:]:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


@contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _table() -> dict[str, list[str]]:
    """What the page says that each verb writes."""
    told: dict[str, list[str]] = {}
    for verb, file in _ROW.findall(PAGE.read_text(encoding="utf-8")):
        if file:
            told.setdefault(verb, []).append(file)
    return told


def _matches(pattern: str, name: str) -> bool:
    expression = "".join(_PLACES.get(part, re.escape(part)) for part in re.split(r"(ID|LANG|NAME|FILE)", pattern))
    return re.fullmatch(expression + (".*" if pattern.endswith("/") else ""), name) is not None


def _tables(run: Run) -> None:
    """Each verb writes what the page says, and each line of the page is true."""
    table = _table()
    for number, verb in enumerate(_VERBS):
        if not run.whole and verb not in ("add", "new", "generate", "check"):
            continue
        with run.attempt(f"what {verb} writes"):
            world = _World(run.folder / f"table-{number}")
            if verb == "fmt":
                (world.root / "briefs/loose.yml").write_text(_OUT_OF_STYLE, encoding="utf-8")
                record = world.root / "seeds/line.yml"
                record.write_text(record.read_text(encoding="utf-8").replace("language: ar", "language:   ar"), "utf-8")
                (world.root / "editorial.yml").write_text("max_shared_words:   9\n", encoding="utf-8")
            before = world.state()
            code, said = world.run(verb)
            assert code in (0, 1), said
            after = world.state()
            changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
            told = table.get(verb, [])
            strange = [name for name in changed if not any(_matches(each, name) for each in (*told, *_EVERYWHERE))]
            assert strange == [], f"not in the table: {strange}"
            idle = [each for each in told if not any(_matches(each, name) for name in changed)]
            assert idle == [], f"in the table, and not written: {idle} {said}"


def _own_file(path: Path, outside: Path) -> None:
    path.write_text("mine\n", encoding="utf-8")


def _read_only(path: Path, outside: Path) -> None:
    _own_file(path, outside)
    path.chmod(0o444)


def _own_folder(path: Path, outside: Path) -> None:
    path.mkdir()
    (path / "mine.txt").write_text("mine\n", encoding="utf-8")


def _link_to_file(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "precious.txt")


def _link_to_folder(path: Path, outside: Path) -> None:
    path.symlink_to(outside)


def _dangling(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "nothing.txt")


def _pipe(path: Path, outside: Path) -> None:
    os.mkfifo(path)


def _locked(path: Path, outside: Path) -> None:
    path.chmod(0o444)


_Make = Callable[[Path, Path], None]
_KINDS: Mapping[str, _Make] = {
    "a file": _own_file,
    "a file that nobody may write": _read_only,
    "a folder": _own_folder,
    "a link to a file": _link_to_file,
    "a link to a folder": _link_to_folder,
    "a link to nothing": _dangling,
    "a pipe": _pipe,
}
_NO_FILE = {kind: make for kind, make in _KINDS.items() if "file" not in kind or "link" in kind}
_INSIDE = {kind: _KINDS[kind] for kind in ("a file", "a link to a file", "a link to a folder", "a pipe")}
_NO_FOLDER = {kind: make for kind, make in _KINDS.items() if kind != "a folder"}
_IN_PLACE = {**_NO_FILE, "what it was, which nobody may write": _locked}

_TARGETS: Sequence[tuple[str, str, Mapping[str, _Make]]] = (
    ("add", "seeds/article.txt", _KINDS),
    ("add", "seeds/article.yml", _KINDS),
    ("add", "seeds", _INSIDE),
    ("add --replace", "seeds/line.txt", _IN_PLACE),
    ("add --replace", "seeds/line.yml", _IN_PLACE),
    ("new", "briefs/fresh.yml", _KINDS),
    ("fmt", "briefs/loose.yml", {kind: make for kind, make in _IN_PLACE.items() if kind != "a folder"}),
    ("approve", "briefs/reviews/opening.yml", _KINDS),
    ("approve", "briefs/reviews", {"a link to a folder": _link_to_folder, "a pipe": _pipe, "a file": _own_file}),
    *(
        (verb, target, kinds)
        for verb in ("generate", "build", "build --offline", "serve")
        for target, kinds in (
            ("docs/en/index.md", _KINDS),
            ("docs/en/mine.md", _KINDS),
            ("docs/en/.mujaz.json", _KINDS),
            ("docs/en/briefs/opening.md", _KINDS),
            (
                "docs/en",
                _KINDS,
            ),
        )
    ),
    *(
        (verb, target, kinds)
        for verb in ("build", "serve")
        for target, kinds in (
            ("site", _KINDS),
            ("site/mine.txt", _INSIDE),
            ("site/index.html", _INSIDE),
            ("site/.mujaz.json", _INSIDE),
            ("site/en/briefs/opening.html", _INSIDE),
        )
    ),
    ("build --offline", "offline", _NO_FOLDER),
    ("build --offline", f"offline/{_EDITION}", _KINDS),
    ("build --offline", f"offline/{_EDITION}/edition.json", _INSIDE),
    ("build --offline", f"offline/{_EDITION}/mine.txt", _INSIDE),
    ("build --offline", f"offline/{_EDITION}.zip", _KINDS),
    ("build --offline", "offline/SHA256SUMS", _KINDS),
    ("check", ".cache", _NO_FOLDER),
    ("check", ".cache/mujaz", _NO_FOLDER),
    ("check", ".cache/mujaz/mujaz.db", _NO_FILE),
)


_AGAIN = ("generate", "build", "build --offline", "serve")
"""Verbs that find what their last run wrote."""
_LISTED = ("site/index.html", "site/en/briefs/opening.html")
"""What the manifest of a built site lists is mujaz's own, and is written anew."""


def _targets(run: Run) -> None:
    """Where something of the user's stands in the way it stays as it is, and that is said."""
    cases = [(verb, target, kind, make) for verb, target, kinds in _TARGETS for kind, make in kinds.items()]
    bases: dict[str, Path] = {}
    for number, (verb, target, kind, make) in enumerate(run.some(cases, 6)):
        for later in (False, True):
            if (later and not (run.whole and verb in _AGAIN)) or (later and target in _LISTED):
                continue
            name = f"{kind} as {target}{', after a first run' if later else ''}: {verb}"
            with run.attempt(name):
                world = _world(run, bases, f"{verb} later" if later else "new", number)
                path = world.root / target
                if kind != "what it was, which nobody may write":
                    if path.is_dir() and not path.is_symlink():
                        shutil.rmtree(path)
                    else:
                        path.unlink(missing_ok=True)
                    path.parent.mkdir(parents=True, exist_ok=True)
                make(path, world.outside)
                before = world.state()
                code, said = world.run(verb)
                assert code != 0, f"it is not said: {said}"
                assert "internal error" not in said, said
                assert _is_named(target, said), f"it is not named: {said}"
                after = world.state()
                mine = {name for name in before if f"{name}/".startswith(f"{target}/")} | {"outside/precious.txt"}
                lost = [name for name in mine if name in before and after.get(name) != before[name]]
                assert lost == [], f"lost: {lost}; {said}"


def _is_named(target: str, said: str) -> bool:
    """Whether a message names a file, or the folder that it is in."""
    parts = target.split("/")
    return any(Path(*parts[:count]).as_posix() in said for count in range(1, len(parts) + 1))


def _world(run: Run, bases: dict[str, Path], state: str, number: int) -> _World:
    """A copy of a site as it is when it is new, or after a first run of a verb."""
    if state not in bases:
        world = _World(run.folder / f"base-{len(bases)}")
        (world.root / "briefs/loose.yml").write_text(_OUT_OF_STYLE, encoding="utf-8")
        world.desk.commit()
        if state != "new":
            code, said = world.run(state.removesuffix(" later"))
            assert code == 0, said
        bases[state] = world.folder
    made = object.__new__(_World)
    made.folder = run.folder / f"{number}-{state.replace(' ', '-')}"
    shutil.copytree(bases[state], made.folder, symlinks=True)
    made.root, made.outside = made.folder / "site", made.folder / "outside"
    made.desk = object.__new__(Desk)
    made.desk.root = made.root
    return made


def _beginnings(run: Run) -> None:
    """`init` begins a site in an empty folder only."""
    for kind, make in _KINDS.items():
        with run.attempt(f"{kind} where `init` begins a site"):
            folder = run.folder / f"init {kind}"
            outside = folder / "outside"
            outside.mkdir(parents=True)
            (outside / "precious.txt").write_text("precious\n", encoding="utf-8")
            make(folder / "new", outside)
            done = CliRunner().invoke(main, ["init", str(folder / "new")])
            assert done.exit_code != 0 or kind == "a link to nothing", done.output
            assert [path.name for path in outside.iterdir()] == ["precious.txt"]
            if kind == "a folder":
                assert [path.name for path in (folder / "new").iterdir()] == ["mine.txt"]


def _prove(run: Run) -> None:
    _tables(run)
    _targets(run)
    _beginnings(run)


PROOF = Proof(
    "D7",
    "nothing of the user's is overwritten or deleted: verbs write the files of [one table](../reference/files.md), and "
    "replace only what is their own",
    "each verb, with all that it writes compared with the table; a file, a read-only file, a folder, links and a pipe "
    "of the user's in the place of each",
    _prove,
)
