"""The changes an author makes to a site, each as one function that makes a new one at every turn.

A cache must never have seen the state that a change leads to, so every turn puts in a word that no turn before it did.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from corpus import GLOSSARY, add_brief, change_configuration, write_override

Change = Callable[[Path, int], None]
"""Changes the site below a folder; the number of the turn makes the change another one each time."""


class Edit(NamedTuple):
    """A change, and what it is called on the command line and in the tables."""

    name: str
    title: str
    apply: Change


def _word(turn: int) -> str:
    """A word that stands nowhere else."""
    return "كلمةء" + "".join("ابتثجحخدذر"[int(digit)] for digit in str(turn))


def _replace_last_word(path: Path, line: re.Pattern[str], turn: int) -> None:
    """Put a new word in the place of the last one of a sentence: of the first line that matches up to that word."""
    text = path.read_text(encoding="utf-8")
    changed, count = line.subn(lambda found: found[1] + _word(turn) + found[2], text, count=1)
    if not count:
        raise ValueError(f"{path.name} has no line like {line.pattern}")
    path.write_text(changed, encoding="utf-8")


def _nothing(root: Path, turn: int) -> None:
    """The run after a run."""


def _note(root: Path, turn: int) -> None:
    _replace_last_word(_brief(root), re.compile(r'^(    body: ".* )\S+(\."$)', re.MULTILINE), turn)


def _claim(root: Path, turn: int) -> None:
    _replace_last_word(_brief(root), re.compile(r'^(    statement: ".* )\S+(\."$)', re.MULTILINE), turn)


def _gloss(root: Path, turn: int) -> None:
    _replace_last_word(root / GLOSSARY, re.compile(r'^(    gloss: ".* )\S+(\."$)', re.MULTILINE), turn)


def _new_brief(root: Path, turn: int) -> None:
    add_brief(root, len(list((root / "briefs").glob("brief-*.yml"))))


def _seed(root: Path, turn: int) -> None:
    """Change a word that no quote and no name holds, and record the digest of the new text."""
    brief = _brief(root).read_text(encoding="utf-8")
    shared = [path.read_text(encoding="utf-8") for path in sorted((root / GLOSSARY).parent.glob("*.yml"))]
    names = [name for text in shared for name in re.findall(r"^    name: (.*)$", text, re.MULTILINE)]
    path = root / "seeds" / "brief-00000.txt"
    text = path.read_text(encoding="utf-8")
    sentences = re.findall(r"[^.\n]+(?=\.)", text)
    free = next(s for s in map(str.strip, sentences) if s not in brief and not any(name in s for name in names))
    changed = text.replace(free, f"{free.rpartition(' ')[0]} {_word(turn)}")
    path.write_text(changed, encoding="utf-8")
    record = path.with_suffix(".yml")
    digest = hashlib.sha256(changed.encode()).hexdigest()
    written = re.sub(r"^sha256: .*$", f"sha256: {digest}", record.read_text(encoding="utf-8"), flags=re.MULTILINE)
    record.write_text(written, encoding="utf-8")


def _setting(root: Path, turn: int) -> None:
    change_configuration(root, _word(turn))


def _override(root: Path, turn: int) -> None:
    write_override(root, _word(turn))


def _brief(root: Path) -> Path:
    return root / "briefs" / "brief-00000.yml"


EDITS = (
    Edit("nothing", "nothing changed", _nothing),
    Edit("note", "one word of a note", _note),
    Edit("claim", "one word of a claim's statement", _claim),
    Edit("gloss", "one entity's gloss", _gloss),
    Edit("brief", "one new brief", _new_brief),
    Edit("seed", "one word of a seed", _seed),
    Edit("setting", "a setting that shows on every page", _setting),
    Edit("template", "a template of the theme, replaced by the site's own", _override),
)
"""In this order, and the last one is undone before the next round."""
