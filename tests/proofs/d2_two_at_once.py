"""D2: two at once do no harm: builds of one site that run at a time, while it is served, give the right site."""

from __future__ import annotations

import os
import re
import shutil
import signal
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import theme_code
from desk import DAY, SECOND, Desk, quick_desk
from faulty import Child, copy_site, run, start, tree
from people import environment
from proof import Proof, Run

_MANY = 20
_PATIENCE = 60.0
"""Seconds in which a server has to say where it is."""


def _changed(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", "A station opens", "A station has opened")
    desk.write("briefs/third.yml", SECOND.replace("closes", "stays"))
    (desk.root / "briefs/second.yml").unlink()


def _published(root: Path) -> dict[str, bytes | None]:
    return {name: content for name, content in tree(root).items() if name.startswith(("site", "offline", "docs"))}


class _Reader:
    """Looks at the site all the time, as visitors do.

    Args:
        site: the folder.
        url: where it is served; empty where it is not.
    """

    def __init__(self, site: Path, url: str) -> None:
        self._site, self._url = site, url
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.seen, self.missed = 0, list[str]()

    def __enter__(self) -> _Reader:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.01):
            self.seen += 1
            try:
                if self._url:
                    with urllib.request.urlopen(f"{self._url}index.html", timeout=30) as page:
                        page.read()
                (self._site / "index.html").read_bytes()
            except OSError as problem:
                self.missed.append(repr(problem))


@contextmanager
def _served(root: Path, env: dict[str, str]) -> Iterator[tuple[Child, str]]:
    """A server of the site, and its address; ended as with Ctrl-C."""

    def first() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)

    server = start(root, ("serve", "--address", "127.0.0.1:0"), env=env, first=first)
    said, until = b"", time.monotonic() + _PATIENCE
    while not (found := re.search(rb"http://\S+/", said)) and time.monotonic() < until:
        said += os.read(server.pipe, 1000)
    try:
        assert found, said
        yield server, found[0].decode()
    finally:
        os.kill(server.pid, signal.SIGINT)


def _prove(run_: Run) -> None:
    os.environ["XDG_CACHE_HOME"] = str(run_.folder / "home")
    own = {name: value for name, value in environment("Analyst").items() if name.startswith("GIT_")}
    env = {**own, "SOURCE_DATE_EPOCH": DAY}
    built, cold = run_.folder / "built", run_.folder / "cold"
    with theme_code.kept_in(run_.folder / "theme"):
        desk = quick_desk(built)
        # In this process, so that each fork has what was imported and compiled.
        assert desk.mujaz("build").exit_code == 0
        _changed(desk)
        copy_site(built, cold)
        done = run(cold, ("build",), env=env)
        assert done.code == 0, done.output
        expected = _published(cold)
        _together(run_, "after a change", built, [("build",)] * (_MANY if run_.whole else 3), env, expected)
        if not run_.whole:
            return
        for name in (".cache", "site", "docs/en", "docs/ar"):
            shutil.rmtree(cold / name)
        _together(run_, "the first builds", cold, [("build",)] * _MANY, env, expected)
        several = [("build",), ("build", "--no-cache"), ("check",), ("generate",)] * (_MANY // 4)
        with _served(cold, env) as (server, url):
            _together(run_, "while it is served", cold, several, env, expected, url)
        with run_.attempt("the server"):
            ended = server.wait()
            assert ended.code == 0, f"ended with {ended.code}: {ended.output}"
            assert "internal error" not in ended.output, ended.output
        done = run(cold, ("build", "--offline"), env=env)
        assert done.code == 0, done.output
        edition = _published(cold)
        offline = [("build", "--offline")] * _MANY
        _together(run_, "editions", cold, offline, env, edition)


def _together(
    run_: Run,
    name: str,
    root: Path,
    commands: list[tuple[str, ...]],
    env: dict[str, str],
    expected: dict[str, bytes | None],
    url: str = "",
) -> None:
    """Run commands at a time, look at the site meanwhile, and at what became of it."""
    is_there = (root / "site").is_dir()
    with _Reader(root / "site", url) as reader:
        children = [start(root, command, env=env) for command in commands]
        for number, (command, child) in enumerate(zip(commands, children, strict=True), 1):
            with run_.attempt(f"{name}: {' '.join(command)}, number {number}"):
                ended = child.wait()
                assert ended.code in (0, 1, 2), f"ended with {ended.code}: {ended.output}"
                assert "internal error" not in ended.output, ended.output
                assert "Traceback" not in ended.output, ended.output
                assert ended.code == 0 or "error" in ended.output or "help:" in ended.output, ended.output
    if is_there:
        with run_.attempt(f"{name}: the site is there at every moment"):
            assert reader.seen > 0
            assert not reader.missed, f"{len(reader.missed)} of {reader.seen}: {reader.missed[0]}"
    with run_.attempt(f"{name}: the site at the end"):
        now = _published(root)
        odd = sorted(path for path in {*now, *expected} if now.get(path, b"-") != expected.get(path, b"-"))
        assert not odd, f"{len(odd)} of {len(expected)} files are other, such as {odd[:4]}"
    with run_.attempt(f"{name}: the next run"):
        done = run(root, commands[0], env=env)
        assert done.code == 0, done.output
        assert _published(root) == expected
        left = [path.name for path in root.iterdir() if re.fullmatch(r"\.(site|offline)\..*", path.name)]
        assert not left, left


PROOF = Proof(
    "D2",
    "Two at once do no harm: runs that overlap give the right site or say why not; it is whole at every moment",
    "20 builds at a time: after a change, the first ones, of every kind while the site is served, and of editions; "
    "pages are asked for all the while",
    _prove,
)
