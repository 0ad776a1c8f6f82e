"""A commit of some files and of nothing else, whatever the index and the working tree hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from mujaz.editors.acting import Keeping, carry_out
from mujaz.history.git import HistoryError
from mujaz.scaffold.plan import RefusedError
from people import environment, git
from thorough import every

FILE = "briefs/reviews/a/2024-03-12-editor-0123456789.signoff.yml"


@pytest.fixture(params=["", "below/site/"])
def root(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site, at the root of its repository or below, whose index and working tree hold work of somebody."""
    for name, value in environment("Editor").items():
        monkeypatch.setenv(name, value)
    root = tmp_path / request.param
    root.mkdir(parents=True, exist_ok=True)
    git(tmp_path, "init", "--quiet", "--initial-branch=main", by="Editor")
    (root / "kept.txt").write_text("one\n")
    (root / "gone.txt").write_text("one\n")
    git(tmp_path, "add", "--all", by="Editor")
    git(tmp_path, "commit", "--quiet", "--message", "Begin", by="Editor")
    (root / "kept.txt").write_text("two\n")
    (root / "staged.txt").write_text("one\n")
    (root / "gone.txt").unlink()
    git(root, "add", "staged.txt", by="Editor")
    (root / "staged.txt").write_text("two\n")
    (root / "untracked.txt").write_text("one\n")
    return root


def state(root: Path) -> str:
    """What git says of all files but the sign-off."""
    told = git(root, "status", "--porcelain=v2", "--untracked-files=all", by="Editor")
    return "\n".join(line for line in told.splitlines() if "reviews" not in line)


def head(root: Path) -> str:
    return git(root, "rev-parse", "HEAD", by="Editor").strip()


@pytest.mark.parametrize("branch", ["main", "review", "desk/review-2"])
def test_only_the_files_are_committed_and_all_else_stays(root: Path, branch: str) -> None:
    before, work = head(root), state(root)
    carry_out(root, {FILE: "role: editor\n"}, Keeping(branch, "Approve a\n"))
    assert git(root, "branch", "--show-current", by="Editor").strip() == branch
    assert git(root, "rev-parse", "HEAD~1", by="Editor").strip() == before
    changed = git(root, "diff-tree", "-r", "--name-status", "--relative", "HEAD~1", "HEAD", by="Editor")
    assert changed.split() == ["A", FILE]
    assert git(root, "show", f"HEAD:./{FILE}", by="Editor") == (root / FILE).read_text() == "role: editor\n"
    assert git(root, "log", "-1", "--format=%an %s", by="Editor").strip() == "Editor Approve a"
    assert state(root) == work
    assert "reviews" not in git(root, "status", "--porcelain", "--untracked-files=all", by="Editor")


def test_without_a_commit_the_file_is_written_and_that_is_all(root: Path) -> None:
    before, work = head(root), state(root)
    carry_out(root, {FILE: "role: editor\n"}, None)
    assert head(root) == before
    assert state(root) == work
    assert (root / FILE).read_text() == "role: editor\n"


@pytest.mark.parametrize(
    "branch",
    every(
        4, ["", "-x", "--exec=x", "a..b", "a b", "a~1", "@{-1}", "refs/../x", "a.lock", "a\nb", "a:b", "/a", "HEAD^"]
    ),
)
def test_what_is_no_name_of_a_branch_leaves_all_as_it_was(root: Path, branch: str) -> None:
    before, work = head(root), state(root)
    with pytest.raises(HistoryError, match="no name of a branch"):
        carry_out(root, {FILE: "role: editor\n"}, Keeping(branch, "Approve"))
    assert (head(root), state(root)) == (before, work)
    assert not (root / FILE).exists()


def test_another_branch_that_exists_is_not_written_to(root: Path) -> None:
    git(root, "branch", "other", by="Editor")
    with pytest.raises(HistoryError, match="not the one that is checked out"):
        carry_out(root, {FILE: "role: editor\n"}, Keeping("other", "Approve"))
    assert not (root / FILE).exists()


def test_where_the_repository_is_locked_nothing_is_written(root: Path) -> None:
    git_folder = Path(git(root, "rev-parse", "--absolute-git-dir", by="Editor").strip())
    for lock in ("index.lock", "refs/heads/main.lock"):
        before, work = head(root), state(root)
        (git_folder / lock).write_text("")
        with pytest.raises(HistoryError):
            carry_out(root, {FILE: "role: editor\n"}, Keeping("main", "Approve"))
        (git_folder / lock).unlink()
        assert (head(root), state(root)) == (before, work)
        assert not (root / FILE).exists()
        assert "reviews" not in git(root, "status", "--porcelain", "--untracked-files=all", by="Editor")


def test_no_hook_runs_and_what_is_committed_passes_no_filter(root: Path, tmp_path: Path) -> None:
    git_folder = Path(git(root, "rev-parse", "--absolute-git-dir", by="Editor").strip())
    for hook in (
        "pre-commit",
        "commit-msg",
        "post-commit",
        "reference-transaction",
        "post-checkout",
        "post-index-change",
    ):
        path = git_folder / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        path.chmod(0o755)
    (git_folder / "info").mkdir(exist_ok=True)
    (git_folder / "info/attributes").write_text("* filter=f text eol=crlf working-tree-encoding=UTF-16\n")
    git(root, "config", "filter.f.clean", "tr a-z A-Z", by="Editor")
    carry_out(root, {FILE: "role: editor\n"}, Keeping("review", "Approve"))
    assert not (tmp_path / "ran").exists()
    assert git(root, "show", f"HEAD:./{FILE}", by="Editor") == "role: editor\n"


def test_a_file_that_exists_is_only_replaced_where_that_is_meant(root: Path) -> None:
    carry_out(root, {FILE: "role: editor\n"}, Keeping("main", "Approve"))
    with pytest.raises(RefusedError, match="exists"):
        carry_out(root, {FILE: "role: lawyer\n"}, None)
    carry_out(root, {FILE: "role: lawyer\n"}, Keeping("main", "Again"), replace=True)
    assert git(root, "show", f"HEAD:./{FILE}", by="Editor") == "role: lawyer\n"


def test_where_no_branch_is_checked_out_nothing_is_committed(root: Path) -> None:
    git(root, "checkout", "--quiet", "--detach", by="Editor")
    with pytest.raises(HistoryError, match="no branch is checked out"):
        carry_out(root, {FILE: "role: editor\n"}, Keeping("review", "Approve"))
    assert not (root / FILE).exists()
