"""Sentences that say what must be linked in them, and what a finder made of each.

Marks: `[words](entity)` must be linked; with `?` before the entity a doubt will do; with `!` it must not be linked,
and may be in doubt; with `~` it has a slip, and must be near or in doubt. Words without a mark name nothing. ⏎ is the
end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from mujaz.model import Glossary
from mujaz.model.decode import decode
from mujaz.resolve.gazetteer import Alias, Doubt, Hit
from mujaz.resolve.mentions import aliases_of
from mujaz.syntax.source import Source
from mujaz.syntax.yamlnodes import read_yaml

HERE = Path(__file__).parent
LISTS = ("", "later-")
"""What the files of each list begin with: the one written before the rules, and the one written after them."""

_mark = re.compile(r"\[([^\]]+)\]\(([?!~]?)([a-z0-9-]+)\)")


class Kind(Enum):
    """What is right of marked words; the value is the sign of the mark."""

    NAME = ""
    PERHAPS = "?"
    NONE = "!"
    SLIP = "~"


class Verdict(Enum):
    """What became of words; the value is the heading of its column."""

    RIGHT = "right links"
    WRONG = "silent wrong links"
    NEEDLESS = "needless doubts"
    FAIR = "fair doubts"
    NEAR = "near names"
    FAR = "wrong near names"
    MISSED = "missed in silence"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a sentence, in code points of its bare text."""

    start: int
    end: int
    kind: Kind
    entity: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and what is right of it."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class Score:
    """What became of the marked words of some sentences, and each fault as a line."""

    counts: dict[Verdict, int] = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    faults: list[str] = field(default_factory=list)
    names: int = 0

    def take(self, verdict: Verdict, words: str, text: str) -> None:
        """Count a verdict, and note it when it is a fault."""
        self.counts[verdict] += 1
        if verdict in (Verdict.WRONG, Verdict.NEEDLESS, Verdict.FAR, Verdict.MISSED):
            self.faults.append(f"{verdict.value}: «{words}» in: {text}".replace("\n", " "))

    def add(self, other: Score) -> None:
        """Add what became of other sentences."""
        for verdict, count in other.counts.items():
            self.counts[verdict] += count
        self.faults += other.faults
        self.names += other.names


def parse(marked: str) -> Sentence:
    """A sentence as it is written in the list."""
    text, marks, done = "", [], 0
    marked = marked.replace("⏎", "\n")
    for match in _mark.finditer(marked):
        text += marked[done : match.start()]
        marks.append(Mark(len(text), len(text) + len(match[1]), Kind(match[2]), match[3]))
        text += match[1]
        done = match.end()
    return Sentence(text + marked[done:], tuple(marks))


def sentences(which: str = "") -> dict[tuple[str, str], tuple[Sentence, ...]]:
    """A list, one of `LISTS`, by language and heading."""
    path = HERE / f"{which}sentences.yml"
    listed, _ = read_yaml(Source(path.name, path.read_text(encoding="utf-8")))
    assert listed is not None
    return {
        (language, heading): tuple(parse(str(marked)) for marked in group)
        for language, groups in listed.items()
        for heading, group in groups.items()
    }


def aliases(which: str = "") -> tuple[Alias, ...]:
    """The names of the glossary of a list."""
    path = HERE / f"{which}glossary.yml"
    glossary, faults = decode(Source(path.name, path.read_text(encoding="utf-8")), Glossary)
    assert glossary is not None, faults
    return aliases_of(glossary.entities)


def judge(sentence: Sentence, hits: Iterable[Hit]) -> Score:
    """What a finder made of a sentence.

    A link is right only on exactly the marked words: proclitics are inside, the possessive 's is not.
    """
    score = Score(names=sum(mark.kind in (Kind.NAME, Kind.PERHAPS) for mark in sentence.marks))
    seen: set[Mark] = set()
    for hit in hits:
        mark = next((m for m in sentence.marks if m.start < hit.end and hit.start < m.end), None)
        if mark is not None:
            seen.add(mark)
        score.take(_verdict(hit, mark), sentence.text[hit.start : hit.end], sentence.text)
    for mark in sentence.marks:
        if mark not in seen and mark.kind is not Kind.NONE:
            score.take(Verdict.MISSED, sentence.text[mark.start : mark.end], sentence.text)
    return score


def _verdict(hit: Hit, mark: Mark | None) -> Verdict:
    meant = mark is not None and mark.entity in hit.entities
    if hit.doubt is None:
        exact = mark is not None and (mark.start, mark.end) == (hit.start, hit.end)
        right = mark is not None and (mark.kind is Kind.SLIP or (exact and mark.kind is not Kind.NONE))
        return Verdict.RIGHT if meant and right else Verdict.WRONG
    if hit.doubt is Doubt.NEAR:
        return Verdict.NEAR if meant else Verdict.FAR
    return Verdict.FAIR if meant and mark is not None and mark.kind is not Kind.NAME else Verdict.NEEDLESS


def table(rows: Iterable[tuple[str, Score]]) -> Iterator[str]:
    """Scores as a Markdown table; a doubt is counted against the names that stand in the sentences."""
    yield "| | names | " + " | ".join(verdict.value for verdict in Verdict) + " | needless doubts, % |"
    yield "|---|" + "---:|" * (len(Verdict) + 2)
    for name, score in rows:
        counts = " | ".join(str(score.counts[verdict]) for verdict in Verdict)
        share = 100 * score.counts[Verdict.NEEDLESS] / score.names if score.names else 0
        yield f"| {name} | {score.names} | {counts} | {share:.1f} |"
