"""Whether a policy asks for less than another one."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import fields

import pytest

from mujaz.model import ApprovalRule, Policy
from mujaz.model.base import Part
from mujaz.model.decode import decode
from mujaz.model.policy import configurable
from mujaz.review.authorship import file_digest
from mujaz.review.weakening import Approved, PolicyState, holding, weaker
from mujaz.syntax.rules import RULES
from mujaz.syntax.source import Source

LEVELS = ("off", "info", "warning", "error")

BEFORE = """\
roles: {editor: Reads it, lawyer: Answers for it}
criteria: {rights: No more than may be, sourcing: It is borne out}
approvals: [{roles: [lawyer]}, {roles: [editor], count: 2, tags: [transport]}, {count: 2, grade: D}]
severities: {tatweel: error}
trace: 20
max_shared_words: 10
"""


def policy(text: str) -> Policy:
    found, findings = decode(Source("editorial.yml", text), Policy)
    assert found is not None, findings
    return found


def test_a_former_name_means_the_same_and_keeps_its_sign_offs() -> None:
    former = BEFORE.replace("max_shared_words", "stray_words")
    assert policy(former).max_shared_words == policy(BEFORE).max_shared_words == 10
    assert file_digest("editorial.yml", former.encode()) == file_digest("editorial.yml", BEFORE.encode())
    assert (
        file_digest("editorial.yml", b"stray_words: 20\n")
        == "8dd60e438878f77c4a586d0c1d91a6473f33b2823fbb1349c501be95d475dddb"
    ), "the digest that sign-offs under the former name hold"


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
        ("max_shared_words: 10", "max_shared_words: 8"),
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
        ("max_shared_words: 10", "max_shared_words: 11", "`max_shared_words` is 11, and was 10"),
        ("trace: 20", "trace: 20\nquote_words: 101", "`quote_words` is 101, and was 100"),
    ],
)
def test_what_asks_for_less(old: str, new: str, said: str) -> None:
    assert old in BEFORE
    assert said in "; ".join(weaker(policy(BEFORE), policy(BEFORE.replace(old, new))))


A, B = "a" * 64, "b" * 64
LESS: dict[str, list[tuple[str, str]]] = {
    "roles": [("approvals: [{count: 2}]", "approvals: [{count: 2}]\nroles: {editor: Reads it, intern: Helps}")],
    "criteria": [("", "criteria: {}"), ("criteria: {rights: No more}", "criteria: {rights: Much more}")],
    "approvals": [("", "approvals: 0"), ("approvals: [{count: 2}]", ""), ("approvals: [{grade: F}]", "approvals: 0")],
    "people": [
        ("people: {a@x.org: [editor]}", ""),
        ("people: {a@x.org: [editor]}", "people: {a@x.org: [editor], b@x.org: [editor]}"),
    ],
    "signed_commits": [("signed_commits: required", "signed_commits: optional"), ("signed_commits: required", "")],
    "site_files": [("site_files: approved", "site_files: noted"), ("site_files: approved", "")],
    "severities": [
        ("", f"severities: {{{name}: {level}}}")
        for name in configurable()
        for level in LEVELS[: LEVELS.index(RULES[name].severity.value)]
    ],
    "trace": [("trace: 60", "trace: 59"), ("trace: 1", "")],
    "quote_words": [("quote_words: 30", "quote_words: 31"), ("quote_words: 30", "")],
    "max_shared_words": [("max_shared_words: 8", "max_shared_words: 9"), ("", "max_shared_words: 13")],
    "unsearched_files": [
        ("", f"unsearched_files: {{a.pdf: {A}}}"),
        (f"unsearched_files: {{a.pdf: {A}}}", f"unsearched_files: {{a.pdf: {B}}}"),
        (f"unsearched_files: {{a.pdf: {A}}}", "unsearched_files: {a.pdf: any}"),
        (f"unsearched_files: {{a.pdf: {A}}}", f"unsearched_files: {{a.pdf: {A}, '*': any}}"),
    ],
}
"""By key of the policy: what there is, and what asks for less than that."""

NO_MATTER = {"due_days": ("due_days: 30", "due_days: 1")}
"""Keys that no change of asks for less."""

RULE: dict[str, tuple[str, str]] = {
    "roles": ("{roles: [lawyer]}", "{roles: [editor, lawyer]}"),
    "count": ("{count: 3}", "{count: 2}"),
    "tags": ("{count: 2}", "{count: 2, tags: [transport]}"),
    "languages": ("{count: 2}", "{count: 2, languages: [ar]}"),
    "grade": ("{count: 2, grade: C}", "{count: 2, grade: D}"),
}
"""The same by key of an entry of `approvals`."""


def test_a_policy_that_asks_for_a_role_of_its_own_is_no_weaker_than_one_that_says_nothing() -> None:
    """Else it could not take that one's place, and whoever brings back the laxer one by a merge would have it hold."""
    lax, strict = (
        "roles: {editor: Reads it}",
        "roles: {editor: Reads it, lawyer: Answers}\napprovals: [{roles: [lawyer]}]",
    )
    assert weaker(policy(lax), policy(strict)) == ()
    assert weaker(policy(strict), policy(lax))


