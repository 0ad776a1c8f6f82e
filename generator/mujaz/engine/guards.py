"""The seeds that may not be published in full, found by stages: what the rights gate of a build looks for."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from mujaz.engine.cache.facts import Value
from mujaz.engine.content import Content
from mujaz.engine.editorial import Editorial
from mujaz.engine.facts import ALLOWED, GUARDED, GUARDS, RESTRICTED, RIGHTS, SEED, SHINGLES, VOCABULARY
from mujaz.model import Rights, SeedRecord
from mujaz.model.documents import SeedDocument
from mujaz.rights.alignment import Alignment
from mujaz.rights.leaks import GuardedText, Ranges, granted
from mujaz.rights.masks import masked, masked_at, outline, outlined_finding
from mujaz.rights.passages import Vocabulary
from mujaz.rights.runs import Shingles, placed_words, words_of
from mujaz.rights.runs_of_letters import Letters
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Source, Span


def all_guarded(content: Content) -> dict[str, bytes]:
    """The site: made of these seeds, those that are left out of it included."""
    names = "\n".join([*content.site.seeds, *(f"{id} {key.decode()}" for id, key in content.shelf.withheld.items())])
    return {"all": hashlib.blake2b(names.encode()).digest()}


def restricted(content: Content, _: str) -> Iterator[Value]:
    """The seeds that may not be published in full."""
    memo = content.memo
    kept = (id for id in SEED.keys(memo) if RIGHTS.read(memo, id) != Rights.FULL)
    left_out = (id for id in content.shelf.withheld if content.guarded_seed(id)[1].rights is not Rights.FULL)
    yield RESTRICTED((*kept, *left_out))


def guarded_seeds(content: Content) -> dict[str, bytes]:
    """Seeds, where one is restricted: what an open one says, too, may be shown."""
    every = {**dict.fromkeys(content.site.seeds, b""), **content.shelf.withheld}
    return every if RESTRICTED.read(content.memo) else {}


def guard_text(content: Content, id: str) -> Iterator[Value]:
    """A seed as words."""
    text, record = content.guarded_seed(id)
    words, starts = placed_words(text.text)
    title = words_of(record.title.lines)
    yield GUARDED(id, (str(record.rights), words.tobytes(), starts.tobytes(), title.tobytes()))


def index_guards(content: Content, _: str) -> Iterator[Value]:
    """The restricted seeds, as that which built files are compared with."""
    memo = content.memo
    ids = (*SEED.keys(memo), *content.shelf.withheld)
    restricted = RESTRICTED.read(memo)
    if not restricted:
        yield from (GUARDS(((), b"", {}, {})), SHINGLES((b"", b"", b"")), VOCABULARY((b"", b"")))
        return
    texts = {id: guarded_text(GUARDED.read(memo, id)) for id in ids}
    guarded = {number: texts[id] for number, id in enumerate(restricted)}
    index = Shingles.of(text.words for text in guarded.values())
    cited = granted(guarded, index, (text.cited for text in texts.values()))
    full = granted(guarded, index, (text.words for text in texts.values() if text.rights is Rights.FULL))
    packed = index.as_bytes()
    digest = hashlib.blake2b("\n".join(restricted).encode(), digest_size=16)
    for part in packed:
        digest.update(part)
    yield GUARDS((restricted, digest.digest(), full, cited))
    yield SHINGLES(packed)
    yield VOCABULARY(Vocabulary.of(text.words for text in guarded.values()).as_bytes())


def allow(content: Content, _: str) -> Iterator[Value]:
    """What may be shown of each restricted seed, as digests."""
    ids, _digest, full, cited = GUARDS.read(content.memo)
    keys = []
    for number, id in enumerate(ids):
        _text, record = content.guarded_seed(id)
        shown = full.get(number), cited.get(number)
        told = str(record.rights), shown, content.index.quoted.get(id), record.excerpt_budget
        keys.append(hashlib.blake2b(repr(told).encode(), digest_size=8).digest())
    yield ALLOWED(tuple(keys))


def guarded_text(fact: tuple[str, bytes, bytes, bytes]) -> GuardedText:
    """A seed as words, from the fact that is kept of it."""
    rights, words, starts, cited = fact
    return GuardedText(Rights(rights), array("q", words), array("I", starts), array("q", cited))


def outlined(findings: Iterable[Diagnostic], content: Content) -> list[Diagnostic]:
    """Findings that show only the outline of seeds of which nothing may be shown, for they lie in public logs.

    Of a seed whose record has errors it is not known what may be shown: nothing is.

    Args:
        findings: any.
        content: the content of the site; it may have errors.
    """
    documents: dict[str, object] = {}
    records: dict[str, Source] = {}

    def document_of(name: str) -> object:
        if name not in documents:
            item = f"seed/{name.removeprefix('seeds/').rpartition('.')[0]}"
            documents[name] = content.shelf.document(item) if item in content.shelf.items() else None
        return documents[name]

    def is_hidden(name: str) -> bool:
        if not name.startswith("seeds/"):
            return False
        document = document_of(name)
        return not isinstance(document, SeedDocument) or document.record.rights is Rights.LINK

    def shown(span: Span) -> Span:
        name = span.source.name
        if not is_hidden(name):
            return span
        if name.endswith(".txt"):
            return outline(span)
        document = document_of(name)
        if not isinstance(document, SeedDocument) or document.record.translation is None:
            return span
        if name not in records:
            records[name] = without_sentences(span.source, document.record)
        return Span(records[name], span.start, span.end)

    return [outlined_finding(finding, lambda words: is_hidden(words.name), shown) for finding in findings]


def without_sentences(source: Source, record: SeedRecord) -> Source:
    """The file of a record, with the outline of what it translates of its seed and of the translation."""
    translation = record.translation
    if translation is None:
        return source
    ranges = ((pair.span.start, pair.span.end) for pair in translation.sentences)
    return Source(source.name, masked_at(source.text, ranges))


class Guards:
    """What the rights gate needs to know of a site; read as it is asked for, as long as the store is open.

    Args:
        content: the content of the site.

    Attributes:
        longest: how many words of a seed in a row may stand outside of its quoted passages.
        unsearched: the files that are published unread, as the policy names them.
        origins: gives the places where people wrote words of a seed that stand in a built file, by the number of the
            seed, the first word and how many they are; none where nobody set it.
    """

    origins: Callable[[int, int, int], Iterable[Span]]

    def __init__(self, content: Content) -> None:
        self.content, self._memo = content, content.memo
        policy = Editorial(content).policy
        self.longest, self.unsearched = policy.max_shared_words, policy.unsearched_files
        self.ids, self.digest, self._full, self._cited = GUARDS.read(self._memo)
        self.origins = lambda known, start, length: ()
        self._masked: dict[int, Source] = {}
        self._texts: dict[int, GuardedText] = {}
        self._allowed: dict[int, frozenset[int]] = {}

    @cached_property
    def keys(self) -> tuple[bytes, ...]:
        """Of each restricted seed, a digest of what may be shown of it."""
        return ALLOWED.read(self._memo)

    @cached_property
    def index(self) -> Shingles:
        """The shingles of all restricted seeds, which have the numbers of their places among `ids`."""
        return Shingles.from_bytes(*SHINGLES.read(self._memo))

    @cached_property
    def values(self) -> frozenset[int]:
        """All shingles: worth their making where many files are looked at."""
        return frozenset(self.index.values)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The telling words of all restricted seeds, by the same numbers."""
        return Vocabulary.from_bytes(*VOCABULARY.read(self._memo))

    @cached_property
    def telling(self) -> frozenset[int]:
        """All telling words; as `values`."""
        return frozenset(self.vocabulary.values)

    @cached_property
    def letters(self) -> Letters:
        """The letters of all restricted seeds, by the same numbers."""
        return Letters(self.content.guarded_seed(id)[0].text for id in self.ids)

    @cached_property
    def alignment(self) -> Alignment:
        """The words of all restricted seeds, by the same numbers."""
        return Alignment(self.content.guarded_seed(id)[0].text for id in self.ids)

    def text(self, number: int) -> GuardedText:
        """A seed as words."""
        if number not in self._texts:
            self._texts[number] = guarded_text(GUARDED.read(self._memo, self.ids[number]))
        return self._texts[number]

    def quoted(self, number: int) -> Ranges:
        """The ranges of words that briefs quote, in code points merged."""
        return self.text(number).ranges(self.content.index.quoted.get(self.ids[number], ()))

    def allowed(self, number: int) -> frozenset[int]:
        """The words of a seed that may be shown, by their numbers."""
        if number not in self._allowed:
            ranges = self._full.get(number, ()) + self._cited.get(number, ())
            if self.text(number).rights is Rights.EXCERPT:
                ranges += self.quoted(number)
            self._allowed[number] = frozenset(n for start, end in ranges for n in range(start, end))
        return self._allowed[number]

    def cited(self, number: int) -> frozenset[int]:
        """The words of a seed that stand in the titles of records, beyond as many in a row as may stand anywhere."""
        ranges = [(start, end) for start, end in self._cited.get(number, ()) if end - start > self.longest]
        return frozenset(n for start, end in ranges for n in range(start, end))

    @property
    def all_cited(self) -> frozenset[int]:
        """The seeds of which titles of records show words, by number."""
        return frozenset(self._cited)

    def free(self, number: int) -> frozenset[int]:
        """The words that a file may show wherever they stand, as digests: those of what may be shown of a seed."""
        words = self.text(number).words
        return frozenset([*(words[n] for n in self.allowed(number)), *self.text(number).cited])

    def place(self, number: int, start: int, length: int) -> Span:
        """Words of a seed as a place in its text, of which a report shows the outline only."""
        source, _ = self.content.guarded_seed(self.ids[number])
        starts = self.text(number).starts
        end = starts[start + length] if start + length < len(starts) else len(source.text)
        found = source.text[starts[start] : end].rstrip()
        if number not in self._masked:
            self._masked[number] = Source(source.name, masked(source.text))
        return Span(self._masked[number], starts[start], starts[start] + len(found))

    def budget(self, number: int) -> int:
        """How much of a seed may be quoted over the whole site, per cent of its words."""
        return int(self.content.guarded_seed(self.ids[number])[1].excerpt_budget)
