"""What is kept between runs never shows: after any edits, a run over it gives what a run over nothing gives.

`MUJAZ_SEQUENCES=2000 pytest tests/test_incremental.py` tries more sequences of edits than the everyday run does.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mujaz.cache.memo import Memo, StageRun
from mujaz.cache.store import FILE, Store
from mujaz.diagnostics import Diagnostic
from mujaz.pipeline import GenerateResult, check_site, generate
from mujaz.review.meaning import content_digests
from thorough import examples

SITES = Path(__file__).parent / "sites"
SEQUENCES = int(os.environ.get("MUJAZ_SEQUENCES", examples(4, 10)))
_EDITS = 7
"""Edits of a sequence, each followed by a run."""

SECOND = """\
language: en
title: {en: A truce at the port, ar: هدنة في الميناء}
seeds: [strike-en]
tags: [labour]
status: draft
published: 2024-06-01
review_by: 2024-06-03
publish_after: 2024-06-02
superseded_by: strike
summary: A truce[^c1], after late wages[^strike#wages-late].
entities:
  mediator: {type: person, name: The mediator, gloss: Speaks to both sides}
notes:
  - {id: n1, title: Truces, body: They are short., entities: [mediator, port-rimal]}
claims:
  - id: c1
    at: Two of nine cranes are working
    statement: More cranes work now.
    speaker: mediator
    supersedes: [strike#cranes-working]
timeline:
  - {date: 2024-06-01, text: Both sides meet., entities: [mediator], claims: [c1, strike#wages-late]}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site of two briefs that refer to each other, in two editions."""
    folder = tmp_path / "site"
    shutil.copytree(SITES / "strike", folder, ignore=shutil.ignore_patterns("expected"))
    (folder / "briefs" / "second.yml").write_text(SECOND, encoding="utf-8")
    return folder


def said(findings: tuple[Diagnostic, ...]) -> list[tuple[str, ...]]:
    return [
        (
            found.rule.name,
            str(found.span),
            found.message,
            found.help,
            *(f"{label.span} {label.message}" for label in found.related),
        )
        for found in findings
    ]


def pages(root: Path) -> dict[str, str]:
    docs = root / "docs"
    return {path.relative_to(docs).as_posix(): path.read_text("utf-8") for path in sorted(docs.rglob("*.md"))}


def run(root: Path, *, kept: bool) -> GenerateResult:
    store = Store(root / ".cache" if kept else None, "1")
    try:
        return generate(root, store=store, today=_day(root))
    finally:
        store.close()


def to_sign(root: Path, *, kept: bool) -> dict[str, str]:
    """The content hashes of all briefs."""
    store = Store(root / ".cache" if kept else None, "1")
    try:
        content = check_site(root, store=store).content
        assert content is not None
        return content_digests(content)
    finally:
        store.close()


def runs_agree(root: Path) -> None:
    """A run over what earlier ones kept has the findings and leaves the pages of one that begins with nothing."""
    clean = root.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(root, clean, ignore=shutil.ignore_patterns("docs", ".cache"))
    expected, found = run(clean, kept=False), run(root, kept=True)
    assert said(found.diagnostics) == said(expected.diagnostics)
    if not expected.failed:
        assert pages(root) == pages(clean)
        assert to_sign(root, kept=True) == to_sign(clean, kept=False)


def _day(root: Path) -> date | None:
    """The day on which a run makes pages."""
    path = root / "seeds" / "day~"  # no content, but copied with it
    return date.fromisoformat(path.read_text("utf-8")) if path.exists() else None


def test_stages_read_what_earlier_ones_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a stage that ran would have to be told, in the next run, what changed after it."""
    order: list[tuple[set[str], set[str]]] = []
    stage = Memo.stage

    def watched(memo: Memo, *args: Any, **options: Any) -> StageRun:
        done = stage(memo, *args, **options)
        records = [record for part in memo._tables[args[0]]._parts.values() for record in part.values()]
        order.append(({name for r in records for name in r.reads}, {name for r in records for name in r.facts}))
        return done

    monkeypatch.setattr(Memo, "stage", watched)
    assert not run(root, kept=True).failed
    made: set[str] = set()
    everything = {name for _, facts in order for name in facts}
    assert len(everything) > 100
    for reads, facts in order:
        assert reads & everything <= made
        made |= facts


Edit = Callable[[Path, random.Random], None]


def _inputs(root: Path) -> list[Path]:
    return sorted([*root.glob("briefs/**/*.yml"), *root.glob("seeds/*.*"), *root.glob("editorial.yml")])


def a_word(root: Path, chance: random.Random) -> None:
    """Change one word of any file into another word of any file."""
    path = chance.choice(_inputs(root))
    words = path.read_text("utf-8").split(" ")
    words[chance.randrange(len(words))] = chance.choice(chance.choice(_inputs(root)).read_text("utf-8").split())
    path.write_text(" ".join(words), encoding="utf-8")


def a_line(root: Path, chance: random.Random) -> None:
    """Take a line out, or write it twice."""
    path = chance.choice(_inputs(root))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    number = chance.randrange(len(lines)) if lines else 0
    lines[number : number + 1] = lines[number : number + 1] * chance.choice((0, 2))
    path.write_text("".join(lines), encoding="utf-8")


def a_file_gone(root: Path, chance: random.Random) -> None:
    """Take a file away."""
    if len(paths := _inputs(root)) > 3:
        chance.choice(paths).unlink()


def a_brief_more(root: Path, chance: random.Random) -> None:
    """Write a brief, or another one under its name."""
    name = chance.choice(("second", "third", "2024/fourth"))
    path = root / "briefs" / f"{name}.yml"
    path.parent.mkdir(exist_ok=True)
    entity = chance.choice(("mediator", "broker"))
    path.write_text(SECOND.replace("mediator", entity).replace("draft", "published"), encoding="utf-8")


def an_original_back(root: Path, chance: random.Random) -> None:
    """Write a file as it was in the beginning."""
    path = chance.choice([path for path in (SITES / "strike").rglob("*") if path.suffix in (".yml", ".txt")])
    name = path.relative_to(SITES / "strike")
    if name.parts[0] in ("briefs", "seeds"):
        (root / name).write_bytes(path.read_bytes())


def a_gloss(root: Path, chance: random.Random) -> None:
    """Change what an entity is called, is, or is known by."""
    path = root / "briefs" / "glossary" / "port.yml"
    if path.exists():
        text = path.read_text("utf-8")
        key = chance.choice(("gloss:", "name:", "type:", "body:", "aliases:", "en:", "ar:"))
        path.write_text(text.replace(key, f"{key} {chance.choice(('x', 'crane', 'Port'))}", 1), encoding="utf-8")


def a_seed_with_its_record(root: Path, chance: random.Random) -> None:
    """Put a sentence before an article, and record it as imported so."""
    path = root / "seeds" / "strike-en.txt"
    record = path.with_suffix(".yml")
    if path.exists() and record.exists():
        old = path.read_bytes()
        path.write_bytes(chance.choice((b"Dock workers met. ", b"On Monday. ", b"Port Rimal. ")) + old)
        lines = record.read_text("utf-8").splitlines()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines = [f"sha256: {digest}" if line.startswith("sha256:") else line for line in lines]
        record.write_text("\n".join(line for line in lines if "fold_sha256" not in line) + "\n", encoding="utf-8")


def an_article_twice(root: Path, chance: random.Random) -> None:
    """Import an article again under another id, or take that away."""
    again = [root / "seeds" / f"again{ending}" for ending in (".txt", ".yml")]
    originals = [root / "seeds" / f"strike-en{ending}" for ending in (".txt", ".yml")]
    if again[0].exists():
        for path in again:
            path.unlink(missing_ok=True)
    elif all(path.exists() for path in originals):
        for path, original in zip(again, originals, strict=True):
            path.write_bytes(original.read_bytes())


def an_edition(root: Path, chance: random.Random) -> None:
    """Change the languages of the site, or how it writes numbers."""
    path = root / "mkdocs.yml"
    text = path.read_text("utf-8")
    line = chance.choice(("", "      numerals: arab\n", "      hijri: true\n"))
    path.write_text(text.replace("    - lang: en\n", f"    - lang: en\n{line}", 1), encoding="utf-8")


def a_page(root: Path, chance: random.Random) -> None:
    """Change a written page, or take it away."""
    if written := sorted((root / "docs").rglob("*.md")):
        path = chance.choice(written)
        if chance.random() < 0.5:
            path.unlink()
        else:
            path.write_text(path.read_text("utf-8") + "\nx\n", encoding="utf-8")


def a_day(root: Path, chance: random.Random) -> None:
    """Let a day pass."""
    (root / "seeds" / "day~").write_text(f"2024-06-0{chance.randrange(1, 5)}", encoding="utf-8")


POLICY = """\
roles: {editor: Reads it, lawyer: Answers for rights}
approvals: [{roles: [lawyer], tags: [labour]}]
severities: {unattributed-claim: LEVEL}
"""

SIGNED = """\
signoffs:
  - role: lawyer
    by: Editor <editor@example.org>
    at: 2024-06-01T10:00:00Z
    sha256: "0000000000000000000000000000000000000000000000000000000000000000"
    version: 1
    criteria: [rights]
"""


def a_policy(root: Path, chance: random.Random) -> None:
    """Write another policy, or none."""
    if chance.random() < 0.3:
        (root / "editorial.yml").unlink(missing_ok=True)
    else:
        text = POLICY.replace("LEVEL", chance.choice(("error", "info", "off")))
        (root / "editorial.yml").write_text(
            text.replace("lawyer", chance.choice(("lawyer", "expert"))), encoding="utf-8"
        )


def a_signature(root: Path, chance: random.Random) -> None:
    """Sign a brief, whether it is there or not."""
    path = root / "briefs" / "reviews" / f"{chance.choice(('strike', 'second', '2024/fourth'))}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SIGNED, encoding="utf-8")


def nothing(root: Path, chance: random.Random) -> None:
    """Change nothing."""


def a_damaged_store(root: Path, chance: random.Random) -> None:
    """Change a byte of what is kept."""
    path = root / ".cache" / FILE
    if path.exists():
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)


EDITS: tuple[Edit, ...] = (
    a_word,
    a_word,
    a_word,
    a_line,
    a_file_gone,
    a_brief_more,
    an_original_back,
    an_original_back,
    an_original_back,
    a_gloss,
    a_seed_with_its_record,
    an_article_twice,
    an_edition,
    a_page,
    a_day,
    a_day,
    a_policy,
    a_policy,
    a_signature,
    nothing,
    a_damaged_store,
)


@pytest.mark.parametrize("sequence", range(SEQUENCES))
def test_any_edits(sequence: int, root: Path) -> None:
    chance = random.Random(sequence)
    runs_agree(root)
    for _ in range(_EDITS):
        edit = chance.choice(EDITS)
        edit(root, chance)
        if chance.random() < 0.7:  # several edits between two runs, too
            runs_agree(root)
    runs_agree(root)


@pytest.mark.parametrize("edit", dict.fromkeys(EDITS), ids=lambda edit: edit.__name__)
def test_one_edit(edit: Edit, root: Path) -> None:
    runs_agree(root)
    edit(root, random.Random(1))
    runs_agree(root)


# What a change asks for.


def test_a_word_of_a_note_changes_one_page(root: Path) -> None:
    run(root, kept=True)
    path = root / "briefs" / "strike.yml"
    path.write_text(path.read_text("utf-8").replace("paid by the week", "paid by the day"), encoding="utf-8")
    summary = run(root, kept=True).summary
    assert summary is not None
    assert summary.written == ("docs/en/briefs/strike.md",)


def test_a_check_leaves_the_pages_to_the_next_run(root: Path) -> None:
    run(root, kept=True)
    path = root / "briefs" / "strike.yml"
    path.write_text(path.read_text("utf-8").replace("paid by the week", "paid by the day"), encoding="utf-8")
    store = Store(root / ".cache", "1")
    assert not check_site(root, store=store).failed
    store.close()
    summary = run(root, kept=True).summary
    assert summary is not None
    assert summary.written == ("docs/en/briefs/strike.md",)
