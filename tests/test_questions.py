"""Questions about a brief: who asks, who answers, who may say that it is settled, and what waits until then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desk import PUBLISHED, Desk
from mujaz.checks.questions import subject
from mujaz.model import Brief
from mujaz.model.decode import decode
from mujaz.syntax.source import Source
from thorough import every

POLICY = "roles:\n  editor: Reads it\n  lawyer: Answers for what is quoted\napprovals:\n  - roles:\n      - editor\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with a brief that the analyst wrote and the editor signed, and two roles."""
    desk = Desk(tmp_path, {"editorial.yml": POLICY, "docs/index.md": "# Home\n"})
    desk.commit("Write")
    desk.signed()
    return desk


def asked(desk: Desk, *more: str, by: str = "Lawyer") -> str:
    """Ask, commit that, and give the path of the file."""
    result = desk.mujaz("ask", "opening", "Who counted them?", *more, by=by)
    assert result.exit_code == 0, result.output
    desk.commit("Ask", by=by)
    (path,) = (desk.root / "briefs/reviews/opening").glob("*.question.yml")
    return path.relative_to(desk.root).as_posix()


def refused(desk: Desk) -> list[str]:
    """What keeps the site from being published."""
    result = desk.mujaz("build", "--publish", "--format", "json")
    return [each["message"] for each in json.loads(result.stdout)["findings"] if each["rule"] == "open-question"]


def test_a_question_holds_the_brief_back_at_what_it_is_about_until_it_is_resolved(desk: Desk) -> None:
    path = asked(desk, "--about", "claims/capacity", "--as", "lawyer")
    result = desk.mujaz("build", "--publish")
    assert result.exit_code == 1
    assert "briefs/opening.yml:10:5" in result.output
    assert "Lawyer asks: Who counted them? [open-question]" in result.output
    assert f"mujaz answer {path} TEXT" in result.output
    assert desk.mujaz("answer", path, "The ministry did.").exit_code == 0
    desk.commit("Answer")
    assert refused(desk) == ["Lawyer asks: Who counted them?"]
    assert desk.mujaz("resolve", path, by="Lawyer").exit_code == 0
    assert refused(desk), "it counts once it is committed"
    desk.commit("Resolve", by="Lawyer")
    assert desk.mujaz("build", "--publish").exit_code == 0
    assert desk.mujaz("fmt", "--check").exit_code == 0


@pytest.mark.parametrize(
    ("role", "answers", "resolves", "settled"),
    every(
        3,
        [
            (None, "Analyst", "Lawyer", True),
            (None, "Lawyer", "Lawyer", True),
            (None, None, "Lawyer", True),
            (None, "Analyst", "Second lawyer", False),
            (None, "Analyst", "Analyst", False),
            ("lawyer", "Analyst", "Second lawyer", True),
            ("lawyer", None, "Second lawyer", True),
            ("lawyer", "Second lawyer", "Second lawyer", False),
            ("lawyer", "Analyst", "Analyst", False),
            ("editor", "Analyst", "Editor", True),
        ],
    ),
)
def test_who_may_say_that_it_is_settled(
    desk: Desk, role: str | None, answers: str | None, resolves: str, settled: bool
) -> None:
    path = asked(desk, *(("--as", role) if role else ()))
    if answers:
        assert desk.mujaz("answer", path, "The ministry did.", by=answers).exit_code == 0
        desk.commit("Answer", by=answers)
    result = desk.mujaz("resolve", path, by=resolves)
    assert result.exit_code == (0 if settled else 2), result.output
    if settled:
        desk.commit("Resolve", by=resolves)
    assert (not refused(desk)) is settled


def test_who_wrote_it_cannot_resolve_it_in_the_name_of_another(desk: Desk) -> None:
    path = asked(desk)
    desk.mujaz("resolve", path, by="Lawyer")
    desk.commit("Resolve", by="Analyst")
    assert refused(desk)
    assert "does not count" in desk.mujaz("build", "--publish").output


