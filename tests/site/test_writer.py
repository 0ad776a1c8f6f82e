"""The site written in proportion to what changed is, byte for byte, the one that MkDocs builds as a whole."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filled import MadePages, MemoryStore
from small_site import page, write_site

from mujaz.document.writers.html import HtmlPage
from mujaz.engine.cache.rooms import Storage
from mujaz.engine.cache.store import DamagedError
from mujaz.site import inputs, swap, writer
from mujaz.site.build import BuildResult, build
from thorough import examples, of_these, thorough
from trusting import agreed


def digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


CLEAN: dict[str, dict[str, str]] = {}
"""What `clean` gave, by what it was made from: many tests end with the same content."""


def clean(root: Path) -> dict[str, str]:
    """What a whole build by MkDocs gives."""
    copy = root.with_name(f"{root.name}-clean")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("site"))
    made_from = f"{inputs.THEME_DIR} {sorted(digest(copy).items())}"
    if made_from not in CLEAN:
        result = build(copy)
        assert result.site is not None, [finding.message for finding in result.diagnostics]
        CLEAN[made_from] = digest(result.site)
    return CLEAN[made_from]


def renew(root: Path, store: Storage) -> tuple[BuildResult, MadePages]:
    pages = MadePages(root)
    return writer.build_incrementally(root, pages.listed, pages.load, store), pages


def good(root: Path, store: Storage) -> MadePages:
    """Build what can be built, without a whole build by MkDocs."""
    result, pages = renew(root, store)
    assert result.site is not None, [finding.message for finding in result.diagnostics]
    assert result.redone.whole == ""
    return pages


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, MemoryStore]:
    """The folder of the small site, a copy of it as it was first built, and what was kept of that build."""
    root, kept = tmp_path_factory.mktemp("small") / "site", MemoryStore()
    write_site(root)
    write(root, "docs/en/briefs/two.md", page("en", "Two", "briefs/index.md"))  # another brief, that may go
    good(root, kept)
    copy = root.with_name("copy")
    shutil.copytree(root, copy)
    return root, copy, kept


@pytest.fixture
def root(first: tuple[Path, Path, MemoryStore]) -> Path:
    """The small site, not built: always in the same folder, as what is kept of a build names it."""
    root, copy, _ = first
    shutil.rmtree(root)
    shutil.copytree(copy, root, ignore=shutil.ignore_patterns("site"))
    return root


@pytest.fixture
def kept() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def built(root: Path, first: tuple[Path, Path, MemoryStore], kept: MemoryStore) -> Path:
    """The small site as it was first built, with the times of its files, and all that was kept."""
    shutil.rmtree(root)
    shutil.copytree(first[1], root)
    kept.contents.update(first[2].contents)
    return root


@pytest.fixture
def without_mkdocs(monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs may not be asked for anything."""
    monkeypatch.delattr(writer, "configured")


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def append(root: Path, name: str, text: str) -> None:
    write(root, name, (root / name).read_text(encoding="utf-8") + text)


