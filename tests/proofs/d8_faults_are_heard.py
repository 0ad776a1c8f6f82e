"""D8: a fault is heard: whatever raises, fails or is killed ends the run with 2, and the last site stays in its place.

What is tried is taken from the code: each stage of the table, each public function and method of the cache,
each statement that is put to SQLite, each stage that works in several processes. One that is new is tried by itself.
"""

from __future__ import annotations

import gc
import importlib
import inspect
import os
import pkgutil
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial, wraps
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import mujaz.engine.cache
from mujaz.cli import INTERRUPTED, main
from mujaz.engine.cache import executors
from mujaz.engine.cache.faults import MADE_ANEW, DamagedError
from mujaz.engine.cache.memo import Memo, StageRun
from mujaz.engine.cache.place import Lock
from mujaz.engine.stages import STAGES
from proof import Proof, Run
from site_edits import write_site
from site_in_git import environment

_SAID = "a fault that was put in"
_POLICY = "roles: {editor: Reads it}\napprovals: [{roles: [editor], tags: [labour]}]\n"
_SIGNED = """\
signoffs:
  - role: editor
    by: Editor <editor@example.org>
    at: 2024-06-01T10:00:00Z
    sha256: "0000000000000000000000000000000000000000000000000000000000000000"
    version: 1
"""
_ASKED = "{by: Editor <editor@example.org>, at: 2024-06-01T10:00:00Z, about: title, text: Which one?}\n"
_SECONDS = 20
"""After which a run that hangs is interrupted, as by Ctrl-C; with `_SOON` where it is meant to hang."""
_SOON = 2

Files = Mapping[str, bytes]


class _Site:
    """A site of two briefs under git, in one of two states, and what runs over nothing make of each.

    Args:
        root: a folder that is not there yet.
        verb: what brings it up to date: `build`, or in the shorter form `generate`, which writes pages only.
    """

    TITLES = ("A strike at Port Rimal", "A strike at the port")

    def __init__(self, root: Path, verb: str) -> None:
        self.root, self.verb = root, verb
        self.now = 0
        self.expected: dict[int, Files] = {}

    def begin(self) -> None:
        write_site(self.root)
        self._replace("seeds/strike-en.yml", "rights: full", "rights: excerpt\nexcerpt_budget: 50")
        (self.root / "editorial.yml").write_text(_POLICY, encoding="utf-8")
        (self.root / "briefs/reviews").mkdir()
        (self.root / "briefs/reviews/second.yml").write_text(_SIGNED, encoding="utf-8")
        (self.root / "briefs/reviews/second").mkdir()
        (self.root / "briefs/reviews/second/2024-06-01-0123456789.question.yml").write_text(_ASKED, encoding="utf-8")
        (self.root / ".gitignore").write_text("/.cache/\n/docs/\n/site/\n", encoding="utf-8")
        with (self.root / "mkdocs.yml").open("a", encoding="utf-8") as settings:  # so that MkDocs has to make few pages
            settings.write("nav: [index.md, ar/index.md, en/index.md]\n")
        (self.root / "docs").mkdir()
        (self.root / "docs/index.md").write_text("# News\n\n[Briefs](en/briefs/index.md)\n", encoding="utf-8")
        for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message=Begin"]):
            subprocess.run(["git", *command], cwd=self.root, env=environment(), check=True)
        for _ in self.TITLES:
            self.edit()
            shutil.rmtree(self.root / ".cache", ignore_errors=True)
            done = self.run("--no-cache")
            assert done.exit_code == 0, done.output
            self.expected[self.now] = self.made()
        done = self.run()
        assert done.exit_code == 0, done.output
        assert "mujaz:" not in done.stderr, done.stderr

    def edit(self) -> None:
        """Bring the site into its other state."""
        before, self.now = self.now, 1 - self.now
        self._replace("briefs/strike.yml", self.TITLES[before], self.TITLES[self.now])

    def run(self, *arguments: str, verb: str = "") -> Result:
        try:
            return CliRunner(env=environment()).invoke(main, [verb or self.verb, "-C", str(self.root), *arguments])
        finally:
            gc.enable()  # a command ends soon and collects nothing; here there are hundreds

    def made(self) -> Files:
        """What readers get."""
        folder = self.root / ("site" if self.verb == "build" else "docs")
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def _replace(self, name: str, before: str, after: str) -> None:
        path = self.root / name
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")

    def holds(self, fault: Callable[[], Any], judge: Callable[[Result], bool], *, verb: str = "") -> None:
        """Edit the site and run with a fault, which has to be said; then without, which has to make all of it good.

        Args:
            fault: gives what puts the fault in, as a context.
            judge: whether the last site has to be there still after a run with the fault; raises if that was not said.
            verb: the command, if it is another.
        """
        before = self.expected[self.now]
        self.edit()
        try:
            with _in_time(_SECONDS), fault():
                done = self.run(verb=verb)
            _locks_let_go()
            assert not active_children(), "a process outlived the run"
            assert "Traceback" not in done.output, done.output
            stays = judge(done)
            self._stands(before, before if stays else self.expected[self.now])
        finally:
            with _redone() as made:
                after = self.run()
        assert after.exit_code == 0, after.output
        assert self.made() == self.expected[self.now], "the next run keeps something that is wrong"
        said = done.exit_code != 0 or "nothing is kept" in done.stderr or MADE_ANEW in done.stderr + after.stderr
        assert said or not made, "the fault was not heard, and the next run began anew"

    def _stands(self, before: Files, after: Files) -> None:
        """What readers get is all of before or all of after; pages as Markdown are replaced one by one."""
        made = self.made()
        if self.verb == "build":
            assert made in (before, after), "neither the last site nor the next one"
        else:
            assert all(text in (before.get(name), after.get(name)) for name, text in made.items()), "a file is neither"


