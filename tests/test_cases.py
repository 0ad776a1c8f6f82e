"""Every rule, by example: the literate cases give exactly the findings that they state."""

from __future__ import annotations

from pathlib import Path

import pytest

from literate import FOLDER, UPDATE, Case, read_cases, run, update
from mujaz.rules import RULES

CASES = [case for path in sorted(FOLDER.glob("*.md")) if path.name != "README.md" for case in read_cases(path)]


def _yields(case: Case, rule: str) -> bool:
    return any(f" {rule}: " in line for line in case.expected.splitlines() if not line.startswith(" "))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_case(case: Case, tmp_path: Path) -> None:
    found = run(case, tmp_path)
    if UPDATE:
        update(case, found)
    else:
        assert found == case.expected


def test_the_site_of_the_readme_is_without_fault(tmp_path: Path) -> None:
    bare = Case(FOLDER / "README.md", "", (), ("unused",), "", (0, 0))
    assert run(bare, tmp_path) == ""


def test_every_file_is_about_a_rule() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.md") if path.name != "README.md") == sorted(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_a_case_that_yields_it_and_one_that_does_not(rule: str) -> None:
    cases = [case for case in CASES if case.rule == rule]
    assert any(_yields(case, rule) for case in cases)
    assert any(not _yields(case, rule) for case in cases)


@pytest.mark.parametrize("rule", RULES)
def test_findings_have_the_severity_of_their_rule(rule: str) -> None:
    lines = [line for case in CASES for line in case.expected.splitlines() if f" {rule}: " in line]
    found = [line.split()[1] for line in lines if not line.startswith(" ")]
    assert found
    assert set(found) == {RULES[rule].severity.value}


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_a_case_says_why(case: Case) -> None:
    markdown = case.source.read_text(encoding="utf-8")
    behind = markdown.split(f"## {case.heading}\n", 1)[1].lstrip()
    assert not behind.startswith(("```", "#")), "a sentence stands between the heading and the first block"