def replace(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    write(root, name, text.replace(old, new))


@thorough
def test_every_page_of_the_example_is_as_mkdocs_writes_it(site: Path, tmp_path: Path) -> None:
    root = tmp_path / "example"
    shutil.copytree(site.parent, root, ignore=shutil.ignore_patterns("site"))
    pages = good(root, MemoryStore())
    assert len(pages.listed) > 100
    assert digest(root / "site") == clean(root)


def test_nothing_is_done_where_nothing_changed(built: Path, kept: MemoryStore, without_mkdocs: None) -> None:
    result, pages = renew(built, kept)
    assert (result.redone.written, result.redone.deleted, pages.loaded) == ((), (), [])
    assert result.redone.unchanged == len(digest(built / "site"))


def test_neither_mkdocs_nor_search_is_imported_before_it_is_needed() -> None:
    program = "import sys, mujaz.site.writer; sys.exit(bool({'mkdocs', 'lxml', 'mujaz.search'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_one_word_costs_one_page(built: Path, kept: MemoryStore, without_mkdocs: None) -> None:
    append(built, "docs/en/briefs/one.md", "\nA word.\n")
    result, pages = renew(built, kept)
    assert pages.loaded == ["en/briefs/one.html"]
    lists = ("ar/files.json", "en/files.json")  # of both editions, which have the index in common
    written = [name for name in result.redone.written if not name.startswith(("search/", *lists))]
    assert written == ["en/briefs/one.html"]
    assert digest(built / "site") == clean(built)


def test_a_page_comes_and_goes_without_mkdocs(built: Path, kept: MemoryStore, without_mkdocs: None) -> None:
    before = digest(built / "site")
    write(built, "docs/en/briefs/three.md", page("en", "Another", "briefs/index.md"))
    good(built, kept)
    assert digest(built / "site") == clean(built)
    (built / "docs/en/briefs/three.md").unlink()
    result, _ = renew(built, kept)
    assert result.redone.deleted == ("en/briefs/three.html",)
    assert digest(built / "site") == before


def with_a_style_sheet(root: Path) -> None:
    write(root, "docs/own.css", "p { color: red }")
    replace(root, "mkdocs.yml", "\nnav:\n", "\nextra_css: [own.css]\nnav:\n")


def with_its_own_folder(root: Path) -> None:
    write(root, "own/assets/mujaz/print.css", "p { color: red }")
    replace(root, "mkdocs.yml", "name: material", "name: material\n  custom_dir: own")
    agreed(root)


def with_a_new_page(root: Path) -> None:
    write(root, "docs/about.md", "# About\n\n[a brief](ar/briefs/one.md)\n")
    replace(root, "mkdocs.yml", "      - How to: manual.md\n", "      - How to: manual.md\n      - about.md\n")


ALONE = '---\ntitle: "وحيد"\nlang: "ar"\ndir: "rtl"\nupdated: 2024-01-01\n---\n\n# وحيد\n'
CHANGES: dict[str, Callable[[Path], None]] = {
    "a brief": lambda root: append(root, "docs/ar/briefs/one.md", "\nكلمة\n"),
    "the title of a brief": lambda root: replace(root, "docs/ar/briefs/one.md", "لقاء", "لقاء A < B"),
    "the description of a brief": lambda root: replace(
        root, "docs/ar/briefs/one.md", 'lang: "', 'description: A\nlang: "'
    ),
    "a heading in a brief": lambda root: append(root, "docs/ar/briefs/one.md", "\n## Part *one* {: #part }\n\nText\n"),
    "a new brief": lambda root: write(root, "docs/en/briefs/new.md", page("en", "New", "briefs/index.md")),
    "a brief that is gone": lambda root: (root / "docs/en/briefs/two.md").unlink(),
    "a brief without a translation": lambda root: write(root, "docs/ar/briefs/alone.md", ALONE),
    "a brief that search leaves out": lambda root: replace(
        root, "docs/en/briefs/one.md", 'lang: "', 'search:\n  exclude: true\nlang: "'
    ),
    "a list in the navigation": lambda root: append(root, "docs/en/briefs/index.md", "\n## More\n\nText\n"),
    "the title of a list": lambda root: replace(root, "docs/en/briefs/index.md", 'title: "', 'title: "More '),
    "a page of a person": lambda root: append(root, "docs/manual.md", "\nMore.\n"),
    "a link to a generated page": lambda root: append(root, "docs/manual.md", "\n[the list](ar/briefs/index.md)\n"),
    "a new page of a person": with_a_new_page,
    "a picture": lambda root: write(root, "docs/images/one.svg", "<svg/>"),
    "the name of the site": lambda root: replace(root, "mkdocs.yml", "title: The Desk", "title: The New Desk"),
    "the address of the site": lambda root: replace(
        root, "mkdocs.yml", "\nnav:\n", "\nsite_url: https://a.example/b\nnav:\n"
    ),
    "where the sources are": lambda root: replace(
        root, "mkdocs.yml", "\nnav:\n", "\nrepo_url: https://a.example/b\nedit_uri: edit/\nnav:\n"
    ),
    "a feature": lambda root: replace(
        root, "mkdocs.yml", "[navigation.tabs]", "[navigation.footer, content.action.edit]"
    ),
    "a style sheet": with_a_style_sheet,
    "the site's own folder": with_its_own_folder,
    "no search": lambda root: replace(root, "mkdocs.yml", "  - search\n", ""),
}


@thorough  # on most days one long sequence of them is enough
@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_site_is_as_after_a_clean_build(built: Path, kept: MemoryStore, change: str) -> None:
    CHANGES[change](built)
    good(built, kept)
    assert digest(built / "site") == clean(built)


@pytest.mark.parametrize("seed", range(int(os.environ.get("MUJAZ_SEQUENCES", "1"))))
def test_after_many_changes_the_site_is_as_after_a_clean_build(root: Path, kept: MemoryStore, seed: int) -> None:
    chosen = random.Random(seed).sample(sorted(CHANGES), examples(8, len(CHANGES)))
    for position, change in enumerate(chosen):
        CHANGES[change](root)
        good(root, kept)
        if position % 4 == 3:
            assert digest(root / "site") == clean(root), chosen[: position + 1]
    assert digest(root / "site") == clean(root), chosen


def damage(root: Path, kept: MemoryStore) -> dict[str, Callable[[], None]]:
    target = root / "site"

    def emptied(room: str) -> None:
        for key in kept.keys(room):
            kept.delete(room, key)

    return {
        "an edited page": lambda: append(target, "en/briefs/one.html", "x"),
        "a page that is gone": lambda: (target / "en/briefs/one.html").unlink(),
        "a folder that is gone": lambda: shutil.rmtree(target / "en"),
        "an edited page of a person": lambda: append(target, "manual.html", "x"),
        "an edited part of the index": lambda: append(target, "search/index.js", "x"),
        "a part of the index that is gone": lambda: (target / "search/index.js").unlink(),
        "a sitemap that is gone": lambda: (target / "sitemap.xml").unlink(),
        "no site": lambda: shutil.rmtree(target),
        "no state": lambda: kept.delete("site", "state"),
        "nothing kept of the search": lambda: emptied("search.pages"),
        "nothing kept of the audit": lambda: emptied("audited"),
        "nothing kept": kept.contents.clear,
    }


EVERYDAY = ("an edited page of a person", "no state", "nothing kept of the audit")


@pytest.mark.parametrize("what", of_these(damage(Path(), MemoryStore()), EVERYDAY))
def test_what_was_damaged_is_made_good(built: Path, kept: MemoryStore, what: str) -> None:
    damage(built, kept)[what]()
    append(built, "docs/ar/briefs/one.md", "\nكلمة\n")
    good(built, kept)
    assert digest(built / "site") == clean(built)
    assert not [path for path in (built / "site").rglob("*") if path.is_symlink()]


@pytest.mark.parametrize("number", [0, 7, None])
def test_a_build_that_is_killed_leaves_the_last_site(
    built: Path, kept: MemoryStore, number: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, site = dict(kept.contents), digest(built / "site")
    for name in ("ar/briefs/one.md", "en/briefs/one.md", "ar/briefs/index.md"):
        append(built, f"docs/{name}", "\n## Part\n\nText\n")
    links: list[str] = []
    link = os.link

    def dying(old: str, new: str, **how: bool) -> None:
        links.append(old)
        if number is not None and len(links) > number:
            raise KeyboardInterrupt
        link(old, new, **how)

    def end(*_: Path) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "link", dying)
        patched.setattr(swap, "_exchange", end)
        with pytest.raises(KeyboardInterrupt):
            renew(built, kept)
    assert digest(built / "site") == site
    kept.contents = before  # nothing was committed
    for name in ("ar/briefs/one.md", "en/briefs/one.md"):
        replace(built, f"docs/{name}", "\n## Part\n\nText\n", "")
    good(built, kept)
    assert digest(built / "site") == clean(built)


def test_a_file_that_stays_is_the_same_file_and_only_then(built: Path, kept: MemoryStore) -> None:
    stays, changes = built / "site/en/briefs/two.html", built / "site/en/briefs/one.html"
    before, inode = stays.stat(), changes.stat().st_ino
    append(built, "docs/en/briefs/one.md", "\nA word.\n")
    good(built, kept)
    assert (stays.stat().st_ino, stays.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert stays.stat().st_nlink == 1
    assert changes.stat().st_ino != inode


def test_where_there_are_no_hard_links_files_are_copied(
    built: Path, kept: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "not here")

    monkeypatch.setattr(os, "link", refuse)
    append(built, "docs/en/briefs/one.md", "\nA word.\n")
    good(built, kept)
    assert digest(built / "site") == clean(built)
    result, _ = renew(built, kept)
    assert (result.redone.written, result.redone.deleted) == ((), ())


def test_a_site_that_another_run_replaced_meanwhile_is_built_anew(
    built: Path, kept: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files must not be mixed with those of this run; they are of other content, maybe."""
    other = built.parent / "other"
    shutil.copytree(built / "site", other)
    append(other, "manual.html", "of another run")
    carry_over, calls = swap.carry_over, []

    def meanwhile(*given: Any) -> list[str]:
        calls.append(given)
        if len(calls) == 1:
            swap.replace(built / "site", other)
        return carry_over(*given)

    monkeypatch.setattr(swap, "carry_over", meanwhile)
    append(built, "docs/en/briefs/one.md", "\nA word.\n")
    good(built, kept)
    assert digest(built / "site") == clean(built)


def test_another_version_of_the_theme_is_seen(
    built: Path, kept: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    shutil.copytree(inputs.THEME_DIR, other)
    replace(other, "partials/copyright.html", "md-copyright__highlight", "md-copyright__other")
    replace(built, "mkdocs.yml", "\nnav:\n", "\ncopyright: Ours\nnav:\n")
    good(built, kept)
    monkeypatch.setattr(inputs, "THEME_DIR", other)
    monkeypatch.setattr("mujaz.site.theme.THEME_DIR", other)
    good(built, kept)
    assert "md-copyright__other" in (built / "site/en/briefs/one.html").read_text()
    assert digest(built / "site") == clean(built)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("plugins:\n", "plugins:\n  - tags\n", "the plugin `material/tags` may change pages"),
        ("plugins:\n", "hooks: [hook.py]\nplugins:\n", "`hooks` may change pages"),
        ("  - attr_list\n", "  - attr_list\n  - abbr\n", "the extension `abbr` may change pages"),
        ("name: material\n", "name: material\n  custom_dir: own\n", "the template `main.html` is the site's own"),
        (
            "[navigation.tabs]",
            "[content.action.view]\nrepo_url: https://a.example/b\nedit_uri: edit/",
            "a template puts what differs from page to page through `replace`",
        ),
        ("site_name: Desk", "site_name: !ENV [DESK, Desk]", "mkdocs.yml depends on what is not in it"),
    ],
)
def test_a_site_that_may_change_pages_is_built_as_a_whole(
    built: Path, kept: MemoryStore, old: str, new: str, reason: str
) -> None:
    write(built, "own/main.html", '{% extends "base.html" %}')
    write(built, "hook.py", "")
    replace(built, "mkdocs.yml", old, new)
    result, _ = renew(agreed(built), kept)
    assert result.redone.whole == reason
    assert digest(built / "site") == clean(built)


def test_a_template_that_looks_into_pages_is_found_out(
    built: Path, kept: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    shutil.copytree(inputs.THEME_DIR, other)
    append(other, "partials/copyright.html", "{% if page and page.meta.description == 'x' %}<p>!</p>{% endif %}\n")
    replace(built, "docs/en/briefs/one.md", "title:", 'description: "x"\ntitle:')
    monkeypatch.setattr(inputs, "THEME_DIR", other)
    monkeypatch.setattr("mujaz.site.theme.THEME_DIR", other)
    result, _ = renew(built, kept)
    assert "make something else of en/briefs/one.html" in result.redone.whole
    assert digest(built / "site") == clean(built)


def failing(root: Path, store: MemoryStore) -> list[tuple[str, str]]:
    before = digest(root / "site")
    result, _ = renew(root, store)
    assert result.site is None
    assert digest(root / "site") == before
    return [(finding.rule.name, finding.span.source.name) for finding in result.diagnostics]


def test_a_link_into_nothing_keeps_the_last_site(built: Path, kept: MemoryStore) -> None:
    append(built, "docs/en/briefs/one.md", '\n<a href="gone.html">gone</a>\n')
    assert failing(built, kept) == [("broken-link", "docs/en/briefs/one.md")]
    replace(built, "docs/en/briefs/one.md", "gone.html", "one.html#top")
    good(built, kept)
    assert digest(built / "site") == clean(built)


def test_a_link_to_what_another_page_lost_is_found(built: Path, kept: MemoryStore) -> None:
    append(built, "docs/en/briefs/one.md", "\n## Part {: #part }\n")
    append(built, "docs/ar/briefs/one.md", "\n[part](../../en/briefs/one.md#part)\n")
    good(built, kept)
    replace(built, "docs/en/briefs/one.md", "#part", "#other")
    assert failing(built, kept) == [("broken-link", "docs/ar/briefs/one.md")]
    append(built, "docs/en/briefs/one.md", "\n## Again {: #part }\n")
    good(built, kept)


def test_a_link_from_a_person_s_page_to_a_page_that_is_gone_is_found(built: Path, kept: MemoryStore) -> None:
    append(built, "docs/manual.md", "\n[one](en/briefs/one.md)\n")
    good(built, kept)
    replace(built, "docs/ar/briefs/one.md", "alternates:\n  - lang: en\n    name: en\n    link: en/briefs/one.md\n", "")
    (built / "docs/en/briefs/one.md").unlink()
    assert failing(built, kept) == [("mkdocs-warning", "docs/manual.md")]


def test_a_new_page_that_nothing_keeps_out_of_the_navigation_is_told(built: Path, kept: MemoryStore) -> None:
    write(built, "docs/en/notes.md", page("en", "Notes", "index.md"))
    assert failing(built, kept) == [("mkdocs-warning", "docs/en/notes.md")]


def test_a_symbolic_link_is_found(built: Path, kept: MemoryStore, tmp_path: Path) -> None:
    (built / "docs" / "secret.txt").symlink_to(tmp_path)
    assert failing(built, kept) == [("symbolic-link", "docs/secret.txt")]


def test_a_page_that_is_damaged_where_it_is_kept_is_no_fault_of_mkdocs(root: Path, kept: MemoryStore) -> None:
    pages = MadePages(root)

    def damaged(path: str) -> HtmlPage:
        raise DamagedError(path)

    with pytest.raises(DamagedError):  # whoever keeps it begins anew
        writer.build_incrementally(root, pages.listed, damaged, kept)


def test_work_may_be_done_in_any_order(root: Path, kept: MemoryStore) -> None:
    pages = MadePages(root)
    run = lambda work: reversed([(name, make()) for name, make in work.items()])  # noqa: E731
    result = writer.build_incrementally(root, pages.listed, pages.load, kept, run=run)
    assert result.site is not None
    assert digest(result.site) == clean(root)


def test_a_site_that_cannot_be_replaced_is_as_it_was_and_that_is_told(
    built: Path, kept: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(built, "docs/ar/briefs/one.md", "\nكلمة\n")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    for module, name in ((os, "link"), (swap, "_exchange"), (swap, "stage")):
        with monkeypatch.context() as patched:
            patched.setattr(module, name, full)
            before = digest(built / "site")
            result, _ = renew(built, kept)
        [finding] = result.diagnostics
        assert finding.rule.name == "site-not-replaced"
        assert finding.help is not None
        assert finding.help.endswith("the last site is still in its place")
        assert digest(built / "site") == before
    good(built, kept)
    assert digest(built / "site") == clean(built)
