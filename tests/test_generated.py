"""Generated pages: written when they change, deleted when no longer made, never in the place of a person's."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from mujaz.engine.generated import WriteSummary, generated_folders, is_generated, write_pages
from mujaz.engine.manifest import MANIFEST, files_below, link_on_the_way, manifest_of, written_by_us
from mujaz.syntax.diagnostics import Diagnostic

PAGE = "---\ntitle: t\ngenerator: mujaz\n---\n\n# t\n"
MINE = "---\ntitle: t\n---\n\n# Mine\n"
COPY = PAGE + "Copied by hand, and then written on.\n"


def put(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def contents(root: Path) -> dict[str, str]:
    """The texts of all files but manifests."""
    return {
        name: (root / name).read_text(encoding="utf-8") for name in files_below(root) if not name.endswith(MANIFEST)
    }


def write(root: Path, pages: Mapping[str, str], *, dry: bool = False) -> tuple[WriteSummary, list[Diagnostic]]:
    """Bring docs/en/ and docs/ar/ to these pages."""
    texts = {name: partial(str, text) for name, text in pages.items()}
    return write_pages(root, texts, frozenset(pages), ["docs/en", "docs/ar"], dry=dry)


def found(findings: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(finding.rule.name, finding.span.source.name) for finding in findings]


def test_pages_are_written_when_they_change(tmp_path: Path) -> None:
    pages = {"docs/en/a.md": PAGE, "docs/en/b.md": PAGE}
    summary, findings = write(tmp_path, pages)
    assert (summary.written, summary.unchanged, summary.deleted, findings) == (tuple(pages), 0, (), [])
    before = (tmp_path / "docs/en/a.md").stat()
    summary, _ = write(tmp_path, {**pages, "docs/en/b.md": PAGE + "more\n"})
    assert (summary.written, summary.unchanged) == (("docs/en/b.md",), 1)
    assert summary.stale
    after = (tmp_path / "docs/en/a.md").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_manifest_of_a_folder_lists_its_pages(tmp_path: Path) -> None:
    write(tmp_path, {"docs/en/a.md": PAGE, "docs/en/briefs/b.md": PAGE, "docs/ar/a.md": PAGE})
    assert written_by_us(tmp_path / "docs/en") == {"a.md", "briefs/b.md"}
    assert written_by_us(tmp_path / "docs/ar") == {"a.md"}
    write(tmp_path, {"docs/en/a.md": PAGE})
    assert written_by_us(tmp_path / "docs/en") == {"a.md"}
    assert not (tmp_path / "docs/ar").exists()


def test_own_pages_are_deleted_with_their_empty_folders(tmp_path: Path) -> None:
    write(tmp_path, {"docs/en/old/a.md": PAGE, "docs/en/b.md": PAGE})
    put(tmp_path, {"docs/about.md": "# About"})
    summary, findings = write(tmp_path, {"docs/en/b.md": PAGE})
    assert (summary.deleted, findings) == (("docs/en/old/a.md",), [])
    assert contents(tmp_path) == {"docs/en/b.md": PAGE, "docs/about.md": "# About"}
    assert not (tmp_path / "docs/en/old").exists()


def test_dry_says_what_it_would_do(tmp_path: Path) -> None:
    write(tmp_path, {"docs/en/old.md": PAGE})
    before = {name: (tmp_path / name).read_bytes() for name in files_below(tmp_path)}
    summary, _ = write(tmp_path, {"docs/en/new.md": PAGE}, dry=True)
    assert (summary.written, summary.deleted, summary.stale) == (("docs/en/new.md",), ("docs/en/old.md",), True)
    assert {name: (tmp_path / name).read_bytes() for name in files_below(tmp_path)} == before


# What a person may have put there, before the first run or after it: how, what is found, and where.
Make = Callable[[Path, str], object]


def file(text: str) -> Make:
    return lambda root, name: put(root, {name: text})


def link(to: str) -> Make:
    return lambda root, name: _link(root, name, to)


def pipe(root: Path, name: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(root / name)


PUT_THERE: dict[str, tuple[str, Make, str]] = {
    "a page": ("docs/en/mine.md", file("# Mine"), "foreign-file"),
    "an empty file": ("docs/en/mine.md", file(""), "foreign-file"),
    "a page with front matter": ("docs/en/mine.md", file(MINE), "foreign-file"),
    "the marker in the text": ("docs/en/mine.md", file(MINE + "\ngenerator: mujaz\n"), "foreign-file"),
    "the marker in a value": ("docs/en/mine.md", file("---\ntitle: 'generator: mujaz'\n---\n"), "foreign-file"),
    "the marker alone": ("docs/en/mine.md", file("generator: mujaz\n"), "foreign-file"),
    "a copy of a generated page": ("docs/en/mine.md", file(COPY), "foreign-file"),
    "a page where a new one goes": ("docs/en/new.md", file(MINE), "foreign-file"),
    "a copy where a new page goes": ("docs/en/new.md", file(COPY), "foreign-file"),
    "a picture": ("docs/en/map.png", file("\x89PNG"), "foreign-file"),
    "a file in a folder of its own": ("docs/en/deep/er/notes.txt", file("x"), "foreign-file"),
    "a pipe where a page goes": ("docs/en/new.md", pipe, "foreign-file"),
    "a link where a page goes": ("docs/en/new.md", link("precious.md"), "foreign-file"),
    "a link to a generated page": ("docs/en/old.md", link("marked.md"), "foreign-file"),
    "a folder that is a link": ("docs/en/briefs", link("."), "foreign-file"),
    "a manifest of somebody's own": ("docs/ar/.mujaz.json", file("mine"), "foreign-file"),
    "an edition that is a link": ("docs/ar", link("."), "symbolic-link"),
}


def _link(root: Path, name: str, to: str) -> None:
    outside = root.parent / "outside"
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).symlink_to(outside / to)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site beside a folder of somebody's own."""
    put(tmp_path / "outside", {"precious.md": "precious", "marked.md": PAGE})
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def everything(root: Path) -> dict[str, bytes | None]:
    """All files beside and below a site; of links and pipes only that they are there."""
    places = {name: root.parent / name for name in files_below(root.parent)}
    return {
        name: path.read_bytes() if path.is_file() and not path.is_symlink() else None for name, path in places.items()
    }


