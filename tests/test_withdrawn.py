"""What was published and taken back keeps its address, which says so: in the site, in a review, in the log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from desk import PUBLISHED, Desk

OLD = """\
language: en
entities:
  ghost:
    type: organization
    name: {en: The Ghost Fleet, ar: الأسطول الشبح}
"""
WITHDRAWN = "    withdrawn:\n      date: 2024-03-12\n      text: {en: There was none., ar: لم يكن.}\n"
CORRECTED = "corrections:\n  - date: 2024-03-12\n    severity: minor\n    text: A claim was withdrawn.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with a published brief, and an entity and an article that no brief shows."""
    record = (
        "language: ar\ntitle: خبر قديم\npublisher: صحيفة\npublished: 2024-01-01\nsha256: {sha256}\nrights: link\n"
        "fold_sha256: {fold_sha256}\n"
    )
    desk = Desk(
        tmp_path,
        {
            "docs/index.md": "# Home\n",
            "briefs/glossary/old.yml": OLD,
            "seeds/old.txt": "خبر قديم.\n",
            "seeds/old.yml": record,
        },
    )
    desk.commit("Write")
    desk.signed()
    desk.write("briefs/glossary/old.yml", OLD + WITHDRAWN)
    desk.write(
        "seeds/old.yml", (desk.root / "seeds/old.yml").read_text("utf-8") + WITHDRAWN.replace("\n    ", "\n").lstrip()
    )
    desk.write("briefs/opening.yml", PUBLISHED + WITHDRAWN + CORRECTED)
    desk.commit("Take back")
    return desk


def words(page: Path, path: str) -> str:
    return " ".join(" ".join(each.text_content().split()) for each in html.parse(page).xpath(path))


def test_pages_and_anchors_stay_and_say_when_and_why(desk: Desk) -> None:
    built = desk.mujaz("build")
    assert built.exit_code == 0, built.output
    told = {"en": "Withdrawn (12 March 2024) There was none.", "ar": "مسحوب (١٢ مارس ٢٠٢٤) لم يكن."}
    for language, said in told.items():
        for name in ("entities/ghost", "sources/old"):
            page = desk.root / f"site/{language}/{name}.html"
            assert words(page, "//*[contains(@class, 'mj-banner')]") == said, (language, name)
    brief = desk.root / "site/en/briefs/opening.html"
    card = words(brief, "//details[.//*[@id='claim-capacity']]")
    assert told["en"] in card
    assert "ClaimReview" not in brief.read_text("utf-8")


def test_a_review_and_the_log_say_so(desk: Desk) -> None:
    told = desk.mujaz("review", "HEAD~1..HEAD").output.replace("\u2068", "").replace("\u2069", "")
    for kind in ("claim capacity: withdrawn", "entity ghost", "seed old"):
        assert kind in told, told
    assert told.count("There was none.") == 3
    assert told.count("[ ] withdrawal: the reason tells readers") == 3
    assert "withdrawn" in desk.mujaz("log", "opening").output


def test_publication_keeps_what_was_withdrawn_although_no_brief_shows_it(desk: Desk) -> None:
    desk.signed()
    built = desk.mujaz("build", "--publish", "--format", "json")
    assert built.exit_code == 0, built.output
    assert (desk.root / "site/en/entities/ghost.html").is_file()
    assert (desk.root / "site/ar/sources/old.html").is_file()
    noted = json.loads(built.stdout)["noted"]
    assert [each for each in noted if "withdrawn" in each] == ["the withdrawn entity ghost", "the withdrawn seed old"]
    desk.write("briefs/glossary/old.yml", OLD)
    desk.commit("As before")
    assert desk.mujaz("build", "--publish").exit_code == 0
    assert not (desk.root / "site/en/entities/ghost.html").exists()


def test_where_all_is_to_be_signed_what_nobody_signed_is_left_out(desk: Desk) -> None:
    desk.write("editorial.yml", "site_files: approved\n")
    desk.commit("Ask for sign-offs")
    desk.signed()
    for file in ("mkdocs.yml", "docs/index.md"):
        desk.approve(file, "editor", *(), by="Editor")
    desk.commit("Sign", by="Editor")
    built = desk.mujaz("build", "--publish")
    assert built.exit_code == 0, built.output
    assert not (desk.root / "site/en/entities/ghost.html").exists()
