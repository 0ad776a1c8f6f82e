"""The documentation is true: reference pages, links, examples, and every command that it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from mujaz.cli import main
from mujaz.labels import load_labels
from mujaz.markup.bidi import first_direction, isolate
from mujaz.markup.locators import parse_locators
from mujaz.model import Brief, Entity, Glossary, Policy, SeedRecord
from mujaz.model.dates import Date
from mujaz.model.decode import decode, keys_of
from mujaz.reference import reference_files, refresh
from mujaz.settings.config import read_config
from mujaz.syntax.rules import RULES
from mujaz.syntax.source import Source
from test_imports import LEVEL
from thorough import thorough

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
FOLDERS = ("tutorial", "how-to", "reference", "explanation", "contributing")
PAGES = sorted(path for folder in FOLDERS for path in (DOCS / folder).glob("*.md"))
AT_THE_TOP = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
README = AT_THE_TOP[0].read_text(encoding="utf-8")

_FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its language, the file that it is, its lines."""

    language: str
    title: str
    text: str


def blocks(markdown: str) -> Iterator[Block]:
    for match in _FENCE.finditer(markdown):
        yield Block(match[1], match[2] or "", match[3])


def prose(path: Path) -> str:
    """A page without its fenced blocks and code."""
    return re.sub(r"`[^`\n]*`", "", _FENCE.sub("", path.read_text(encoding="utf-8")))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# The reference.


REFERENCE = reference_files(DOCS / "reference")


@pytest.mark.parametrize("path", REFERENCE, ids=name)
def test_the_reference_is_what_the_code_says(path: Path) -> None:
    renew = "renew it with `python -m mujaz.reference docs/reference`"
    assert path.read_text(encoding="utf-8") == REFERENCE[path], renew


def test_a_stale_reference_is_renewed() -> None:
    page = "Before.\n\n<!-- reference: keys Coordinates -->\nold\n<!-- end of reference -->\n\nAfter.\n"
    renewed = refresh(page)
    assert "| `latitude` | number | Degrees north of the equator. **Required.** |" in renewed
    assert "old" not in renewed
    assert renewed.startswith("Before.")
    assert renewed.endswith("After.\n")
    assert refresh(renewed) == renewed


def test_a_reference_to_what_there_is_not_fails() -> None:
    with pytest.raises(KeyError):
        refresh("<!-- reference: keys Nonsense -->\n<!-- end of reference -->")


