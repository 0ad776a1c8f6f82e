"""The versions of briefs, from a real git history to their pages, and the feed of corrections."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from lxml import etree, html

from desk import PUBLISHED, Desk
from literate import default_files, write_site
from mujaz.engine.cache.store import Store
from mujaz.engine.pipeline import generate
from mujaz.review.versions import versions
from mujaz.site.past import past_of
from mujaz.site.update import update
from mujaz.text.worddiff import Piece, count_changed, word_differences
from renderings import pages_of
from test_html_rendering import assert_agree

BRIEF = """\
language: en
title: A station opens
seeds: [line]
status: {status}
published: 2024-03-12
summary: {summary}
claims:
  - id: capacity
    at: {at}
    statement: The line will carry a thousand passengers a day.
    speaker: sub-keeper
    confidence: {confidence}
    rationale: It was said in public.
    sources: [timetable]
"""
FIRST = {
    "status": "published",
    "summary": "A station opened in the town.",
    "at": "وقالت المدير إن الخط سينقل ألف مسافر",
    "confidence": "low",
}
CORRECTION = """\
corrections:
  - {date: 2024-04-02, severity: major, text: It was opened & closed on a Sunday.}
"""


def brief(extra: str = "", **values: str) -> str:
    return BRIEF.format(**{**FIRST, **values}) + extra


def git(root: Path, *arguments: str, day: str = "2024-03-10") -> None:
    person = {"NAME": "an editor", "EMAIL": "editor@example.org", "DATE": f"{day}T12:00:00Z"}
    people = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}
    subprocess.run(["git", *arguments], cwd=root, env={**os.environ, **people}, check=True, capture_output=True)


def commit(root: Path, text: str, day: str) -> None:
    (root / "briefs" / "opening.yml").write_text(text, encoding="utf-8")
    git(root, "add", "-A", day=day)
    git(root, "commit", "-q", "-m", "a change", day=day)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a history: a draft, its publication, a comment, a correction."""
    root = tmp_path / "site-root"
    root.mkdir()
    write_site(root, {name: text.encode() for name, text in default_files().items()})
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / "index.md").write_text("# Cases\n", encoding="utf-8")
    git(root, "init", "-q", "-b", "main")
    (root / ".gitignore").write_text("/docs/en/\n/site/\n/.cache/\n", encoding="utf-8")
    commit(root, brief(status="draft"), "2024-03-09")
    commit(root, brief(), "2024-03-10")
    commit(root, "# a comment\n" + brief(), "2024-03-11")
    commit(
        root,
        brief(CORRECTION, status="corrected", summary="A station opened on Sunday.", confidence="high"),
        "2024-04-02",
    )
    return root


def made(root: Path) -> dict[str, str]:
    result = generate(root, history=past_of(root, Store(None)))
    assert not result.failed, [found.message for found in result.diagnostics]
    return {path.name: path.read_text(encoding="utf-8") for path in (root / "docs").rglob("opening*")}


def test_published_states_that_mean_something_else_are_versions(site: Path) -> None:
    pages = made(site)
    page = pages["opening.versions.md"]
    assert page.count("\n## ") == 2
    assert '<time datetime="2024-03-10">' in page
    assert '<time datetime="2024-04-02">' in page
    assert "opened in" not in page.split("## Version 1")[1]
    assert "<bdi>in the town</bdi></del>" in page
    assert "<bdi>on Sunday</bdi></ins>" in page
    assert "<bdi>Low</bdi></del>" in page
    assert "<bdi>High</bdi></ins>" in page
    assert "**Major** It was opened" in page
    assert "an editor" not in page
    assert "(opening.versions.md)" in pages["opening.md"]


def test_without_all_of_the_history_there_is_no_page(site: Path, tmp_path: Path) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{site}", str(shallow))
    assert "opening.versions.md" not in made(shallow)
    assert "versions" not in made(shallow)["opening.md"]
    assert past_of(tmp_path, Store(None)) is None


def test_a_page_goes_with_the_history(site: Path) -> None:
    assert "opening.versions.md" in made(site)
    generate(site)
    assert not (site / "docs" / "en" / "opening.versions.md").exists()
    assert not list(site.rglob("*.versions.md"))


def test_quotes_are_not_told(site: Path) -> None:
    commit(site, brief(CORRECTION, at="ونفت نقابة السائقين أن الخط سينقل ألف مسافر"), "2024-05-01")
    page = made(site)["opening.versions.md"]
    newest = page.split("## Version 3")[1].split("## Version 2")[0]
    assert "Quoted passage" in newest
    assert "the words are not shown" in newest
    assert "نقابة" not in newest


def test_words_of_a_seed_that_may_no_longer_be_shown_are_left_out(site: Path) -> None:
    seed = (site / "seeds" / "line.txt").read_text(encoding="utf-8").split("\n")[0]
    commit(site, brief(CORRECTION, summary=f"'{seed}'"), "2024-05-01")
    commit(site, brief(CORRECTION, summary="A station."), "2024-05-02")
    assert "افتتحت" in made(site)["opening.versions.md"]
    record = site / "seeds" / "line.yml"
    record.write_text(record.read_text(encoding="utf-8").replace("rights: full", "rights: link"), encoding="utf-8")
    page = made(site)["opening.versions.md"]
    assert "افتتحت" not in page
    assert "the words are not shown" in page


