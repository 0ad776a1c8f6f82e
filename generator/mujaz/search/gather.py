"""All pages of an index taken together: what is in which section, and what follows when a few pages change."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mujaz.search.analyse import AnalysedPage
from mujaz.search.postings import LEVELS, decode, encode

_LONGEST_LIST = 20_000  # sections; a word in more of them says next to nothing


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the index as a whole has to know of a page.

    Attributes:
        location: its address.
        group: the same for all editions of the page.
        kind: what it is.
        language: its language.
        sections: how many it has.
        claims: which of them are claims, from 0.
        size: characters of its results.
    """

    location: str
    group: str
    kind: str
    language: str
    sections: int
    claims: tuple[int, ...]
    size: int


@dataclass(slots=True)
class Gathered:
    """Pages taken together.

    Attributes:
        pages: in their order, by which their sections are numbered.
        lists: the posting list of each word.
        names: of each entity: its names, and how many pages and sections have each.
        small: words that are written with a small letter, and in how many sections.
    """

    pages: list[PageFacts]
    lists: dict[str, str]
    names: dict[str, dict[str, int]]
    small: dict[str, int]


def facts_of(analysed: AnalysedPage) -> PageFacts:
    """The facts of a page."""
    page = analysed.page
    return PageFacts(
        page.location,
        page.group or page.location,
        page.kind,
        page.language,
        len(page.sections),
        tuple(number for number, section in enumerate(page.sections) if section.is_claim),
        sum(len(section.title) + len(section.text) for section in page.sections),
    )


def gather(pages: Sequence[AnalysedPage]) -> Gathered:
    """Take pages together.

    Args:
        pages: in the order in which they are numbered.
    """
    words: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    small: Counter[str] = Counter()
    facts = [facts_of(page) for page in pages]
    number = 0
    for page in pages:
        for id, form in _names(page):
            names[id][form] += 1
        for section in page.sections:
            for word, level in section.levels.items():
                words[word].append(number * LEVELS + level)
            small.update(section.small)
            number += 1
    claims = _claims(facts)
    lists = {word: _list(sections, claims) for word, sections in words.items()}
    return Gathered(facts, lists, {id: dict(forms) for id, forms in names.items()}, dict(small))


def can_follow(gathered: Gathered, facts: Mapping[str, PageFacts], gone: Iterable[str]) -> bool:
    """Whether pages can change without those after them being numbered anew.

    Args:
        gathered: the pages as they were.
        facts: of the pages that change, by address.
        gone: addresses of pages that are there no longer.
    """
    before = {page.location: page for page in gathered.pages if page.location in facts}
    return not any(gone) and all(
        location in before
        and (own.group, own.sections, own.claims)
        == (before[location].group, before[location].sections, before[location].claims)
        for location, own in facts.items()
    )


def follow(gathered: Gathered, changes: Iterable[tuple[AnalysedPage, AnalysedPage]]) -> bool:
    """Change pages that `can_follow` said can be.

    Args:
        gathered: is changed.
        changes: each page as it was and as it is.

    Returns:
        whether it could be done; where not, all pages have to be gathered anew.
    """
    numbers = {}
    number = 0
    for at, page in enumerate(gathered.pages):
        numbers[page.location] = at, number
        number += page.sections
    claims = _claims(gathered.pages)
    lists: dict[str, dict[int, int]] = {}
    for old, new in changes:
        at, first = numbers[new.page.location]
        gathered.pages[at] = facts_of(new)
        for entry, step in ((old, -1), (new, 1)):
            for id, form in _names(entry):
                _count(gathered.names.setdefault(id, {}), form, step)
                if not gathered.names[id]:
                    del gathered.names[id]
            for section in entry.sections:
                for word in section.small:
                    _count(gathered.small, word, step)
        for number, (before, after) in enumerate(zip(old.sections, new.sections, strict=True), first):
            for word in before.levels.keys() | after.levels.keys():
                level = after.levels.get(word, 0)
                if level == before.levels.get(word, 0):
                    continue
                if word not in lists:
                    postings = decode(gathered.lists.get(word, ""))
                    if len(postings) >= _LONGEST_LIST:
                        return False  # the rest of the list is not known any more
                    lists[word] = {posting // LEVELS: posting % LEVELS for posting in postings}
                lists[word].pop(number, None)
                if level:
                    lists[word][number] = level
    for word, levels in lists.items():
        if levels:
            gathered.lists[word] = _list(array("L", (n * LEVELS + levels[n] for n in sorted(levels))), claims)
        else:
            del gathered.lists[word]
    return True


def _names(page: AnalysedPage) -> Iterable[tuple[str, str]]:
    """All that names an entity on a page, once for each section; empty forms too, so that the entity is known."""
    if page.page.entity:
        yield from ((page.page.entity, name) for name in page.names)
    for section in page.sections:
        for id, forms in section.forms.items():
            yield from ((id, form) for form in forms)


def _count(counts: dict[str, int], key: str, step: int) -> None:
    number = counts.get(key, 0) + step
    if number:
        counts[key] = number
    else:
        del counts[key]


def _claims(pages: Iterable[PageFacts]) -> set[int]:
    claims: set[int] = set()
    number = 0
    for page in pages:
        claims.update(number + claim for claim in page.claims)
        number += page.sections
    return claims


def _list(sections: Sequence[int], claims: set[int]) -> str:
    kept: Sequence[int] = sections
    if len(sections) > _LONGEST_LIST:
        kept = sorted(sorted(sections, key=lambda posting: (-(posting % LEVELS), posting))[:_LONGEST_LIST])
    return encode(kept, claims)
