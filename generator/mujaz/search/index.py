"""The index: all analysed pages in one, as small scripts that a page loads as it needs them.

An index is a folder. `index.js` says what there is; the scripts of `browser` beside this file are the code that reads
queries as the pages were read; `w/*.js` hold the words in the order of their keys, with their posting lists;
`t/*.js` the texts of results. Each script calls `mujazSearch.part` with its name and content, which works from
`file://` as well, where pages may not fetch. The same pages give the same bytes.

A small change of a page is to change few files. So the words are cut into parts at keys that a digest picks, not
wherever a part is full, and parts have names that do not depend on how many come before them.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import pairwise
from typing import Any

from mujaz.search.analyse import ENTITY, AnalysedPage, analyse
from mujaz.search.gather import Gathered, gather
from mujaz.search.known import KNOWN, Group, groups, present
from mujaz.search.page import KINDS, SearchPage
from mujaz.search.postings import encode_numbers
from mujaz.search.tables import tables
from mujaz.search.vocabulary import Traits, entries, traits

FORMAT = 2
_CODE = tuple(f"{name}.js" for name in ("analysis", "forms", "kinship", "marker", "matching", "ranking", "vocabulary"))
# Characters before packing; a query loads one part of words for each form that it looks for, and one of texts for each
# page that it shows.
_LEAST_WORDS, _MOST_WORDS = 8_000, 32_000
_KEYS_APART = 128  # between two keys at which a part may begin
_TEXTS_SIZE = 6_000

Parts = Mapping[str, str]
"""Parts of the index by name, before packing."""


def build(pages: Iterable[SearchPage], known: Iterable[Collection[str]] = ()) -> dict[str, bytes]:
    """The index of a collection: its files by their path below the folder of the index.

    Args:
        pages: the pages, in any order.
        known: names of the same thing in several languages; pages are found by each of them that hold another.
    """
    return merge([analyse(page) for page in pages], groups(known))


def merge(pages: Sequence[AnalysedPage], known: Iterable[Group] = ()) -> dict[str, bytes]:
    """The index of analysed pages; as `build`."""
    pages = in_order(pages)
    gathered = gather(pages)
    words, boundaries = word_parts(gathered, known, {})
    cuts = text_cuts([text_size(page) for page in pages])
    texts = {f"t/{first}": text_part(pages[first:end]) for first, end in cuts}
    manifest = manifest_of(gathered, boundaries, [first for first, _ in cuts], digests({**words, **texts}))
    return {**packed({**words, **texts}), "index.js": manifest, **code()}


def in_order(pages: Iterable[AnalysedPage]) -> list[AnalysedPage]:
    """Pages as they are numbered: editions of one page stand side by side."""
    return sorted(pages, key=lambda page: (page.page.group or page.page.location, page.page.location))


def digests(parts: Parts) -> dict[str, str]:
    """A digest of each part."""
    return {name: hashlib.blake2b(text.encode(), digest_size=16).hexdigest() for name, text in parts.items()}


def manifest_of(
    gathered: Gathered, boundaries: Sequence[str], starts: Sequence[int], digests: Mapping[str, str]
) -> bytes:
    """The file that says what there is.

    Args:
        gathered: the pages.
        boundaries: the first key of each part of words.
        starts: the first page of each part of texts.
        digests: of all parts, by name.
    """
    version = hashlib.sha256("".join(f"{name} {digests[name]}\n" for name in sorted(digests)).encode()).hexdigest()
    kinds = [f"{page.kind} {page.language}" for page in gathered.pages]
    known = sorted(set(kinds))
    groups = [page.group for page in gathered.pages]
    manifest = {
        "format": FORMAT,
        "version": version[:16],
        "kinds": [kind.split(" ") for kind in known],
        "pages": encode_numbers(
            n
            for number, (page, kind) in enumerate(zip(gathered.pages, kinds, strict=True))
            for n in (known.index(kind) * 2 + (number == 0 or groups[number - 1] != page.group), page.sections)
        ),
        "words": boundaries,
        "texts": starts,
        "tables": tables(),
    }
    return _script("index", _json(manifest))


def code() -> dict[str, bytes]:
    """The scripts that read an index."""
    return {name: (resources.files("mujaz.search") / "browser" / name).read_bytes() for name in _CODE}


def packed(parts: Parts) -> dict[str, bytes]:
    """Parts as files."""
    return {f"{name}.js": _script(name, _packed(text)) for name, text in parts.items()}


def word_parts(gathered: Gathered, known: Iterable[Group], kept: dict[str, Traits]) -> tuple[dict[str, str], list[str]]:
    """The parts of words, and the key that each begins with.

    Args:
        gathered: the pages.
        known: names that are found by any of their languages.
        kept: what is known of words already; what is found out is added.
    """
    lines = sorted(_lines(gathered, known, kept), key=lambda line: line[0].encode("utf-16-be", "surrogatepass"))
    parts = {}
    boundaries = []
    for first, text in _cut(lines):
        parts[f"w/{name_of(first)}"] = text
        boundaries.append(first)
    return parts, boundaries


def _lines(gathered: Gathered, known: Iterable[Group], kept: dict[str, Traits]) -> list[tuple[str, str]]:
    """All lines, each with what stands behind the words that it is ordered by."""

    def of(word: str) -> Traits:
        own = kept.get(word)
        if own is None:
            own = kept[word] = traits(word)
        return own

    lists = gathered.lists
    words = {word: of(word) for word in lists if not word.startswith(ENTITY)}
    names: dict[str, Iterable[str]] = {id: [name for name in forms if name] for id, forms in gathered.names.items()}
    names.update(present(known, {own.stem for own in words.values()}))
    lines = [(f"{word} {word} 2", f" {lists[word]}") for word in lists if word.startswith(ENTITY)]
    # The list stands with the word as a whole; a reading with a proclitic only leads there.
    lines += [(f"{key} {word} {trust}", f" {lists[word]}" if trust == 2 else "") for key, word, trust in entries(words)]
    for id, forms in names.items():
        lines += [(f"{of(form.partition(' ')[0]).stem} ={id} {form}", "") for form in forms]
        lines += [(f"{ENTITY}{id} = {form}", "") for form in forms]
    spoken = {word for id, forms in names.items() if id[0] != KNOWN for form in forms for word in form.split(" ")}
    lines += [(f"~{key} {word}", "") for word in spoken if len(key := of(word).sound) > 1]
    # Names that no glossary has are written in another script only where nothing else is found: words that no page
    # writes with a small letter.
    others = {own.core: own.sound for word, own in words.items() if word not in spoken and word not in gathered.small}
    lines += [(f"~{key} {core} ?", "") for core, key in others.items() if len(key) > 2]
    return lines


def _cut(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Lines in parts, with the key that each begins with; a key is never divided, and no two parts share a name."""
    part: list[str] = []
    first = last = ""
    length = 0
    taken = set()
    for head, tail in lines:
        key = head.partition(" ")[0]
        if not part:
            first = key
        elif key != last and length >= _LEAST_WORDS:
            digest = _fnv(key)
            if (digest % _KEYS_APART == 0 or length >= _MOST_WORDS) and name_of(key) not in taken:
                yield first, "\n".join(part)
                taken.add(name_of(key))
                part, first, length = [], key, 0
        part.append(head + tail)
        length += len(head) + len(tail) + 1
        last = key
    if part:
        yield first, "\n".join(part)


