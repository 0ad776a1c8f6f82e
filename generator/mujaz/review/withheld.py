"""What a review may not repeat: the text of seeds that are not published in full, for reviews are published, too.

A review lies in the log of a runner, or stands as a comment on a proposal that anybody can read. Of a seed with the
rights `link` none of the text is shown, of one with `excerpt` as much as its budget allows; its rights are the narrower
ones of the two states. Letters are replaced by points of the same length in UTF-8, so that all places stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from mujaz.model import Anchor, Rights
from mujaz.model.documents import SeedDocument
from mujaz.resolve.anchors import anchors_of
from mujaz.review.excerpts import differences, on_a_line, shortened, shown
from mujaz.review.lines import Line, Token
from mujaz.review.meaning import Tree
from mujaz.review.objects import AnchorChange, Change, DocumentReview, Kind, Page, Passage, Review, Withheld
from mujaz.review.state import State
from mujaz.review.words import sentence
from mujaz.rights.masks import masked, masked_at, masked_character, masked_quotes, outlined_finding
from mujaz.rights.runs import SHORTEST, Shingles, common_runs, placed_words, words_of
from mujaz.syntax.diagnostics import Diagnostic, Label, SourceWords
from mujaz.syntax.source import Source, Span
from mujaz.text.patterns import lazy_re
from mujaz.text.visible import visible

_QUOTE = ("exact", "prefix", "suffix")
_CONTEXT = lazy_re(r"""\b(?:prefix|suffix)["']?[ \t]*:([^\n]*)""")
"""The context of a quote in YAML, to the end of its line."""
_TRANSLATION = lazy_re(r"^translation[ \t]*:.*\n?(?:[ \t#\n-].*\n?)*", re.MULTILINE)
"""What a record says under `translation`."""
_AROUND = 160
"""Code points of a line that a format may show around a place."""


def withhold(review: Review, base: State, head: State) -> Review:
    """A review without what may not be shown of seeds, and how much that is."""
    ledgers = {id: ledger for id in _seeds_of(review, base, head) if (ledger := _ledger(id, base, head)) is not None}
    if not ledgers:
        return review
    censor = _Censor(ledgers, tuple(_quotes_of_links(review, base, head, ledgers)))
    found = replace(
        review,
        blocking=censor.findings(review.blocking),
        risks=censor.findings(review.risks),
        other=censor.findings(review.other),
        documents=tuple(censor.document(document) for document in review.documents),
    )
    told = (Withheld(id, str(ledger.rights), ledger.withheld) for id, ledger in ledgers.items() if ledger.withheld)
    return replace(found, withheld=tuple(told))


def _seeds_of(review: Review, base: State, head: State) -> Iterator[str]:
    """The seeds whose text a review may show, each once."""
    ids = [document.id for document in review.documents if document.kind == "seed"]
    for document in review.documents:
        for state in (base, head):
            brief = state.brief(document.id) if document.kind == "brief" else None
            ids += [ref.id for ref in brief.seeds] if brief is not None else []
    for finding in review.findings:
        for span in (finding.span, *(label.span for label in finding.related)):
            ids += [_seed_of(span.source.name)]
    yield from (id for id in dict.fromkeys(ids) if id)


def _quotes_of_links(
    review: Review, base: State, head: State, ledgers: Mapping[str, _Ledger]
) -> Iterator[tuple[str, Anchor]]:
    """The quotes that the briefs of a review have from seeds of which nothing may be shown, with the brief's file."""
    links = {id for id, ledger in ledgers.items() if ledger.rights is Rights.LINK}
    files = [f"briefs/{document.id}.yml" for document in review.documents if document.kind == "brief"]
    files += [span.source.name for finding in review.findings for span in (finding.span, *_places(finding))]
    for name in dict.fromkeys(files):
        for state in (base, head):
            brief = state.brief(name.removeprefix("briefs/").removesuffix(".yml")) if _is_brief(name) else None
            if brief is None:
                continue
            for anchor in anchors_of(brief):
                seed = brief.seed_of(anchor)
                if not links.isdisjoint([seed] if seed is not None else [ref.id for ref in brief.seeds]):
                    yield name, anchor


