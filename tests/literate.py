"""Literate cases: Markdown files that hold small sites and the findings which they must give.

`cases/README.md` explains the notation, and holds the site that every case stands on.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mujaz.editors.past import unpublishable, unsigned_files
from mujaz.editors.states import state_of
from mujaz.engine.cache.store import Store
from mujaz.engine.pipeline import check_site, generate
from mujaz.model.signoff import FOLDER as FOLDER_OF_SIGNOFFS
from mujaz.resolve.seeds import fold_digest
from mujaz.review.compare import compare
from mujaz.review.documents import Terms
from mujaz.review.meaning import content_digest
from mujaz.review.objects import Review
from mujaz.site.build import build
from mujaz.site.offline import build_offline
from mujaz.site.rightsgate import Gate
from mujaz.syntax.diagnostics import Diagnostic, in_order
from mujaz.text.fold import fold
from mujaz.trace import untraced
from people import git

FOLDER = Path(__file__).parent / "cases"
UPDATE = os.environ.get("MUJAZ_UPDATE") == "1"

LONGEST_QUOTE = 8
"""Words that a quote may have in the cases of reviews: their seed is short."""

EDITION_DAY = date(2024, 3, 12)
"""The day that offline editions of cases are dated."""

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
_BUILT = re.compile(r"(^(?:site|offline)/[^:]+:|the first is in line )[0-9:]+", re.MULTILINE)
_ESCAPE = re.compile(rb"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class File:
    """A fenced block that is a file: its path, and the words behind the path."""

    path: str
    text: str
    flags: tuple[str, ...]

    def content(self) -> bytes:
        """The bytes to write."""
        if "escaped" in self.flags:
            return _ESCAPE.sub(_unescape, self.text.encode())
        if "repeated" in self.flags:
            return self.text.encode() * int(self.flags[self.flags.index("repeated") + 1])
        return self.text.encode()


def _unescape(match: re.Match[bytes]) -> bytes:
    byte, unit = match.groups()
    # A surrogate is not UTF-8, and that is the point of writing one.
    return bytes([int(byte, 16)]) if byte else chr(int(unit, 16)).encode(errors="surrogatepass")


@dataclass(frozen=True, slots=True)
class Case:
    """One case: what stands in the site, what is run, and what must come out.

    Attributes:
        source: the Markdown file.
        heading: what the case is called.
        files: its files, in order.
        options: words behind `findings`: `unused`, `generate`, `build`, `trace`, `offline`, `publish` or `review`.
        expected: the lines of the findings.
        place: where the text of the findings stands in the Markdown, as a range.
    """

    source: Path
    heading: str
    files: tuple[File, ...]
    options: tuple[str, ...]
    expected: str
    place: tuple[int, int]

    @property
    def rule(self) -> str:
        """The rule that the file is about."""
        return self.source.stem

    @property
    def id(self) -> str:
        """A name for the test."""
        return f"{self.rule}-{re.sub(r'[^a-z0-9]+', '-', self.heading.lower()).strip('-')}"


def blocks(markdown: str) -> Iterator[re.Match[str]]:
    """The fenced blocks of a Markdown text."""
    return _BLOCK.finditer(markdown)


def _file(block: re.Match[str]) -> File:
    _, path, *flags = block["info"].split()
    return File(path, block["text"], tuple(flags))


def read_cases(path: Path) -> list[Case]:
    """The cases of a Markdown file: a heading each, files, and one block of findings."""
    markdown = path.read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(markdown))
    ends = [*(heading.start() for heading in headings[1:]), len(markdown)]
    cases = []
    for heading, end in zip(headings, ends, strict=True):
        inside = [block for block in blocks(markdown) if heading.end() <= block.start() < end]
        files = tuple(_file(block) for block in inside if not block["info"].startswith("findings"))
        findings = [block for block in inside if block["info"].startswith("findings")]
        assert len(findings) == 1, f"{path.name}: «{heading[1]}» needs one block of findings"
        options = tuple(findings[0]["info"].split()[1:])
        assert set(options) <= {"build", "generate", "offline", "publish", "review", "trace", "unused"}, (
            f"{path.name}: «{heading[1]}» has an unknown option"
        )
        cases.append(Case(path, heading[1], files, options, findings[0]["text"], findings[0].span("text")))
    return cases


def default_files() -> dict[str, str]:
    """The site of the README, that cases stand on."""
    markdown = (FOLDER / "README.md").read_text(encoding="utf-8")
    return {(file := _file(block)).path: file.text for block in blocks(markdown)}


def write_site(root: Path, files: Mapping[str, bytes], imported: Mapping[str, bytes] | None = None) -> None:
    """Write a site's files; `{sha256}` and `{fold_sha256}` in a record stand for the digests of its seed.

    Args:
        root: an existing folder.
        files: content by path relative to the root.
        imported: seeds as they were when they were recorded, where that is not as they are now.
    """
    for name, content in files.items():
        seed = name.removesuffix(".yml") + ".txt"
        text = {**files, **(imported or {})}.get(seed, b"")
        if name.startswith("seeds/") and name.endswith(".yml"):
            content = content.replace(b"{sha256}", hashlib.sha256(text).hexdigest().encode())
            folded = fold_digest(fold(text.decode(errors="replace"))) if b"{fold_sha256}" in content else ""
            content = content.replace(b"{fold_sha256}", folded.encode())
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def run(case: Case, root: Path) -> str:
    """Write the site of a case, check or generate it, and say what was found, as cases write it."""
    if "review" in case.options:
        return as_lines(_review(case, root).findings)
    _write(case.files, root)
    if "publish" in case.options:
        return as_lines(_publishing(root))
    if "generate" in case.options:
        return as_lines(generate(root).diagnostics)
    if "build" in case.options:
        guards = generate(root).guards
        return as_lines(build(root, gate=Gate(guards) if guards else None).diagnostics)
    if "trace" in case.options:
        site = check_site(root).site
        assert site is not None
        return as_lines(finding for entry in site.briefs.values() for finding in untraced(entry, site))
    if "offline" in case.options:
        pages = generate(root)
        assert pages.site is not None
        result = build_offline(root, pages.site, pages.languages, day=EDITION_DAY)
        return as_lines(result.diagnostics)
    return as_lines(check_site(root, unused="unused" in case.options).diagnostics)


def _write(files: Iterable[File], root: Path) -> None:
    """Write the site of a case: that of the README, with what the case names."""
    contents = {name: text.encode() for name, text in default_files().items()}
    imported: dict[str, bytes] = {}
    links: list[File] = []
    for file in files:
        if "edited" in file.flags:
            imported[file.path] = contents[file.path]
        if "link" in file.flags:
            links.append(file)
        elif "absent" in file.flags:
            del contents[file.path]
        else:
            contents[file.path] = file.content()
    write_site(root, contents, imported)
    for file in links:
        (root / file.path).parent.mkdir(parents=True, exist_ok=True)
        (root / file.path).symlink_to(root / file.text.strip())


def _review(case: Case, root: Path) -> Review:
    """The review from the site with the files that are marked `before` to the site with all others."""
    states = []
    for name in ("before", "after"):
        (root / name).mkdir()
        _write([file for file in case.files if ("before" in file.flags) == (name == "before")], root / name)
        states.append(state_of(root / name, name, "", Store(None)))
    return compare(states[0], states[1], Terms(longest_quote=LONGEST_QUOTE))


def _publishing(root: Path) -> tuple[Diagnostic, ...]:
    """What keeps a site from being published: the analyst committed it, and then the editor the sign-offs."""
    signed = {path: path.read_text("utf-8") for path in (root / FOLDER_OF_SIGNOFFS).rglob("*.yml")}
    for path, text in signed.items():
        path.write_text(text.replace("{content_sha256}", "0" * 64), encoding="utf-8")
    checked = check_site(root)
    assert checked.content is not None, as_lines(checked.diagnostics)
    git(root, "init", "--quiet", by="Analyst")
    git(root, "add", "--all", "--", ":!briefs/reviews", by="Analyst")
    git(root, "commit", "--quiet", "--message", "Write", by="Analyst")
    for id, entry in checked.content.site.briefs.items():
        path = root / FOLDER_OF_SIGNOFFS / f"{id}.yml"
        if path in signed:
            digest = content_digest(entry, checked.content.site)
            path.write_text(signed[path].replace("{content_sha256}", digest), encoding="utf-8")
    git(root, "add", "--all", by="Editor")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "Sign", by="Editor")
    checked = check_site(root)
    of_files, _ = unsigned_files(root, checked)
    found = unpublishable(root, checked, EDITION_DAY).values()
    return in_order([*of_files, *(finding for findings in found for finding in findings)])


def as_lines(findings: Iterable[Diagnostic]) -> str:
    """Findings as cases write them: place, severity, rule and message; then related places; then the help.

    The lines of a built page depend on the theme: they are left out.
    """
    lines = []
    for finding in findings:
        lines.append(f"{finding.span} {finding.severity} {finding.rule.name}: {finding.message}")
        lines += [f"  see {label.span}: {label.message}" for label in finding.related]
        lines.append(f"  help: {finding.help}")
    return _BUILT.sub(r"\1…", "".join(f"{line}\n" for line in lines))


def update(case: Case, found: str) -> None:
    """Write what was found into the Markdown of a case, in place of what was expected."""
    markdown = case.source.read_text(encoding="utf-8")
    start, end = next(again.place for again in read_cases(case.source) if again.heading == case.heading)
    case.source.write_text(markdown[:start] + found + markdown[end:], encoding="utf-8")