def test_a_merge_by_another_leaves_it_resolved(desk: Desk) -> None:
    path = asked(desk)
    desk.git("switch", "--quiet", "--create", "settle")
    desk.mujaz("resolve", path, by="Lawyer")
    desk.commit("Resolve", by="Lawyer")
    desk.git("switch", "--quiet", "main")
    desk.git("merge", "--quiet", "--no-ff", "--message", "Merge", "settle", by="Publisher")
    assert refused(desk) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("opening", "Why?", "--about", "claims/none"), "the brief `opening` has no `claims/none`"),
        (("opening", "Why?", "--about", "claims"), ""),
        (("opening", "Why?", "--about", "Title!"), "`Title!` names no part of a brief"),
        (("opening", "Why?", "--quote", "no such words"), "the brief `opening` has no such words"),
        (("opening", "Why?", "--quote", "a  thousand passengers"), ""),
        (("opening", "Why?", "--quote", "سينقل ألف مسافر"), ""),
        (("opening", "Why?", "--about", "title", "--quote", "A"), "leave --about or --quote out"),
        (("none", "Why?"), "there is no brief `none`"),
        (("opening", "Why?", "--as", "none"), "there is no role `none`"),
        (("opening", ""), "error"),
    ],
)
def test_what_can_be_asked(desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    result = desk.mujaz("ask", *arguments, by="Editor")
    assert (result.exit_code == 0) is (not said), result.output
    assert said in result.output or said == "error"


def test_what_it_is_about_may_be_gone_and_that_is_told(desk: Desk) -> None:
    asked(desk, "--about", "claims/capacity")
    desk.edit("briefs/opening.yml", "id: capacity", "id: load")
    found = json.loads(desk.mujaz("check", "--format", "json").stdout)["findings"]
    (told,) = (each for each in found if each["rule"] == "lost-subject")
    assert told["message"] == "the question is about `claims/capacity`, which the brief `opening` does not have"


def test_a_review_shows_questions_and_what_they_hold_back(desk: Desk) -> None:
    asked(desk, "--about", "claims/capacity")
    result = desk.mujaz("review", "HEAD~1..HEAD")
    assert "Who counted them?" in result.output
    assert "open-question" in result.output


def test_a_question_is_named_by_its_file_or_a_part_of_its_name(desk: Desk) -> None:
    path = asked(desk)
    for named in (path, Path(path).name, Path(path).name.removesuffix(".question.yml")[-6:]):
        assert desk.mujaz("answer", named, "Yes.").exit_code == 0, named
    result = desk.mujaz("answer", "none", "Yes.")
    assert result.exit_code == 2
    assert "there is no question `none`" in result.output
    assert (desk.root / path).read_text("utf-8").count("Yes.") == 3


@pytest.mark.parametrize(
    ("about", "there"),
    [
        ("title", True),
        ("claims", True),
        ("claims/capacity", True),
        ("claims/1", False),
        ("claims/none", False),
        ("summary", False),
        ("tags", True),
        ("tags/transport", False),
        ("corrections/1", False),
        ("span", False),
        ("nothing", False),
    ],
)
def test_parts_of_a_brief(about: str, there: bool) -> None:
    brief, _ = decode(Source("briefs/opening.yml", PUBLISHED), Brief)
    assert brief is not None
    assert (subject(brief, about) is not None) is there


def test_what_is_due_names_who_is_waited_for(desk: Desk) -> None:
    path = asked(desk, "--as", "lawyer")
    assert "Lawyer asks: Who counted them? (waits for the answer of Analyst)" in desk.mujaz("due").output
    desk.mujaz("answer", path, "The ministry did.")
    assert "answered, waits for Lawyer or another lawyer to resolve it" in desk.mujaz("due").output
    desk.mujaz("resolve", path, by="Lawyer")
    desk.commit("Resolve", by="Lawyer")
    assert "asks" not in desk.mujaz("due").output
    desk.edit("briefs/opening.yml", "A station opens", "A station opened")
    desk.commit()
    assert "(signed before the change: Editor); waits for somebody else than Analyst" in desk.mujaz("due").output
    people = (
        "people:\n  editor@example.org: [editor]\n  analyst@example.org: [editor]\n  lawyer@example.org: [lawyer]\n"
    )
    desk.write("editorial.yml", (desk.root / "editorial.yml").read_text("utf-8") + people)
    assert "; waits for editor@example.org\n" in desk.mujaz("due").output


def test_what_is_due_has_what_was_asked_although_its_file_is_gone(desk: Desk) -> None:
    asked(desk, "--as", "lawyer")
    request = desk.mujaz(
        "approve", "opening", "--as", "editor", "--request-changes", "--note", "Too sure.", by="Second"
    )
    assert request.exit_code == 0, request.output
    desk.commit("Ask for changes", by="Second")
    for path in (desk.root / "briefs/reviews/opening").iterdir():
        if "Who counted them" in path.read_text("utf-8") or "Too sure" in path.read_text("utf-8"):
            path.unlink()
    desk.commit("Tidy")
    output = desk.mujaz("due").output
    assert "opening: Lawyer asks: Who counted them? (its file was deleted); bring `briefs/reviews/opening/" in output
    assert "opening: Second asks for changes: Too sure. (the file of that was deleted); bring `briefs/" in output
