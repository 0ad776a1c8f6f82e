"""What readers see while a change waits: a brief, and what it shows, as they were approved last."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desk import PUBLISHED, Desk
from thorough import every, of_these

FIRST = "A station opens"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with two published briefs that the analyst wrote and the editor signed."""
    second = PUBLISHED.replace(FIRST, "The second train")
    desk = Desk(tmp_path, {"briefs/second.yml": second, "docs/index.md": "# Home\n"})
    desk.commit("Write")
    desk.signed("opening")
    desk.signed("second")
    return desk


def head(desk: Desk) -> str:
    return desk.git("rev-parse", "HEAD").strip()


def published(desk: Desk, *more: str) -> dict[str, Any]:
    """What `build --publish` says of a site that it built."""
    result = desk.mujaz("build", "--publish", "--format", "json", *more)
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def refused(desk: Desk) -> set[str]:
    """The rules for which nothing is published."""
    result = desk.mujaz("build", "--publish", "--format", "json")
    assert result.exit_code == 1, result.output
    return {each["rule"] for each in json.loads(result.stdout)["findings"]}


def page(desk: Desk, brief: str = "opening") -> str:
    return (desk.root / f"site/en/briefs/{brief}.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    every(
        3,
        [
            ("briefs/opening.yml", FIRST, "A station opened"),
            ("briefs/opening.yml", "will carry", "may carry"),
            ("briefs/opening.yml", "status: published", "status: in-review"),
            ("briefs/opening.yml", "status: published", "status: draft"),
            ("briefs/opening.yml", "status: published", "status: published\npublish_after: 2030-01-01"),
            ("briefs/opening.yml", "    speaker: sub-keeper\n", ""),
            ("briefs/opening.yml", "seeds:", "summary: A new summary.\nseeds:"),
            ("briefs/opening.yml", "id: capacity", "id: load"),
        ],
    ),
)
@pytest.mark.parametrize("commit", [True, *of_these([False], [])])
def test_a_changed_brief_stays_as_it_was_approved(desk: Desk, path: str, old: str, new: str, commit: bool) -> None:
    published(desk)
    before, approved = page(desk), desk.git("log", "--format=%H", "--grep=Sign").split()[1]
    desk.edit(path, old, new)
    if commit:
        desk.commit()
    data = published(desk)
    assert data["as_approved_in"] == {"opening": approved}
    assert data["left_out"] == {}
    assert page(desk) == before


def test_it_is_said_on_the_terminal_and_not_on_the_page(desk: Desk) -> None:
    commit = desk.git("log", "--format=%H", "--grep=Sign").split()[1]
    desk.edit("briefs/opening.yml", FIRST, "A station opened")
    result = desk.mujaz("build", "--publish")
    assert result.exit_code == 0, result.output
    assert f"published as approved in {commit[:10]}, since a change waits: opening" in result.output
    assert "approved" not in page(desk).partition("<main")[2].partition("</main>")[0]


