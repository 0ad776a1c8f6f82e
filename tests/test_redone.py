"""What each kind of change asks for: how many items of which stage are made again, counted, and no other is.

That nothing too little is made again is seen in `test_incremental.py`. Here it is seen that nothing too much is: a run
that began anew in silence would give the same pages, only later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mujaz.engine.cache.memo import Memo, StageRun
from mujaz.engine.cache.store import Store
from mujaz.engine.pipeline import check_site, generate
from mujaz.engine.stages import STAGES
from mujaz.review.coverage import covered_of_all
from mujaz.review.versions import ReadHistory, State
from site_edits import SECOND, write_site

BRIEF, GLOSSARY, RECORD = "briefs/strike.yml", "briefs/glossary/port.yml", "seeds/strike-en.yml"
DAY = date(2024, 6, 1)

Edit = Callable[[Path], None]


def replace(name: str, before: str, after: str) -> Edit:
    def edit(root: Path) -> None:
        path = root / name
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")

    return edit


def write(name: str, text: str) -> Edit:
    def edit(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    return edit


def append(name: str, text: str) -> Edit:
    return lambda root: write(name, (root / name).read_text("utf-8") + text)(root)


def remove(name: str) -> Edit:
    return lambda root: (root / name).unlink()


def _imported_anew(root: Path) -> None:
    path = root / "seeds" / "strike-en.txt"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    append("seeds/strike-en.txt", "All was quiet.\n")(root)
    replace(RECORD, before, hashlib.sha256(path.read_bytes()).hexdigest())(root)


ALL = {
    "decode": 5,
    "identify": 1,
    "seeds": 2,
    "twins": 1,
    "hits": 2,
    "briefs": 2,
    "glossaries": 1,
    "relate": 1,
    "check-briefs": 2,
    "check-entities": 5,
    "check-seeds": 2,
    "restricted": 1,
    "guards": 1,
    "quoted": 1,
    "today": 1,
    "parts": 4,
    "pages": 48,
    "feeds": 4,
    "covered": 2,
}
"""The items of the site: two seeds and their records, a glossary, two briefs, two editions."""


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    """How many items each stage made again, of those that made any."""
    made: dict[str, int] = {}
    stage = Memo.stage

    def watched(memo: Memo, name: str, *arguments: Any, **options: Any) -> StageRun:
        done = stage(memo, name, *arguments, **options)
        if done.redone:
            made[name] = made.get(name, 0) + len(done.redone)
        return done

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Memo, "stage", watched)
        yield made


def redone(root: Path, day: date = DAY, history: ReadHistory | None = None) -> dict[str, int]:
    with counted() as made:
        store = Store(root / ".cache", "1")
        result = generate(root, store=store, today=day, history=history)
        content = check_site(root, store=store).content
        assert content is not None, [f"{found.span} {found.message}" for found in result.diagnostics]
        covered_of_all(content)
        store.close()
    assert not result.failed
    return made


ASKED = """\
by: Editor <editor@example.org>
at: 2024-06-01T10:00:00Z
about: title
text: Which one?
"""
SIGNED = """\
signoffs:
  - role: editor
    by: Editor <editor@example.org>
    at: 2024-06-01T10:00:00Z
    sha256: "0000000000000000000000000000000000000000000000000000000000000000"
    version: 1
"""
LIGHTHOUSE = """\
  lighthouse:
    type: place
    name: {ar: المنارة, en: The lighthouse}
    gloss: {ar: برج, en: A tower}
