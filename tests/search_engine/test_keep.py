"""An index that is kept up to date has the bytes of one that is made anew, whatever changes."""

from __future__ import annotations

import random

import pytest

from mujaz.search import SearchPage, Section, groups, merge, update
from mujaz.search.analyse import AnalysedPage, analyse

KNOWN = [["ألمانيا", "Germany", "Allemagne"], ["فرنسا", "France"], ["مصر", "Egypt"]]
WORDS = tuple(
    """
    بوتين وبوتين الفكرة فكرة كرة والكرة ألمانيا Germany فرنسا مصر كتاب كتب الكتاب وكتاب كيم Kim kim Putin moon Moon
    درنة سد السدود والسدود ليبيا فيضان الفيضانات 2023 ١٢ السد للسد بالسد
    """.split()  # noqa: SIM905  (read as words, not as strings)
)
NAMES = ("Putin", "بوتين", "Kim Jong Un", "كيم جونغ أون", "درنة")


class Shelf:
    """A store in memory."""

    def __init__(self) -> None:
        self.rooms: dict[tuple[str, str], bytes] = {}

    def get(self, room: str, key: str) -> bytes | None:
        return self.rooms.get((room, key))

    def put(self, room: str, key: str, content: bytes) -> None:
        self.rooms[room, key] = content

    def delete(self, room: str, key: str) -> None:
        self.rooms.pop((room, key), None)

    def keys(self, room: str) -> list[str]:
        return sorted(key for home, key in self.rooms if home == room)


def text(draw: random.Random, length: int) -> str:
    return " ".join(draw.choice(WORDS) for _ in range(length))


def page(draw: random.Random, number: int) -> SearchPage:
    language = draw.choice(("ar", "en"))
    sections = tuple(
        Section(
            f"s{n}" if n else "",
            text(draw, 2),
            text(draw, draw.choice((3, 40, 900))),
            is_claim=n > 0 and draw.random() < 0.3,
            mentions={draw.choice(("putin", "kim")): [draw.choice(NAMES)]} if draw.random() < 0.4 else {},
            days=("20230913",) if draw.random() < 0.2 else (),
        )
        for n in range(draw.randint(1, 3))
    )
    entity = draw.choice(("putin", "kim", "", ""))
    kind = "entity" if entity else draw.choice(("brief", "claim", "page"))
    group = f"g{number // 2}" if draw.random() < 0.5 else ""
    names = tuple(draw.sample(NAMES, 2)) if entity else ()
    return SearchPage(f"{language}/p{number}.html", text(draw, 3), sections, language, kind, group, entity, names)


def edited(draw: random.Random, old: SearchPage) -> SearchPage:
    """The page with another word, or another text, in one section; names and numbers of sections stay."""
    number = draw.randrange(len(old.sections))
    section = old.sections[number]
    words = section.text.split()
    words[draw.randrange(len(words))] = draw.choice((*WORDS, f"new{draw.randrange(9)}", "جديد"))
    fresh = Section(section.anchor, section.title, " ".join(words), section.is_claim, section.mentions, section.days)
    sections = (*old.sections[:number], fresh, *old.sections[number + 1 :])
    return SearchPage(old.location, old.title, sections, old.language, old.kind, old.group, old.entity, old.names[::-1])


def step(draw: random.Random, pages: dict[str, AnalysedPage]) -> tuple[list[AnalysedPage], set[str]]:
    """Some changed pages, and the addresses of some that go."""
    changed: list[AnalysedPage] = []
    gone: set[str] = set()
    for _ in range(draw.choice((1, 1, 1, 3))):
        choice = draw.random()
        if choice < 0.65 and pages:
            changed.append(analyse(edited(draw, draw.choice(list(pages.values())).page)))
        elif choice < 0.85 or not pages:
            changed.append(analyse(page(draw, draw.randrange(12))))
        else:
            gone.add(draw.choice(list(pages)))
    return changed, gone - {page.page.location for page in changed}


@pytest.mark.parametrize("sequence", range(40))
def test_the_same_bytes_after_any_changes(sequence: int) -> None:
    draw = random.Random(sequence)
    shelf = Shelf()
    pages: dict[str, AnalysedPage] = {}
    files: dict[str, bytes] = {}
    first = [analyse(page(draw, number)) for number in range(draw.choice((0, 1, 6, 12)))]
    changed, gone = first, set[str]()
    for _ in range(7):
        pages.update((page.page.location, page) for page in changed)
        for location in gone:
            del pages[location]
        for name, content in update(shelf, changed, gone, lambda: KNOWN).items():
            if content is None:
                del files[name]
            else:
                files[name] = content
        assert files == merge(list(pages.values()), groups(KNOWN))
        changed, gone = step(draw, pages)


def test_a_word_changes_few_files() -> None:
    draw = random.Random(1)
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    words = ["".join(draw.choices(letters, k=draw.randint(3, 7))) for _ in range(3000)]
    pages = [
        SearchPage(
            f"p{n}.html", " ".join(draw.choices(words, k=4)), (Section("", "", " ".join(draw.choices(words, k=900))),)
        )
        for n in range(60)
    ]
    shelf = Shelf()
    whole = update(shelf, [analyse(page) for page in pages], (), lambda: KNOWN)
    old = pages[30]
    text = old.sections[0].text + " جديدةجدا"
    changed = SearchPage(old.location, old.title, (Section("", "", text),))
    files = update(shelf, [analyse(changed)], (), lambda: KNOWN)
    assert len(whole) > 40
    assert 2 <= len(files) <= 6
    assert "index.js" in files
    assert len([name for name in files if name.startswith("t/")]) == 1


def test_what_is_missing_is_said() -> None:
    draw = random.Random(2)
    shelf = Shelf()
    update(shelf, [analyse(page(draw, number)) for number in range(4)], (), lambda: KNOWN)
    for key in shelf.keys("search-pages"):
        shelf.delete("search-pages", key)
    with pytest.raises(KeyError):
        update(shelf, [analyse(page(draw, 9))], (), lambda: KNOWN)