def test_the_change_is_published_once_it_is_signed(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", FIRST, "A station opened")
    told = "corrections:\n  - {date: 2024-03-12, severity: minor, text: Ended.}\n"
    desk.edit("briefs/opening.yml", "claims:", f"{told}claims:")
    desk.commit()
    assert "opening" in published(desk)["as_approved_in"]
    desk.signed()
    assert published(desk)["as_approved_in"] == {}
    assert "A station opened" in page(desk)


def test_what_was_never_approved_is_not_public(desk: Desk) -> None:
    desk.write("briefs/third.yml", PUBLISHED.replace(FIRST, "A third"))
    desk.edit("briefs/opening.yml", FIRST, "A station opened")
    desk.commit()
    assert refused(desk) == {"unapproved-brief"}
    data = published(desk, "--leave-out")
    assert list(data["left_out"]) == ["third"]
    assert list(data["as_approved_in"]) == ["opening"]
    assert not (desk.root / "site/en/briefs/third.html").exists()


def test_an_approved_change_without_a_correction_is_still_refused(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", FIRST, "A station opened")
    desk.commit()
    desk.signed()
    assert refused(desk) == {"silent-edit"}


def test_a_changed_gloss_stays_as_it_was_approved_in_all_briefs(desk: Desk) -> None:
    glossary = next((desk.root / "briefs/glossary").glob("*.yml")).relative_to(desk.root).as_posix()
    published(desk)
    before = {brief: page(desk, brief) for brief in ("opening", "second")}
    text = (desk.root / glossary).read_text("utf-8")
    assert "sub-keeper:" in text
    desk.write(glossary, text.replace("  sub-keeper:\n", "  sub-keeper:\n    gloss: {en: Convicted of bribery.}\n"))
    desk.commit()
    data = published(desk)
    assert list(data["as_approved_in"]) == ["entity/sub-keeper"]
    assert {brief: page(desk, brief) for brief in before} == before
    assert "bribery" not in "".join(each.read_text("utf-8") for each in (desk.root / "site").rglob("*.html"))
    desk.mujaz("approve", "entity/sub-keeper", "--as", "editor", by="Editor")
    desk.commit("Sign", by="Editor")
    assert published(desk)["as_approved_in"] == {}


def test_a_changed_record_of_an_article_stays_as_it_was_approved(desk: Desk) -> None:
    record = (desk.root / "seeds/line.yml").read_text("utf-8")
    desk.write("seeds/line.yml", record.replace("publisher:", "author: Somebody else\npublisher:"))
    desk.commit()
    data = published(desk)
    assert list(data["as_approved_in"]) == ["record/line"]
    assert "Somebody else" not in page(desk)


def test_narrower_rights_are_never_held_back(desk: Desk) -> None:
    """Of what may be shown less now, readers are not shown what was approved: nothing is published until that is."""
    published(desk)
    desk.edit("seeds/line.yml", "rights: full", "rights: link")
    desk.commit()
    assert "stale-approval" in refused(desk)


def test_what_does_not_fit_the_rest_any_more_is_left_out_and_named(desk: Desk) -> None:
    """The brief as approved speaks of an entity that the glossary lacks now."""
    desk.edit("briefs/opening.yml", "    speaker: sub-keeper\n", "")
    desk.edit("briefs/second.yml", "    speaker: sub-keeper\n", "")
    glossary = next((desk.root / "briefs/glossary").glob("*.yml"))
    text = glossary.read_text("utf-8")
    glossary.write_text(text.replace("sub-keeper", "deputy"), encoding="utf-8")
    desk.commit()
    data = published(desk)
    assert set(data["left_out"]) == {"opening", "second"}
    assert any("does not fit the rest of the site any more" in why for why in data["left_out"]["opening"])


def test_a_question_about_what_is_public_holds_that_back_too(desk: Desk) -> None:
    assert desk.mujaz("ask", "opening", "Who counted?", by="Lawyer").exit_code == 0
    desk.commit("Ask", by="Lawyer")
    desk.edit("briefs/opening.yml", FIRST, "A station opened")
    desk.commit()
    assert "open-question" in refused(desk)


def test_a_question_about_the_change_leaves_what_is_public(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", FIRST, "A station opened")
    desk.commit()
    assert desk.mujaz("ask", "opening", "When?", by="Lawyer").exit_code == 0
    desk.commit("Ask", by="Lawyer")
    assert list(published(desk)["as_approved_in"]) == ["opening"]


def test_a_preview_shows_the_change(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", FIRST, "A station opened")
    published(desk)
    assert desk.mujaz("build").exit_code == 0
    assert "A station opened" in page(desk)
    published(desk)
    assert "A station opened" not in page(desk)


def test_a_new_entity_that_nobody_approved_is_not_shown_by_approved_briefs(desk: Desk) -> None:
    published(desk)
    before = page(desk)
    glossary = next((desk.root / "briefs/glossary").glob("*.yml"))
    named = "  line:\n    type: product\n    name:\n      en: The line\n      ar: الخط\nsources:\n"
    glossary.write_text(glossary.read_text("utf-8").replace("sources:\n", named), encoding="utf-8")
    desk.commit()
    published(desk)
    assert page(desk) == before


def test_a_policy_that_asks_for_more_than_the_last_approval_has_refuses_both(desk: Desk) -> None:
    desk.edit("briefs/opening.yml", FIRST, "A station opened")
    desk.write("editorial.yml", "roles: {editor: Reads it}\napprovals: [{count: 2, tags: [transport]}]\n")
    desk.commit(by="Publisher")
    assert refused(desk) == {"stale-approval", "silent-edit", "unapproved-brief"}
