"""D1: publishing is atomic: whatever ends a run, the site is the old one or the new one, and files are whole."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import mkdocs.commands.build

import mujaz.cli.add
import mujaz.cli.approve
import mujaz.cli.build
import mujaz.cli.fmt
import mujaz.site.offline
import mujaz.site.update  # noqa: F401  (all of them: what the first run imports, each fork has)
import theme_code
from desk import DAY, SECOND, quick_desk
from faulty import (
    ERRORS,
    calls_of,
    copy_site,
    kill_at,
    read_only,
    refuse_from,
    run,
    small_files,
    that_tell_most,
    tree,
    without_privileges,
)
from faulty import Ended as End
from mujaz.site import writer
from people import environment
from proof import Proof, Run

_PUBLISHED = ("site", "offline")
_CONTENT = ("briefs", "seeds")
_KILLS = int(os.environ.get("MUJAZ_KILLS", "304"))
"""Runs that are killed in a whole proof."""
_UNTIDY = "title:   'A line closes'\nlanguage: \"en\"\nseeds: [line]\n"
_ARTICLE = "The station was closed on Monday.\nNobody said why.\n"


class _Scene(NamedTuple):
    """Something that is done to a site and may be ended at any moment.

    Attributes:
        name: what it is.
        arguments: of the command.
        prepare: brings the built site into the state in which the command begins.
        by: who does it.
    """

    name: str
    arguments: tuple[str, ...]
    prepare: Callable[[Path], None]
    by: str = "Analyst"


def _edit(root: Path) -> None:
    """A brief that is changed, one that is new and one that is gone."""
    brief = root / "briefs/opening.yml"
    brief.write_text(brief.read_text(encoding="utf-8").replace("A station opens", "A station has opened"))
    (root / "briefs/third.yml").write_text(SECOND.replace("closes", "stays"))
    (root / "briefs/second.yml").unlink()


def _begin_anew(root: Path) -> None:

    for name in ("site", ".cache", "docs/en", "docs/ar"):
        shutil.rmtree(root / name, ignore_errors=True)


def _untidy(root: Path) -> None:
    (root / "briefs/third.yml").write_text(_UNTIDY)
    (root / "briefs/fourth.yml").write_text(_UNTIDY)


def _article(root: Path) -> None:
    (root / "article.txt").write_text(_ARTICLE)


_ADD = ("add", "article.txt", "--id", "closing", "--publisher", "A paper", "--retrieved", "2024-03-12")
_REPLACE = ("add", "article.txt", "--id", "line", "--replace", "--retrieved", "2024-03-12")
_SCENES = (
    _Scene("build after a change", ("build",), _edit),
    _Scene("add", _ADD, _article),
    _Scene("the first build", ("build",), _begin_anew),
    _Scene("build by MkDocs as a whole", ("build", "--no-cache"), _edit),
    _Scene("offline", ("build", "--offline"), _edit),
    _Scene("fmt", ("fmt",), _untidy),
    _Scene("approve", ("approve", "opening", "--as", "editor", "--all-criteria"), lambda root: None, "Editor"),
    _Scene("add --replace", _REPLACE, _article),
)


class _Stage:
    """A scene on its site: before and after, and every run of it between.

    Args:
        scene: what is done.
        built: the site.
        root: where it was built: what is kept of a build is of no use elsewhere.
        folder: for the site as it is before.
    """

    def __init__(self, scene: _Scene, built: Path, root: Path, folder: Path) -> None:
        self.scene, self.root, self._origin = scene, root, folder / "origin"
        self.env = _environment(scene.by, folder)
        copy_site(built, self._origin)
        scene.prepare(self._origin)
        self.old = tree(self._origin, ".git", ".cache")
        self.begin()
        self.calls, self.ended = calls_of(self.root, scene.arguments, self.env)
        assert self.ended.code in (0, 1), self.ended.output
        self.new = tree(self.root, ".git", ".cache")
        assert self.new != self.old
        if scene.name == "build after a change":
            assert re.search("unchanged: [1-9]", self.ended.output), self.ended.output

    def begin(self) -> None:
        copy_site(self._origin, self.root)

    def is_whole(self) -> None:
        """What is published is old or new as a whole, and each file of the content is."""
        now = tree(self.root, ".git", ".cache")
        for part in _PUBLISHED:
            seen, old, new = (_below(files, part) for files in (now, self.old, self.new))
            assert seen in (old, new), f"{part}/ is mixed: {_between(seen, old, new)}"
        for name in sorted({*now, *self.old, *self.new}):
            if name.startswith(_CONTENT) and not name.rpartition("/")[2].startswith("."):
                assert now.get(name, b"") in (self.old.get(name, b""), self.new.get(name, b"")), f"{name} is neither"

    def mends(self) -> None:
        """The next run brings all to its end and leaves nothing behind."""
        done = run(self.root, self.scene.arguments, env=self.env)
        now = tree(self.root, ".git", ".cache")
        assert now == self.new, f"after the next run, which ended with {done.code}: {_between(now, self.new, self.new)}"
        assert done.code in (0, 1) or self.scene.name in ("add", "approve"), done.output
        left = {path.name for path in (self.root / ".cache/mujaz").glob("*")}
        assert left <= {".gitignore", "mujaz.db", "signature"}, f"left in the cache: {left}"


def _environment(by: str, folder: Path) -> dict[str, str]:
    own = {name: value for name, value in environment(by).items() if name.startswith("GIT_")}
    return {**own, "SOURCE_DATE_EPOCH": DAY, "XDG_CACHE_HOME": str(folder.parent / "home")}


def _below(files: Mapping[str, bytes | None], folder: str) -> dict[str, bytes | None]:
    return {name: content for name, content in files.items() if name.split("/")[0] == folder}


def _between(seen: Mapping[str, object], old: Mapping[str, object], new: Mapping[str, object]) -> str:
    """What is in neither, or only in the one or the other."""
    odd = [name for name in {*seen, *old, *new} if seen.get(name, "") != old.get(name, "") or name not in seen]
    return f"{len(odd)} of {len(old)}, such as {sorted(odd)[:4]}; of the other {len(new)}"


def _prove(run_: Run) -> None:
    with theme_code.kept_in(run_.folder / "theme"):
        _play(run_)


def _play(run_: Run) -> None:
    os.environ["XDG_CACHE_HOME"] = str(run_.folder / "home")  # `copy_site` signs with the key of the runs
    built, root = run_.folder / "built", run_.folder / "root"
    desk = quick_desk(root)
    # In this process, so that each fork has what was imported and compiled.
    for arguments in (("build",), ("build", "--offline"))[: 2 if run_.whole else 1]:
        done = desk.mujaz(*arguments)
        assert done.exit_code == 0, done.output
    copy_site(root, built)
    for scene in _SCENES if run_.whole else _SCENES[:2]:
        folder = run_.folder / scene.name
        folder.mkdir()
        stage = _Stage(scene, built, root, folder)
        _kill(run_, stage)
        if scene.name != "the first build":
            _fail(run_, stage)
        if run_.whole:
            _refuse_to_write(run_, stage)
    if run_.whole:
        _raise(run_, built)


def _kill(run_: Run, stage: _Stage) -> None:
    chosen, often = random.Random(stage.scene.name), (_KILLS // len(_SCENES) if run_.whole else 4)
    numbers = {*that_tell_most(stage.calls, 3), *_spread(len(stage.calls), often // 2 if run_.whole else 0)}
    moments: list[tuple[str, int | None, float | None]] = [
        (f"killed at call {number} of {len(stage.calls)}", number, None) for number in sorted(numbers)
    ]
    moments += [
        (f"killed after {share:.0%} of its time", None, share * stage.ended.seconds)
        for share in (chosen.random() for _ in range(often - len(numbers)))
    ]
    for name, number, seconds in moments:
        with run_.attempt(f"{stage.scene.name}, {name}"):
            stage.begin()
            before = None if number is None else kill_at(number)
            run(stage.root, stage.scene.arguments, env=stage.env, before=before, killed_after=seconds)
            stage.is_whole()
            stage.mends()


def _fail(run_: Run, stage: _Stage) -> None:
    """The disk is full, or fails: once at a call, once as no file may grow."""
    for number in _spread(len(stage.calls), 4 if run_.whole else 1):
        with run_.attempt(f"{stage.scene.name}, refused from call {number} of {len(stage.calls)} on"):
            stage.begin()
            error = ERRORS[number % len(ERRORS)]
            ended = run(stage.root, stage.scene.arguments, env=stage.env, before=refuse_from(number, error))
            _is_told(stage, ended)
            stage.is_whole()
            stage.mends()
    for size in (0, 300, 3_000, 30_000)[:: 1 if run_.whole else 3]:
        with run_.attempt(f"{stage.scene.name}, no file may have more than {size} bytes"):
            stage.begin()
            ended = run(stage.root, stage.scene.arguments, env=stage.env, first=small_files(size))
            _is_told(stage, ended)
            stage.is_whole()
            stage.mends()


def _is_told(stage: _Stage, ended: End) -> None:
    """Nothing fails in silence, nor with a traceback, and what is said of the last site is true."""
    now = tree(stage.root, ".git", ".cache")
    assert ended.code in (0, 1, 2), f"ended with {ended.code}"
    assert "internal error" not in ended.output, ended.output
    assert "Traceback" not in ended.output, ended.output
    done = all(_below(now, part) == _below(stage.new, part) for part in (*_PUBLISHED, *_CONTENT))
    assert done or ended.code != 0, "ended with 0, and is not done"
    if "the last site is still in its place" in ended.output:
        assert _below(now, "site") == _below(stage.old, "site"), "the site is not the last one"


def _refuse_to_write(run_: Run, stage: _Stage) -> None:
    with run_.attempt(f"{stage.scene.name}, in a read-only tree"):
        stage.begin()
        with read_only(stage.root):
            ended = run(stage.root, stage.scene.arguments, env=stage.env, first=without_privileges)
            assert tree(stage.root, ".git", ".cache") == stage.old
        assert ended.code in (1, 2), f"ended with {ended.code}: {ended.output}"
        assert "internal error" not in ended.output, ended.output
        stage.mends()


def _raise(run_: Run, built: Path) -> None:
    """A page fails: in a template of the site's own, in MkDocs, in the writing of a page."""

    def fill(*given: object) -> bytes:
        raise ValueError("seen by the test")

    def in_writer() -> None:
        writer.fill = fill

    def in_mkdocs() -> None:
        def build(*given: object, **named: object) -> None:
            raise KeyError("seen by the test")

        mkdocs.commands.build.build = build

    def template(root: Path) -> None:
        (root / "own").mkdir()
        (root / "own/main.html").write_text('{% extends "base.html" %}{% block content %}{{ 1 / 0 }}{% endblock %}')
        file = root / "mkdocs.yml"
        file.write_text(file.read_text(encoding="utf-8").replace("name: material", "name: material\n  custom_dir: own"))

    def nothing(root: Path) -> None:
        """Change no file."""

    ways: Mapping[str, tuple[Callable[[Path], None], Callable[[], None]]] = {
        "a template that divides by zero": (template, lambda: None),
        "a page that cannot be written": (nothing, in_writer),
        "MkDocs that raises": (template, in_mkdocs),
    }
    env = _environment("Analyst", built)
    for name, (prepare, first) in ways.items():
        for arguments in (("build",), ("build", "--offline")):
            if arguments == ("build", "--offline") and first is in_writer:
                continue
            with run_.attempt(f"{' '.join(arguments)}: {name}"):
                root = run_.folder / "root"
                copy_site(built, root)
                _edit(root)
                prepare(root)
                old = tree(root)
                ended = run(root, arguments, env=env, first=first)
                now = tree(root)
                assert ended.code in (1, 2), f"ended with {ended.code}: {ended.output}"
                for part in _PUBLISHED:
                    assert _below(now, part) == _below(old, part), f"{part}/ is another"
                assert not list(root.glob(".site.*")) + list(root.glob(".offline.*")), "something is left"


def _spread(count: int, few: int) -> list[int]:
    """Some numbers below a count."""
    return sorted({round((index + 0.5) * (count - 1) / few) for index in range(few)})


PROOF = Proof(
    "D1",
    "Publishing is atomic: whatever ends a run, the site and the editions are the old or the new ones, each file of "
    "the content is old or new, and the next run leaves nothing behind",
    "build (the first, after a change, as a whole, offline), `fmt`, `add`, `approve`, `add --replace`: killed at calls "
    "of the system and at random moments, refused calls (no room, input/output error), files that may not grow "
    "(`RLIMIT_FSIZE`), read-only trees, pages that fail",
    _prove,
)