def test_a_build_tells_the_same_whatever_it_kept(site: Path, tmp_path: Path) -> None:
    def silent(stage: str, done: int, total: int) -> None:
        pass

    store = Store(tmp_path / "kept", "1")
    for _ in range(2):
        updated = update(site, store, progress=silent, history=past_of(site, store))
        assert updated.site is not None, [found.message for found in updated.diagnostics]
        assert (updated.site / "en" / "briefs" / "opening.versions.html").is_file()
    commit(site, brief(CORRECTION, summary="Nothing opened."), "2024-06-01")
    updated = update(site, store, progress=silent, history=past_of(site, store))
    store.close()
    assert updated.site is not None
    assert "Nothing" in (updated.site / "en" / "briefs" / "opening.versions.html").read_text(encoding="utf-8")


def test_the_feed_is_atom(site: Path) -> None:
    made(site)
    feed = etree.parse(site / "docs" / "en" / "corrections.xml").getroot()
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    for holder in (feed, *feed.findall("a:entry", atom)):
        for name in ("id", "title", "updated"):
            assert len(holder.findall(f"a:{name}", atom)) == 1
    assert feed.findtext("a:author/a:name", namespaces=atom)
    (entry,) = feed.findall("a:entry", atom)
    assert entry.findtext("a:id", namespaces=atom, default="").startswith("urn:uuid:")
    assert "opened &amp; closed" in entry.findtext("a:content", namespaces=atom, default="")
    config = site / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "site_url: https://example.org/desk/\n", encoding="utf-8")
    made(site)
    text = (site / "docs" / "en" / "corrections.xml").read_text(encoding="utf-8")
    assert "<id>https://example.org/desk/en/briefs/opening.html#corrections-1</id>" in text


def test_a_feed_is_there_without_any_correction_so_that_heads_can_name_it(site: Path) -> None:
    made(site)
    feed = site / "docs" / "en" / "corrections.xml"
    assert "<entry" in feed.read_text(encoding="utf-8")
    commit(site, brief(), "2024-07-01")
    made(site)
    assert "<entry" not in feed.read_text(encoding="utf-8")


def test_what_cannot_be_read_is_no_version() -> None:
    states = [("2024-03-10", brief().encode()), ("2024-03-11", b"\xff"), ("2024-03-12", b"a: [")]
    assert [version.number for version in versions(states)] == [1]


@pytest.mark.parametrize(
    ("before", "after", "row"),
    [
        ("one two three", "one three", [("same", "one "), ("deleted", "two "), ("same", "three")]),
        ("وبالمدينة ناس", "والمدينة ناس", [("deleted", "وبالمدينة "), ("inserted", "والمدينة "), ("same", "ناس")]),
        ("a, b", "a b", [("deleted", "a, "), ("inserted", "a "), ("same", "b")]),
        ("", "new", [("inserted", "new")]),
        ("same", "same", [("same", "same")]),
    ],
)
def test_words_are_compared_whole(before: str, after: str, row: list[tuple[str, str]]) -> None:
    pieces = word_differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.sign != "deleted") == after
    if row[0][1] != "a, ":
        assert [(piece.sign, piece.text) for piece in pieces] == row


def test_words_that_changed_are_counted_in_both_texts() -> None:
    assert count_changed([Piece("same", "one two "), Piece("deleted", "three"), Piece("inserted", "four five")]) == (
        3,
        7,
    )


def test_both_formats_of_the_versions_agree(site: Path) -> None:
    pages, names, labels = pages_of(site, past_of(site, Store(None)))
    assert "versions" in {page.kind for page in pages}
    assert_agree(site, pages, names, labels)


def test_what_is_no_prose_is_told_in_the_words_of_the_reader(tmp_path: Path) -> None:
    own = (
        "authors:\n  - An analyst\nsources:\n  url:\n    type: report\n    title: The paper\n"
        "    URL: https://example.org/paper\ntimeline:\n  - date: 2024-03-10\n    text: It opens.\n"
    )
    title = "title: {en: A station opens, ar: محطة تفتتح}"
    text = PUBLISHED.replace("title: A station opens", title) + own
    roads = "language: en\ntags:\n  roads: {en: Roads, ar: طرق}\n"
    files = {"briefs/opening.yml": text, "docs/index.md": "# Home\n", "briefs/glossary/roads.yml": roads}
    desk = Desk(tmp_path, files)
    desk.commit()
    for old, new in (
        ("- An analyst", "- An editor"),
        ("  - transport\n", "  - roads\n"),
        ("org/paper", "org/papers"),
        ("date: 2024-03-10", "date: 2024-03-11"),
        ("speaker: sub-keeper", "speaker: drivers-union"),
    ):
        desk.edit("briefs/opening.yml", old, new)
    desk.commit()
    assert desk.mujaz("build").exit_code == 0
    told = {
        "en": [
            ("Authors", "An analyst editor"),
            ("Subjects", "Transport Roads"),
            ("Claim · Speaker capacity", "Deputy keeper Drivers' Union"),
            ("Event · Date 1", "10 March 2024 11 March 2024"),
            ("Sources · Address url", "https://example.org/paper https://example.org/papers"),
        ],
        "ar": [
            ("المؤلفون", "An analyst editor"),
            ("الموضوعات", "Transport طرق"),
            ("القول · القائل capacity", "عون المدير نقابة السائقين"),
            ("الحدث · التاريخ 1", "١٠ مارس ٢٠٢٤ ١١ مارس ٢٠٢٤"),
            ("المصادر · العنوان الشبكي url", "https://example.org/paper https://example.org/papers"),
        ],
    }
    for language, expected in told.items():
        page = html.parse(desk.root / f"site/{language}/briefs/opening.versions.html")
        for spoken in page.xpath("//*[contains(@class, 'mj-spoken')]"):
            spoken.drop_tree()
        names, words = (
            [" ".join(each.text_content().split()) for each in page.xpath(f"//dl[contains(@class,'changes')]/{tag}")]
            for tag in ("dt", "dd")
        )
        assert list(zip(names, words, strict=True)) == expected
