"""A folder is replaced whole or not at all, also when the process is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mujaz.engine.manifest import MANIFEST, manifest_of
from mujaz.site import swap


def folder(path: Path, text: str) -> Path:
    """A folder with a page, as mujaz writes it."""
    path.mkdir(exist_ok=True)
    (path / "index.html").write_text(text)
    (path / MANIFEST).write_text(manifest_of(["index.html"]))
    return path


def names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.iterdir())


@pytest.fixture(params=["exchange", "two moves"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of replacing a folder."""
    if request.param == "two moves":
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)


@pytest.mark.usefixtures("way")
def test_the_new_folder_takes_the_place_of_the_old(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", "old")
    swap.replace(site, folder(swap.stage(site), "new"))
    assert (site / "index.html").read_text() == "new"
    assert names(tmp_path) == ["site"]


@pytest.mark.usefixtures("way")
def test_there_need_be_no_old_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    swap.replace(site, folder(swap.stage(site), "new"))
    assert (site / "index.html").read_text() == "new"


def test_a_second_move_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    site = folder(tmp_path / "site", "old")
    staging = swap.stage(site)
    swap.discard(staging)
    with pytest.raises(FileNotFoundError):
        swap.replace(site, staging)
    assert (site / "index.html").read_text() == "old"
    assert names(tmp_path) == ["site"]


def test_what_an_ended_process_left_is_mended(tmp_path: Path) -> None:
    folder(tmp_path / ".site.a1b2.old", "old")
    folder(tmp_path / ".site.c3d4.new", "half")
    swap.recover(tmp_path / "site")
    assert names(tmp_path) == ["site"]
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_what_a_build_left_is_not_built_on_whatever_its_process_was_called(tmp_path: Path) -> None:
    """In a container every build may have the same process id; a page of the killed one was published."""
    folder(tmp_path / f".site.{os.getpid()}.new", "half")
    site = tmp_path / "site"
    staging = swap.stage(site)
    assert names(staging) == [MANIFEST]
    swap.recover(site)
    assert names(tmp_path) == [staging.name]
    swap.discard(staging)
    assert names(tmp_path) == []


def test_no_two_builds_have_one_folder(tmp_path: Path) -> None:
    stagings = [swap.stage(tmp_path / "site") for _ in range(5)]
    assert len({*stagings}) == 5
    for staging in stagings:
        assert staging.stat().st_mode & 0o777 == 0o755
        swap.discard(staging)
    assert names(tmp_path) == []


def test_what_a_running_process_builds_is_left_alone(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from mujaz.site import swap\n"
        "print(swap.stage(Path(sys.argv[1])), flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "site")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        staging = Path(other.stdout.readline().strip())
        swap.recover(tmp_path / "site")
        assert staging.is_dir()
        other.kill()
    swap.recover(tmp_path / "site")
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", [".site.backup", ".site.old", ".site.x.news", ".site.mine.new", ".site.mine.old"])
@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_is_somebody_s_own_is_left_alone(name: str, kind: str, tmp_path: Path) -> None:
    root, mine = tmp_path / "root", folder(tmp_path / "mine", "precious")
    root.mkdir()
    if kind == "folder":
        (root / name).mkdir()
        (root / name / "notes.txt").write_text("mine")
    elif kind == "file":
        (root / name).write_text("mine")
    else:
        (root / name).symlink_to(mine)
    swap.recover(root / "site")
    assert names(root) == [name]
    assert (mine / "index.html").read_text() == "precious"


KILLED = """
import os, signal, sys
from pathlib import Path
from mujaz.engine.manifest import MANIFEST, manifest_of
from mujaz.site import swap

site = Path(sys.argv[1])
staging = swap.stage(site)
(staging / "index.html").write_text("new")
(staging / MANIFEST).write_text(manifest_of(["index.html"]))

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "before":
    die()
if sys.argv[2] == "between":
    swap._exchange = lambda one, other: False
    rename, moves = Path.rename, []
    def rename_once(self, target):
        if moves:
            die()
        moves.append(self)
        return rename(self, target)
    Path.rename = rename_once
if sys.argv[2] == "after":
    swap._delete = die
swap.replace(site, staging)
"""


@pytest.mark.parametrize(("moment", "left"), [("before", "old"), ("between", "old"), ("after", "new")])
def test_a_killed_process_leaves_a_whole_folder(tmp_path: Path, moment: str, left: str) -> None:
    site = folder(tmp_path / "site", "old")
    ended = subprocess.run([sys.executable, "-c", KILLED, str(site), moment], check=False)
    assert ended.returncode == -signal.SIGKILL
    swap.recover(site)
    assert (site / "index.html").read_text() == left
    assert names(tmp_path) == ["site"]
