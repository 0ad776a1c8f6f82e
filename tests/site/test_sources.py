"""Among the pages: links, pipes and names that systems disagree on are found, and neither followed nor waited for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mujaz.site.build import build
from mujaz.site.sources import odd_files

ODD: dict[str, tuple[list[bytes], str]] = {
    "case": ([b"Page.md", b"page.md"], "unportable-name"),
    "case of an ending": ([b"map.PNG", b"map.png"], "unportable-name"),
    "case of a folder": ([b"Team/a.md", b"team/b.md"], "unportable-name"),
    "case in Greek": (["ΣΑΣ.md".encode(), "σασ.md".encode()], "unportable-name"),
    "NFC and NFD": ([b"caf\xc3\xa9.md", b"cafe\xcc\x81.md"], "unportable-name"),
    "NFC and NFD in Arabic": (["\u0622.md".encode(), "\u0627\u0653.md".encode()], "unportable-name"),
    "a control character": ([b"a\x1b[2J.md"], "unportable-name"),
    "a newline": ([b"a\n::error::x.md"], "unportable-name"),
    "a direction": (["a\u202edm.md".encode()], "unportable-name"),
    "not UTF-8": ([b"\xff\xfe.md"], "unportable-name"),
    "a script of the theme": ([b"assets/javascripts/bundle.js"], "script-in-page"),
    "a script of ours": ([b"assets/mujaz/search/box.js"], "script-in-page"),
    "not UTF-8 in a folder": ([b"deep/er/\xff.txt"], "unportable-name"),
}


def put(docs: Path, name: bytes) -> None:
    place = os.path.join(os.fsencode(docs), name)  # noqa: PTH118  (the name may be no text)
    os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
    with open(place, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write("# x\n")


@pytest.mark.parametrize("what", ODD)
def test_a_name_that_systems_disagree_on_is_found(what: str, tmp_path: Path) -> None:
    names, rule = ODD[what]
    for name in names:
        put(tmp_path / "docs", name)
    (finding,) = odd_files(tmp_path, tmp_path / "docs")
    assert finding.rule.name == rule
    assert finding.span.source.name.startswith("docs/")
    assert finding.span.source.name.isprintable()
    assert finding.help


@pytest.mark.parametrize("names", [["a.md", "b.md"], ["page.md", "pages.md"], ["مكتب.md", "en/index.md"]])
def test_other_names_are_fine(names: list[str], tmp_path: Path) -> None:
    for name in names:
        put(tmp_path / "docs", name.encode())
    assert odd_files(tmp_path, tmp_path / "docs") == []


KINDS: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, "unreadable"),
    "link": (lambda path: path.symlink_to("/etc/hostname"), "symbolic-link"),
    "link to nothing": (lambda path: path.symlink_to("nowhere"), "symbolic-link"),
    "link to a folder": (lambda path: path.symlink_to(".."), "symbolic-link"),
}


@pytest.mark.parametrize("name", ["page.md", "deep/er/page.md", ".hidden"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_plain_file_is_found(kind: str, name: str, tmp_path: Path) -> None:
    make, rule = KINDS[kind]
    (tmp_path / "docs" / name).parent.mkdir(parents=True)
    make(tmp_path / "docs" / name)
    findings = odd_files(tmp_path, tmp_path / "docs")
    assert [(finding.rule.name, finding.span.source.name) for finding in findings] == [(rule, f"docs/{name}")]


def test_a_build_does_not_wait_for_a_pipe(root: Path) -> None:
    os.mkfifo(root / "docs/pipe.md")
    (root / "docs/Manual.md").write_text("# x\n", encoding="utf-8")
    found = {finding.rule.name for finding in build(root).diagnostics}
    assert found == {"unreadable", "unportable-name"}