"""

# A brief that is made again has its checks and those of the briefs that refer to it, and its parts in each edition.
OF_A_BRIEF = {"decode": 1, "briefs": 1, "check-briefs": 2, "parts": 4, "covered": 1}
OF_A_RECORD = {
    "decode": 1,
    "seeds": 1,
    "hits": 1,
    "briefs": 2,
    "check-briefs": 2,
    "check-entities": 1,
    "check-seeds": 1,
    "parts": 4,
    "pages": 12,
    "covered": 2,
}

CHANGES: dict[str, tuple[Edit, dict[str, int]]] = {
    "nothing": (lambda root: None, {}),
    "a file that is written again as it was": (lambda root: append(BRIEF, "")(root), {}),
    "a comment in a brief": (append(BRIEF, "# Read again.\n"), {**OF_A_BRIEF, "pages": 4}),
    "a word of a note": (replace(BRIEF, "by the week", "by the day"), {**OF_A_BRIEF, "pages": 4}),
    "a word of a claim": (replace(BRIEF, "No wages are late.", "No wage is late."), {**OF_A_BRIEF, "pages": 7}),
    "a word of a summary": (replace(BRIEF, "on strike over", "striking over"), {**OF_A_BRIEF, "pages": 16, "feeds": 1}),
    "the title of a brief": (replace(BRIEF, "A strike at", "Strike at"), {**OF_A_BRIEF, "pages": 17, "feeds": 2}),
    "a gloss": (
        replace(GLOSSARY, "The largest port", "A port"),
        {**OF_A_BRIEF, "briefs": 2, "glossaries": 1, "check-entities": 2, "pages": 25, "covered": 2},
    ),
    "the name of an entity": (
        replace(GLOSSARY, "en: Ports Authority", "en: Authority of Ports"),
        {
            **OF_A_BRIEF,
            "identify": 1,
            "hits": 2,
            "briefs": 2,
            "glossaries": 1,
            "relate": 1,
            "check-entities": 2,
            "today": 1,
            "pages": 44,
            "covered": 2,
        },
    ),
    "an alias more": (
        replace(GLOSSARY, "        - النقابي\n", "        - النقابي\n        - نقابي الميناء\n"),
        {**OF_A_BRIEF, "identify": 1, "hits": 2, "glossaries": 1, "check-entities": 1, "pages": 22},
    ),
    "an entity that nobody mentions": (
        append(GLOSSARY, LIGHTHOUSE),
        {"decode": 1, "identify": 1, "hits": 2, "glossaries": 1, "check-entities": 1, "pages": 14},
    ),
    "the label of a tag": (
        replace(GLOSSARY, "en: Labour", "en: Work"),
        {**OF_A_BRIEF, "briefs": 2, "glossaries": 1, "check-entities": 1, "pages": 24, "covered": 2, "feeds": 1},
    ),
    "the title of a publication": (
        replace(GLOSSARY, "Port tariff 2024", "Tariff 2024"),
        {**OF_A_BRIEF, "glossaries": 1, "pages": 10},
    ),
    "the publisher in a record": (
        replace(RECORD, "publisher: The Coast", "publisher: The Shore"),
        OF_A_RECORD,
    ),
    "the rights in a record": (
        replace(RECORD, "rights: full", "rights: excerpt\nexcerpt_budget: 50"),
        {
            **OF_A_RECORD,
            "restricted": 1,
            "guarded": 2,
            "guards": 1,
            "quoted": 1,
            "words": 5,
            "repeats": 5,
            "pages": 16,
        },
    ),
    "a seed that is imported anew": (_imported_anew, {**OF_A_RECORD, "twins": 1}),
    "a new brief": (
        write("briefs/third.yml", SECOND.replace("mediator", "broker").replace("A truce at", "Talks at")),
        {
            "decode": 1,
            "identify": 1,
            "hits": 2,
            "briefs": 1,
            "relate": 1,
            "check-briefs": 1,
            "check-entities": 1,
            "today": 1,
            "parts": 4,
            "pages": 40,
            "feeds": 4,
            "covered": 1,
        },
    ),
    "a brief that is gone": (
        remove("briefs/second.yml"),
        {"identify": 1, "hits": 2, "relate": 1, "today": 1, "parts": 2, "pages": 36, "feeds": 4},
    ),
    "a policy": (write("editorial.yml", "roles: {editor: Reads it}\n"), {"policy": 1, "check-policy": 1}),
    "a rule that weighs less": (
        write("editorial.yml", "severities: {missing-translation: info}\n"),
        {"policy": 1, "check-policy": 1},
    ),
    "a question": (write("briefs/reviews/second/2024-06-01-0123456789.question.yml", ASKED), {"questions": 1}),
    "a sign-off": (write("briefs/reviews/second.yml", SIGNED), {"signoffs": 1}),
    "the site's name": (replace("mkdocs.yml", "site_name: Strike", "site_name: Strikes"), {}),
    "the site's address": (append("mkdocs.yml", "site_url: https://desk.example/\n"), {"feeds": 4}),
    "how numbers are written": (
        replace("mkdocs.yml", "    - lang: ar\n", "    - lang: ar\n      numerals: arab\n"),
        {"parts": 4, "pages": 48, "feeds": 4},
    ),
    "a page that is removed": (remove("docs/en/briefs/strike.md"), {"pages": 1}),
    "a page that somebody changed": (append("docs/en/briefs/strike.md", "x\n"), {"pages": 1}),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site after a run."""
    folder = tmp_path / "site"
    write_site(folder)
    assert redone(folder) == ALL
    return folder


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_has_made_again_what_it_concerns(name: str, root: Path) -> None:
    edit, expected = CHANGES[name]
    edit(root)
    assert redone(root) == expected
    assert redone(root) == {}