@pytest.mark.parametrize("first", [True, False], ids=["before the first run", "later"])
@pytest.mark.parametrize("what", PUT_THERE)
def test_what_a_person_put_there_is_found_and_nothing_is_touched(what: str, first: bool, root: Path) -> None:
    if not first:
        assert write(root, {"docs/en/page.md": PAGE, "docs/en/gone.md": PAGE})[1] == []
    name, make, rule = PUT_THERE[what]
    make(root, name)
    before = everything(root)
    for dry in (True, False):
        summary, findings = write(
            root, {"docs/en/page.md": PAGE, "docs/en/new.md": PAGE, "docs/ar/x.md": PAGE}, dry=dry
        )
        assert found(findings) == [(rule, name)]
        assert findings[0].help
        assert (summary.written, summary.deleted) == ((), ())
        assert everything(root) == before


def test_docs_itself_may_be_no_link(root: Path) -> None:
    (root / "docs").symlink_to(root.parent / "outside")
    before = everything(root)
    _, findings = write(root, {"docs/en/page.md": PAGE})
    assert {*found(findings)} == {("symbolic-link", "docs")}
    assert everything(root) == before


def test_a_page_that_was_replaced_by_a_person_s_own_stays(root: Path) -> None:
    write(root, {"docs/en/page.md": PAGE})
    put(root, {"docs/en/page.md": MINE})
    for pages in ({"docs/en/page.md": PAGE + "more\n"}, {"docs/en/other.md": PAGE}):
        _, findings = write(root, pages)
        assert found(findings) == [("foreign-file", "docs/en/page.md")]
        assert contents(root) == {"docs/en/page.md": MINE}


def test_a_generated_page_that_was_edited_is_written_anew(root: Path) -> None:
    """Its head says whose it is."""
    write(root, {"docs/en/page.md": PAGE})
    put(root, {"docs/en/page.md": PAGE + "edited\n"})
    summary, findings = write(root, {"docs/en/page.md": PAGE})
    assert (summary.written, findings) == (("docs/en/page.md",), [])


