"""The index brought up to date: what changed in some pages changes the files that depend on it, and no others.

What is kept of an index is its own parts, as they are packed, and what its lines were made from: the words of each
page, and the facts of the vocabulary. The files are those that a new index of all pages has, to the byte.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from importlib import resources
from operator import attrgetter
from typing import Any, NamedTuple

from mujaz.engine.cache.packing import pack_plain, pack_small, unpack_plain, unpack_small
from mujaz.engine.cache.rooms import Storage
from mujaz.search.analyse import ENTITY, AnalysedPage
from mujaz.search.kept import FACTS, HEAD, KNOWN, LISTS, PAGES, ROOMS, SPELLINGS, TEXTS, WORDS, NoIndexError
from mujaz.search.known import folded
from mujaz.search.lists import LongLists
from mujaz.search.numbering import numbered, table_size
from mujaz.search.packing import name_of, packed, unpacked
from mujaz.search.parts import WordParts
from mujaz.search.postings import best_of_page, encode_lists, encode_numbers
from mujaz.search.spellings import Spellings
from mujaz.search.stems import readings
from mujaz.search.tables import tables
from mujaz.search.vocabulary import Fact, Vocabulary

FORMAT = 4
_CODE = tuple(
    f"{name}.js"
    for name in ("analysis", "forms", "kinship", "marker", "matching", "phrases", "ranking", "spelling", "vocabulary")
)
_BUCKETS = 1024  # of the facts, by a digest of their strings
_TOGETHER = 8  # page numbers, of which hardly more than two are taken, that share a part of the texts
_LEVEL = 6  # of packing
_MANY, _SECTIONS = 1 << 15, 4  # numbers of pages, from which on a word counts in so many sections of each page only


class _Listed(NamedTuple):
    """A page in the list of all."""

    group: str
    location: str
    kind: str
    sections: int
    number: int


def update(
    kept: Storage, changed: Iterable[AnalysedPage], gone: Iterable[str], known: Iterable[Collection[str]]
) -> dict[str, bytes | None]:
    """Bring an index up to date with its pages.

    Args:
        kept: what the last update or `create` kept; it then holds what the next one needs.
        changed: pages that are new, or may be other than in the index.
        gone: the locations of pages that are to be there no longer; others may be among them.
        known: as for `create`; asked only where all is made anew.

    Raises:
        NoIndexError: there is no index yet, or something of it is missing; `create` one.

    Returns:
        the files that are new or changed, by their path below the folder of the index; None for those to be removed.
        All of them where there are so many more, or fewer, pages that they all have other numbers.
    """
    index = _Index.kept(kept)
    pages = {page.location: page for page in changed}
    locations = (set(index.pages) - set(gone)) | set(pages)
    if table_size(len(locations)) != index.size:
        before = index.files()
        pages.update((location, index.page(location)) for location in locations - set(pages))
        after = create(kept, pages.values(), known)
        return dict.fromkeys(before - set(after)) | after
    index.take(pages, locations)
    return index.write()


def create(
    kept: Storage | None, pages: Iterable[AnalysedPage], known: Iterable[Collection[str]] = ()
) -> dict[str, bytes | None]:
    """Make an index of pages, whatever was kept.

    Args:
        kept: what holds what the next `update` needs; None where there is to be none.
        pages: all pages, in any order.
        known: names of the same thing in several languages; pages are found by each of them that hold another.

    Returns:
        all its files, by their path below its folder.
    """
    if kept is not None:
        for room in ROOMS:
            for key in kept.keys(room):
                kept.delete(room, key)
    by_location = {page.location: page for page in pages}
    index = _Index(kept, table_size(len(by_location)), {}, {"": ""}, (), 0, b"")
    index.know(known)
    index.take(by_location, set(by_location))
    return index.write() | {name: (resources.files("mujaz.search") / "browser" / name).read_bytes() for name in _CODE}


class _Index:
    def __init__(
        self,
        kept: Storage | None,
        size: int,
        pages: dict[str, _Listed],
        key_filters: dict[str, str],
        lengths: tuple[int, ...],
        version: int,
        digest: bytes,
    ) -> None:
        self._kept = kept
        self.size = size
        self.pages = pages
        self._version = version
        self._digest = digest
        self._is_new = not pages
        self._long = LongLists(partial(self._get, LISTS))
        self._words = WordParts(partial(self._get, WORDS), key_filters, self._long)
        self._spellings = Spellings(partial(self._get, SPELLINGS), lengths)
        self._facts: dict[str, Fact] = {}
        self._buckets: dict[int, bytes] = {}
        self._groups: list[tuple[str, ...]] | None = None
        self._texts: dict[int, dict[int, str]] = {}
        self._was_texts: dict[int, bytes] = {}
        self._records: list[tuple[str, bytes]] = []
        self._gone: list[str] = []
        self._text_parts = {page.number // _TOGETHER for page in pages.values()}

    @classmethod
    def kept(cls, kept: Storage) -> _Index:
        """The index as it is kept.

        Raises:
            NoIndexError: none is.
        """
        content = kept.get(HEAD, "")
        if content is None:
            raise NoIndexError(HEAD)
        size, pages, key_filters, lengths, version, digest = unpack_plain(content)
        listed = map(_Listed._make, pages)
        index = cls(kept, size, {page.location: page for page in listed}, key_filters, lengths, version, digest)
        index._is_new = False
        return index

    # What is kept

    def _get(self, room: str, key: str) -> bytes:
        if self._is_new or self._kept is None:
            return b""
        content = self._kept.get(room, key)
        if content is None:
            raise NoIndexError(f"{room}/{key}")
        return content

    def _record(self, location: str) -> tuple[str, frozenset[str], frozenset[str]]:
        """The postings, names and small words of a page as the index has it."""
        found: tuple[str, frozenset[str], frozenset[str]] = unpack_small(self._get(PAGES, location))
        return found

    def page(self, location: str) -> AnalysedPage:
        """A page of the index."""
        listed = self.pages[location]
        postings, names, small = self._record(location)
        shown = self._shown(listed.number)[listed.number]
        return AnalysedPage(location, listed.group, listed.kind, listed.sections, postings, names, small, shown)

    def groups(self) -> list[tuple[str, ...]]:
        """The known names."""
        if self._groups is None:
            self._groups = unpack_small(self._get(KNOWN, ""))
        return self._groups

    def _fact(self, string: str) -> Fact:
        fact = self._facts.get(string)
        if fact is None:
            if not self._is_new and (bucket := zlib.crc32(string.encode()) % _BUCKETS) not in self._buckets:
                self._buckets[bucket] = content = self._get(FACTS, str(bucket))
                self._facts.update((name, Fact(*values)) for name, values in unpack_small(content).items())
            fact = self._facts.setdefault(string, Fact())
        return fact

    def _shown(self, number: int) -> dict[int, str]:
        """What results show of the pages in the part of a number, by their numbers."""
        part = number // _TOGETHER
        if part not in self._texts:
            content = self._get(TEXTS, str(part)) if part in self._text_parts else b""
            self._texts[part] = {}
            if content:
                self._was_texts[part] = content
                lines = (line.partition(" ") for line in unpacked(content).split("\n"))
                self._texts[part] = {int(number): shown for number, _, shown in lines}
        return self._texts[part]

    def files(self) -> set[str]:
        """The names of all parts."""
        words = {f"w/{name_of(boundary)}.js" for boundary in self._words.boundaries}
        lists = {f"l/{name_of(word)}.js" for word in self._kept.keys(LISTS)} if self._kept is not None else set()
        spellings = {f"s/{length}.js" for length in self._spellings.lengths}
        return words | lists | spellings | {f"t/{page.number // _TOGETHER}.js" for page in self.pages.values()}

    # Changes

    def know(self, known: Iterable[Collection[str]]) -> None:
        """Take the names that are known without a glossary."""
        self._groups = folded(known)
        for number, names in enumerate(self._groups):
            for stem in {readings(word)[0].stem for name in names for word in name.split(" ")}:
                fact = self._fact(stem)
                fact.groups = (*fact.groups, number)

    def take(self, pages: Mapping[str, AnalysedPage], locations: set[str]) -> None:
        """Take changed pages, and let those go that are not among the locations of all."""
        before = self.pages
        numbers = {location: page.number for location, page in before.items()}
        if locations != before.keys():
            numbers = numbered(locations, self.size)
        names: Counter[str] = Counter()
        small: Counter[str] = Counter()
        old: dict[int, str] = {}
        new = {numbers[location]: page.postings for location, page in pages.items()}
        shown = {numbers[location]: page.shown for location, page in pages.items()}
        for location, listed in before.items():
            is_moved = numbers.get(location) != listed.number
            if not is_moved and location not in pages:
                continue
            old[listed.number], old_names, old_small = self._record(location)
            text = self._shown(listed.number).pop(listed.number)
            if location in numbers and location not in pages:
                new[numbers[location]], shown[numbers[location]] = old[listed.number], text
                continue
            names.subtract(old_names)
            small.subtract(old_small)
            if location not in numbers:
                self._gone.append(location)
        for page in pages.values():
            names.update(page.names)
            small.update(page.small)
            if self._kept is not None:
                self._records.append((page.location, pack_small((page.postings, page.names, page.small))))
        for number, text in shown.items():
            self._shown(number)[number] = text
        if self._is_new:
            self._edit(encode_lists((number, self._postings(new[number])) for number in sorted(new)), names, small)
        else:
            self._edit(self._edits(old, new), names, small)
        if pages or locations != before.keys():
            listed_pages = [
                _Listed(page.group, page.location, page.kind, page.sections, numbers[page.location])
                for page in pages.values()
            ]
            listed_pages += [
                listed._replace(number=numbers[location])
                for location, listed in before.items()
                if location in numbers and location not in pages
            ]
            # Editions of one page stand side by side.
            self.pages = {page.location: page for page in sorted(listed_pages)}

    def _edits(self, old: Mapping[int, str], new: Mapping[int, str]) -> Iterator[tuple[str, dict[int, str]]]:
        """Each word whose postings change, with those of the pages where they do."""
        edits: defaultdict[str, dict[int, str]] = defaultdict(dict)
        for number in old.keys() | new.keys():
            before, after = self._postings(old.get(number, "")), self._postings(new.get(number, ""))
            for word in {word for word, _ in before.items() ^ after.items()}:
                edits[word][number] = after.get(word, "")
        yield from edits.items()

    def _postings(self, postings: str) -> dict[str, str]:
        fields = postings.split(" ") if postings else []
        found = dict(zip(fields[::2], fields[1::2], strict=True))
        if self.size >= _MANY:
            return {word: best_of_page(sections, _SECTIONS) for word, sections in found.items()}
        return found

    def _edit(
        self, lists: Iterable[tuple[str, dict[int, str] | str]], names: Mapping[str, int], small: Mapping[str, int]
    ) -> None:
        """Change posting lists, then all that the vocabulary decides."""
        words: dict[str, bool] = {}
        for word, changes in lists:
            is_word = not word.startswith(ENTITY)
            came = self._words.edit(readings(word)[0].stem if is_word else word, word, changes)
            if came is not None and is_word:
                words[word] = came
                self._spellings.edit(word, came=came)
        vocabulary = Vocabulary(self._fact, self.groups)
        vocabulary.update(words, _changed(names), _changed(small))
        for (key, line), came in vocabulary.lines.items():
            self._words.write(key, line, came)

    # Files

    def write(self) -> dict[str, bytes | None]:
        """The files that changed; what the next update needs is kept."""
        files: dict[str, bytes | None] = {}
        changes = {WORDS: self._words.changed(), LISTS: self._long.changed()}
        for folder, (now, was) in zip("wl", changes.values(), strict=True):
            for key, content in was.items():
                name = f"{folder}/{name_of(key)}"
                self._version -= self._put(files, name, content)
                files[f"{name}.js"] = None
            for key, content in now.items():
                self._version += self._put(files, f"{folder}/{name_of(key)}", content)
        changes[SPELLINGS] = now, was = self._spellings.changed()
        for length, content in was.items():
            self._version -= self._put(files, f"s/{length}", content)
            files[f"s/{length}.js"] = None
        for length, content in now.items():
            self._version += self._put(files, f"s/{length}", content)
        texts = {}
        for part, shown in self._texts.items():
            content = (
                packed("\n".join(f"{number} {shown[number]}" for number in sorted(shown)), _LEVEL) if shown else b""
            )
            before = self._was_texts.get(part, b"")
            if content == before:
                continue
            texts[part] = content
            if before:
                self._version -= self._put(files, f"t/{part}", before)
                files[f"t/{part}.js"] = None
            if content:
                self._version += self._put(files, f"t/{part}", content)
        self._version %= 1 << 64
        index = self._manifest()
        digest = hashlib.blake2b(index, digest_size=16).digest()
        if digest != self._digest:
            files["index.js"] = index
            self._digest = digest
        if self._kept is not None:
            self._keep(self._kept, changes, texts)
        return files

    @staticmethod
    def _put(files: dict[str, bytes | None], name: str, content: bytes) -> int:
        """Put a part among the files; a number that stands for its content in the version of the index."""
        script = files[f"{name}.js"] = f'mujazSearch.part("{name}","{b64encode(content).decode()}");\n'.encode()
        return int.from_bytes(hashlib.blake2b(script, digest_size=8).digest(), "big")

    def _manifest(self) -> bytes:
        pages = self.pages.values()
        kinds = sorted({page.kind for page in pages})
        places = {kind: place for place, kind in enumerate(kinds)}
        numbers: list[int] = []
        group = None
        for page in pages:
            numbers += (places[page.kind] * 2 + (page.group != group), page.sections, page.number)
            group = page.group
        manifest = {
            "format": FORMAT,
            "version": f"{self._version:016x}",
            "kinds": [kind.split(" ") for kind in kinds],
            "pages": encode_numbers(numbers),
            "words": b64encode(packed("\n".join(self._words.boundaries), _LEVEL)).decode(),
            "key_filters": " ".join(self._words.key_filters.values()),
            "spellings": self._spellings.lengths,
            "tables": tables(),
        }
        return f'mujazSearch.part("index",{_json(manifest)});\n'.encode()

    def _keep(
        self, kept: Storage, changes: Mapping[str, tuple[dict[str, bytes], dict[str, bytes]]], texts: dict[int, bytes]
    ) -> None:
        for room, (now, was) in changes.items():
            for key in was.keys() - now.keys():
                kept.delete(room, key)
            kept.put_all(room, now.items())
        for part, content in texts.items():
            if not content:
                kept.delete(TEXTS, str(part))
        kept.put_all(TEXTS, [(str(part), content) for part, content in texts.items() if content])
        for location in self._gone:
            kept.delete(PAGES, location)
        kept.put_all(PAGES, self._records)
        facts: defaultdict[int, dict[str, tuple[Any, ...]]] = defaultdict(dict)
        for string, fact in self._facts.items():
            if fact != _NOTHING:
                facts[zlib.crc32(string.encode()) % _BUCKETS][string] = _values(fact)
        for bucket in range(_BUCKETS) if self._is_new else sorted(self._buckets):
            content = pack_small(facts[bucket])
            if content != self._buckets.get(bucket):
                kept.put_all(FACTS, [(str(bucket), content)])
        if self._is_new:
            kept.put_all(KNOWN, [("", pack_small(self._groups))])
        pages = [tuple(page) for page in self.pages.values()]
        head = (
            self.size,
            pages,
            self._words.key_filters,
            self._spellings.lengths,
            self._version,
            self._digest,
        )
        kept.put_all(HEAD, [("", pack_plain(head))])


_NOTHING = Fact()
_values = attrgetter(*Fact.__struct_fields__)


def _changed(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: number for name, number in counts.items() if number}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
