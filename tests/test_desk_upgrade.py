"""A desk carries the mujaz that made it, installs from that, and goes on to a later one with one command."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from mujaz import __version__
from mujaz.cli import main
from mujaz.cli.wheel import carried
from mujaz.scaffold.init import MANIFEST
from thorough import every, thorough

pytestmark = thorough  # it takes half a minute to make what is looked at

OLDER = "packages/mujaz-0.0.9-py3-none-any.whl"
WHEEL = f"packages/mujaz-{__version__}-py3-none-any.whl"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A new desk."""
    root = tmp_path / "desk"
    result = CliRunner().invoke(main, ["init", str(root)])
    assert result.exit_code == 0, result.output
    return root


def upgraded(root: Path) -> list[str]:
    """What an upgrade says."""
    result = CliRunner().invoke(main, ["init", "--upgrade", str(root)])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_the_wheel_holds_all_of_mujaz_and_is_the_same_each_time(desk: Path) -> None:
    assert (desk / WHEEL).read_bytes() == carried()[WHEEL]
    with zipfile.ZipFile(desk / WHEEL) as wheel:
        assert wheel.testzip() is None
        names = set(wheel.namelist())
        recorded = {line.split(",")[0] for line in wheel.read(f"mujaz-{__version__}.dist-info/RECORD").decode().split()}
    assert names == recorded
    assert {"mujaz/cli/__init__.py", "mujaz/theme/assets/mujaz/brief.css", "mujaz/requirements.lock"} <= names
    assert not [name for name in names if "__pycache__" in name]


def test_what_is_as_it_was_left_is_renewed_and_named(desk: Path) -> None:
    assert upgraded(desk) == [f"nothing to renew: {desk} has what mujaz {__version__} writes"]
    told = json.loads((desk / MANIFEST).read_text("utf-8"))
    older = {
        ".gitlab-ci.yml": "# older\n",
        "schemas/brief.json": "{}\n",
        "packages/mujaz-0.0.9-py3-none-any.whl": "old",
    }
    for path, text in older.items():
        (desk / path).write_text(text, encoding="utf-8")
        told["files"][path] = hashlib.sha256(text.encode()).hexdigest()
    (desk / WHEEL).unlink()
    (desk / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    assert upgraded(desk) == [
        "wrote .gitlab-ci.yml",
        f"wrote {WHEEL}",
        f"wrote {MANIFEST}",
        "wrote schemas/brief.json",
        f"removed {OLDER}",
    ]
    assert upgraded(desk) == [f"nothing to renew: {desk} has what mujaz {__version__} writes"]


def test_what_somebody_changed_stays_and_is_named(desk: Path) -> None:
    for path in (".gitlab-ci.yml", "requirements.txt"):
        (desk / path).write_text("# ours\n", encoding="utf-8")
    assert upgraded(desk)[:2] == [
        "left as it is, since somebody changed it: .gitlab-ci.yml",
        "left as it is, since somebody changed it: requirements.txt",
    ]
    assert (desk / ".gitlab-ci.yml").read_text("utf-8") == "# ours\n"


def test_a_desk_that_names_a_version_only_gets_the_wheel(desk: Path) -> None:
    shutil.rmtree(desk / "packages")
    (desk / "requirements.txt").write_text("# What the pipelines install.\nmujaz==0.1.0\n", encoding="utf-8")
    assert upgraded(desk) == [f"wrote {WHEEL}", f"wrote {MANIFEST}", "wrote requirements.txt"]


@pytest.mark.parametrize(
    "path", every(4, ["briefs/example.yml", "../outside.txt", "mkdocs.yml", "packages/../briefs/example.yml"])
)
def test_an_account_that_names_other_files_has_none_of_them_removed(desk: Path, path: str) -> None:
    (desk.parent / "outside.txt").write_text("x", encoding="utf-8")
    text = (desk / path).read_bytes()
    told = json.loads((desk / MANIFEST).read_text("utf-8"))
    told["files"][path] = hashlib.sha256(text).hexdigest()
    (desk / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    upgraded(desk)
    assert (desk / path).read_bytes() == text


def test_no_desk_is_not_upgraded(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["init", "--upgrade", str(tmp_path)])
    assert (result.exit_code, "is no desk" in result.output) == (2, True)
    assert list(tmp_path.iterdir()) == []
