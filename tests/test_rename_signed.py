"""What was signed, asked and published goes on to count when things have other ids: nothing says anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import Desk
from test_rename import FILES

SIGNED = {name: text for name, text in FILES.items() if name != "editorial.yml"} | {
    "editorial.yml": "criteria: {}\n",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk whose brief is published and signed."""
    desk = Desk(tmp_path, SIGNED)
    desk.commit()
    desk.signed()
    return desk


RENAMES = [
    ("sub-keeper", "keeper"),
    ("driver", "train-driver"),
    ("brief/opening", "stations/opening"),
    ("brief/second", "denials"),
    ("seed/line", "railway"),
    ("opening#capacity", "passengers"),
    ("second#denial", "no"),
    ("platforms", "tracks"),
    ("opening#own-count", "counted"),
    ("timetable", "railway-timetable"),
    ("tag/roads", "streets"),
    ("transport", "traffic"),
]


def due(desk: Desk) -> list[str]:
    """What is due: approvals, corrections, questions."""
    return desk.mujaz("due").output.splitlines()


@pytest.mark.parametrize(("old", "new"), RENAMES)
def test_a_sign_off_holds_through_a_rename(desk: Desk, old: str, new: str) -> None:
    before = due(desk)
    assert desk.mujaz("rename", old, new).exit_code == 0
    desk.commit("Rename", by="Somebody")
    assert due(desk) == before, desk.mujaz("due").output


def test_a_sign_off_holds_through_all_of_them_and_another_one_comes_after(desk: Desk) -> None:
    before = due(desk)
    for old, new in RENAMES:
        result = desk.mujaz("rename", old.replace("opening#", "stations/opening#").replace("second#", "denials#"), new)
        assert result.exit_code == 0, result.output
        desk.commit("Rename", by="Somebody")
    assert due(desk) == before
    desk.edit("briefs/stations/opening.yml", "It opened.", "It opened at last.")
    desk.commit("Change")
    said = desk.mujaz("due").output
    assert "stations/opening" in said
    assert "changed after it was approved" in said
    assert desk.approve("stations/opening", "editor", "--note", "read", by="Editor").exit_code == 0
    desk.commit("Sign", by="Editor")
    assert "is not approved" not in desk.mujaz("due").output


def test_who_renames_has_written_nothing(desk: Desk) -> None:
    """The id is no words of the brief, so that who changed it can sign what others wrote."""
    desk.edit("briefs/opening.yml", "It opened.", "It opened at last.")
    desk.commit("Change")
    assert desk.mujaz("rename", "opening", "station").exit_code == 0
    desk.commit("Rename", by="Editor")
    assert desk.approve("station", "editor", "--note", "read", by="Editor").exit_code == 0
    assert "wrote some of" in desk.approve("station", "editor", "--note", "read", by="Analyst").output


def test_a_rename_is_no_silent_edit_and_no_version(desk: Desk) -> None:
    for old, new in (("opening", "station"), ("sub-keeper", "keeper"), ("station#capacity", "load")):
        assert desk.mujaz("rename", old, new).exit_code == 0
        desk.commit("Rename")
    assert desk.mujaz("generate").exit_code == 0
    versions = (desk.root / "docs/en/briefs/station.versions.md").read_text(encoding="utf-8")
    assert versions.count("\n## ") == 1
    assert "says something else" not in "".join(due(desk))
    assert "is gone" not in "".join(due(desk))


def test_a_question_follows_what_it_is_about(desk: Desk) -> None:
    assert desk.mujaz("ask", "opening", "Who counted?", "--about", "claims/capacity", by="Editor").exit_code == 0
    desk.commit("Ask", by="Editor")
    before = desk.mujaz("check").output
    assert desk.mujaz("rename", "opening#capacity", "load").exit_code == 0
    assert desk.mujaz("rename", "opening", "station").exit_code == 0
    desk.commit("Rename")
    assert "lost-subject" not in desk.mujaz("check").output
    assert "unknown-reference" not in desk.mujaz("check").output
    assert desk.mujaz("check").output.count("warning") == before.count("warning")
    assert "station" in desk.mujaz("due").output


def test_an_id_of_before_lends_no_approval(desk: Desk) -> None:
    """Whoever writes that something was called as what is approved has it compared with what that said."""
    names = (desk.root / "briefs/glossary/names.yml").read_text(encoding="utf-8")
    desk.write(
        "briefs/glossary/names.yml", names.replace("  sub-keeper:\n", "  impostor:\n    former_ids: [sub-keeper]\n")
    )
    desk.edit("briefs/glossary/names.yml", "    name:\n", "    gloss: Somebody else.\n    name:\n")
    desk.edit("briefs/opening.yml", "sub-keeper", "impostor")
    desk.commit("Swap", by="Somebody")
    assert "error" not in desk.mujaz("check").output
    assert (
        "was changed after it was approved" in desk.mujaz("due").output or "is not approved" in desk.mujaz("due").output
    )


def test_two_that_change_places_are_refused(desk: Desk) -> None:
    """Claims that take each other's id of before would be signed as each other."""
    desk.edit("briefs/opening.yml", "  - id: capacity\n", "  - id: capacity\n    former_ids: [platforms]\n")
    desk.edit("briefs/opening.yml", "  - id: platforms\n", "  - id: platforms\n    former_ids: [capacity]\n")
    assert desk.mujaz("check").output.count("contested-id") == 2
