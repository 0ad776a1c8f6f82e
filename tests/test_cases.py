"""Every rule, by example: the literate cases give exactly the findings that they state."""

from __future__ import annotations

from pathlib import Path

import pytest

from literate import FOLDER, UPDATE, Case, read_cases, run, update
from mujaz.syntax.rules import RULES
from thorough import thorough

CASES = [case for path in sorted(FOLDER.glob("*.md")) if path.name != "README.md" for case in read_cases(path)]


def _yields(case: Case, rule: str) -> bool:
    return any(f" {rule}: " in line for line in case.expected.splitlines() if not line.startswith(" "))


def _is_further(case: Case) -> bool:
    """Whether a site is built for it, which takes a second, and another one is that yields its rule."""
    builds = {"build", "offline"} & set(case.options)
    alike = [other for other in CASES if other.rule == case.rule and builds & set(other.options)]
    yielding = next((other for other in alike if _yields(other, case.rule)), None)
    return bool(builds) and yielding is not None and case is not yielding


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case.id, marks=thorough if _is_further(case) else ()) for case in CASES]
)
def test_case(case: Case, tmp_path: Path) -> None:
    found = run(case, tmp_path)
    if UPDATE:
        update(case, found)
    else:
        assert found == case.expected


VERBS = ("check", "trace", "generate", "build", "offline", "publish", "review")
"""What finds a fault, in the order in which an author comes to it; `check --unused` is a check."""

LATER = {
    "untraced-sentence": "trace",
    # What MkDocs, its plugins and pages written by hand bring, which is not known before all of it has run.
    "mkdocs-warning": "build",
    "mkdocs-error": "build",
    "broken-link": "build",
    "duplicate-html-id": "build",
    "script-in-page": "build",
    "unsafe-html": "build",
    "reserved-file": "build",
    "malformed-html": "build",
    "inaccessible-html": "build",
    "site-not-replaced": "build",
    # A check runs nothing of a site, so that it may bring whatever it likes.
    "untrusted-code": "build",
    "unsearched-file": "build",
    # What only a file that is opened without a server needs, and the edition before.
    "needs-server": "offline",
    "unreadable-edition": "offline",
    # What a sign-off says is a matter of the history, and of the day.
    "unapproved-brief": "publish",
    "stale-approval": "publish",
    "open-question": "publish",
    "embargoed-brief": "publish",
    "unpublished-status": "publish",
    "unapproved-file": "publish",
    # What a change does.
    "seed-edited": "review",
    "seed-replaced": "review",
    "confidence-raised": "review",
    "single-source": "review",
    "long-quote": "review",
    "look-alike-swapped": "review",
    "silent-edit": "review",
    "weakened-policy": "review",
    "weakened-site": "review",
}
"""The rules that a check does not know, each with the verb that finds it first."""


@pytest.mark.parametrize("rule", RULES)
def test_a_check_finds_what_can_be_known_without_building(rule: str) -> None:
    verbs = {next(iter(set(case.options) - {"unused"}), "check") for case in CASES if _yields(case, rule)}
    assert min(verbs, key=VERBS.index) == LATER.get(rule, "check")


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
