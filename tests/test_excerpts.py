"""How much of a seed is quoted is told with a figure for each quote, when an article comes in and whenever one asks."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mujaz.cli import main
from mujaz.engine.pipeline import check_site

ARTICLE = " ".join(f"word{number}" for number in range(1, 101))
"""A hundred words, so that words are per cent."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, "mkdocs.yml", "use_directory_urls: false\nextra: {alternate: [{lang: en, name: English}]}\n")
    write(tmp_path, "seeds/hundred.txt", ARTICLE)
    return tmp_path


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def record(root: Path, **settings: object) -> None:
    given = "".join(f"{key}: {value}\n" for key, value in settings.items())
    digest = hashlib.sha256(ARTICLE.encode()).hexdigest()
    write(root, "seeds/hundred.yml", f"language: en\ntitle: H\npublisher: P\nsha256: {digest}\n{given}")


def quote(root: Path, *ranges: tuple[int, int], brief: str = "b") -> None:
    """A brief that quotes the words with these numbers, the last included, in a note each."""
    notes = "".join(
        f"  - {{id: n{number}, at: {' '.join(ARTICLE.split()[first - 1 : last])}, title: T, body: B}}\n"
        for number, (first, last) in enumerate(ranges, 1)
    )
    write(root, f"briefs/{brief}.yml", f"language: en\ntitle: T\nseeds: [hundred]\nnotes:\n{notes}")


def test_each_quote_has_its_figure_the_longest_first(root: Path) -> None:
    record(root)
    quote(root, (1, 4), (21, 30))
    quote(root, (51, 56), brief="a")
    (found,) = check_site(root).diagnostics
    assert found.message == "20 of 100 words are quoted, 20 %; the budget is 15 %, 15 words, by default"
    assert [(str(label.span), label.message) for label in found.related] == [
        ("briefs/b.yml:6:18", "10 words, 10 %"),
        ("briefs/a.yml:5:18", "6 words, 6 %"),
        ("briefs/b.yml:5:18", "4 words, 4 %"),
    ]


@pytest.mark.parametrize(
    ("settings", "words", "said"),
    [
        ({}, 15, ""),
        ({}, 16, "the budget is 15 %, 15 words, by default"),
        ({"excerpt_budget": 15}, 16, "the budget is 15 %, 15 words"),
        ({"excerpt_budget": 0}, 1, "1 of 100 words are quoted, 1 %; the budget is 0 %, 0 words"),
        ({"excerpt_budget": 1}, 2, "the budget is 1 %, 1 word"),
        ({"excerpt_budget": 40}, 40, ""),
        ({"excerpt_budget": 40}, 41, "the budget is 40 %, 40 words"),
        ({"excerpt_budget": 100}, 100, ""),
        ({"rights": "excerpt"}, 16, "by default"),
        ({"rights": "full"}, 100, ""),
        ({"rights": "full", "excerpt_budget": 5}, 100, ""),
        ({"rights": "link"}, 100, ""),
    ],
)
def test_the_budget_is_held_to_the_word(root: Path, settings: dict[str, object], words: int, said: str) -> None:
    record(root, **settings)
    quote(root, (1, words))
    found = check_site(root).diagnostics
    assert [finding.rule.name for finding in found] == ["excerpt-budget"] * bool(said)
    assert all(said in finding.message for finding in found)


def test_quotes_that_overlap_count_once(root: Path) -> None:
    record(root)
    quote(root, (1, 10), (6, 15), (1, 15))
    assert check_site(root).diagnostics == ()


def test_more_than_ten_quotes_are_counted_and_not_all_shown(root: Path) -> None:
    record(root)
    quote(root, *((number, number + 1) for number in range(1, 40, 3)))
    (found,) = check_site(root).diagnostics
    assert found.message.endswith("; the 10 longest of 13 quotes are shown")
    assert len(found.related) == 10


def test_the_list_says_what_is_left_and_what_is_too_much(root: Path) -> None:
    record(root)
    quote(root, (1, 4), (21, 25))
    listed = CliRunner().invoke(main, ["check", "-C", str(root), "--excerpts"]).output
    assert "hundred: 9 of 100 words are quoted, 9 %; the budget is 15 %, 15 words, by default: 6 are left\n" in listed
    assert "  briefs/b.yml:6:18: 5 words, 5 %\n  briefs/b.yml:5:18: 4 words, 4 %\n" in listed
    quote(root, (1, 20))
    assert (
        "15 words, by default: 5 too many\n"
        in CliRunner().invoke(main, ["check", "-C", str(root), "--excerpts"]).output
    )


def test_the_list_as_json(root: Path) -> None:
    record(root, excerpt_budget=20)
    quote(root, (1, 4))
    done = CliRunner().invoke(main, ["check", "-C", str(root), "--excerpts", "--format", "json"])
    assert json.loads(done.output)["excerpts"] == {
        "hundred": {
            "quoted": 4,
            "words": 100,
            "budget": 20,
            "most": 20,
            "by_default": False,
            "quotes": [{"at": "briefs/b.yml:5:18", "words": 4}],
        }
    }


@pytest.mark.parametrize(("rights", "told"), [(None, True), ("excerpt", True), ("full", False), ("link", False)])
def test_add_says_how_much_may_be_quoted(root: Path, rights: str | None, told: bool) -> None:
    write(root, "new.txt", ARTICLE)
    given = ["--rights", rights] if rights else []
    command = ["add", str(root / "new.txt"), "-C", str(root), "--publisher", "P", "--language", "en", *given]
    done = CliRunner().invoke(main, command)
    assert ("briefs may quote 15 of its 100 words, 15 %, as long as seeds/new.yml sets" in done.output) is told
