"""`extra.mujaz.layout`: what a desk may write there, and where it is told what it may not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from literate import default_files
from mujaz.engine.pipeline import check_site, generate, load_config, site_files
from mujaz.history.git import Repository
from mujaz.server.watch import sources
from site_in_git import Site

WORDS = "texts/how.md"
ORDER = """\
  mujaz:
    layout:
      source:
        - facts
        - text:
            en: texts/how.md
        - briefs
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def settings(site: Site, layout: str) -> None:
    site.write({"mkdocs.yml": default_files()["mkdocs.yml"].rstrip("\n") + "\n" + layout})


def told(site: Site) -> list[str]:
    found = (each for each in check_site(site.root).diagnostics if each.span.source.name in ("mkdocs.yml", WORDS))
    return [f"{each.span} {each.rule.name}" for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We weigh.\n", []),
        ("We *weigh* **all**, as [they](https://example.org) do:\n\n- this\n- that\n", []),
        ("# How\n\nWe weigh.\n", ["1:1 heading-in-prose"]),
        ("We weigh.\r\n\r\n## How\r\n", ["3:1 heading-in-prose"]),
        ("---\ntitle: How\n---\n\nWe weigh.\n", ["2:1 heading-in-prose"]),
        ("We\n\n<b>weigh</b>.\n", ["3:1 raw-html", "3:9 raw-html"]),
        ("We ![weigh](a.png).\n", ["1:4 image-in-prose"]),
        ("We [weigh](javascript:x).\n", ["1:4 link-scheme"]),
        ("See [it](../briefs/opening.md).\n", ["1:5 link-scheme"]),
        ("We weigh.[^capacity]\n", ["1:10 unknown-reference"]),
        ("| a |\n|---|\n| b |\n", ["1:1 unsupported-markdown"]),
        ("We wei\u200bgh.\n", ["1:7 invisible-character"]),
        ("We wei\x07gh.\n", ["1:7 control-character"]),
        ("We w\u0435igh.\n", ["1:4 look-alike"]),
        ("\n", ["1:1 empty-value"]),
        ("", ["1:1 empty-value"]),
    ],
)
def test_words_of_the_desk_are_held_to_what_prose_may_be(text: str, expected: list[str], site: Site) -> None:
    settings(site, ORDER)
    (site.root / "texts").mkdir()
    (site.root / WORDS).write_bytes(text.encode())
    assert told(site) == [f"{WORDS}:{place}" for place in expected]


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("  mujaz: [layout]\n", ["20:10 wrong-shape"]),
        ("  mujaz:\n    layuot: {}\n", ["21:5 unknown-key"]),
        ("  mujaz:\n    layout: [brief]\n", ["21:13 wrong-shape"]),
        ("  mujaz:\n    layout:\n      tags:\n", ["22:12 wrong-shape"]),
        ("  mujaz:\n    layout:\n      tags: count\n", ["22:13 wrong-shape"]),
        ("  mujaz:\n    layout:\n      tags: [[count]]\n", ["22:14 wrong-shape"]),
        ("  mujaz:\n    layout:\n      tags: [{words: texts/how.md}]\n", ["22:14 wrong-shape"]),
        ("  mujaz:\n    layout:\n      tags: [{text: texts/how.md}]\n", ["22:21 wrong-shape"]),
        ("  mujaz:\n    layout:\n      tags: [{text: {fr: texts/how.md}}]\n", ["22:22 unknown-key"]),
        ("  mujaz:\n    layout:\n      tags: [{text: {en: }}]\n", ["22:25 unusable-text"]),
        ("  mujaz:\n    layout:\n      tags: [{text: []}]\n", ["22:21 wrong-shape"]),
        ("  mujaz:\n    layout:\n      tags: &all [tags, *all]\n", ["22:13 wrong-shape"]),
        ("  mujaz:\n    layout:\n      tags: [tags]\n      tags: [count]\n", ["23:7 duplicate-key"]),
        ("  mujaz:\n    layout:\n      tags: ['']\n", ["22:14 unknown-section"]),
        ("  mujaz:\n    layout: {}\n", []),
        ("  mujaz: {}\n", []),
    ],
)
def test_the_shape_is_told_at_its_place(layout: str, expected: list[str], site: Site) -> None:
    settings(site, layout)
    assert told(site) == [f"mkdocs.yml:{place}" for place in expected]


def _of_a_link(root: Path) -> None:
    (root / "other.md").write_text("We weigh.\n", encoding="utf-8")
    (root / "texts").mkdir()
    (root / WORDS).symlink_to(root / "other.md")


def _of_a_linked_folder(root: Path) -> None:
    (root / "other").mkdir()
    (root / "other" / "how.md").write_text("We weigh.\n", encoding="utf-8")
    (root / "texts").symlink_to(root / "other")


def _of_a_folder(root: Path) -> None:
    (root / WORDS).mkdir(parents=True)


def _of_no_text(root: Path) -> None:
    (root / "texts").mkdir()
    (root / WORDS).write_bytes(b"We \xff weigh.\n")


@pytest.mark.parametrize(
    ("made", "rule"),
    [
        (_of_a_link, "symbolic-link"),
        (_of_a_linked_folder, "symbolic-link"),
        (_of_a_folder, "unreadable"),
        (_of_no_text, "not-utf8"),
        (lambda root: None, "unusable-text"),
    ],
)
def test_a_file_that_is_none_is_told(made: Callable[[Path], None], rule: str, site: Site) -> None:
    settings(site, ORDER)
    made(site.root)
    assert [each.rule.name for each in check_site(site.root).diagnostics if each.rule.severity == "error"] == [rule]


def test_words_of_the_desk_belong_to_the_files_of_the_site(site: Site) -> None:
    """They are signed like pages by hand, and watched."""
    settings(site, ORDER)
    site.write({WORDS: "We weigh.\n"})
    assert WORDS in site_files(site.root)
    assert sources(site.root, load_config(site.root)[0]).concern(site.root / WORDS)


def test_a_site_of_one_language_names_the_file_alone(site: Site) -> None:
    text = default_files()["mkdocs.yml"]
    one = text[: text.index("    - lang: ar")] + ORDER.replace("text:\n            en: ", "text: ")
    site.write({"mkdocs.yml": one, WORDS: "We weigh.\n"})
    assert told(site) == []
    assert not generate(site.root).failed
    assert "We weigh." in (site.root / "docs/en/sources/line.md").read_text(encoding="utf-8")


def test_a_state_of_the_past_has_its_words_of_the_desk(site: Site) -> None:
    """Or a review of two commits would tell that they are missing."""
    settings(site, ORDER)
    site.write({WORDS: "We weigh.\n"})
    commit = site.commit("Say how")
    with Repository(site.root).checked_out(commit) as folder:
        assert not check_site(folder).failed
