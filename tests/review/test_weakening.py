"""Whether a policy asks for less than another one."""

from __future__ import annotations

import pytest

from mujaz.model import Policy
from mujaz.model.decode import decode
from mujaz.review.weakening import holding, weaker
from mujaz.syntax.source import Source

BEFORE = """\
roles: {editor: Reads it, lawyer: Answers for it}
criteria: {rights: No more than may be, sourcing: It is borne out}
approvals: [{roles: [lawyer]}, {roles: [editor], count: 2, tags: [transport]}, {count: 2, grade: D}]
severities: {tatweel: error}
trace: 20
stray_words: 10
"""


def policy(text: str) -> Policy:
    found, findings = decode(Source("editorial.yml", text), Policy)
    assert found is not None, findings
    return found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("editor: Reads it", "editor: Reads all of it"),
        ("criteria: {", "criteria: {language: Reads well, "),
        ("sourcing: It is borne out", "sourcing: It  is borne\n  out"),
        ("{roles: [lawyer]}", "{roles: [lawyer], count: 2}"),
        ("[{roles: [lawyer]}, ", "[{roles: [editor]}, {roles: [lawyer]}, "),
        ("tags: [transport]", "tags: [transport, arms-trade]"),
        (", tags: [transport]", ""),
        ("grade: D", "grade: B"),
        (", grade: D", ""),
        ("{count: 2, grade: D}", "{roles: [editor, lawyer], count: 2, grade: D}"),
        ("{tatweel: error}", "{tatweel: error, single-source: error}"),
        ("trace: 20", "trace: 21"),
        ("stray_words: 10", "stray_words: 8"),
        ("trace: 20", "trace: 20\nsigned_commits: required\nsite_files: approved\nquote_words: 99\ndue_days: 1"),
    ],
)
def test_what_is_as_strict(old: str, new: str) -> None:
    assert weaker(policy(BEFORE), policy(BEFORE.replace(old, new))) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{roles: [lawyer]}, ", "", "1 of lawyer"),
        ("{roles: [lawyer]}", "{roles: [editor, lawyer]}", "1 of lawyer"),
        ("{roles: [lawyer]}", "{roles: [lawyer], grade: C}", "1 of lawyer"),
        ("count: 2, tags", "count: 1, tags", "2 of editor"),
        ("tags: [transport]", "tags: [arms-trade]", "2 of editor"),
        ("tags: [transport]", "tags: [transport], grade: F", "2 of editor"),
        ("grade: D", "grade: E", "2 of any role"),
        ("{count: 2, grade: D}", "{count: 2, grade: D, tags: [transport]}", "2 of any role"),
        ("roles: {", "roles: {intern: Helps, ", "2 of any role"),
        ("rights: No more than may be, ", "", "the criterion `rights` is gone"),
        ("No more than may be", "As much as you like", "the criterion `rights` says something else"),
        ("severities: {tatweel: error}\n", "", "`tatweel` is"),
        ("{tatweel: error}", "{tatweel: error, single-source: off}", "`single-source` is off"),
        ("trace: 20\n", "", "`trace` is 0, and was 20"),
        ("stray_words: 10", "stray_words: 11", "`stray_words` is 11, and was 10"),
        ("trace: 20", "trace: 20\nquote_words: 101", "`quote_words` is 101, and was 100"),
    ],
)
def test_what_asks_for_less(old: str, new: str, said: str) -> None:
    assert old in BEFORE
    assert said in "; ".join(weaker(policy(BEFORE), policy(BEFORE.replace(old, new))))


def test_the_policy_that_holds_is_the_last_that_nobody_had_to_agree_to() -> None:
    mild, strict, stricter = (policy(f"criteria: {{}}\ntrace: {share}\n") for share in (10, 20, 30))
    nobody, anybody = (lambda _, __: False), (lambda _, __: True)
    assert holding([strict], nobody) is strict
    assert holding([strict, mild], nobody) is strict
    assert holding([strict, mild, stricter], nobody) is stricter
    assert holding([strict, stricter, strict], nobody) is stricter
    assert holding([stricter, mild], anybody) is mild
    agreed = [(mild, stricter)]
    assert holding([strict, stricter, mild], lambda after, before: (after, before) in agreed) is mild
    assert holding([strict, mild], lambda after, before: (after, before) in agreed) is strict