def keys_of(part: type[Part]) -> set[str]:
    return {each.name for each in fields(part)} - {each.name for each in fields(Part)}


def test_each_key_of_the_policy_says_which_way_asks_for_less() -> None:
    assert keys_of(Policy) == LESS.keys() | NO_MATTER.keys()
    assert keys_of(ApprovalRule) == RULE.keys()


@pytest.mark.parametrize(("before", "after"), [pair for pairs in LESS.values() for pair in pairs])
def test_each_way_to_ask_for_less_is_told_and_its_contrary_is_not(before: str, after: str) -> None:
    assert weaker(policy(before), policy(after))
    if before != "criteria: {rights: No more}" and B not in after:  # where both ask for something else
        assert not weaker(policy(after), policy(before))


@pytest.mark.parametrize(("before", "after"), RULE.values())
def test_each_way_in_which_an_entry_asks_for_less_is_told(before: str, after: str) -> None:
    roles = "roles: {editor: Reads it, lawyer: Answers for it}\n"
    before, after = (f"{roles}approvals: [{rule}]\n" for rule in (before, after))
    assert weaker(policy(before), policy(after))
    assert not weaker(policy(after), policy(before))


@pytest.mark.parametrize(("before", "after"), NO_MATTER.values())
def test_what_asks_nobody_for_anything_may_change(before: str, after: str) -> None:
    assert weaker(policy(before), policy(after)) == weaker(policy(after), policy(before)) == ()


MILD, STRICT, STRICTER = (policy(f"criteria: {{}}\ntrace: {share}\n") for share in (10, 20, 30))


def nobody(_: Policy, __: Policy, ___: Set[str]) -> bool:
    return False


def held(*states: tuple[tuple[int, ...], Policy | None], approved: Approved = nobody) -> list[int]:
    """How much the policies that hold ask to be traced."""
    return sorted(
        each.policy.trace for each in holding((PolicyState(*state) for state in states), approved) if each.policy
    )


def line(*policies: Policy) -> list[tuple[tuple[int, ...], Policy]]:
    return [((number - 1,) if number else (), each) for number, each in enumerate(policies)]


def test_the_policy_that_holds_is_the_last_that_nobody_had_to_agree_to() -> None:
    assert held() == []
    assert held(*line(STRICT)) == [20]
    assert held(*line(STRICT, MILD)) == [20]
    assert held(*line(STRICT, MILD, STRICTER)) == [30]
    assert held(*line(STRICT, STRICTER, STRICT)) == [30]
    assert held(*line(STRICTER, MILD), approved=lambda *_: True) == [10]
    agreed = [(MILD, STRICTER)]
    assert held(*line(STRICT, STRICTER, MILD), approved=lambda after, before, _: (after, before) in agreed) == [10]
    assert held(*line(STRICT, MILD), approved=lambda after, before, _: (after, before) in agreed) == [20]


def test_a_sign_off_from_before_a_policy_does_not_weaken_that() -> None:
    states = [PolicyState((), STRICT, {"old"}), PolicyState((0,), MILD, {"old", "new"})]
    assert [each.policy for each in holding(states, lambda _, __, older: "old" not in older)] == [STRICT]
    assert [each.policy for each in holding(states, lambda _, __, older: "new" not in older)] == [MILD]


@pytest.mark.parametrize("parents", [(1, 2), (2, 1)])
@pytest.mark.parametrize(
    ("base", "one", "other", "merge", "holds"),
    [
        (MILD, None, STRICT, MILD, [20]),
        (MILD, None, STRICT, STRICT, [20]),
        (MILD, None, STRICT, STRICTER, [30]),
        (MILD, None, STRICT, None, [20]),
        (MILD, None, None, MILD, [10]),
        (STRICT, MILD, None, MILD, [20]),
        (STRICT, MILD, MILD, MILD, [20]),
        (MILD, STRICTER, STRICT, STRICT, [20, 30]),
        (MILD, STRICTER, STRICT, STRICTER, [30]),
        (MILD, STRICTER, STRICT, MILD, [20, 30]),
    ],
)
def test_of_two_lines_the_stricter_holds_whichever_is_the_first_parent(
    parents: tuple[int, ...],
    base: Policy,
    one: Policy | None,
    other: Policy | None,
    merge: Policy | None,
    holds: list[int],
) -> None:
    assert held(((), base), ((0,), one), ((0,), other), (parents, merge)) == holds


@pytest.mark.parametrize("parents", [(1, 2), (2, 1)])
def test_what_was_weakened_with_approval_does_not_come_back_by_an_older_line(parents: tuple[int, ...]) -> None:
    agreed = [(MILD, STRICTER)]
    states = [((), STRICTER), ((0,), MILD), ((0,), None), (parents, MILD), ((3,), STRICT)]
    assert held(*states, approved=lambda after, before, _: (after, before) in agreed) == [20]


@pytest.mark.parametrize("parents", [(0, 1), (1, 0)])
def test_a_root_of_its_own_takes_no_policy_away(parents: tuple[int, ...]) -> None:
    assert held(((), MILD), ((), STRICT), (parents, MILD)) == [10, 20]
