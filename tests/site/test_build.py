"""The site is replaced by a whole and sound one, or stays as it is."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mujaz.engine.manifest import MANIFEST, manifest_of
from mujaz.site.build import BuildResult, build
from trusting import agreed


def digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def said(result: BuildResult) -> list[tuple[str, str, tuple[int, int]]]:
    return [(str(f.rule.name), f.span.source.name, tuple(f.span.position)) for f in result.diagnostics]


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.fixture
def built(root: Path) -> Path:
    """A site that was built before, by a stand-in for an earlier build."""
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("the last one")
    (root / "site" / MANIFEST).write_text(manifest_of(["index.html"]))
    return root


def is_the_last(root: Path) -> bool:
    return digest(root / "site").keys() == {"index.html", MANIFEST} and not list(root.glob(".site*"))


def test_a_sound_site_takes_the_place_of_the_last(built: Path, capfd: pytest.CaptureFixture[str]) -> None:
    steps: list[tuple[str, int, int]] = []
    before = dict(os.environ)
    result = build(built, progress=lambda *step: steps.append(step))
    assert said(result) == []
    assert result.site == built / "site"
    assert (built / "site" / "ar" / "briefs" / "one.html").is_file()
    assert not list(built.glob(".site*"))
    assert steps == [("building", done, 16) for done in range(1, 17)]
    assert capfd.readouterr() == ("", "")
    assert dict(os.environ) == before


def test_two_builds_are_the_same_byte_for_byte(root: Path) -> None:
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(text + "site_url: https://example.org/desk/\n", encoding="utf-8")
    build(root)
    first = digest(root / "site")
    assert "sitemap.xml.gz" in first
    build(root)
    assert digest(root / "site") == first


def test_a_warning_of_mkdocs_has_its_place_and_keeps_the_last_site(built: Path) -> None:
    append(built / "docs" / "manual.md", "\nSee [there](nowhere.md).\n")
    result = build(built)
    assert said(result) == [
        ("mkdocs-warning", "docs/manual.md", (5, 13)),
    ]
    assert is_the_last(built)


def test_a_site_with_warnings_only_may_be_let_through(built: Path) -> None:
    (built / "docs" / "loose.md").write_text("# Not in the navigation\n")
    assert [rule for rule, _, _ in said(build(built))] == ["mkdocs-warning"]
    assert is_the_last(built)
    assert build(built, strict=False).site == built / "site"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('\n<a href="javascript:alert(1)">x</a>\n', "script-in-page"),
        ('\n<img alt="" src="https://example.org/x.png">\n', "foreign-request"),
        ('\n<p id="one">x</p><p id="one">y</p>\n', "duplicate-html-id"),
    ],
)
def test_a_fault_that_mkdocs_does_not_see_keeps_the_last_site(built: Path, text: str, rule: str) -> None:
    append(built / "docs" / "manual.md", text)
    result = build(built)
    assert [(name, file) for name, file, _ in said(result)] == [(rule, "docs/manual.md")]
    assert result.diagnostics[0].span.position.line > 1
    assert is_the_last(built)


def test_a_file_that_cannot_be_read_is_a_finding(built: Path) -> None:
    (built / "docs" / "manual.md").write_bytes(b"# \xff\xfe\n")
    result = build(built)
    assert {name for name, _, _ in said(result)} == {"mkdocs-error"}
    assert "docs/manual.md" in {file for _, file, _ in said(result)}
    assert is_the_last(built)


def test_a_broken_template_is_a_finding(built: Path) -> None:
    (built / "own").mkdir()
    (built / "own" / "main.html").write_text("{% extends 'base.html' %}{% block content %}")
    text = (built / "mkdocs.yml").read_text(encoding="utf-8")
    (built / "mkdocs.yml").write_text(text.replace("font: false", "font: false\n  custom_dir: own"), encoding="utf-8")
    assert {name for name, _, _ in said(build(agreed(built)))} == {"mkdocs-error"}
    assert is_the_last(built)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("site_name: Desk", "site_nam: Desk"),
        ("site_name: Desk", "site_name: [Desk]"),
        ("  - mujaz\n", ""),
        ("  name: material", "  name: no-such-theme"),
    ],
)
def test_a_fault_in_the_configuration_is_a_finding(built: Path, old: str, new: str) -> None:
    text = (built / "mkdocs.yml").read_text(encoding="utf-8")
    (built / "mkdocs.yml").write_text(text.replace(old, new, 1), encoding="utf-8")
    result = build(agreed(built))
    assert ("mkdocs-error", "mkdocs.yml", (1, 1)) in said(result)
    assert is_the_last(built)


def test_a_symbolic_link_is_not_published(built: Path) -> None:
    (built / "secret.txt").write_text("s")
    (built / "docs" / "page.txt").symlink_to(built / "secret.txt")
    assert said(build(built)) == [("symbolic-link", "docs/page.txt", (1, 1))]
    assert is_the_last(built)


def test_a_place_that_cannot_be_written_is_a_finding(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr("mujaz.site.swap.replace", refuse)
    assert [name for name, _, _ in said(build(built))] == ["site-not-replaced"]
    assert is_the_last(built)


KILLED = """
import os, signal, sys
from pathlib import Path
from mujaz.site.build import build

def die_halfway(stage, done, total):
    if done > 0.75 * total:
        os.kill(os.getpid(), signal.SIGKILL)

build(Path(sys.argv[1]), progress=die_halfway)
"""


def test_a_build_that_is_killed_leaves_the_last_site(built: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(built)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert digest(built / "site").keys() == {"index.html", MANIFEST}
    assert len(list(built.glob(".site.*.new"))) == 1
    assert build(built).site is not None
    assert not list(built.glob(".site*"))
