"""`mujaz merge`: two entities are one, and nothing that was written of either is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import Desk
from test_rename import contents

GLOSSARY = """\
language: en
entities:
  # The one who stays.
  chief:
    type: person
    name: Chief
    aliases:
      en: [The chief]
    gloss: Leads the railway.
    links:
      - url: https://example.org/chief
    relations:
      - to: sub-keeper
        type: works-for
  manager:
    type: person
    # The name of the record.
    name: {en: Manager, ar: المدير العام}
    aliases:
      en:
        - The chief
        - The boss
        - {text: Boss, weak: true}
      fr: [Le chef]
    body: |
      Was a driver [^timetable].

      For years.
    wikidata: Q42
    links:
      - url: https://example.org/manager
      - url: https://example.org/chief
    relations:
      - {to: drivers-union, type: opposes, from: 2020}
  driver:
    type: person
    name: Driver
    relations:
      - {to: manager, type: works-for}
"""
OPENING = """\
language: en
title: A station opens
seeds: [line]
notes:
  - id: who
    title: Who
    body: Both.
    entities: [manager, chief, driver]
claims:
  - id: capacity
    at: وقالت المدير إن الخط سينقل ألف مسافر
    statement: It will carry many.
    speaker: manager
    via:
      - chief
      - manager
"""
FILES = {"briefs/glossary/people.yml": GLOSSARY, "briefs/opening.yml": OPENING}
MERGED = """\
language: en
entities:
  # The one who stays.
  chief:
    type: person
    merged_ids:
      - manager
    name: Chief
    aliases:
      en: [The chief, "Manager", "The boss", {text: "Boss", weak: true}]
      ar:
        - "المدير العام"
      fr:
        - "Le chef"
    gloss: Leads the railway.
    links:
      - url: https://example.org/chief
      - {url: "https://example.org/manager"}
    relations:
      - to: sub-keeper
        type: works-for
      - {to: drivers-union, type: opposes, from: 2020}
    body: |
      Was a driver [^timetable].

      For years.
    wikidata: Q42
    # The name of the record.
  driver:
    type: person
    name: Driver
    relations:
      - {to: chief, type: works-for}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk that has one person twice."""
    return Desk(tmp_path, FILES)


def test_what_was_said_of_either_is_said_of_the_one(desk: Desk) -> None:
    result = desk.mujaz("merge", "manager", "chief")
    assert result.exit_code == 0, result.output
    assert (desk.root / "briefs/glossary/people.yml").read_text(encoding="utf-8") == MERGED
    after = (desk.root / "briefs/opening.yml").read_text(encoding="utf-8")
    expected = OPENING.replace("[manager, chief,", "[chief,").replace("speaker: manager", "speaker: chief")
    assert after == expected.replace("      - manager\n", "")
    assert "error" not in desk.mujaz("check").output


def test_the_id_leads_to_the_other_and_is_not_given_again(desk: Desk) -> None:
    assert desk.mujaz("merge", "manager", "chief").exit_code == 0
    assert desk.mujaz("generate").exit_code == 0
    assert "(chief.md)" in (desk.root / "docs/en/entities/manager.md").read_text(encoding="utf-8")
    assert "contested-id" in desk.mujaz("rename", "driver", "manager").output


def test_an_entity_that_was_the_only_one_of_its_file_takes_the_key_with_it(desk: Desk) -> None:
    desk.write("briefs/glossary/late.yml", "language: en\nentities:\n  boss:\n    type: person\n    name: The boss\n")
    assert desk.mujaz("merge", "boss", "chief").exit_code == 0
    assert (desk.root / "briefs/glossary/late.yml").read_text(encoding="utf-8") == "language: en\n"
    assert "error" not in desk.mujaz("check").output


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    gloss: Leads the railway.\n", "    gloss: Leads the railway.\n    wikidata: Q43\n", "two `wikidata`"),
        ("    gloss: Leads the railway.\n", "    gloss: Leads the railway.\n    body: Another.\n", "two `body`"),
        ("    gloss: Leads the railway.\n", "    gloss: {en: A, ar: ب}\n    born: 1970\n", ""),
        ("  chief:\n    type: person", "  chief:\n    type: organization", "two `type`"),
        ("      - to: sub-keeper\n", "      - to: manager\n", "related to itself"),
        ("{to: drivers-union, type: opposes, from: 2020}", "{to: chief, type: works-for}", "related to itself"),
        ("    wikidata: Q42\n", "    wikidata: Q42\n    gloss: Another.\n", "two `gloss`"),
        ("    wikidata: Q42\n", "    wikidata: Q42\n    gloss: Leads the railway.\n", ""),
    ],
)
def test_where_the_two_contradict_each_other_nothing_is_changed(desk: Desk, old: str, new: str, said: str) -> None:
    desk.edit("briefs/glossary/people.yml", old, new)
    before = contents(desk.root)
    result = desk.mujaz("merge", "manager", "chief")
    assert (contents(desk.root) == before) == bool(said)
    assert said in result.output
    assert (".yml:" in result.output) == bool(said)


def test_what_a_brief_alone_can_cite_is_not_taken_out_of_it(desk: Desk) -> None:
    entity = "entities:\n  boss:\n    type: person\n    name: The boss\n    sources: [own]\n"
    desk.write("briefs/opening.yml", OPENING + entity + "sources:\n  own:\n    type: report\n    title: A count\n")
    result = desk.mujaz("merge", "boss", "chief")
    assert result.exit_code == 1
    assert "`own` is of the brief `opening`" in result.output


@pytest.mark.parametrize(("one", "other"), [("opening", "chief"), ("chief", "chief"), ("chief", "nobody")])
def test_only_two_entities_are_merged(desk: Desk, one: str, other: str) -> None:
    before = contents(desk.root)
    assert desk.mujaz("merge", one, other).exit_code == 2
    assert contents(desk.root) == before


def test_what_would_change_is_shown_first(desk: Desk) -> None:
    before = contents(desk.root)
    result = desk.mujaz("merge", "manager", "chief", "--dry-run")
    assert "+    merged_ids:\n+      - manager\n" in result.output
    assert contents(desk.root) == before