@contextmanager
def _redone() -> Iterator[list[str]]:
    """The items that stages make again."""
    made: list[str] = []
    stage = Memo.stage

    def watched(self: Memo, *arguments: Any, **options: Any) -> StageRun:
        done = stage(self, *arguments, **options)
        made.extend(done.redone)
        return done

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Memo, "stage", watched)
        yield made


@contextmanager
def _in_time(seconds: int) -> Iterator[None]:
    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


_locks: list[Lock] = []


@contextmanager
def _locks_noted() -> Iterator[None]:
    make = Lock.__init__

    def noted(self: Lock, folder: Path, key: bytes) -> None:
        make(self, folder, key)
        _locks.append(self)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Lock, "__init__", noted)
        yield


def _locks_let_go() -> None:
    """What the end of a process does."""
    for lock in _locks:
        if lock._file >= 0:
            os.close(lock._file)
            lock._file = -1
    _locks.clear()


def _internal(done: Result) -> bool:
    """An internal error, named, with what to do."""
    assert done.exit_code == 2, f"ended with {done.exit_code}: {done.output}"
    assert "internal error" in done.stderr, done.stderr
    assert _SAID in done.stderr, done.stderr
    assert "help: run again with MUJAZ_TRACEBACK=1" in done.stderr, done.stderr
    return True


def _late(judge: Callable[[Result], bool], done: Result) -> bool:
    """The same of a fault that may come when all is in its place."""
    judge(done)
    return False


def _of_the_disk(done: Result) -> bool:
    """A fault of the disk: it ends the run, or the run goes on and says that it keeps nothing."""
    assert "internal error" not in done.stderr, done.stderr
    if done.exit_code != 0 or "nothing is kept" in done.stderr:  # else the next run has to say that it begins anew
        assert _SAID in done.output.lower(), done.output
    return False


def _damaged(done: Result) -> bool:
    """Damage: said once, and all is made anew."""
    assert done.exit_code == 0, done.output
    assert done.stderr.count(MADE_ANEW) == 1, done.stderr
    return False


# Stages.


_NAMES = sorted(stage.name for stages in STAGES.values() for stage in stages)


@contextmanager
def _stages(change: Callable[[str, dict[str, Any]], None]) -> Iterator[None]:
    """Have each stage run with other arguments: `make`, `items`, `always`, `told`."""
    stage = Memo.stage

    def other(self: Memo, name: str, items: Mapping[str, bytes], make: Any, **options: Any) -> StageRun:
        arguments = {"items": items, "make": make, **options}
        change(name, arguments)
        return stage(self, name, arguments.pop("items"), arguments.pop("make"), **arguments)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Memo, "stage", other)
        yield


