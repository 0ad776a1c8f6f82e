"""The index brought up to date: whatever changes in whatever order, its files are those of a new index, to the byte."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.engine.cache.store import Store
from mujaz.search import SearchPage, Section, lists, merge, parts
from mujaz.search.analyse import AnalysedPage, analyse
from mujaz.search.kept import NoIndexError
from mujaz.search.update import create, update
from thorough import examples

WORDS = """
    فكرة الفكرة كرة وكرة بوتين وبوتين لبوتين بالفكرة صاروخ صاروخك صواريخ فصاروخ Putin putin Apollo apollo-17
    2023-09-13 في روسيا Россия Москва 北京 مسؤول مسئول ولد والولد فرنسا باريس 𐍈𐌰 ﷺ
""".split()  # noqa: SIM905  (a list would take a page)
KNOWN = [["روسيا", "Russia", "Россия"], ["فرنسا", "France"], ["باريس", "Paris"], ["في"]]
PLACES = [f"{name}.html" for name in "abcdefghijkl"]

text = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
mentions = st.dictionaries(st.sampled_from(["putin", "apollo"]), st.lists(text, max_size=2), max_size=2)
section = st.builds(Section, st.sampled_from(["s", "t"]), text, text, st.booleans(), mentions, st.just(("20230913",)))
content = st.builds(
    SearchPage,
    location=st.just(""),
    title=text,
    sections=st.lists(section, min_size=1, max_size=3).map(tuple),
    language=st.sampled_from(["ar", "en"]),
    kind=st.sampled_from(["brief", "entity"]),
    group=st.sampled_from(["", "", "c"]),
    entity=st.sampled_from(["", "putin", "apollo"]),
    names=st.lists(text, max_size=2).map(tuple),
)
step = st.dictionaries(st.sampled_from(PLACES), content | st.none(), max_size=4)


class Memory:
    """A store in memory."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def get(self, room: str, key: str) -> bytes | None:
        return self._kept.get((room, key))

    def put_all(self, room: str, contents: Iterable[tuple[str, bytes]]) -> None:
        self._kept.update({(room, key): content for key, content in contents})

    def delete(self, room: str, key: str) -> None:
        self._kept.pop((room, key), None)

    def keys(self, room: str) -> list[str]:
        return [key for kept_in, key in self._kept if kept_in == room]


@pytest.fixture(scope="module", autouse=True)
def small_parts() -> Iterator[None]:
    """Parts of a few words each, and short lists that count as long, so that a few pages have many of both."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_SIZE", 60)
        patch.setattr(lists, "_LONGEST", 9)
        yield


def applied(files: dict[str, bytes], changed: dict[str, bytes | None]) -> dict[str, bytes]:
    assert all(name in files for name, content in changed.items() if content is None)
    return {name: content for name, content in (files | changed).items() if content is not None}


def placed(location: str, page: SearchPage) -> AnalysedPage:
    return analyse(
        SearchPage(location, page.title, page.sections, page.language, page.kind, page.group, page.entity, page.names)
    )


@given(st.dictionaries(st.sampled_from(PLACES), content, max_size=9), st.lists(step, min_size=1, max_size=6))
@settings(max_examples=examples(20, 200), deadline=None)
def test_after_any_changes_the_files_are_those_of_a_new_index(
    first: dict[str, SearchPage], steps: list[dict[str, SearchPage | None]]
) -> None:
    kept = Memory()
    pages = {location: placed(location, page) for location, page in first.items()}
    files = applied({}, create(kept, pages.values(), KNOWN))
    for changes in steps:
        changed = {location: placed(location, page) for location, page in changes.items() if page is not None}
        gone = [location for location, page in changes.items() if page is None]
        pages = {location: page for location, page in (pages | changed).items() if location not in gone}
        files = applied(files, update(kept, changed.values(), gone, KNOWN))
        assert files == merge(list(pages.values()), KNOWN)


def collection(number: int) -> list[SearchPage]:
    """Pages of some hundred words each, as frequent as words are."""
    draw = random.Random(11)
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    words = ["".join(draw.choices(letters, k=draw.randint(3, 7))) for _ in range(4000)]
    weights = [1 / rank for rank in range(1, 4001)]
    return [
        SearchPage(
            f"p{at}.html",
            " ".join(draw.choices(words, weights, k=5)),
            tuple(Section(f"s{n}" if n else "", "", " ".join(draw.choices(words, weights, k=60))) for n in range(4)),
        )
        for at in range(number)
    ]


def test_a_changed_word_changes_a_few_files(tmp_path: Path) -> None:
    pages = collection(120)
    store = Store(tmp_path)
    files = create(store, map(analyse, pages))
    store.commit()
    first, *others = pages[7].sections
    edited = SearchPage(pages[7].location, pages[7].title, (Section("", "", f"{first.text} زقزوق"), *others))
    store.close()
    store = Store(tmp_path)
    changed = update(store, [analyse(edited)], [], ())
    assert files | changed == create(None, map(analyse, [*pages[:7], edited, *pages[8:]]))
    assert len(changed) < 30
    assert not update(store, [analyse(edited)], [], ())
    store.close()


def test_an_index_that_is_not_kept_is_not_brought_up_to_date() -> None:
    with pytest.raises(NoIndexError):
        update(Memory(), [], [], ())
    kept = Memory()
    create(kept, map(analyse, collection(3)))
    for key in kept.keys("search.pages"):
        kept.delete("search.pages", key)
    with pytest.raises(NoIndexError):
        update(kept, [], ["p1.html"], ())
