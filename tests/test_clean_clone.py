"""Every script of every pipeline that `init` writes, run in a clean clone of a new desk.

In the thorough run each job has a new environment, into which it installs the mujaz that the desk carries, with nothing
but an index of the packages of others.
"""

from __future__ import annotations

import sys
import venv
from pathlib import Path

import pytest
from click.testing import CliRunner

import mujaz
from mujaz.cli import main
from people import environment, git
from pipelines import ADDRESS, TOKEN, Host, Job, jobs
from thorough import THOROUGH, of_these, thorough

PIP = """#!/bin/sh
case "$*" in "-m pip install "*) exit 0 ;; esac
exec {python} "$@"
"""
MUJAZ = """#!/bin/sh
exec {python} -m mujaz "$@"
"""
NAMES = [
    ("github", "check"),
    ("github", "build"),
    ("gitlab", "check"),
    ("gitlab", "review"),
    ("gitlab", "pages"),
    ("gitlab", "due"),
]


class Origin:
    """A repository with a new desk as its `main`, and a proposal: an editor signs its brief."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        self._command("init", str(root), by="Analyst")
        git(root, "init", "--quiet", "--initial-branch=main", by="Analyst")
        self._commit("A new desk", by="Analyst")
        git(root, "checkout", "--quiet", "-b", "proposal", by="Editor")
        self._command("approve", "-C", str(root), "example", "--as", "editor", "--all-criteria", by="Editor")
        self._commit("Sign the example", by="Editor")
        self.base = git(root, "rev-parse", "main", by="Editor").strip()
        git(root, "checkout", "--quiet", "-b", "merged", "main", by="Host")
        git(root, "merge", "--quiet", "--no-ff", "--message=Merge", "proposal", by="Host")
        git(root, "checkout", "--quiet", "main", by="Host")

    def clone(self, place: Path, revision: str) -> Path:
        """A clean clone, in which a revision is checked out as hosts do: by its commit."""
        git(self.root, "clone", "--quiet", str(self.root), str(place), by="Host")
        git(place, "checkout", "--quiet", "--detach", f"origin/{revision}", by="Host")
        assert git(place, "status", "--porcelain", "--ignored", by="Host") == ""
        return place

    def _commit(self, message: str, by: str) -> None:
        git(self.root, "add", "--all", by=by)
        git(self.root, "commit", "--quiet", f"--message={message}", by=by)

    @staticmethod
    def _command(*arguments: str, by: str) -> None:
        done = CliRunner().invoke(main, arguments, env={**environment(by), "SOURCE_DATE_EPOCH": "1710240000"})
        assert done.exit_code == 0, done.output


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    return Origin(tmp_path_factory.mktemp("origin") / "desk")


@pytest.fixture
def host(tmp_path: Path, origin: Origin) -> Host:
    """A host whose jobs find an environment without mujaz; on most days one with the mujaz that is tested."""
    folder, programs = tmp_path / "host", tmp_path / "programs"
    folder.mkdir()
    if THOROUGH:
        venv.create(programs, with_pip=True, symlinks=True)
        programs = programs / ("Scripts" if sys.platform == "win32" else "bin")
    else:
        programs.mkdir()
        package = Path(mujaz.__file__).parent.parent
        for name, text in (("python", PIP), ("mujaz", MUJAZ)):
            (programs / name).write_text(text.format(python=f"env PYTHONPATH={package} {sys.executable}"), "utf-8")
            (programs / name).chmod(0o755)
    made = Host(folder, [programs], sys.executable)
    made.base = origin.base
    return made


def named(origin: Origin, host: str, name: str) -> Job:
    (job,) = [job for job in jobs(origin.root) if (job.host, job.name) == (host, name)]
    return job


def test_no_job_is_forgotten(origin: Origin) -> None:
    assert {(job.host, job.name) for job in jobs(origin.root)} == {*NAMES, ("gitlab", "note")}


@pytest.mark.parametrize(("where", "name"), of_these(NAMES, [("gitlab", "review")]))
def test_every_script_comes_to_a_good_end(origin: Origin, host: Host, tmp_path: Path, where: str, name: str) -> None:
    clone = origin.clone(tmp_path / "clone", "merged")
    scripts = 0
    for script, code, said in host.run(named(origin, where, name), clone):
        assert code == 0, f"{script}\n{said}"
        scripts += 1
    assert scripts
    left = {
        ("github", "check"): ["review.md", "review.html", "offline"],
        ("github", "build"): ["site/404.html"],
        ("gitlab", "check"): ["review.md", "findings.json", "offline"],
        ("gitlab", "review"): ["review.html"],
        ("gitlab", "pages"): ["public/404.html"],
        ("gitlab", "due"): [],
    }[where, name]
    assert [path for path in left if not (clone / path).exists()] == []
    if left and left[0].endswith("404.html"):
        assert 'href="/desk/' in (clone / left[0]).read_text("utf-8")
        assert f"<loc>{ADDRESS}/ar/" in (clone / left[0]).with_name("sitemap.xml").read_text("utf-8")
    if where == "github":
        assert host.summary.read_text("utf-8").strip()


@thorough
@pytest.mark.parametrize(("where", "name"), [("github", "build"), ("gitlab", "pages")])
def test_what_nobody_signed_is_not_published(origin: Origin, host: Host, tmp_path: Path, where: str, name: str) -> None:
    clone = origin.clone(tmp_path / "clone", "main")
    ended = host.run(named(origin, where, name), clone)
    ((code, said),) = ((code, said) for script, code, said in ended if "--publish" in script)
    assert code != 0
    assert "the brief `example` is not approved" in said
    assert not (clone / "site").exists()
    assert not (clone / "public").exists()


def test_the_note_takes_the_place_of_the_one_before(origin: Origin, host: Host, tmp_path: Path) -> None:
    clone = tmp_path / "job"  # without a checkout
    clone.mkdir()
    (clone / "review.md").write_text("## Review\n\nof @somebody\n/close\n  /merge\n", "utf-8")
    job = named(origin, "gitlab", "note")
    ((script, given),) = job.scripts
    assert given["GIT_STRATEGY"] == "none"
    assert "mujaz " not in script.replace("<!-- mujaz review -->", "")
    host._told["REVIEW_URL"] = "https://host.invalid/-/jobs/5/artifacts/file/review.html"
    ((_, code, said),) = host.run(job, clone)
    assert code == 0, said
    *_, last = host.asked
    assert last["asked"][-1] == "https://host.invalid/api/v4/projects/1/merge_requests/12/notes/3"
    assert "PUT" in last["asked"]
    assert f"PRIVATE-TOKEN: {TOKEN}" in last["asked"]
    assert last["body"].startswith("<!-- mujaz review -->\n## Review\n\nof &#64;somebody\n&#47;close\n  &#47;merge\n")
    assert '<a href="https://host.invalid/-/jobs/5/artifacts/file/review.html">' in last["body"]
