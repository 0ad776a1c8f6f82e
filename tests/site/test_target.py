"""Where the site is written, nothing of anybody else is replaced, deleted, or written through a link."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mujaz.engine.cache.store import Store
from mujaz.engine.manifest import MANIFEST, files_below, manifest_of, written_by_us
from mujaz.settings.config import folder_problem, read_config
from mujaz.site.build import BuildResult, build
from mujaz.site.target import emptied_problem, foreign_files
from mujaz.site.writer import build_incrementally
from mujaz.syntax.source import Source
from thorough import of_these
from trusting import agreed

Change = Callable[[Path], object]


def set_to(root: Path, setting: str) -> None:
    path = root / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8") + setting + "\n", encoding="utf-8")


def everything(root: Path) -> dict[str, bytes]:
    paths = {name: root / name for name in files_below(root) if not name.startswith("mkdocs.yml")}
    plain = {name: path for name, path in paths.items() if path.is_file() and not path.is_symlink()}
    return {name: path.read_bytes() for name, path in plain.items() if "/.cache/" not in name}


def by_mkdocs(root: Path) -> BuildResult:
    return build(root)


def by_shells(root: Path) -> BuildResult:
    store = Store(root / ".cache", "1")
    try:
        built = build_incrementally(root, {}, lambda path: pytest.fail(path), store)
        store.commit()
        return built
    finally:
        store.close()


@pytest.fixture(params=[by_mkdocs, by_shells], ids=["whole", "in proportion"])
def way(request: pytest.FixtureRequest) -> Callable[[Path], BuildResult]:
    """Both ways of building."""
    made: Callable[[Path], BuildResult] = request.param
    return made


@pytest.fixture
def root(root: Path) -> Path:
    """The small site, with content and with folders of somebody's own beside it."""
    site = root / "desk"
    site.mkdir()
    for path in [*root.iterdir()]:
        if path != site:
            path.rename(site / path.name)
    for name in ("seeds/a.txt", "briefs/a.yml", ".git/HEAD", "offline/a.zip", "../victim/precious.txt", "own/main.txt"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, encoding="utf-8")
    return site


# Settings.

FOLDERS = [
    "seeds", "briefs", ".git", ".", "./", "..", "../victim", "../desk", "docs", "docs/en", "/tmp/x", ".cache/mujaz",
    "Seeds", "BRIEFS", "seeds/..", "seeds/x", "briefs/glossary", "offline", "schemas", "mkdocs.yml", "C:/x", "a\\b",
    "~", "./seeds", "x/../../victim", ".GIT", "docs/../docs", "a/.hidden/b",
]  # fmt: skip


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_that_is_not_the_site_s_alone_is_found_where_it_is_named(folder: str) -> None:
    source = Source("mkdocs.yml", f"use_directory_urls: false\nsite_dir: '{folder}'\n")
    _, findings = read_config(source)
    assert [(finding.rule.name, str(finding.span)) for finding in findings] == [("unsafe-folder", "mkdocs.yml:2:11")]


@pytest.mark.parametrize("folder", [*(folder for folder in FOLDERS if not folder.startswith("docs")), "site", "site/x"])
def test_a_folder_of_pages_is_one_of_its_own(folder: str) -> None:
    source = Source("mkdocs.yml", f"use_directory_urls: false\ndocs_dir: '{folder}'\n")
    _, findings = read_config(source)
    assert [(finding.rule.name, str(finding.span)) for finding in findings] == [("unsafe-folder", "mkdocs.yml:2:11")]


@pytest.mark.parametrize("value", ["!ENV [HOME]", "!ENV [NONE, seeds]", "[a]", "{a: b}", "", "1", "null"])
def test_a_folder_that_is_not_written_out_is_found(value: str) -> None:
    _, findings = read_config(Source("mkdocs.yml", f"use_directory_urls: false\nsite_dir: {value}\n"))
    assert [finding.rule.name for finding in findings] == ["unsafe-folder"]


@pytest.mark.parametrize("folder", ["site", "public", "build/site", "./public", "public/", "docs-built", "موقع"])
def test_other_folders_below_the_site_are_fine(folder: str) -> None:
    assert folder_problem(folder) == ""
    assert read_config(Source("mkdocs.yml", f"use_directory_urls: false\nsite_dir: '{folder}'\n"))[1] == []


@pytest.mark.parametrize("language", ["../seeds", "a/b", ".", "..", "/etc", "en\\x", ".git", "e n"])
def test_a_language_is_a_tag_since_a_folder_is_called_so(language: str) -> None:
    settings = f"use_directory_urls: false\nextra:\n  alternate:\n    - lang: '{language}'\n"
    _, findings = read_config(Source("mkdocs.yml", settings))
    assert [(finding.rule.name, finding.span.position.line) for finding in findings] == [("invalid-language", 4)]


@pytest.mark.parametrize(
    "setting", of_these(["seeds", "briefs", ".git", "../victim", "own/../seeds"], ["seeds", "../victim"])
)
def test_what_a_setting_names_is_left_alone(setting: str, way: Callable[[Path], BuildResult], root: Path) -> None:
    """As MkDocs understands it: an inherited file and the environment name folders, too."""
    (root / "base.yml").write_text(f"site_dir: {setting}\n", encoding="utf-8")
    set_to(root, "INHERIT: base.yml")
    before = everything(agreed(root).parent)
    result = way(root)
    assert [finding.rule.name for finding in result.diagnostics] == ["unsafe-folder"]
    assert result.site is None
    assert everything(root.parent) == before