def _places(finding: Diagnostic) -> Iterator[Span]:
    return (label.span for label in finding.related)


def _is_brief(name: str) -> bool:
    return name.startswith("briefs/") and name.endswith(".yml")


def _seed_of(name: str) -> str:
    return (
        name.removeprefix("seeds/").removesuffix(".txt") if name.startswith("seeds/") and name.endswith(".txt") else ""
    )


class _Ledger(Struct):
    """How much of a seed may still be shown.

    Attributes:
        rights: of the seed, the narrower ones of both states.
        texts: of the seed, in both states.
        left: words that may still be shown.
        withheld: words that were not.
        shown: what was shown already, which costs nothing again.
    """

    rights: Rights
    texts: tuple[str, ...]
    left: int
    shown: set[str]
    withheld: int = 0

    def pays(self, text: str, words: int) -> bool:
        """Whether a text of so many words may be shown."""
        if text in self.shown:
            return True
        if words > self.left:
            self.withheld += words
            return False
        self.left -= words
        self.shown.add(text)
        return True


def _ledger(id: str, base: State, head: State) -> _Ledger | None:
    documents = [document for state in (base, head) if (document := state.seed_document(id)) is not None]
    rights = {document.record.rights for document in documents}
    if not documents or rights == {Rights.FULL}:
        return None
    narrowest = Rights.LINK if Rights.LINK in rights else Rights.EXCERPT
    texts = tuple(document.text.text for document in documents)
    left = 0 if narrowest is Rights.LINK else min(map(_budget, documents))
    return _Ledger(narrowest, texts, left, set())


def _budget(document: SeedDocument) -> int:
    return len(words_of(document.text.text)) * document.record.excerpt_budget // 100


def _outline(tree: Tree | None) -> Tree | None:
    """A value with the outline of all its texts."""
    if isinstance(tree, str):
        return masked(tree)
    if isinstance(tree, Mapping):
        return cast("Tree", {key: _outline(value) for key, value in tree.items()})
    if isinstance(tree, list | tuple):
        return cast("Tree", type(tree)(_outline(value) for value in tree))
    return tree


def _texts(change: Change) -> list[str]:
    return [side for side in (change.before, change.after) if isinstance(side, str)]


def _without_values(words: str, change: Change) -> str:
    """The sentence on a change of one text, without that text."""
    sides = _texts(change)
    told = {visible(part) for side in sides for part in (side, shown(side), shortened(side), on_a_line(side))}
    if len(sides) == 2:
        told |= {visible(part) for found in differences(*sides) for part in (found.before, found.after)}
    for part in sorted(filter(None, told), key=len, reverse=True):
        words = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", lambda match: masked(match[0]), words)
    return words


def _outlined(token: Token, shown: Iterator[str]) -> Token:
    """A word with the letters that are left of it, and what it is compared by likewise."""
    text = "".join(islice(shown, token.space, token.space + len(token.text)))
    return token if text == token.text else replace(token, text=text, key=text)


