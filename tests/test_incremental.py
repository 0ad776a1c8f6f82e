"""What is kept between runs never shows: after any edits, a run over it gives what a run over nothing gives.

`MUJAZ_SEQUENCES=2000 pytest tests/test_incremental.py` tries more sequences of edits than the everyday run does,
`MUJAZ_SEQUENCES=2000-2500` those with these numbers.
"""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mujaz.engine.cache.memo import Memo, StageRun
from mujaz.engine.cache.store import Store
from mujaz.engine.pipeline import GenerateResult, check_site, generate
from mujaz.review.coverage import covered_of_all
from mujaz.syntax.diagnostics import Diagnostic
from site_edits import EDITS, Edit, sequences, write_site
from thorough import every, examples

_EDITS = 7
"""Edits of a sequence, each followed by a run."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site."""
    folder = tmp_path / "site"
    write_site(folder)
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
        return covered_of_all(content)
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


@pytest.mark.parametrize("sequence", sequences(examples(2, 10)))
def test_any_edits(sequence: int, root: Path) -> None:
    chance = random.Random(sequence)
    runs_agree(root)
    for _ in range(_EDITS):
        edit = chance.choice(EDITS)
        edit(root, chance)
        if chance.random() < 0.7:  # several edits between two runs, too
            runs_agree(root)
    runs_agree(root)


@pytest.mark.parametrize("edit", every(2, dict.fromkeys(EDITS)), ids=lambda edit: edit.__name__)
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
