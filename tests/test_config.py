"""`mkdocs.yml`, which a stranger may have written: whatever is in it, there are findings and no breakdown."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mujaz.cli import main
from mujaz.settings.config import read_config
from mujaz.syntax.source import Source
from site_in_git import Site
from thorough import of_these

SLOW = ("deep lists", "deep lists that end")  # seconds each; the settings themselves are read by the test before
ODD = {
    "deep lists": "x: " + "[" * 5000,
    "deep lists that end": "x: " + "[" * 5000 + "]" * 5000,
    "deep mappings": "x: " + "{a: " * 5000,
    "deep blocks": "".join(" " * depth + "a:\n" for depth in range(2000)),
    "no code point": 'x: "\\U00110000"',
    "a large one": 'x: "\\UFFFFFFFF"',
    "half of a character": 'x: "\\ud800"',
    "a huge integer": "x: " + "9" * 10_000,
    "a huge hexadecimal integer": "x: 0x" + "f" * 100_000,
    "a huge number of base 60": "x: " + ":".join(["59"] * 5000),
    "a date that there is not": "x: 2023-99-99",
    "a mapping as a key": "? {a: b}\n: c",
    "no mapping": "[]",
    "an alias of nothing": "x: *a",
    "aliases of aliases": "a: &a [x]\n"
    + "".join(f"b{n}: &b{n} [*{'a' if n == 0 else f'b{n - 1}'}, *a]\n" for n in range(30)),
    "an alias of itself": "a: &a [*a]",
    "a merge of a text": "<<: x",
    "a tag of Python": "x: !!python/name:os.nothing",
    "an unknown tag": "x: !nothing y",
    "a control character": "x: \x01",
    "two documents": "a: b\n---\nc: d",
    "settings of other types": "site_name: [a]\ntheme: 3\nplugins: x\nextra: []\nnav: {a: [b, {c: d}]}",
    "editions of other types": "extra: {alternate: [1, [a], {lang: [a]}, {lang: {a: b}}]}",
    "nothing": "",
}


@pytest.mark.parametrize("what", ODD)
def test_settings_of_any_kind_are_read_or_found_at_fault(what: str) -> None:
    source = Source("mkdocs.yml", ODD[what] + "\n")
    _, findings = read_config(source)
    for finding in findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(source.text)
        assert finding.help


@pytest.mark.parametrize("what", of_these(ODD, [what for what in ODD if what not in SLOW]))
def test_no_setting_ends_a_build_otherwise_than_with_findings(what: str, tmp_path: Path) -> None:
    site = Site(tmp_path)
    path = site.root / "mkdocs.yml"
    added = ODD[what] + "\n"
    path.write_text(added if what in ("no mapping", "nothing") else path.read_text("utf-8") + added, encoding="utf-8")
    for verb in ("check", "build"):
        done = CliRunner().invoke(main, [verb, "-C", str(site.root)])
        assert "internal error" not in done.output
        assert done.exit_code in (0, 1)


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ("docs_dir: a\nsite_name: x\ndocs_dir: b\n", "mkdocs.yml:4:1"),
        ("theme:\n  name: material\n  name: other\n", "mkdocs.yml:4:3"),
        ("plugins:\n  - search: {lang: ar, lang: en}\n", "mkdocs.yml:3:24"),
        ("x: &a {b: c}\ny: *a\nx: *a\n", "mkdocs.yml:4:1"),
    ],
)
def test_a_setting_that_stands_twice_is_found(settings: str, place: str) -> None:
    _, findings = read_config(Source("mkdocs.yml", f"use_directory_urls: false\n{settings}"))
    assert [(finding.rule.name, str(finding.span)) for finding in findings] == [("duplicate-key", place)]