def test_pages_without_a_manifest_that_are_as_they_would_be_are_taken_over(root: Path) -> None:
    """As after a clone of a site that keeps its pages in git without the hidden file."""
    put(root, {"docs/en/a.md": PAGE, "docs/en/b.md": PAGE})
    summary, findings = write(root, {"docs/en/a.md": PAGE, "docs/en/b.md": PAGE})
    assert (summary.written, findings) == ((), [])
    assert written_by_us(root / "docs/en") == {"a.md", "b.md"}


def test_many_pages_without_a_manifest_are_one_finding(root: Path) -> None:
    put(root, {f"docs/en/{number}.md": PAGE for number in range(30)})
    _, findings = write(root, {"docs/en/new.md": PAGE})
    assert found(findings) == [("foreign-file", "docs/en/0.md")]
    assert "30 pages" in findings[0].message


def test_what_a_killed_run_wrote_is_known_to_the_next(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, {"docs/en/a.md": PAGE})
    pages = {f"docs/en/{name}.md": PAGE for name in "abc"}

    def dying() -> str:
        raise KeyboardInterrupt

    texts: dict[str, Callable[[], str]] = {"docs/en/b.md": partial(str, PAGE), "docs/en/c.md": dying}
    with pytest.raises(KeyboardInterrupt):
        write_pages(root, texts, frozenset(pages), ["docs/en"])
    summary, findings = write(root, {"docs/en/a.md": PAGE, "docs/en/b.md": PAGE + "changed\n"})
    assert (summary.written, findings) == (("docs/en/b.md",), [])
    assert written_by_us(root / "docs/en") == {"a.md", "b.md"}


NO_MANIFESTS = [
    b"",
    b"[]",
    b"{}",
    b'{"files": 1}',
    b'{"files": [1]}',
    b"\xff",
    b"[" * 100_000,
    b'{"files": {"a": 1}}',
    b"null",
]


@pytest.mark.parametrize("content", NO_MANIFESTS, ids=lambda content: repr(content[:20]))
def test_what_is_no_manifest_proves_nothing(content: bytes, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(content)
    assert written_by_us(tmp_path) is None


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "nothing"])
def test_a_manifest_is_a_plain_file(kind: str, tmp_path: Path) -> None:
    put(tmp_path, {"real.json": manifest_of(["a"])})
    place = tmp_path / MANIFEST
    makers = {"link": lambda: place.symlink_to("real.json"), "pipe": lambda: os.mkfifo(place), "folder": place.mkdir}
    makers.get(kind, lambda: None)()
    assert written_by_us(tmp_path) is None


def test_a_manifest_says_the_same_of_the_same_files() -> None:
    names = ["b/ج.md", 'a"\\.md', "line\nend", MANIFEST, "\udcff"]
    assert manifest_of(names) == manifest_of(reversed(names))
    assert json.loads(manifest_of(names))["files"] == sorted({*names} - {MANIFEST})


def test_the_first_link_on_the_way_is_named(root: Path) -> None:
    (root / "a").mkdir()
    (root / "a/b").symlink_to(root.parent / "outside")
    assert link_on_the_way(root, "a/b/c") == "a/b"
    assert link_on_the_way(root, "a/c") is None


def test_former_editions_are_known_by_their_front_page(root: Path) -> None:
    put(root, {"docs/en/index.md": PAGE, "docs/mine/index.md": MINE, "docs/none/x.md": PAGE})
    _link(root, "docs/link", ".")
    assert generated_folders(root, "docs") == ("docs/en",)
    assert generated_folders(root, "nowhere") == ()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (PAGE, True),
        (MINE, False),
        ('<?xml version="1.0"?>\n<!-- generator: mujaz -->\n<feed/>\n', True),
        ('<?xml version="1.0"?>\n<feed>generator: mujaz</feed>\n', False),
        ('{"generator": "mujaz", "title": "t"}\n', True),
        ('{\n  "generator": "mujaz",\n  "title": "t"\n}\n', True),
        ('{"title": "t", "generator": "mujaz"}\n', False),
        ('{"generator": "mujaz-like"}\n', False),
        ('[{"generator": "mujaz"}]\n', False),
        ("generator: mujaz\n", False),
        ("", False),
    ],
)
def test_a_file_says_in_its_format_that_it_was_generated(text: str, marked: bool, tmp_path: Path) -> None:
    (tmp_path / "file").write_text(text, encoding="utf-8")
    assert is_generated(tmp_path / "file") is marked