def name_of(key: str) -> str:
    """The name of the part that begins with a key, as `browser/vocabulary.js` has it."""
    return f"{_fnv(key):08x}"


def _fnv(key: str) -> int:
    """FNV-1a over UTF-16 code units, 32 bits."""
    digest = 0x811C9DC5
    units = memoryview(key.encode("utf-16-le", "surrogatepass")).cast("H")
    for unit in units:
        digest = (digest ^ unit) * 0x01000193 & 0xFFFFFFFF
    return digest


def text_size(page: AnalysedPage) -> int:
    """How many characters the texts of a page's results have."""
    return sum(len(section.title) + len(section.text) for section in page.page.sections)


def text_cuts(sizes: Iterable[int]) -> list[tuple[int, int]]:
    """The pages of each part of texts, as ranges of their numbers."""
    starts = []
    length = _TEXTS_SIZE
    number = -1
    for number, size in enumerate(sizes):
        if length >= _TEXTS_SIZE:
            starts.append(number)
            length = 0
        length += size
    return list(pairwise([*starts, number + 1]))


def text_part(pages: Iterable[AnalysedPage]) -> str:
    """What results show of some pages."""
    return _json(
        [
            [page.location, page.title, page.entity, [[part.anchor, part.title, part.text] for part in page.sections]]
            for page in (analysed.page for analysed in pages)
        ]
    )


def _script(name: str, content: str) -> bytes:
    return f'mujazSearch.part("{name}",{content});\n'.encode()


def _packed(text: str) -> str:
    """A text as a script can carry it and a browser unpack it: deflated (RFC 1951), in base 64."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = packer.compress(text.encode()) + packer.flush()
    return f'"{b64encode(deflated).decode()}"'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


__all__ = ["KINDS", "build", "merge"]
