"""`mujaz log`: who changed, signed, asked and settled what, told by meaning."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desk import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with some history."""
    desk = Desk(tmp_path_factory.mktemp("desk"), {"docs/index.md": "# Home\n"})
    desk.commit("Write")
    desk.signed()
    desk.edit("briefs/opening.yml", "title: A station opens\n", "# At last.\ntitle: A station opens\n")
    desk.commit("A comment")
    assert desk.mujaz("ask", "opening", "Who counted them?", "--about", "claims/capacity", by="Lawyer").exit_code == 0
    desk.commit("Ask", by="Lawyer")
    (path,) = (desk.root / "briefs/reviews/opening").glob("*.question.yml")
    question = path.relative_to(desk.root).as_posix()
    assert desk.mujaz("answer", question, "The ministry did.").exit_code == 0
    desk.commit("Answer")
    assert desk.mujaz("resolve", question, by="Lawyer").exit_code == 0
    desk.commit("Settled", by="Lawyer")
    desk.edit("briefs/opening.yml", "a thousand passengers", "two thousand passengers")
    desk.commit("More")
    assert desk.mujaz("rename", "brief/opening", "station").exit_code == 0
    desk.commit("Another name")
    return desk


def told(desk: Desk, target: str) -> list[dict[str, Any]]:
    result = desk.mujaz("log", target, "--format", "json")
    assert result.exit_code == 0, result.output
    return [
        {"subject": entry["subject"], **event}
        for entry in json.loads(result.stdout)["log"]
        for event in entry["events"]
    ]


def test_what_happened_is_told_the_latest_first_and_under_all_names(desk: Desk) -> None:
    events = told(desk, "station")
    kinds = [event["kind"] for event in events if event["subject"] not in ("Write", "Another name")]
    assert kinds == ["changed", "resolved", "answered", "asked", "signed"]
    (changed,) = (event for event in events if event["subject"] == "More")
    assert [change["path"] for change in changed["changes"]] == [["claims", "capacity", "statement", "en"]]
    asked = next(event for event in events if event["kind"] == "asked")
    assert (asked["who"]["name"], asked["said"]) == ("Lawyer", "Who counted them?")


def test_a_comment_is_no_event(desk: Desk) -> None:
    assert not [event for event in told(desk, "station") if event["subject"] == "A comment"]


def test_in_text_a_line_says_who_and_when(desk: Desk) -> None:
    output = desk.mujaz("log", "station").output
    assert "Editor: approved as editor" in output
    assert "Lawyer: asked: Who counted them?" in output
    assert "two thousand passengers" in output


def test_in_arabic(desk: Desk) -> None:
    output = desk.mujaz("log", "station", "--language", "ar").output
    assert "اعتمد، بصفة editor" in output
    assert "سأل: Who counted them?" in output


def test_an_entity_has_a_journal_of_its_own(desk: Desk) -> None:
    events = told(desk, "entity/sub-keeper")
    assert [event["kind"] for event in events] == ["new"]


@pytest.mark.parametrize("target", ["nothing", "entity/nothing", "seed/nothing"])
def test_what_there_is_not_is_refused(desk: Desk, target: str) -> None:
    result = desk.mujaz("log", target)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_words_of_a_stranger_do_nothing_in_a_terminal(tmp_path: Path) -> None:
    desk = Desk(tmp_path, {"docs/index.md": "# Home\n"})
    desk.commit("Write")
    desk.edit("briefs/opening.yml", "title: A station opens\n", 'title: "A\\u202e station ::error::opens"\n')
    desk.commit("\x1b[31m::set-output name=x::y")
    output = desk.mujaz("log", "opening").output
    assert "\x1b" not in output
    assert "\u202e" not in output
    assert not [line for line in output.splitlines() if line.lstrip().startswith("::")]
