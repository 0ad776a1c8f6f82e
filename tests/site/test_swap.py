"""A folder is replaced whole or not at all, also when the process is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mujaz.site import swap


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "index.html").write_text(text)
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
    swap.replace(site, folder(swap.staging_for(site), "new"))
    assert (site / "index.html").read_text() == "new"
    assert names(tmp_path) == ["site"]


@pytest.mark.usefixtures("way")
def test_there_need_be_no_old_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    swap.replace(site, folder(swap.staging_for(site), "new"))
    assert (site / "index.html").read_text() == "new"


def test_a_second_move_that_fails_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    site = folder(tmp_path / "site", "old")
    with pytest.raises(FileNotFoundError):
        swap.replace(site, swap.staging_for(site))
    assert (site / "index.html").read_text() == "old"
    assert names(tmp_path) == ["site"]


def ended_process() -> int:
    """The id of a process that has ended and been waited for."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_an_ended_process_left_is_mended(tmp_path: Path) -> None:
    pid = ended_process()
    folder(tmp_path / f".site.{pid}.old", "old")
    folder(tmp_path / f".site.{pid}.new", "half")
    swap.recover(tmp_path / "site")
    assert names(tmp_path) == ["site"]
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_what_a_running_process_builds_is_left_alone(tmp_path: Path) -> None:
    other = f".site.{os.getppid()}.new"
    folder(tmp_path / other, "half")
    folder(tmp_path / ".site.backup", "somebody's own")
    swap.recover(tmp_path / "site")
    assert names(tmp_path) == sorted([other, ".site.backup"])


KILLED = """
import os, signal, sys
from pathlib import Path
from mujaz.site import swap

site = Path(sys.argv[1])
staging = swap.staging_for(site)
staging.mkdir()
(staging / "index.html").write_text("new")

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
    swap.shutil.rmtree = die
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