@pytest.mark.parametrize(
    ("site", "wrong"), [(".", True), ("..", True), ("seeds", True), ("site", False), ("../x", False)]
)
def test_what_mkdocs_itself_may_empty(site: str, wrong: bool, root: Path) -> None:
    assert bool(emptied_problem(root, Path(os.path.normpath(root / site)))) == wrong


# What stands there.


def put(name: str, text: str = "x") -> Change:
    def make(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    return make


def linked(name: str, to: str = "../victim") -> Change:
    def make(root: Path) -> None:
        if (root / name).is_dir():
            (root / name).rename(root / f"{name}-before")
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to((root / to).resolve())

    return make


def moved_into(root: Path) -> None:
    (root / "site/manual.html").unlink()
    put("site/manual.html/inside.html")(root)


THERE: dict[str, tuple[Change, tuple[str, str]]] = {
    "a file of the user": (put("site/CNAME"), ("foreign-file", "site/CNAME")),
    "a git worktree": (put("site/.git", "gitdir: x"), ("foreign-file", "site/.git")),
    "a repository": (put("site/.git/HEAD"), ("foreign-file", "site/.git/HEAD")),
    "a file in a folder of its own": (put("site/a/b/c.txt"), ("foreign-file", "site/a/b/c.txt")),
    "a file in a folder of the site": (put("site/en/notes.txt"), ("foreign-file", "site/en/notes.txt")),
    "a folder where a page was": (moved_into, ("foreign-file", "site/manual.html/inside.html")),
    "a link to a folder": (linked("site/link"), ("foreign-file", "site/link")),
    "a link to nothing": (linked("site/link", "nowhere"), ("foreign-file", "site/link")),
    "a folder of the site as a link": (linked("site/en"), ("foreign-file", "site/en")),
    "a pipe": (lambda root: os.mkfifo(root / "site/pipe"), ("foreign-file", "site/pipe")),
    "the site as a link": (linked("site"), ("symbolic-link", "site")),
    "the pages as a link": (linked("docs"), ("symbolic-link", "docs")),
}


@pytest.mark.parametrize("what", of_these(THERE, ["a git worktree", "the site as a link"]))
def test_what_stands_there_is_found_and_left_alone(what: str, way: Callable[[Path], BuildResult], root: Path) -> None:
    assert way(root).site is not None
    change, expected = THERE[what]
    change(root)
    before = everything(root.parent)
    result = way(root)
    assert result.site is None
    found = [(finding.rule.name, finding.span.source.name) for finding in result.diagnostics]
    assert expected in found
    assert everything(root.parent) == before


def test_a_manifest_of_others_proves_nothing(root: Path) -> None:
    assert by_mkdocs(root).site is not None
    put(f"site/{MANIFEST}", manifest_of(["x"]))(root)
    before = everything(root.parent)
    result = by_mkdocs(root)
    assert result.site is None
    assert len(result.diagnostics) > 10
    assert {finding.rule.name for finding in result.diagnostics} == {"foreign-file"}
    assert everything(root.parent) == before


def test_what_the_store_remembers_to_have_written_is_proof_too(root: Path) -> None:
    assert by_shells(root).site is not None
    own = (root / f"site/{MANIFEST}").read_bytes()
    put(f"site/{MANIFEST}", manifest_of(["x"]))(root)
    assert by_shells(root).site is not None
    assert (root / f"site/{MANIFEST}").read_bytes() == own


def test_a_site_folder_that_was_there_before_the_first_build(way: Callable[[Path], BuildResult], root: Path) -> None:
    put("site/index.html", "mine")(root)
    result = way(root)
    assert [(finding.rule.name, str(finding.span)) for finding in result.diagnostics] == [("foreign-file", "site:1:1")]
    assert (root / "site/index.html").read_text(encoding="utf-8") == "mine"


def test_without_a_manifest_only_what_the_store_knows_proves_it(root: Path) -> None:
    assert by_shells(root).site is not None
    (root / "site" / MANIFEST).unlink()
    assert [finding.rule.name for finding in by_mkdocs(root).diagnostics] == ["foreign-file"]
    assert by_shells(root).site is not None
    assert written_by_us(root / "site") is not None


def test_an_empty_folder_is_nobodys(way: Callable[[Path], BuildResult], root: Path) -> None:
    (root / "site").mkdir()
    assert way(root).site is not None


def test_the_manifest_lists_the_site(way: Callable[[Path], BuildResult], root: Path) -> None:
    assert way(root).site is not None
    assert written_by_us(root / "site") == {*files_below(root / "site")} - {MANIFEST}


def test_many_foreign_files_are_few_findings(root: Path) -> None:
    put(f"site/{MANIFEST}", manifest_of(["x"]))(root)
    for number in range(500):
        put(f"site/{number:03}.txt")(root)
    findings = foreign_files(root, root / "site")
    assert len(findings) == 21
    assert "480 more" in findings[-1].message