@pytest.mark.parametrize("verb", [[], *([name] for name in main.commands)], ids=" ".join)
def test_help_reads_in_a_terminal_as_in_the_reference(verb: list[str]) -> None:
    shown = CliRunner(env={"COLUMNS": "80"}).invoke(main, [*verb, "--help"], prog_name="mujaz").output
    assert f"```text\n{shown.strip()}\n```" in (DOCS / "reference" / "command.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_place_in_the_reference(rule: str) -> None:
    assert rule in ids_of(DOCS / "reference" / "rules.md")


# Links.


def ids_of(path: Path) -> list[str]:
    return re.findall(r"^#+ .*\{: #([^\s}]+) \}$", path.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("path", [*PAGES, *AT_THE_TOP], ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", prose(path))
    for target in targets:
        if target.startswith(("https://", "mailto:")):
            continue
        file, _, fragment = target.partition("#")
        aim = (path.parent / file).resolve() if file else path
        assert aim.is_file(), target
        if fragment:
            assert fragment in ids_of(aim), target


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_headings_have_explicit_ids_and_each_once(path: Path) -> None:
    headings = re.findall(r"^##+ .*$", _FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    ids = ids_of(path)
    assert len(ids) == len(headings)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_rule_that_is_named_is_a_link_to_it(path: Path) -> None:
    text = _FENCE.sub("", path.read_text(encoding="utf-8"))
    named = [word for word in re.findall(r"(?<!\[)`([a-z-]+)`", text) if word in RULES]
    assert path.name == "rules.md" or not named


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_page_is_in_the_navigation(path: Path) -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert re.search(rf"\b{re.escape(path.relative_to(DOCS).as_posix())}$", settings, re.MULTILINE)


# The architecture.


def test_the_architecture_page_has_the_layers_that_are_held() -> None:
    _, _, table = (DOCS / "contributing" / "architecture.md").read_text(encoding="utf-8").partition("## Layers")
    rows = re.findall(r"^\| (`.*?`) \| ", table, re.MULTILINE)
    shown = {room: level for level, row in enumerate(rows) for room in re.findall(r"`(\w+)`", row)}
    assert shown == LEVEL


# Examples.


def as_document(text: str) -> tuple[str, type[Brief | Glossary | SeedRecord | Policy]]:
    """A fragment of YAML, completed to the kind of file whose keys it has."""
    keys = set(re.findall(r"^([\w-]+):", text, re.MULTILINE))
    indented = "".join(f"    {line}\n" for line in text.splitlines())
    brief = {"language": "ar", "title": "x", "seeds": "\n  - x"}
    record = {"language": "ar", "title": "x", "publisher": "x", "sha256": "0" * 64}
    if keys == {"at"}:
        return as_document(f"mentions:\n  - entity: null\n{indented}")
    for kind, known in ((Glossary, {"language": "ar"}), (Brief, brief), (SeedRecord, record), (Policy, {})):
        if keys <= set(keys_of(kind)):
            missing = "".join(f"{key}: {value}\n" for key, value in known.items() if key not in keys)
            return missing + text, kind
    assert keys <= set(keys_of(Entity)), f"no kind of file has all of {keys}"
    return as_document(f"entities:\n  x:\n    type: person\n    name: x\n{indented}")


EXAMPLES = [
    pytest.param(block.text, id=f"{name(path)}-{number}")
    for path in PAGES
    for number, block in enumerate(blocks(path.read_text(encoding="utf-8")))
    if block.language == "yaml" and block.title != "mkdocs.yml"
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_follow_the_format(text: str) -> None:
    document, kind = as_document(text)
    _, findings = decode(Source("example.yml", document), kind)
    assert [finding.message for finding in findings] == []


def test_settings_are_read_as_shown() -> None:
    settings = [block for page in PAGES for block in blocks(page.read_text("utf-8")) if block.title == "mkdocs.yml"]
    read = [read_config(Source("mkdocs.yml", f"use_directory_urls: false\n{block.text}")) for block in settings]
    assert [finding.message for _, findings in read for finding in findings] == []
    (editions,) = (
        config.editions for (config, _), block in zip(read, settings, strict=True) if "alternate" in block.text
    )
    assert [(edition.language, edition.hijri) for edition in editions] == [("ar", True)]


def table_of(page: str, header: str) -> list[list[str]]:
    """The rows of a table of a page, as lists of cells."""
    _, _, table = (DOCS / page).read_text(encoding="utf-8").partition(f"{header}\n")
    rows = table.partition("\n\n")[0].splitlines()[1:]
    assert rows
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


def test_dates_are_shown_as_the_page_on_timelines_says() -> None:
    english = load_labels("en")
    for written, shown in table_of("how-to/timelines.md", "| Written | Shown |"):
        for date in re.findall(r"`([^`]+)`", written):
            words = english.date(Date(date, Source("x.yml", "").span(0, 0)))
            assert re.search(rf"(?:^|, |; ){re.escape(words)}(?:$|, |; )", shown), (date, words)


def test_lines_of_mixed_direction_are_isolated_as_the_page_on_them_shows() -> None:
    page = (DOCS / "explanation" / "mixed-direction.md").read_text(encoding="utf-8")
    _, _, lines = page.partition("{: #lines }")
    shown = re.findall(r"^- (.*<bdi.*)$", lines.partition("{: #bibliography }")[0], re.MULTILINE)
    assert len(shown) > 10
    for line in shown:
        plain = re.sub(r"<[^>]+>", "", line)
        isolated = [run.text for run in isolate(plain, first_direction(plain)) if run.direction]
        assert isolated == re.findall(r"<bdi[^>]*>([^<]*)</bdi>", line)


def test_places_in_a_source_are_shown_as_the_format_says() -> None:
    for written, *shown in table_of("reference/format.md", "| Written | On an English page | On an Arabic page |"):
        for place in re.findall(r"`\[\^rep, ([^`]+)\]`", written):
            for labels, expected in zip((load_labels("en"), load_labels("ar")), shown, strict=True):
                locators = parse_locators(place) or ()
                words = [labels.locator(item.label, item.value, plural=item.plural) for item in locators]
                assert labels.text("locator_comma").join([labels.digits("3"), *words]) == expected


# Commands.


def as_pattern(output: str) -> str:
    """A regular expression for an output in which `…` stands for anything."""
    return ".*?".join(map(re.escape, output.split("…")))


def follow(markdown: str, folder: Path, without: str = "") -> int:
    """Do in a folder what a page says: save its files, give its commands, compare the answers.

    Args:
        markdown: the page.
        folder: where to begin.
        without: a command that is passed over.

    Returns:
        the number of commands.
    """
    scripts = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {**os.environ, "PATH": scripts}
    count = 0
    for block in blocks(markdown):
        if block.title:
            (folder / block.title).write_text(block.text, encoding="utf-8")
        if block.language != "console":
            continue
        for command, _, expected in (
            part.partition("\n") for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]
        ):
            if command == without:
                continue
            count += 1
            if command.startswith("cd "):
                folder /= command.removeprefix("cd ")
                continue
            done = subprocess.run(
                command,
                shell=True,
                cwd=folder,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
            assert re.fullmatch(as_pattern(expected), done.stdout, re.DOTALL), f"$ {command}\n{done.stdout}"
    return count


@thorough
def test_the_tutorial_works_as_it_says(tmp_path: Path) -> None:
    assert follow((DOCS / "tutorial" / "first-brief.md").read_text(encoding="utf-8"), tmp_path) > 5
    assert (tmp_path / "space" / "site" / "en" / "briefs" / "bennu-sample.html").is_file()


@pytest.mark.parametrize("without", ["mujaz build", pytest.param("", marks=thorough, id="whole")])
def test_the_first_taste_of_the_readme_works_as_it_says(tmp_path: Path, without: str) -> None:
    _, _, taste = README.partition("## A first taste")
    assert follow(taste, tmp_path, without) > 3