def _in_stage(wanted: str, raised: BaseException) -> Any:
    def make(item: str) -> Any:
        raise raised

    def change(name: str, arguments: dict[str, Any]) -> None:
        if name == wanted:
            arguments.update(make=make, always=arguments["items"])

    return _stages(change)


def _prove_stages(run: Run, site: _Site) -> None:
    reached: dict[str, str] = {}
    for verb in ("due", site.verb):
        site.edit()
        with _stages(lambda name, arguments: reached.update({name: verb} if arguments["items"] else {})):  # noqa: B023
            assert site.run(verb=verb).exit_code in (0, 1)  # 1: something is overdue
    missing = sorted({*_NAMES} - reached.keys())
    run.count("stages that the proof's site has", len(reached), [f"no item of the stage {name}" for name in missing])
    for name, verb in run.some(sorted(reached.items()), 3):
        with run.attempt(f"the stage {name} raises"):
            fault = partial(_in_stage, name, RuntimeError(_SAID))
            site.holds(fault, partial(_stage_judge, name), verb=verb)


def _stage_judge(name: str, done: Result) -> bool:
    assert f"in the stage {name}, while it made " in done.stderr, done.stderr
    return _internal(done)


# Operations of the store.


def _operations() -> dict[str, tuple[Any, str]]:
    """Every public function and method of `mujaz.engine.cache`, by name: what has it, and its name there."""
    found: dict[str, tuple[Any, str]] = {}
    for info in pkgutil.iter_modules(mujaz.engine.cache.__path__, "mujaz.engine.cache."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if getattr(value, "__module__", "") != module.__name__ or name.startswith("_"):
                continue
            if inspect.isfunction(value):
                found[f"{module.__name__}.{name}"] = module, name
            elif inspect.isclass(value) and not issubclass(value, BaseException):
                for method, function in vars(value).items():
                    if inspect.isfunction(function) and (method == "__init__" or not method.startswith("__")):
                        found[f"{value.__name__}.{method}"] = value, method
    return found


@contextmanager
def _replaced(owner: Any, name: str, value: Any) -> Iterator[None]:
    """Replace a function wherever it was imported to."""
    with pytest.MonkeyPatch.context() as patched:
        before = getattr(owner, name)
        patched.setattr(owner, name, value)
        if inspect.ismodule(owner):
            for module in [module for key, module in sys.modules.items() if key.startswith("mujaz.")]:
                if vars(module).get(name) is before:
                    patched.setattr(module, name, value)
        yield


@contextmanager
def _counting(operations: Mapping[str, tuple[Any, str]]) -> Iterator[Counter[str]]:
    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        for key, (owner, name) in operations.items():
            function = getattr(owner, name)

            def counted(*arguments: Any, _key: str = key, _function: Any = function, **options: Any) -> Any:
                counts[_key] += 1
                return _function(*arguments, **options)

            stack.enter_context(_replaced(owner, name, wraps(function)(counted)))
        yield counts


def _at_call(operation: tuple[Any, str], number: int, raised: Callable[[], BaseException]) -> Any:
    """Raise at the call of an operation with this number, from 1."""
    owner, name = operation
    function = getattr(owner, name)
    calls = 0

    @wraps(function)
    def failing(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number:
            raise raised()
        return function(*arguments, **options)

    return _replaced(owner, name, failing)


_READ_BACK = ("Store.get", "mujaz.engine.cache.packing.unpack", "mujaz.engine.cache.packing.unpack_plain")
"""What tells of damage, and is called where nothing has been written yet, too."""


def _prove_operations(run: Run, site: _Site) -> None:
    operations = _operations()
    counted = []
    for _ in site.TITLES:  # in both states
        site.edit()
        with _counting(operations) as found:
            assert site.run().exit_code == 0
        counted.append(found)
    counts = counted[0] & counted[1]
    cases: list[tuple[str, int, str]] = []
    for key, count in sorted(counts.items()):
        cases += [(key, number, "fault") for number in sorted({1, count})]
        cases.append((key, (count + 1) // 2, "disk"))
        if key in _READ_BACK:
            cases += [(key, number, "damage") for number in sorted({1, (count + 1) // 2, count})]
    for key, number, kind in run.some(cases, 4):
        with run.attempt(f"{key} fails at call {number} of {counts[key]}: {kind}"):
            raised: Callable[[], BaseException] = {
                "fault": lambda: RuntimeError(_SAID),
                "disk": lambda: OSError(5, _SAID),
                "damage": lambda: DamagedError(_SAID),
            }[kind]
            judge = {"fault": partial(_late, _internal), "disk": _of_the_disk, "damage": _damaged}[kind]
            site.holds(partial(_at_call, operations[key], number, raised), judge)


# Statements put to SQLite.

_CODES = {
    "the disk is full": (sqlite3.OperationalError, sqlite3.SQLITE_FULL),
    "the disk fails": (sqlite3.OperationalError, sqlite3.SQLITE_IOERR),
    "the file is read-only": (sqlite3.OperationalError, sqlite3.SQLITE_READONLY),
    "the file is damaged": (sqlite3.DatabaseError, sqlite3.SQLITE_CORRUPT),
    "the statement is wrong": (sqlite3.ProgrammingError, None),
    "the content is too large": (sqlite3.DataError, sqlite3.SQLITE_TOOBIG),
}


@contextmanager
def _statements(at: int, raised: Callable[[], Exception]) -> Iterator[list[int]]:
    """Have the statement with this number fail, from 1; 0 for none. Gives how many there were."""
    connect, calls = sqlite3.connect, [0]

    class Failing(sqlite3.Connection):
        def _step(self) -> None:
            calls[0] += 1
            if calls[0] == at:
                raise raised()

        def execute(self, *arguments: Any) -> sqlite3.Cursor:
            self._step()
            return super().execute(*arguments)

        def executemany(self, *arguments: Any) -> sqlite3.Cursor:
            self._step()
            return super().executemany(*arguments)

        def commit(self) -> None:
            self._step()
            super().commit()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sqlite3, "connect", partial(connect, factory=Failing))
        yield calls


def _sqlite(kind: str) -> Exception:
    made, code = _CODES[kind]
    problem = made(_SAID)
    if code is not None:
        problem.sqlite_errorcode = code
    return problem


def _statement_judge(kind: str, done: Result) -> bool:
    assert done.exit_code in (0, 1, 2)
    if kind == "the file is damaged":  # when it is opened, the file is only removed, which costs nothing but time
        assert done.exit_code == 0, done.output
    elif kind in ("the statement is wrong", "the content is too large"):
        return _late(_internal, done)
    else:
        said = ("no space left", "input/output error", "read-only", "nothing is kept")
        assert any(words in done.output.lower() for words in said), done.output
        assert "internal error" not in done.output
    return False


def _prove_statements(run: Run, site: _Site) -> None:
    counted = []
    for _ in site.TITLES:
        site.edit()
        with _statements(0, Exception) as calls:
            assert site.run().exit_code == 0
        counted.append(calls[0])
    count = min(counted)
    numbers = sorted({1, 2, 6, 8, 9, 10, *range(11, count, max(1, count // 6)), count - 1, count})
    cases = [(kind, number) for kind in _CODES for number in numbers]
    for kind, number in run.some(cases, 3):
        with run.attempt(f"{kind} at statement {number} of {count}"):
            fault = partial(_statements, number, partial(_sqlite, kind))
            site.holds(fault, partial(_statement_judge, kind))


# Processes.


class _OddError(Exception):
    """Does not come back from a pickle."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


def _raise(raised: Callable[[], BaseException]) -> None:
    raise raised()


_ENDS: dict[str, Callable[[], None]] = {
    "raises": lambda: _raise(lambda: RuntimeError(_SAID)),
    "raises what does not pickle": lambda: _raise(lambda: _OddError(_SAID, "")),
    "exits": lambda: _raise(lambda: SystemExit(_SAID)),
    "ends at once": lambda: os._exit(3),
    "is killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "is told to end": lambda: os.kill(os.getpid(), signal.SIGTERM),
    "hangs": lambda: os.kill(os.getpid(), signal.SIGSTOP),
    "finds the disk full": lambda: _raise(lambda: OSError(28, _SAID)),
    "makes what does not pickle": lambda: None,
    "finds damage": lambda: _raise(lambda: DamagedError(_SAID)),
}
"""How another process may end."""


_PAGES = "pages of the site"


def _name_of(work: Callable[[str], Any]) -> str:
    """What several processes are at: a stage, or the pages of the site."""
    return str(work.args[0]) if isinstance(work, partial) else _PAGES


@contextmanager
def _in_processes(at: Callable[[str, int, list[str]], dict[str, Callable[[], Any]]], stage: str = "") -> Iterator[None]:
    """Have all work be done in two processes, however little it is.

    Args:
        at: called in each of them with the work, the number of the process and its items; gives what is done in the
            place of some.
        stage: a stage that makes all its items again.
    """
    begin = executors._work

    def other(work: Callable[[str], Any], names: list[str], others: Any, writer: Any, started: Any) -> None:
        instead = at(_name_of(work), started.args[0], names)
        begin(lambda name: instead[name]() if name in instead else work(name), names, others, writer, started)

    def change(name: str, arguments: dict[str, Any]) -> None:
        if name == stage:
            arguments["always"] = arguments["items"]

    with pytest.MonkeyPatch.context() as patched, _stages(change):
        patched.setattr(executors, "_work", other)
        patched.setattr(executors, "_FEWEST", 1)
        patched.setattr(executors, "cores", lambda: 2)
        yield


@contextmanager
def _ending(work: str, number: int, end: str, once: Path) -> Iterator[None]:
    """Have a process end in the midst of its work, once."""
    once.unlink(missing_ok=True)

    def at(name: str, its: int, names: list[str]) -> dict[str, Callable[[], Any]]:
        if (name, its) != (work, number) or once.exists():
            return {}
        once.touch()

        def ending() -> Any:
            return _ENDS[end]() if end != "makes what does not pickle" else lambda: _SAID

        return {names[len(names) // 2]: ending}

    with _in_processes(at, work), _in_time(_SOON if end == "hangs" else _SECONDS):
        yield


def _end_judge(end: str, done: Result) -> bool:
    if end == "finds damage":
        return _damaged(done)
    if end == "hangs":
        assert done.exit_code == INTERRUPTED, done.output
    elif end == "finds the disk full":
        assert done.exit_code in (1, 2), done.output
        assert _SAID in done.output, done.output
    elif end in ("is killed", "is told to end", "ends at once", "makes what does not pickle"):
        assert done.exit_code == 2, f"ended with {done.exit_code}: {done.output}"
        assert "internal error" in done.stderr, done.stderr
        assert "help:" in done.stderr, done.stderr
    else:
        return _internal(done)
    return True


def _prove_workers(run: Run, site: _Site) -> None:
    once = run.folder / "once"
    told = run.folder / "told"
    shares: dict[tuple[str, int], int] = {}

    def note(work: str, number: int, names: list[str]) -> dict[str, Callable[[], Any]]:
        with told.open("a", encoding="utf-8") as file:
            file.write(f"{work}\t{number}\t{len(names)}\n")
        return {}

    site.edit()
    shutil.rmtree(site.root / ".cache")
    with _in_processes(note):
        assert site.run().exit_code == 0
    for line in told.read_text("utf-8").splitlines():
        work, number, count = line.split("\t")
        if int(count):
            shares[work, int(number)] = int(count)
    assert {work for work, _ in shares} <= {*_NAMES, _PAGES}
    cases = [(work, 0, end) for work, number in sorted(shares) for end in _ENDS if number == 0]
    cases += [(work, 1, "is killed") for work, number in sorted(shares) if number == 1]
    for work, number, end in run.some([case for case in cases if run.whole or case[2] != "hangs"], 4):
        with run.attempt(f"process {number} of {work} {end}"):
            site.holds(partial(_ending, work, number, end, once), partial(_end_judge, end))


def _prove(run: Run) -> None:
    with pytest.MonkeyPatch.context() as patched, ExitStack() as stack:
        patched.setenv("XDG_CACHE_HOME", str(run.folder / "cache"))
        patched.setenv("SOURCE_DATE_EPOCH", "1717236000")
        patched.delenv("MUJAZ_TRACEBACK", raising=False)
        stack.enter_context(_locks_noted())
        site = _Site(run.folder / "site", "build" if run.whole else "generate")
        site.begin()
        for part in (_prove_stages, _prove_operations, _prove_statements, _prove_workers):
            part(run, site)


PROOF = Proof(
    "D8",
    "A fault is heard: it ends the run with 2 and is said, the last site stays in its place, and nothing wrong is kept",
    "an exception in each stage; a fault of the code, of the disk and damage in each function of the store and at each "
    "of its statements; processes that raise, are killed, end or hang; then a run that has to make all good",
    _prove,
)