class _Censor:
    """Takes out of texts what may not be shown.

    Args:
        ledgers: of the seeds, by id.
        quotes: those of which only the outline may be shown, each with the file of its brief.
    """

    def __init__(self, ledgers: Mapping[str, _Ledger], quotes: Sequence[tuple[str, Anchor]]) -> None:
        self._ledgers = ledgers
        self._quotes = quotes
        self._quoting = frozenset(name for name, _ in quotes)
        parts = {part for _, at in quotes for part in (at.exact, at.prefix, at.suffix) if words_of(part)}
        forms = ((part, on_a_line(part), visible(on_a_line(part)), visible(shortened(part))) for part in parts)
        self._quoted = frozenset(form for each in forms for form in each)
        self._owners = [ledger for ledger in ledgers.values() for _ in ledger.texts]
        self._words = [words_of(text) for ledger in ledgers.values() for text in ledger.texts]
        self._index = Shingles.of(self._words)
        self._sources: dict[str, Source] = {}

    def findings(self, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Findings, with the sources of their places as they may be shown."""
        return tuple(
            replace(
                finding,
                message=self.text(finding.message),
                help=self.text(finding.help),
                related=tuple(Label(label.span, self.text(label.message)) for label in finding.related),
            )
            for finding in (outlined_finding(each, self._is_hidden, self._span) for each in findings)
        )

    def _is_hidden(self, words: SourceWords) -> bool:
        """Whether words that a finding repeats may not be shown."""
        if words.name in self._quoting:
            return True
        ledger = self._ledgers.get(_seed_of(words.name))
        return ledger is not None and not ledger.pays(words.text, len(words_of(words.text)))

    def _span(self, span: Span) -> Span:
        id = _seed_of(span.source.name)
        if id in self._ledgers:
            ledger, text = self._ledgers[id], span.source.text
            near = text[max(0, span.start - _AROUND) : span.start + _AROUND]
            if span.end - span.start <= _AROUND and ledger.pays(near, len(words_of(near))):
                return span
            return Span(Source(span.source.name, masked(text)), span.start, span.end)
        if span.source.name not in self._sources or self._sources[span.source.name].text != span.source.text:
            self._sources[span.source.name] = self._source(span.source)
        return Span(self._sources[span.source.name], span.start, span.end)

    def _source(self, source: Source) -> Source:
        """A file that people wrote, with the outline of what it has from seeds of which nothing may be shown."""
        id = source.name.removeprefix("seeds/").removesuffix(".yml")
        text = source.text
        if source.name.startswith("seeds/") and id in self._ledgers and self._ledgers[id].rights is Rights.LINK:
            text = _TRANSLATION.sub(lambda found: masked(found[0]), text)
        places = [at.exact_span for name, at in self._quotes if name == source.name]
        if places:
            text = masked_at(text, ((at.start, at.end) for at in places if at.source.text == source.text))
            text = _CONTEXT.sub(lambda found: found[0][: found.start(1) - found.start()] + masked(found[1]), text)
        return Source(source.name, self.text(text, of_links_only=True))

    def document(self, document: DocumentReview) -> DocumentReview:
        """A document, with its changes, quotes and pages as they may be shown."""
        own = self._ledgers.get(document.id) if document.kind == "seed" else None

        def of(change: Change) -> Change:
            if own is not None and change.path[:1] == ("text",):
                return self._of_text(change, own)
            if own is not None and own.rights is Rights.LINK and change.path[:1] == ("translation",):
                return self._of_translation(change, own)
            return self._change(change)

        return replace(
            document,
            changes=tuple(map(of, document.changes)),
            anchors=tuple(map(self._anchor, document.anchors)),
            pages=tuple(map(self._page, document.pages)),
        )

    def _of_text(self, change: Change, ledger: _Ledger) -> Change:
        """A change of the text of a seed."""
        before, after = (side if isinstance(side, str) else None for side in (change.before, change.after))
        sides = [side for side in (before, after) if side]
        count = sum(len(words_of(side)) for side in sides)
        if not sides or ledger.pays("\n".join(sides), count):
            return change
        what = {Kind.ADDED: "added", Kind.REMOVED: "removed"}.get(change.kind, "changed")
        told = " → ".join(f"{len(words_of(side))}" for side in sides)
        words = f"{change.name or 'text'} {what}: {told} words, withheld (rights `{ledger.rights}`)"
        span = change.span
        if span is not None:
            span = Span(Source(span.source.name, masked(span.source.text)), span.start, span.end)
        hidden = (None if side is None else masked(side) for side in (before, after))
        return replace(change, words=words, before=next(hidden), after=next(hidden), span=span)

    def _of_translation(self, change: Change, ledger: _Ledger) -> Change:
        """A change of the sentences of a seed that its record translates."""
        words = sentence("", f"translation {change.kind}, withheld (rights `{ledger.rights}`)")
        span = None if change.span is None else self._span(change.span)
        return replace(change, words=words, before=_outline(change.before), after=_outline(change.after), span=span)

    def _change(self, change: Change) -> Change:
        words, key = change.words, change.path[-1] if change.path else ""
        if key in _QUOTE and not self._quoted.isdisjoint(_texts(change)):
            words = _without_values(words, change)
        return replace(
            change,
            words=self.text(masked_quotes(words, self._quoted)),
            name=self.text(masked_quotes(change.name, self._quoted)),
            before=self._tree(change.before, key),
            after=self._tree(change.after, key),
            span=None if change.span is None else self._span(change.span),
        )

    def _tree(self, tree: Tree | None, key: str = "") -> Tree | None:
        if isinstance(tree, str):
            return masked(tree) if key in _QUOTE and tree in self._quoted else self.text(tree)
        if isinstance(tree, Mapping):
            return cast("Tree", {key: self._tree(value, key) for key, value in tree.items()})
        if isinstance(tree, list | tuple):
            return cast("Tree", type(tree)(self._tree(value) for value in tree))
        return tree

    def _anchor(self, anchor: AnchorChange) -> AnchorChange:
        return replace(
            anchor,
            owner=self.text(masked_quotes(anchor.owner, self._quoted)),
            before=self._passage(anchor.before),
            after=self._passage(anchor.after),
            candidates=tuple(found for passage in anchor.candidates if (found := self._passage(passage)) is not None),
        )

    def _passage(self, passage: Passage | None) -> Passage | None:
        ledger = self._ledgers.get(passage.seed) if passage is not None else None
        if passage is None or ledger is None:
            return passage
        parts = (
            text if not text or ledger.pays(text, len(words_of(text))) else masked(text)
            for text in (passage.quote, passage.before, passage.after)
        )
        return replace(passage, quote=next(parts), before=next(parts), after=next(parts))

    def _page(self, page: Page) -> Page:
        return replace(page, before=self._lines(page.before), after=self._lines(page.after))

    def _lines(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """The lines of a page; a run of words may go on in the next one, and through the nodes around its words."""
        tokens = [token for line in lines for token in line.tokens]
        text = "".join((" " if token.space else "") + token.text for token in tokens)
        hidden = self._masked(text, text)
        if hidden == text:
            return tuple(lines)
        shown = iter(hidden)
        return tuple(
            replace(line, cells=tuple(tuple(_outlined(token, shown) for token in cell) for cell in line.cells))
            for line in lines
        )

    def text(self, text: str, *, of_links_only: bool = False) -> str:
        """A text in which runs of words of seeds are points where they may not be shown.

        Args:
            text: any.
            of_links_only: whether only seeds are looked for of which nothing may be shown.
        """
        return self._masked(text, text, of_links_only=of_links_only)

    def _masked(self, text: str, plain: str, *, of_links_only: bool = False) -> str:
        words, starts = placed_words(plain)
        if len(words) < SHORTEST:
            return text
        done: list[str] = []
        last = 0
        for run in common_runs(words, self._index, self._words.__getitem__):
            ledger = self._owners[run.known]
            if run.length < SHORTEST or (of_links_only and ledger.rights is not Rights.LINK):
                continue
            start = starts[run.at]
            end = starts[run.at + run.length] if run.at + run.length < len(starts) else len(text)
            if start < last or ledger.pays(plain[start:end].strip(), run.length):
                continue
            hidden = (
                masked_character(character) if shown == character else character
                for character, shown in zip(text[start:end], plain[start:end], strict=True)
            )
            done += text[last:start], "".join(hidden)
            last = end
        return "".join((*done, text[last:]))
