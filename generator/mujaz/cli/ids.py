"""What the verbs about ids share: reading all that holds ids, and writing what becomes of it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from mujaz.cli.common import Refusal, report, say
from mujaz.engine.generated import generated_folders, handwritten_files
from mujaz.engine.pipeline import load_config
from mujaz.engine.shelf import decode_files
from mujaz.engine.workspace import read_files, read_text, write_files
from mujaz.model import POLICY, Policy
from mujaz.model.decode import decode
from mujaz.scaffold.ids import Written
from mujaz.scaffold.rename import Changes
from mujaz.syntax.diagnostics import Diagnostic, has_errors, in_order
from mujaz.syntax.source import Source

_SETTINGS = "mkdocs.yml"


def read_written(root: Path) -> Written:
    """All files of a site that hold ids.

    Raises:
        Refusal: one of them cannot be read as it is; its findings are printed.
    """
    config, findings = load_config(root)
    files, faults = read_files(root)
    documents, more = decode_files(files)
    findings = [*findings, *faults, *more]
    policy: Policy | None = None
    if (root / POLICY).exists():
        source, _, faults = read_text(root, root / POLICY)
        policy, more = decode(source, Policy) if source else (None, [])
        findings += [*faults, *more]
    if has_errors(findings) or config is None:
        report(in_order(each for each in findings if each.severity == "error"), "text")
        help = "mend the errors first: what cannot be read may hold the id, too"
        raise Refusal("a file of the site cannot be read", help)
    folders = {
        *generated_folders(root, config.docs_dir),
        *(f"{config.docs_dir}/{each.language}" for each in config.editions),
    }
    names, _ = handwritten_files(root, config.docs_dir, folders)
    pages = [_SETTINGS, *(name for name in names if name.endswith((".md", ".html")))]
    sources = (source for name in pages if (source := read_text(root, root / name)[0]) is not None)
    languages = tuple(edition.language for edition in config.editions)
    return Written(documents, policy, tuple(sources), config.docs_dir, languages)


def apply(root: Path, changes: Changes, *, dry: bool) -> None:
    """Write what becomes of the files, all or none; or show it.

    Raises:
        Refusal: a file is where another one is to be.
    """
    texts = changes.texts()
    for old, new in changes.moves.items():
        if (root / new).exists():
            raise Refusal(f"{new} exists", "choose another id, or remove that file first")
        say(f"{'would move' if dry else 'moved'} {old} to {new}")
    for path, (before, after) in texts.items():
        if dry:
            for line in _diff(path, changes.moves.get(path, path), before, after):
                say(line)
        else:
            say(f"changed {changes.moves.get(path, path)}")
    if not dry:
        written: dict[str, str | bytes] = {}
        for path in {**texts, **changes.moves}:
            data = (root / path).read_bytes()
            mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
            written[changes.moves.get(path, path)] = mark + texts[path][1].encode() if path in texts else data
        write_files(root, written, replace=True, without=tuple(changes.moves))
    for note in changes.notes:
        say(note)


def refused(findings: Iterable[Diagnostic]) -> None:
    """Say why nothing is changed."""
    report(in_order(findings), "text")


def _diff(old: str, new: str, before: str, after: str) -> list[str]:
    lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [line.removesuffix("\n") for line in difflib.unified_diff(*lines, f"a/{old}", f"b/{new}")]


def line_of(source: Source, start: int) -> str:
    """The line of a text that a place is in, without white space at its ends."""
    return source.line(source.position(start).line).strip()
