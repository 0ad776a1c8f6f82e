"""A small site and its edits, as people make them, each as chance has it: what random sequences are made of."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from mujaz.engine.cache.store import FILE
from site_settings import FILES, set_to

SITES = Path(__file__).parent / "sites"

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


def sequences(everyday: int) -> range:
    """The numbers of the random sequences of a run.

    Args:
        everyday: how many there are unless `MUJAZ_SEQUENCES` says something else: a number, or a range as in `200-400`.
    """
    first, _, last = os.environ.get("MUJAZ_SEQUENCES", str(everyday)).rpartition("-")
    return range(int(first or 0), int(last))


def write_site(root: Path) -> None:
    """Write a site of two briefs that refer to each other, in two editions."""
    shutil.copytree(SITES / "strike", root, ignore=shutil.ignore_patterns("expected"))
    (root / "briefs" / "second.yml").write_text(SECOND, encoding="utf-8")


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


def a_setting(root: Path, chance: random.Random) -> None:
    """Change a setting of a record, the policy, a brief, or the site."""
    name = chance.choice(sorted(FILES))
    key = chance.choice(sorted(FILES[name]))
    set_to(root, name, key, chance.choice(FILES[name][key]))


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
    a_setting,
    a_setting,
    a_setting,
    nothing,
    a_damaged_store,
)
