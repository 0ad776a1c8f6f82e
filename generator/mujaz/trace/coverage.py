"""Sentences of a summary and of key points, and what they refer to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from mujaz.markup.passages import ProsePassage, passages, said
from mujaz.model import Phrase
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.located import inner_span
from mujaz.syntax.source import Span
from mujaz.text.sentences import sentence_ranges

EvidenceKind = Literal["claim", "note", "source"]


class Evidence(Struct, frozen=True):
    """What a sentence rests on: a claim, a note or a publication; `id` is `brief#claim` for another brief's claim."""

    kind: EvidenceKind
    id: str


class Sentence(Struct, frozen=True):
    """A sentence that readers take from a brief.

    Attributes:
        key: where it stands: `summary`, or `key_points[N]` with N from 0.
        text: its words, without marks and references.
        span: its place in the brief's file, up to the last of its own signs.
        evidence: what it refers to, each once, in the order written; references to nothing are left out.
    """

    key: str
    text: str
    span: Span
    evidence: tuple[Evidence, ...]


class Coverage(Struct, frozen=True):
    """The sentences of a brief in one language.

    Attributes:
        language: BCP 47 tag.
        sentences: in the order of the page.
    """

    language: str
    sentences: tuple[Sentence, ...]

    @property
    def untraced(self) -> tuple[Sentence, ...]:
        """The sentences that rest on nothing."""
        return tuple(sentence for sentence in self.sentences if not sentence.evidence)

    @property
    def percent(self) -> float:
        """The share of sentences that rest on something, from 0 to 100; 100 where there are none."""
        total = len(self.sentences)
        return 100 * (total - len(self.untraced)) / total if total else 100.0


def coverage(entry: SiteBrief, site: Site) -> tuple[Coverage, ...]:
    """What the sentences of a brief rest on, in each language that it is published in, its own first.

    A reference belongs to the sentence that it stands in, and behind the full stop to the sentence before. Texts that
    lack a language, which a page shows in another one, are counted in that one only.
    """
    return tuple(Coverage(language, tuple(_sentences(entry, site, language))) for language in entry.languages)


def untraced(entry: SiteBrief, site: Site, required: float = 100) -> list[Diagnostic]:
    """A finding for each sentence that rests on nothing, in the languages where too many do.

    Args:
        entry: the brief.
        site: the site that it belongs to.
        required: the share of sentences that has to rest on something, in per cent; each language is held to it.
    """
    return [
        rules.UNTRACED_SENTENCE.at(
            sentence.span,
            "the sentence refers to no claim, note or source",
            "write `[^id]` behind the words that rest on a claim, a note or a source of the brief",
        )
        for covered in (coverage(entry, site) if required else ())
        if covered.percent < required
        for sentence in covered.untraced
    ]


def _sentences(entry: SiteBrief, site: Site, language: str) -> Iterator[Sentence]:
    brief = entry.brief
    texts = [("summary", brief.summary)] if brief.summary else []
    texts += [(f"key_points[{number}]", point) for number, point in enumerate(brief.key_points)]
    for key, text in texts:
        phrase = text.in_language(language)
        if phrase is not None:
            yield from sentences_of(key, phrase, entry, site)


def sentences_of(key: str, phrase: Phrase, entry: SiteBrief, site: Site) -> Iterator[Sentence]:
    """The sentences of a prose of a brief, each with what it refers to.

    Args:
        key: what the prose is, as of a `Sentence`.
        phrase: the prose.
        entry, site: the brief, and the site that it belongs to.
    """
    for passage in passages(phrase.text):
        yield from _of_passage(key, phrase, passage, entry, site)


def _of_passage(key: str, phrase: Phrase, passage: ProsePassage, entry: SiteBrief, site: Site) -> Iterator[Sentence]:
    ranges = sentence_ranges(passage.text)
    found: list[list[Evidence]] = [[] for _ in ranges]
    ends = [end for _, end in ranges]
    for id, position in passage.references:
        evidence = evidence_of(entry, site, id)
        if evidence is not None and ranges:
            found[_owner(passage.text, ranges, ends, position)].append(evidence)
    for (start, end), own in zip(ranges, found, strict=True):
        first, last = passage.offsets[start], passage.offsets[end - 1]
        span = inner_span(phrase.span, phrase.text, first, last + 1)
        yield Sentence(key, said(passage.text[start:end]), span, tuple(dict.fromkeys(own)))


def _owner(text: str, ranges: list[tuple[int, int]], ends: list[int], position: int) -> int:
    """The sentence that a reference belongs to, by its offset: the one it stands in, or else the one before.

    At the very beginning of a sentence it belongs to that one, unless it directly follows the sentence before.
    """
    at_or_behind = bisect_left(ends, position)  # the first sentence that ends here or later
    if at_or_behind == len(ranges):
        return len(ranges) - 1
    start, _ = ranges[at_or_behind]
    return at_or_behind if position >= start or at_or_behind == 0 else at_or_behind - 1


def evidence_of(entry: SiteBrief, site: Site, id: str) -> Evidence | None:
    """What a reference of a brief's prose means, or None where it means nothing."""
    brief = entry.brief
    home, separator, claim = id.rpartition("#")
    if separator:
        owner = site.briefs.get(home)
        if owner is None or owner.claim(claim) is None:
            return None
        return Evidence("claim", claim if owner.id == entry.id else id)
    if entry.claim(id) is not None:
        return Evidence("claim", id)
    if any(note.id.id == id for note in brief.notes):
        return Evidence("note", id)
    return Evidence("source", id) if id in brief.sources or id in site.publications else None
