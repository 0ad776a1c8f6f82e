"""What carries facts: packed values, the spool of a run, the tables of stages, and what a stage makes again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import mujaz
from mujaz.engine.cache.facts import Fact, FactOf, Keeping, Value
from mujaz.engine.cache.memo import Memo
from mujaz.engine.cache.packing import NOWHERE, MovedPlaceError, pack, pack_placed, pack_whole, unpack, unpack_whole
from mujaz.engine.cache.spool import Spool
from mujaz.engine.cache.store import Store
from mujaz.engine.cache.tables import Record, Table, interned
from mujaz.engine.cache.version import code_version
from mujaz.model import EntityType
from mujaz.syntax.located import Located
from mujaz.syntax.source import Source, Span

TEXT = Source("briefs/a.yml", "one two")
SPAN = TEXT.span(4, 7)


def text_of(name: str) -> Source:
    return {TEXT.name: TEXT}[name]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    kept = Store(tmp_path, "1")
    yield kept
    kept.close()


# Packed values.


@pytest.mark.parametrize("size", [1, 5000])
def test_a_fact_is_kept_without_places_and_the_same_wherever_it_stood(size: int) -> None:
    packed = [pack({"at": span, "say": ["x" * size, EntityType.PLACE]}) for span in (SPAN, TEXT.span(0, 3))]
    assert packed[0] == packed[1]
    assert unpack(packed[0], text_of) == {"at": NOWHERE, "say": ["x" * size, EntityType.PLACE]}


def test_which_parts_are_one_object_makes_no_difference() -> None:
    word = "".join(["a", "b" * 5000])
    again = "".join(["a", "b" * 5000])
    assert word is not again
    size = 16
    assert pack([word, word])[:size] == pack([word, again])[:size]


def test_a_whole_value_comes_back_in_the_texts_of_the_site() -> None:
    value = (SPAN, Located("two", SPAN), NOWHERE, EntityType.PLACE, {SPAN: None})
    packed = pack_whole(value)
    assert TEXT.text.encode() not in packed
    again = unpack_whole(packed, text_of)
    assert again == value
    assert again[0].source is again[1].span.source is TEXT
    assert again[2].source is NOWHERE.source


def test_many_places_in_a_text_do_not_hold_it() -> None:
    """Neither where the text is of the content nor where it is not: then it is in the value once."""
    own, other = Source(TEXT.name, TEXT.text), Source("mkdocs.yml", "x" * 5000)
    packed = pack_placed([own.span(at, at + 1) for at in range(3)], text_of)
    assert TEXT.text.encode() not in packed
    again = unpack(packed, text_of)
    assert [(span.source, span.start) for span in again] == [(TEXT, 0), (TEXT, 1), (TEXT, 2)]
    packed = pack_placed([other.span(at, at + 1) for at in range(1000)], text_of)
    assert packed.count(other.text.encode()) == 1
    assert {span.source.text for span in unpack(packed, text_of)} == {other.text}


def test_a_place_in_a_text_that_has_changed_is_not_taken_for_one_in_the_new_text() -> None:
    packed = pack_placed(SPAN, text_of)
    for texts in (lambda name: Source(name, f"# new\n{TEXT.text}"), {}.__getitem__):
        with pytest.raises(MovedPlaceError):
            unpack(packed, texts)


# The spool.


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")  # from 3.12 on; the child does nothing but this
def test_processes_read_each_other_s_values() -> None:
    spool = Spool(text_of)
    before = spool.put("from the first")
    spool.prepare(2)
    places = []
    for number in range(2):
        reader, writer = os.pipe()
        if (child := os.fork()) == 0:
            spool.in_child(number)
            spool.put("something before")
            place = spool.put((number, spool.get(before), SPAN))
            os.write(writer, repr(place).encode())
            os._exit(0)
        os.waitpid(child, 0)
        places.append(tuple(map(int, os.read(reader, 100).decode().strip("()").split(","))))
        os.close(reader)
        os.close(writer)
    after = spool.put("again from the first")
    assert [spool.get((a, b, c)) for a, b, c in places] == [(n, "from the first", SPAN) for n in range(2)]
    assert (spool.get(before), spool.get(after)) == ("from the first", "again from the first")


def test_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    spool = Spool(text_of, tmp_path)
    assert spool.get(spool.put("something")) == "something"
    assert list(tmp_path.iterdir()) == []
    assert Spool(text_of, tmp_path / "gone").put("something")


def test_a_process_that_comes_later_writes_behind_the_one_before() -> None:
    spool = Spool(text_of)
    spool.prepare(1)
    spool.in_child(0)
    first = spool.put("first")
    spool.in_child(0)
    assert spool.get(spool.put("second")) == "second"
    assert spool.get(first) == "first"


# Tables.


def concerned(table: Table, items: dict[str, bytes], changed: set[str], always: tuple[str, ...] = ()) -> set[str]:
    """The items of the parts that are looked at."""
    return {item for part, _ in table.concerned(items, table.numbers(changed), frozenset(always)) for item in part}


def filled(store: Store, count: int) -> dict[str, bytes]:
    """A table of items of which each read a fact of its own and one of all."""
    items = {f"item-{number}": b"key" for number in range(count)}
    table = Table(store, "stage")
    assert concerned(table, items, set()) == {*items}
    records = {item: Record(b"key", interned([f"of/{item}", "of/all"]), (f"made/{item}",), ()) for item in items}
    table.update(records, ())
    table.keep()
    return items


def test_of_many_items_those_are_looked_at_that_a_change_may_concern(store: Store) -> None:
    items = filled(store, 3000)
    table = Table(store, "stage")
    assert concerned(table, items, {"of/other"}) == set()
    for found in (
        concerned(table, items, {"of/item-7"}),
        concerned(table, items | {"item-7": b"another"}, set()),
        concerned(table, items, set(), ("item-7",)),
    ):
        assert "item-7" in found
        assert len(found) < 300
    assert concerned(table, items, {"of/all"}) == {*items}


def test_the_records_are_those_that_were_kept(store: Store) -> None:
    items = filled(store, 500)
    found = {}
    for part, records in Table(store, "stage").concerned(items, Table.numbers(["of/all"]), frozenset()):
        assert part.keys() == records.keys()
        found.update(records)
    assert found["item-7"] == Record(b"key", ("of/item-7", "of/all"), ("made/item-7",), ())
    assert found.keys() == items.keys()


@pytest.mark.parametrize("count", [10, 100, 5000])
def test_a_table_may_grow_and_shrink(store: Store, count: int) -> None:
    filled(store, 1000)
    items = {f"item-{number}": b"key" for number in range(count)}
    table = Table(store, "stage")
    known = {}
    for _, records in table.concerned(items, frozenset(), frozenset()):
        known.update(records)
    new = {item: Record(b"key", (), (), ()) for item in items if item not in known}
    table.update(new, [item for item in known if item not in items])
    table.keep()
    again = Table(store, "stage")
    assert concerned(again, items, {"nothing"}) == set()
    kept = {}
    for _, records in again.concerned(items, frozenset(), frozenset(items)):
        kept.update(records)
    assert kept.keys() == items.keys()


# Stages.

TEXT_OF: FactOf[str] = FactOf("text")
JOINED: Fact[str] = Fact("joined")
LARGE: FactOf[Located] = FactOf("large", Keeping.PASSING)
BRIEF: FactOf[Located] = FactOf("brief", Keeping.WHOLE)
FOUND: FactOf[tuple[Span, ...]] = FactOf("findings", Keeping.PLACED)
PAGE: FactOf[list[str]] = FactOf("page", Keeping.LEFT)


class Site:
    """Texts by name, and a stage that makes a fact of each and one that joins them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.texts = {"a": "1", "b": "2"}

    def run(self, *, stop: bool = False) -> list[str]:
        """The items that were made."""
        memo = Memo(self.store)
        first = memo.stage("first", {name: text.encode() for name, text in self.texts.items()}, self.first())
        made = [*first.redone]
        if not stop:
            made += memo.stage("second", {"all": b" ".join(map(str.encode, self.texts))}, self.second(memo)).redone
            self.said = JOINED.read(memo)
        memo.commit()
        return made

    def first(self) -> Callable[[str], Iterable[Value]]:
        return lambda name: [TEXT_OF(name, self.texts[name].strip())]

    def second(self, memo: Memo) -> Callable[[str], Iterable[Value]]:
        return lambda _: [JOINED("".join(TEXT_OF.read(memo, name) for name in self.texts))]


