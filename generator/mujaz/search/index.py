"""The index: all analysed pages in one, as small scripts that a page loads as it needs them.

An index is a folder. `index.js` says what there is; the scripts of `browser` beside this file are the code that reads
queries as the pages were read; `w/*.js` hold the words in the order of their keys, with their posting lists;
`t/*.js` the texts of results. Each script calls `mujazSearch.part` with its name and content, which works from
`file://` as well, where pages may not fetch. The same pages give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from importlib import resources
from typing import Any

from mujaz.search.analyse import ENTITY, AnalysedPage, analyse
from mujaz.search.known import KNOWN, present
from mujaz.search.page import KINDS, SearchPage
from mujaz.search.postings import LEVELS, encode, encode_numbers
from mujaz.search.sounds import sound_key
from mujaz.search.stems import readings
from mujaz.search.tables import tables
from mujaz.search.vocabulary import entries

FORMAT = 1
_CODE = tuple(f"{name}.js" for name in ("analysis", "forms", "kinship", "marker", "matching", "ranking", "vocabulary"))
_WORDS_SIZE = 16_000  # characters before packing; a query loads one of these for each form that it looks for
_TEXTS_SIZE = 6_000  # and one of these for each page that it shows
_LONGEST_LIST = 20_000  # sections; a word in more of them says next to nothing


def build(pages: Iterable[SearchPage], known: Iterable[Collection[str]] = ()) -> dict[str, bytes]:
    """The index of a collection: its files by their path below the folder of the index.

    Args:
        pages: the pages, in any order.
        known: names of the same thing in several languages; pages are found by each of them that hold another.
    """
    return merge([analyse(page) for page in pages], known)


def merge(pages: Sequence[AnalysedPage], known: Iterable[Collection[str]] = ()) -> dict[str, bytes]:
    """The index of analysed pages; as `build`."""
    pages = sorted(pages, key=_order)
    words, names, claims = _gathered(pages)
    names.update(present(known, words))
    parts: dict[str, str] = {}
    boundaries = []
    for number, (first, lines) in enumerate(
        _cut(sorted(_lines(words, names, claims, _capital(pages)), key=_utf16), _WORDS_SIZE)
    ):
        parts[f"w/{number}"] = _packed("\n".join(lines))
        boundaries.append(first)
    shown, starts = _texts(pages)
    parts.update((f"t/{number}", _packed(_json(texts))) for number, texts in enumerate(shown))
    content = hashlib.sha256("".join(parts.values()).encode()).hexdigest()[:16]
    kinds = [f"{page.page.kind} {page.page.language}" for page in pages]
    known = sorted(set(kinds))
    manifest = {
        "format": FORMAT,
        "version": content,
        "kinds": [kind.split(" ") for kind in known],
        "pages": encode_numbers(
            n
            for page, kind, first in zip(pages, kinds, _first_of_group(pages), strict=True)
            for n in (known.index(kind) * 2 + first, len(page.sections))
        ),
        "words": boundaries,
        "texts": starts,
        "tables": tables(),
    }
    parts["index"] = _json(manifest)
    files = {f"{name}.js": f'mujazSearch.part("{name}",{text});\n'.encode() for name, text in sorted(parts.items())}
    return files | {name: (resources.files("mujaz.search") / "browser" / name).read_bytes() for name in _CODE}


def _order(page: AnalysedPage) -> tuple[str, str]:
    # Editions of one page stand side by side.
    return page.page.group or page.page.location, page.page.location


def _first_of_group(pages: Sequence[AnalysedPage]) -> list[bool]:
    groups = [page.page.group or page.page.location for page in pages]
    return [number == 0 or groups[number - 1] != group for number, group in enumerate(groups)]


def _gathered(
    pages: Sequence[AnalysedPage],
) -> tuple[dict[str, array[int]], dict[str, set[str]], set[int]]:
    """For each word its sections and levels; for each entity its names; the claims."""
    words: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
    names: defaultdict[str, set[str]] = defaultdict(set)
    claims = set()
    number = 0
    for page in pages:
        if page.page.entity:
            names[page.page.entity].update(page.names)
        for section, source in zip(page.sections, page.page.sections, strict=True):
            for word, level in section.levels.items():
                words[word].append(number * LEVELS + level)
            for id, forms in section.forms.items():
                names[id].update(forms)
            if source.is_claim:
                claims.add(number)
            number += 1
    return words, names, claims


def _capital(pages: Sequence[AnalysedPage]) -> Callable[[str], bool]:
    """Whether a word may be a name, going by how it is written: Latin words that no page writes with a small letter."""
    small = {word for page in pages for section in page.sections for word in section.small}
    return lambda word: word not in small


def _lines(
    words: dict[str, array[int]], names: dict[str, set[str]], claims: set[int], may_be_name: Callable[[str], bool]
) -> list[str]:
    lists = {word: _list(sections, claims) for word, sections in words.items()}
    lines = [f"{word} {word} 2 {lists[word]}" for word in lists if word.startswith(ENTITY)]
    # The list stands with the word as a whole; a reading with a proclitic only leads there.
    lines += [
        f"{key} {word} {trust} {lists[word]}" if trust == 2 else f"{key} {word} {trust}"
        for key, word, trust in entries({word for word in words if not word.startswith(ENTITY)})
    ]
    for id, forms in names.items():
        known = sorted(filter(None, forms))
        lines += [f"{readings(form.partition(' ')[0])[0].stem} ={id} {form}" for form in known]
        lines += [f"{ENTITY}{id} = {form}" for form in known]
    spoken = {word for id, forms in names.items() if id[0] != KNOWN for form in forms for word in form.split(" ")}
    lines += [f"~{key} {word}" for word in spoken if len(key := sound_key(readings(word)[0].core)) > 1]
    # Names that no glossary has are written in another script only where nothing else is found.
    others = {readings(word)[0].core: word for word in words if word not in spoken and may_be_name(word)}
    lines += [f"~{key} {word} ?" for core, word in sorted(others.items()) if len(key := sound_key(core)) > 2]
    return lines


def _list(sections: array[int], claims: set[int]) -> str:
    kept: Sequence[int] = sections
    if len(sections) > _LONGEST_LIST:
        kept = sorted(sorted(sections, key=lambda posting: (-(posting % LEVELS), posting))[:_LONGEST_LIST])
    return encode(kept, claims)


def _cut(lines: list[str], size: int) -> list[tuple[str, list[str]]]:
    """Lines in parts of about a size, with the key that each begins with; a key is never divided."""
    parts: list[tuple[str, list[str]]] = []
    length = size
    last = None
    for line in lines:
        key = line.partition(" ")[0]
        if length >= size and key != last:
            parts.append((key, []))
            length = 0
        parts[-1][1].append(line)
        length += len(line) + 1
        last = key
    return parts


def _texts(pages: Sequence[AnalysedPage]) -> tuple[list[list[Any]], list[int]]:
    """What results show, in parts of about a size, and the number of the page that each begins with."""
    parts: list[list[Any]] = []
    starts = []
    length = _TEXTS_SIZE
    for number, analysed in enumerate(pages):
        page = analysed.page
        if length >= _TEXTS_SIZE:
            parts.append([])
            starts.append(number)
            length = 0
        sections = [[section.anchor, section.title, section.text] for section in page.sections]
        parts[-1].append([page.location, page.title, page.entity, sections])
        length += sum(len(section.title) + len(section.text) for section in page.sections)
    return parts, starts


def _packed(text: str) -> str:
    """A text as a script can carry it and a browser unpack it: deflated (RFC 1951), in base 64."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(text.encode()) + packer.flush()
    return f'"{b64encode(packed).decode()}"'


def _utf16(line: str) -> bytes:
    # The order of JavaScript.
    return line.encode("utf-16-be", "surrogatepass")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


__all__ = ["KINDS", "build", "merge"]