def test_a_version_that_was_published_has_made_again_the_pages_that_tell_of_it(root: Path) -> None:
    text = (root / BRIEF).read_bytes()
    texts = {"a": text, "b": text.replace(b"by the week", b"by the day")}

    def history(*names: str) -> ReadHistory:
        states = tuple(State(f"2024-03-0{number}", name) for number, name in enumerate(names, 1))
        return ReadHistory({"strike": states[::-1]}, lambda asked: {name: texts[name] for name in asked})

    assert redone(root, history=history("a")) == {"versions": 1, "pages": 4}
    assert redone(root, history=history("a")) == {}
    assert redone(root, history=history("a", "b")) == {"versions": 1, "pages": 4}


def test_every_stage_of_the_table_has_a_change_that_makes_it_again() -> None:
    cases = {name for _, expected in CHANGES.values() for name in expected}
    assert {stage.name for stages in STAGES.values() for stage in stages} - cases == {"versions"}  # which has its own


def test_a_day_that_brings_something_has_made_again_the_pages_that_say_so(root: Path) -> None:
    assert redone(root, date(2024, 6, 2)) == {"today": 1, "pages": 2, "feeds": 2}
    assert redone(root, date(2024, 6, 2)) == {}


LAYOUT = """\
  mujaz:
    layout:
      source:
        - facts
        - text: {en: texts/how.md, ar: texts/how.ar.md}
        - briefs
      tag:
        - briefs
        - text: {en: texts/more.md}
"""


ORDERS: dict[str, tuple[Edit, int]] = {
    "nothing": (lambda root: None, 0),
    "words of the desk": (write("texts/how.md", "We weigh, and say so.\n"), 2),
    "the same in the other language": (write("texts/how.ar.md", "نزن ونقول.\n"), 2),
    "words that both editions show": (write("texts/more.md", "And more.\n"), 2),
    "words that no page shows": (write("texts/other.md", "Nothing.\n"), 0),
    "a section more": (
        replace("mkdocs.yml", "        - briefs\n      tag", "        - briefs\n        - claims\n      tag"),
        4,
    ),
    "a section of a subject": (replace("mkdocs.yml", "      tag:\n", "      tag:\n        - count\n"), 2),
    "another kind": (replace("mkdocs.yml", "      tag:", "      claims: [claims]\n      tag:"), 2),
    "a kind without pages": (replace("mkdocs.yml", "      tag:", "      versions: [versions]\n      tag:"), 0),
    "no order at all": (replace("mkdocs.yml", "  mujaz:", "  other:"), 6),
}


@pytest.mark.parametrize("name", ORDERS)
def test_an_order_has_made_again_the_pages_that_follow_it(name: str, tmp_path: Path) -> None:
    """Two seeds and one subject in two editions; words that one language lacks are shown in another."""
    edit, pages = ORDERS[name]
    root = tmp_path / "site"
    write_site(root)
    append("mkdocs.yml", LAYOUT)(root)
    for text in ("how.md", "how.ar.md", "more.md"):
        write(f"texts/{text}", "نزن.\n" if "ar" in text else "We weigh.\n")(root)
    assert redone(root) == ALL
    edit(root)
    assert redone(root) == ({"pages": pages} if pages else {})
    assert redone(root) == {}
