"""`mujaz rename`: one thing has another id, and nothing else is another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import Desk
from mujaz.model import base, brief, entity, policy, seed, sourcing
from mujaz.model.base import Part
from mujaz.model.decode import keys_of
from mujaz.resolve.uses import DEFINITIONS, FORMER, PROSE, REFERENCES

OPENING = """\
# What opened, and who said so.
language: en
title: A station opens
seeds:
  # the only one
  - line
tags: [transport, "roads"]
status: published
published: 2024-03-12
summary: |
  The line carries a thousand passengers[^capacity], they say [^platforms]
  and [^timetable, p. 12]; nobody denied it [^second#denial].
key_points:
  - It opened.[^own-count]
entities:
  driver:
    type: person
    name: Driver
    relations:
      - {to: sub-keeper, type: works-for}
notes:
  - id: platforms
    title: Platforms
    body: There are four [^capacity].
    entities: [sub-keeper, driver]
claims:
  # The first of them.
  - id: capacity
    at: {seed: line, exact: وقالت المدير إن الخط سينقل ألف مسافر}
    statement: The line will carry a thousand passengers a day.
    speaker: 'sub-keeper'
    via:
      - driver
    sources:
      - timetable
      - own-count
    contradicts:
      - second#denial
timeline:
  - date: 2024-03-10
    text: The station opens.
    entities: [sub-keeper]
    claims:
      - capacity
sources:
  own-count:
    type: report
    title: A count
translations:
  ar:
    title: افتتاح محطة
    claims:
      capacity:
        statement: سينقل الخط ألف مسافر.
    notes:
      platforms: {body: "أربعة [^capacity]."}
"""
SECOND = """\
language: en
title: Drivers deny it
seeds: [line]
superseded_by: opening
claims:
  - {id: denial, at: ونفت نقابة السائقين, statement: It will not., speaker: driver, supersedes: [opening#capacity]}
"""
ROADS = """\
language: en
tags:
  # by car
  roads: Roads
"""
PAGE = """\
# About

See [the brief](en/briefs/opening.md#claim-capacity), <a href="ar/entities/sub-keeper.md">the keeper</a>, and
[others][1], [a subject](./en/tags/roads.md) or [elsewhere](https://example.org/en/tags/roads.md).

[1]: en/sources/line.md
"""
POLICY = """\
# Who signs.
approvals:
  - {roles: [editor]}
  - roles: [editor]
    tags: [roads]
"""
FILES = {
    "briefs/opening.yml": OPENING,
    "briefs/second.yml": SECOND,
    "briefs/glossary/roads.yml": ROADS,
    "docs/about.md": PAGE,
    "editorial.yml": POLICY,
}

RENAMES = [
    ("sub-keeper", "keeper"),
    ("driver", "train-driver"),
    ("entity/driver", "opening"),
    ("brief/opening", "stations/opening"),
    ("opening", "of-the-station"),
    ("briefs/second.yml", "brief/denials"),
    ("seed/line", "railway"),
    ("opening#capacity", "passengers"),
    ("brief/opening/claim/capacity", "passengers-a-day"),
    ("second#denial", "capacity"),
    ("platforms", "tracks"),
    ("opening#own-count", "counted"),
    ("timetable", "line"),
    ("tag/roads", "streets"),
    ("transport", "traffic"),
]
"""What is renamed, and how: of each kind, in each way to name it, with ids that other kinds have."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk where each kind of thing is referred to in each way."""
    return Desk(tmp_path, FILES)


def contents(root: Path) -> dict[str, bytes]:
    """The files of a site."""
    paths = (path for path in root.rglob("*") if path.is_file() and not {".git", ".cache"} & set(path.parts))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def found(desk: Desk, *names: tuple[str, str]) -> list[str]:
    """What a check says, without places and the lines there, and with the ids of before."""
    lines = desk.mujaz("check").output
    for new, old in names:
        lines = lines.replace(f"`{new}`", f"`{old}`")
    told = (line for line in lines.splitlines()[:-1] if not line.startswith("  | "))
    return sorted(line.partition(": ")[2] if ".yml:" in line else line for line in told)


@pytest.mark.parametrize(("old", "new"), RENAMES)
def test_a_rename_and_the_way_back_leave_every_byte_as_it_was(desk: Desk, old: str, new: str) -> None:
    before, said = contents(desk.root), found(desk)
    result = desk.mujaz("rename", old, new)
    assert result.exit_code == 0, result.output
    ids = [name.removesuffix(".yml").split("#")[-1].split("/") for name in (old, new)]
    was, now = ids[0][-1], new.removeprefix("brief/")
    after = contents(desk.root)
    assert after != before
    assert found(desk, (now, was)) == said
    assert "unknown-reference" not in desk.mujaz("check").output, said
    kind = result.output.rsplit("is `", 1)[1].partition("`")[0]
    back = desk.mujaz("rename", kind, was)
    assert back.exit_code == 0, back.output
    assert contents(desk.root) == before


@pytest.mark.parametrize(("old", "new"), RENAMES)
def test_nothing_but_the_id_is_another(desk: Desk, old: str, new: str) -> None:
    """Comments, quotation marks and the layout stay: two lines are new, and others differ by the id alone."""
    before = contents(desk.root)
    assert desk.mujaz("rename", old, new).exit_code == 0
    was = re.split("[#/]", old.removesuffix(".yml"))[-1]
    now = new.removeprefix("brief/")
    after = contents(desk.root)
    names = {name: name if name in after else name.replace(f"/{was}.", f"/{now}.") for name in before}
    assert {*names.values()} == {*after}
    added = 0
    for name, path in names.items():
        text = after[path].decode().replace(f", former_ids: [{was}]", "")
        old_lines, new_lines = before[name].decode().splitlines(), text.splitlines()
        for number, line in enumerate(new_lines):
            if line.strip() in ("former_ids:", "former_tags:") and line not in old_lines:
                assert was in new_lines[number + 1]
                del new_lines[number : number + 2]
                added += 1
                break
        assert len(old_lines) == len(new_lines), path
        pairs = zip(old_lines, new_lines, strict=True)
        assert all(one == other or (now in other and one in _each_put_back(other, was, now)) for one, other in pairs), (
            path
        )
    assert added <= 1


def _each_put_back(line: str, was: str, now: str) -> Iterator[str]:
    """A line with the former id in place of the present one: at any of its places, and at all."""
    places = [match.start() for match in re.finditer(re.escape(now), line)]
    for chosen in itertools.product((False, True), repeat=len(places)):
        found, shift = line, 0
        for place, is_put in zip(places, chosen, strict=True):
            if is_put:
                found = found[: place + shift] + was + found[place + shift + len(now) :]
                shift += len(was) - len(now)
        yield found


def test_what_would_change_is_shown_first(desk: Desk) -> None:
    before = contents(desk.root)
    result = desk.mujaz("rename", "opening#capacity", "load", "--dry-run")
    assert result.exit_code == 0
    assert "-  - id: capacity\n+  - id: load\n+    former_ids:\n+      - capacity\n" in result.output
    assert "supersedes: [opening#load]" in result.output
    assert contents(desk.root) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sub-keeper", "driver", "the entity `driver` is defined twice [duplicate-id]"),
        ("opening", "second", "the brief `second` is defined twice [duplicate-id]"),
        ("opening#capacity", "platforms", "duplicate-id"),
        ("opening#capacity", "timetable", "duplicate-id"),
        ("timetable", "own-count", "duplicate-id"),
        ("roads", "transport", "the tag `transport` is defined twice [duplicate-id]"),
        ("roads", "Streets", "is no id for `tag/roads`"),
        ("opening", "glossary/x", "is kept for mujaz itself"),
        ("line", "index", "is kept for mujaz itself"),
        ("nobody", "somebody", "there is nothing with the id `nobody`"),
    ],
)
def test_a_conflict_is_refused_and_nothing_is_changed(desk: Desk, old: str, new: str, said: str) -> None:
    before = contents(desk.root)
    result = desk.mujaz("rename", old, new)
    assert result.exit_code != 0
    assert said in result.output
    assert contents(desk.root) == before


def test_an_id_that_may_be_several_things_is_asked_about(desk: Desk) -> None:
    assert desk.mujaz("rename", "sub-keeper", "opening").exit_code == 0
    result = desk.mujaz("rename", "opening", "station")
    assert "may be several things" in result.output
    assert "`brief/opening`, `entity/opening`" in result.output


def test_an_id_of_before_is_not_given_to_something_else(desk: Desk) -> None:
    assert desk.mujaz("rename", "driver", "train-driver").exit_code == 0
    result = desk.mujaz("rename", "sub-keeper", "driver")
    assert "contested-id" in result.output
    assert result.exit_code == 1


def test_a_file_with_errors_is_mended_first(desk: Desk) -> None:
    desk.write("briefs/second.yml", "language: en\n")
    result = desk.mujaz("rename", "driver", "train-driver")
    assert result.exit_code == 2
    assert "missing-key" in result.output


def test_a_site_of_another_system_keeps_its_line_ends_and_its_mark(desk: Desk) -> None:
    text = "\ufeff" + OPENING.replace("\n", "\r\n")
    (desk.root / "briefs/opening.yml").write_bytes(text.encode())
    assert desk.mujaz("rename", "opening#capacity", "load").exit_code == 0
    after = (desk.root / "briefs/opening.yml").read_bytes()
    assert after.startswith(b"\xef\xbb\xbf# What")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert b"former_ids:\r\n      - capacity\r\n" in after
    assert desk.mujaz("rename", "opening#load", "capacity").exit_code == 0
    assert (desk.root / "briefs/opening.yml").read_bytes() == text.encode()


def test_where_an_id_stands(desk: Desk) -> None:
    said = desk.mujaz("where", "sub-keeper").output
    assert "briefs/glossary/names.yml:5:3: defined: sub-keeper:" in said
    assert "briefs/opening.yml:20:14: reference: - {to: sub-keeper, type: works-for}" in said
    assert "docs/about.md:3:64: link:" in said
    assert "seeds/line.txt:" in said


def classes() -> Iterator[type[Part]]:
    """All classes of content."""
    for module in (base, brief, entity, policy, seed, sourcing):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Part) and value.__module__ == module.__name__:
                yield value


# Fields that hold ids which are of no thing of the content, and why.
OF_NOTHING = {
    ("ApprovalRule", "roles"): "roles are the policy's own",
    ("Policy", "people"): "the same",
}


def test_no_field_that_holds_an_id_is_missing() -> None:
    for kind in classes():
        for field in kind.__dataclass_fields__:
            hint = str(keys_of(kind).get(field.rstrip("_"), kind.__dataclass_fields__[field].type))
            holds = any(name in hint for name in ("Ref", "KeyId"))
            known = (kind.__name__, field) in {*REFERENCES, *OF_NOTHING} or field in FORMER
            assert not holds or known or (field == "id" and kind.__name__ in DEFINITIONS), (kind, field)


def test_all_markdown_is_looked_through() -> None:
    for kind in classes():
        for line in (f"{kind.__name__}.{field}" for field in kind.__dataclass_fields__):
            name, field = line.split(".")
            source = Path(str(__import__(kind.__module__, fromlist=["x"]).__file__)).read_text(encoding="utf-8")
            body = source.partition(f"class {name}(")[2].partition("\n@dataclass")[0]
            about = body.partition(f"\n    {field}:")[2].partition('"""')[2].partition('"""')[0]
            assert "Markdown" not in about or (name, field) in PROSE, line
