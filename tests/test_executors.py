"""Who does the work makes no difference: this process, copies of it, or processes that know only what they are sent."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest

from mujaz.document.writers.headings import Headings
from mujaz.engine.cache import executors
from mujaz.engine.cache.executors import Executor, InProcess, LocalProcesses
from mujaz.engine.cache.store import Store
from mujaz.engine.pipeline import check_site, generate
from mujaz.review.coverage import covered_of_all
from mujaz.site.past import past_of
from mujaz.site.update import _render
from site_edits import write_site
from site_in_git import environment
from test_incremental import pages, said
from test_redone import DAY, replace
from thorough import every

T = TypeVar("T")
_WORK = """\
import pickle, sys
while True:
    try:
        work, begin, number, items = pickle.load(sys.stdin.buffer)
    except EOFError:
        break
    begin(number)
    pickle.dump([(item, work(item)) for item in items], sys.stdout.buffer)
    sys.stdout.buffer.flush()
"""
_COMMIT = (["add", "--all"], ["commit", "--quiet", "--message=All"])


class Strangers:
    """Does work in processes that are new, inherit no file, and are sent all they need, as those of a cluster are.

    Attributes:
        asked: how many items were made so.
    """

    processes = 2

    def __init__(self) -> None:
        self.asked = 0
        start = partial(subprocess.Popen, [sys.executable, "-c", _WORK], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._others: list[subprocess.Popen[bytes]] = [start() for _ in range(self.processes)]

    def run(
        self, work: Callable[[str], T], items: Sequence[str], told: Callable[[int], None], begin: Callable[[int], None]
    ) -> Generator[tuple[str, T], None, None]:
        self.asked += len(items)
        for number, other in enumerate(self._others):
            assert other.stdin is not None
            pickle.dump((work, begin, number, items[number :: self.processes]), other.stdin)
            other.stdin.flush()
        for other in self._others:
            assert other.stdout is not None
            yield from pickle.load(other.stdout)

    def end(self) -> None:
        for other in self._others:
            other.communicate()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site in git, with a brief that was published in two versions."""
    folder = tmp_path / "site"
    write_site(folder)
    replace("seeds/strike-en.yml", "rights: full", "rights: excerpt\nexcerpt_budget: 50")(folder)
    edits = (lambda _: None, replace("briefs/strike.yml", "by the week", "by the day"))
    for commands, edit in zip(([["init", "--quiet"], *_COMMIT], _COMMIT), edits, strict=True):
        edit(folder)
        for command in commands:
            subprocess.run(["git", *command], cwd=folder, env=environment(), check=True)
    return folder


def run(root: Path, executor: Executor, day: date = DAY) -> dict[str, Any]:
    """What a run over what earlier ones kept gives: findings, pages in both formats, what is noted, content hashes."""
    store = Store(root / ".cache", "1")
    try:
        history = past_of(root, store)
        also = partial(_render, headings=Headings())
        result = generate(root, store=store, today=day, history=history, also=also, executor=executor)
        assert result.pages is not None
        content = check_site(root, store=store, executor=executor).content
        assert content is not None
        return {
            "findings": said(result.diagnostics),
            "pages": pages(root),
            "noted": dict(result.pages.noted),
            "made": {item: result.pages.make(item).content for item in result.pages.noted},
            "hashes": covered_of_all(content),
        }
    finally:
        store.close()


def facts(root: Path) -> dict[tuple[str, str], bytes]:
    """All that is kept, but for when files were written."""
    store = Store(root / ".cache", "1")
    try:
        keys = [(room, key) for room in ("fact", "stage") for key in store.keys(room)]
        return {(room, key): store.get(room, key) or b"" for room, key in keys}
    finally:
        store.close()


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> Iterator[Executor]:
    """Two processes that are forked, for however little work."""
    calls = []
    forked = executors._forked

    def noted(*given: Any) -> Any:
        calls.append(given)
        return forked(*given)

    monkeypatch.setattr(executors, "_FEWEST", 1)
    monkeypatch.setattr(executors, "cores", lambda: 2)
    monkeypatch.setattr(executors, "_forked", noted)
    yield LocalProcesses()
    assert len(calls) > 5


@pytest.fixture
def strangers() -> Iterator[Executor]:
    others = Strangers()
    yield others
    others.end()
    assert others.asked > 90


@pytest.mark.parametrize("other", every(2, ["copies", "strangers"]))
def test_all_executors_give_the_same(root: Path, other: str, request: pytest.FixtureRequest) -> None:
    executor: Executor = request.getfixturevalue(other)
    twin = root.with_name("twin")
    shutil.copytree(root, twin)
    for edit in (lambda _: None, replace("briefs/strike.yml", "A strike at", "Strike at")):
        edit(root)
        edit(twin)
        expected, found = run(root, InProcess()), run(twin, executor)
        assert expected["made"], "no page was rendered"
        for what in expected:
            assert found[what] == expected[what], what
        assert facts(twin) == facts(root)