def test_only_what_changed_is_made_again(store: Store) -> None:
    site = Site(store)
    assert (site.run(), site.said) == (["a", "b", "all"], "12")
    assert site.run() == []
    site.texts["a"] = "3"
    assert (site.run(), site.said) == (["a", "all"], "32")


def test_a_fact_that_says_the_same_as_before_changes_nothing_else(store: Store) -> None:
    site = Site(store)
    site.run()
    site.texts["a"] = "1 "
    assert site.run() == ["a"]


def test_a_stage_that_a_run_did_not_reach_hears_of_it_in_the_next(store: Store) -> None:
    site = Site(store)
    site.run()
    site.texts["a"] = "3"
    assert site.run(stop=True) == ["a"]
    assert (site.run(), site.said) == (["all"], "32")


def test_facts_of_what_is_gone_are_gone(store: Store) -> None:
    site = Site(store)
    site.run()
    del site.texts["a"]
    assert (site.run(), site.said) == (["all"], "2")
    assert TEXT_OF.find(Memo(store), "a") is None


def test_what_is_left_of_items_can_be_had_for_the_rest_of_the_run(store: Store) -> None:
    memo = Memo(store)
    memo.stage("pages", {"a": b""}, lambda item: [PAGE(item, [item, SPAN.text])])
    assert PAGE.read(memo, "a") == ["a", "two"]
    with pytest.raises(KeyError):
        PAGE.read(memo, "b")
    memo.commit()
    with pytest.raises(KeyError):
        PAGE.read(Memo(store), "a")


