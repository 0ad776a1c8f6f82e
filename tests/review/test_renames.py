"""A rename is told as one: neither the thing nor what refers to it is removed, added or changed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))
from desk import Desk
from test_rename_signed import RENAMES, SIGNED


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk whose brief is published and signed."""
    desk = Desk(tmp_path, SIGNED)
    desk.commit()
    desk.signed()
    return desk


def review(desk: Desk) -> Any:
    """The review of what is not committed."""
    result = desk.mujaz("review", "HEAD", "--format", "json")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize(("old", "new"), RENAMES)
def test_the_id_is_all_that_changed(desk: Desk, old: str, new: str) -> None:
    assert desk.mujaz("rename", old, new).exit_code == 0
    told = review(desk)
    (document,) = (each for each in told["documents"] if each["kind"] != "file")
    (change,) = document["changes"]
    was, now = old.replace("#", "/").split("/")[-1], new
    assert change["kind"] == "changed"
    assert change["path"] == ["id"]
    assert change["words"].endswith(f"`{was}` is called `{now}`")
    assert document["change"] == "changed"


def test_links_to_it_from_a_page_by_hand_are_shown_as_the_words_that_they_are(desk: Desk) -> None:
    assert desk.mujaz("rename", "brief/opening", "stations/opening").exit_code == 0
    (page,) = (each for each in review(desk)["documents"] if each["kind"] == "file")
    (change,) = page["changes"]
    assert ("opening" in change["before"], "stations/opening" in change["after"]) == (True, True)


def test_all_of_them_and_words_besides(desk: Desk) -> None:
    for old, new in RENAMES:
        old = old.replace("opening#", "stations/opening#").replace("second#", "denials#")
        assert desk.mujaz("rename", old, new).exit_code == 0
    desk.edit("briefs/stations/opening.yml", "It opened.", "It opened at last.")
    told = review(desk)
    assert {document["change"] for document in told["documents"]} == {"changed"}
    changes = [change for document in told["documents"] if document["kind"] != "file" for change in document["changes"]]
    renames = [change["words"] for change in changes if change["path"] == ["id"]]
    assert len(renames) == len(RENAMES)
    others = [change for change in changes if change["path"] != ["id"]]
    assert {change["path"][0] for change in others} == {"key_points"}
    assert "at last" in str(others)
    said = desk.mujaz("review", "HEAD").output
    assert "the title of the note has no" not in said, "it was found before, in a file of another name"
    assert "the published brief `stations/opening` says something else" in said


def test_two_that_were_merged_are_no_rename(desk: Desk) -> None:
    desk.write("briefs/glossary/late.yml", "language: en\nentities:\n  boss:\n    type: person\n    name: The boss\n")
    desk.commit()
    assert desk.mujaz("merge", "boss", "driver").exit_code == 0
    kinds = {(document["id"], document["change"]) for document in review(desk)["documents"]}
    assert ("boss", "removed") in kinds
