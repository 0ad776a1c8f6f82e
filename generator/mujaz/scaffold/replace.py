"""A new text for a seed that exists, and what becomes of every quote that briefs have from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct

from mujaz.anchor import find_places, resolve
from mujaz.decode import decode
from mujaz.diagnostics import Diagnostic, has_errors
from mujaz.documents import BriefDocument
from mujaz.model import Anchor, SeedRecord
from mujaz.resolve.anchors import anchors_of
from mujaz.scaffold.add import Article
from mujaz.scaffold.plan import Plan, RefusedError
from mujaz.scaffold.style import quoted
from mujaz.source import Source, Span
from mujaz.text.fold import Folded, fold, fold_text
from mujaz.text.sentences import sentence_around
from mujaz.yamlnodes import read_yaml


class Fate(StrEnum):
    """What becomes of an anchor."""

    STAYS = "as before"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    LOST = "lost"


class AnchorChange(Struct, frozen=True):
    """An anchor in the old text and in the new one.

    Attributes:
        anchor: as the brief has it.
        fate: what becomes of it.
        before: its place in the old text; None where it had none, or several.
        after: its place in the new text; None where it has none, or several.
        reworded: whether the sentence around it says something else than before.
    """

    anchor: Anchor
    fate: Fate
    before: Span | None
    after: Span | None
    reworded: bool

    def __str__(self) -> str:
        where = str(self.anchor.exact_span)
        match self.fate:
            case Fate.STAYS:
                said = f"as before, at {_short(self.after)}"
            case Fate.MOVED:
                said = f"moved, from {_short(self.before)} to {_short(self.after)}"
            case _:
                said = f"{self.fate}, was at {_short(self.before)}"
        return f"{where}: {said}" + ("; its sentence reads differently now" if self.reworded else "")


def _short(span: Span | None) -> str:
    return "no single place" if span is None else "{}:{}".format(*span.position)


def plan_replacement(id: str, record: Source, article: Article, retrieved: str) -> tuple[Plan | None, list[Diagnostic]]:
    """The files of a seed whose text is replaced; of the record only the hashes and the day of retrieval change.

    Args:
        id: of the seed.
        record: its record as it stands.
        article: the new text.
        retrieved: the day that it was collected.

    Raises:
        RefusedError: the record is not written one key a line.
    """
    _, findings = decode(record, SeedRecord)
    if has_errors(findings):
        return None, findings
    mapping, _ = read_yaml(record)
    assert mapping is not None
    after_hash = record.text.find("\n", mapping["sha256"].span.end)
    after_hash = len(record.text) if after_hash < 0 else after_hash
    values = {
        "sha256": article.sha256,
        "fold_sha256": quoted(article.fold_sha256),
        "retrieved": retrieved,
    }
    edits = []
    for key, value in values.items():
        written = mapping.get(key)
        if written is not None:
            edits.append((written.span.start, written.span.end, value))
        elif key not in mapping:
            edits.append((after_hash, after_hash, f"\n{key}: {value}"))
    text = record.text
    for start, end, value in sorted(edits, reverse=True):
        text = text[:start] + value + text[end:]
    changed, findings = decode(Source(record.name, text), SeedRecord)
    if changed is None or changed.sha256 != article.sha256:
        raise RefusedError(f"{record.name} is not written one key a line", "write it so, then replace the text")
    return Plan({f"seeds/{id}.txt": article.text, record.name: text}, article.notes), []


def follow_anchors(
    id: str, old: Source | None, new: Source, briefs: Iterable[BriefDocument]
) -> tuple[list[AnchorChange], list[Diagnostic]]:
    """What becomes of every anchor on a seed, in the order of the briefs; those without a place are errors.

    Args:
        id: of the seed.
        old: its text until now, if there was one.
        new: its text from now on.
        briefs: all briefs that can be read.
    """
    before = fold(old.text) if old else None
    after = fold(new.text)
    changes: list[AnchorChange] = []
    findings: list[Diagnostic] = []
    for anchor in _anchors_on(id, briefs):
        change, faults = _follow(anchor, old, before, new, after)
        changes.append(change)
        findings += faults
    return changes, findings


def _anchors_on(id: str, briefs: Iterable[BriefDocument]) -> Iterator[Anchor]:
    for document in briefs:
        seeds = [ref.id for ref in document.brief.seeds]
        for anchor in anchors_of(document.brief):
            home = anchor.seed.id if anchor.seed else seeds[0] if len(seeds) == 1 else None
            if home == id and id in seeds:
                yield anchor


def _follow(
    anchor: Anchor, old: Source | None, before: Folded | None, new: Source, after: Folded
) -> tuple[AnchorChange, tuple[Diagnostic, ...]]:
    places = find_places(before, anchor) if before else ()
    was = old.span(*places[0]) if old and len(places) == 1 else None
    target, findings = resolve(anchor, new, after, True)
    if target is None:
        ambiguous = len(find_places(after, anchor)) > 1
        return AnchorChange(anchor, Fate.AMBIGUOUS if ambiguous else Fate.LOST, was, None, False), findings
    same_place = was is not None and was.position == target.span.position
    reworded = was is not None and _sentence(was) != _sentence(target.span)
    return AnchorChange(anchor, Fate.STAYS if same_place else Fate.MOVED, was, target.span, reworded), ()


def _sentence(span: Span) -> str:
    start, end = sentence_around(span.source.text, span.start, span.end)
    return fold_text(span.source.text[start:end])