def test_a_passing_fact_is_made_again_when_it_is_asked_for(store: Store) -> None:
    memo = Memo(store)
    memo.sources = text_of
    memo.stage("large", {"a": b"key"}, lambda item: [LARGE(item, Located("two", SPAN))])
    assert LARGE.read(memo, "a").span == SPAN
    memo.commit()
    later = Memo(store)
    later.restore = lambda name: f"{name} again"
    assert LARGE.read(later, "a") == "large/a again"


def test_a_whole_fact_has_its_places_in_the_next_run_too(store: Store) -> None:
    memo = Memo(store)
    memo.stage("briefs", {"a": b"key"}, lambda item: [BRIEF(item, Located("two", SPAN))])
    memo.commit()
    later = Memo(store)
    later.sources = text_of
    assert BRIEF.read(later, "a").span == SPAN


def test_facts_by_key_have_their_order_and_are_noted_as_they_are_read(store: Store) -> None:
    memo = Memo(store)
    memo.stage("texts", {"all": b""}, lambda _: [TEXT_OF("a", "1"), TEXT_OF("b", "2"), TEXT_OF.ordered("ba")])
    texts = TEXT_OF.by_key(memo)
    assert (list(texts), len(texts), texts["a"], texts.get("c")) == (["b", "a"], 2, "1", None)

    def read_one(_: str) -> Iterable[Value]:
        with memo.unnoted():
            assert TEXT_OF.read(memo, "b") == "2"
        yield JOINED(texts["a"] * (1 + ("c" in texts)))

    memo.stage("one", {"all": b""}, read_one)
    memo.commit()
    for changed, again in (("b", 0), ("a", 1), ("c", 1)):
        later = Memo(store)
        values = {"a": "1", "b": "2", changed: "3"}
        later.stage(
            "texts", {"all": changed.encode()}, lambda _, values=values: [*map(TEXT_OF, values, values.values())]
        )
        assert len(later.stage("one", {"all": b""}, lambda _: []).redone) == again, changed


def test_a_place_is_a_place_in_one_text(store: Store) -> None:
    memo = Memo(store)
    memo.stage("findings", {"a": b""}, lambda item: [FOUND(item, (SPAN, Span(TEXT, 0, 3)))])
    first, second = FOUND.read(memo, "a")
    assert (first.text, second.text) == ("two", "one")
    assert first.source is second.source
    assert memo.placed("findings", "findings/") == ["findings/a"]


# Which code it is that runs.


def test_with_another_version_of_a_package_it_is_other_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_version.__wrapped__()
    assert code_version.__wrapped__() == before
    monkeypatch.syspath_prepend(tmp_path)
    assert code_version.__wrapped__() == before
    (tmp_path / "other-1.0.dist-info").mkdir()
    assert code_version.__wrapped__() != before


def test_with_a_change_in_any_room_it_is_other_code(tmp_path: Path) -> None:
    package = tmp_path / "mujaz"
    shutil.copytree(Path(mujaz.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__", "fonts"))
    program = "from mujaz.engine.cache.version import code_version as v; print(v.__wrapped__(), end='')"

    def version() -> str:
        environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
        command = [sys.executable, "-c", program]
        return subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True).stdout

    seen = [version()]
    rooms = sorted(path for path in package.iterdir() if path.is_dir() and path.name != "__pycache__")
    for room in (rooms[0], package / "document", package / "theme", rooms[-1], package):
        (room / "new.py").write_text("")
        seen.append(version())
    assert len(set(seen)) == len(seen)


def test_what_other_code_kept_is_not_read(tmp_path: Path) -> None:
    for version, expected in (("1", None), ("1", b"kept"), ("2", None)):
        store = Store(tmp_path, version)
        assert store.get("room", "key") == expected
        store.put_all("room", [("key", b"kept")])
        store.commit()
        store.close()
