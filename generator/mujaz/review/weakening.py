"""Whether a policy asks for less than another one, and which policies of a site's history hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import TypeAlias

from msgspec import Struct

from mujaz.model import POLICY, ApprovalRule, Policy
from mujaz.model.policy import ANY, configurable
from mujaz.review.approvals import ANY_ROLE
from mujaz.review.meaning import meaning
from mujaz.review.risks import LONGEST_QUOTE
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.source import Source, Span

_LEVELS = ("off", "info", "warning", "error")


def weaker(before: Policy, after: Policy) -> tuple[str, ...]:
    """What a policy does not ask for any more that another one asks for, in words; nothing where it is as strict."""
    return tuple(_weaker(before, after))


def _weaker(before: Policy, after: Policy) -> Iterator[str]:
    if _asks_nobody(after) and not _asks_nobody(before):
        yield "nobody has to approve anything"
    for rule in () if _asks_nobody(after) else _asked(before):
        if not any(_covers(other, after, rule, before) for other in _asked(after, after=True)):
            roles = " or ".join(ref.id for ref in rule.roles) or "any role"
            yield f"no entry asks for as much as this one did: {rule.count} of {roles}"
    for id, words in before.criteria.items():
        if id not in after.criteria:
            yield f"the criterion `{id}` is gone"
        elif " ".join(words.split()) != " ".join(after.criteria[id].split()):
            yield f"the criterion `{id}` says something else"
    if before.people and not after.people:
        yield "anybody may sign"
    for address, may in after.people.items() if before.people else ():
        more = {ref.id for ref in may} - {ref.id for ref in before.people.get(address, ())}
        if more:
            yield f"`{address}` may sign as {' and '.join(sorted(more))}"
    if before.signed_commits == "required" and after.signed_commits != "required":
        yield "commits need not be signed"
    if before.site_files == "approved" and after.site_files != "approved":
        yield "`mkdocs.yml` and pages written by hand need no sign-off"
    for name in configurable():
        was, now = (_LEVELS.index(_level(policy, name)) for policy in (before, after))
        if now < was:
            yield f"`{name}` is {_LEVELS[now]}, and was {_LEVELS[was]}"
    if after.trace < before.trace:
        yield f"`trace` is {after.trace}, and was {before.trace}"
    longest, shorter = (policy.quote_words or LONGEST_QUOTE for policy in (after, before))
    if longest > shorter:
        yield f"`quote_words` is {longest}, and was {shorter}"
    for path, digest in after.unsearched_files.items():
        if before.unsearched_files.get(path) not in (digest, ANY):
            yield f"`{path}` is published without a search"
    if after.max_shared_words > before.max_shared_words:
        yield f"`max_shared_words` is {after.max_shared_words}, and was {before.max_shared_words}"


def _asks_nobody(policy: Policy) -> bool:
    return any(rule.count == 0 for rule in policy.approvals)


def _asked(policy: Policy, *, after: bool = False) -> tuple[ApprovalRule, ...]:
    """What a policy asks for, with what it asks for where it says nothing: one sign-off, of any role.

    Of the policy that comes `after`, that is relied on only where no entry is about some languages alone: such an entry
    says something of each brief, and asks nobody about its words in the other languages.
    """
    if _asks_nobody(policy) or (after and any(rule.languages for rule in policy.approvals)):
        return policy.approvals
    return (*policy.approvals, ANY_ROLE)


def _covers(rule: ApprovalRule, policy: Policy, other: ApprovalRule, of: Policy) -> bool:
    """Whether whatever satisfies a rule satisfies another one, for all briefs that the other is about.

    What is asked for where a policy says nothing is a sign-off in any role, also in one that it did not have then.
    """
    asked, needed = _roles(rule, policy), _roles(other, of)
    tags, others = ({ref.id for ref in each.tags} for each in (rule, other))
    grades, worse = rule.grade, other.grade
    languages, of_other = set(rule.languages), set(other.languages)
    return (
        rule.count >= other.count
        and (other is ANY_ROLE or asked <= needed)
        and (not languages or (bool(of_other) and of_other <= languages))
        and (not tags or (bool(others) and others <= tags))
        and (grades is None or (worse is not None and grades <= worse))
    )


def _roles(rule: ApprovalRule, policy: Policy) -> set[str]:
    return {ref.id for ref in rule.roles} or set(policy.roles)


def _level(policy: Policy, rule: str) -> str:
    level = policy.severities.get(rule)
    return rules.RULES[rule].severity.value if level is None else level.value


class PolicyState(Struct, frozen=True):
    """The policy of a site at one of its commits.

    Attributes:
        parents: of the commit, by their numbers from 0.
        policy: the policy that it brought, or that it merged; None where it is that of its parent, or cannot be read.
        signed: the keys of the sign-offs of the policy that there were then.
    """

    parents: tuple[int, ...]
    policy: Policy | None
    signed: Set[str] = frozenset()


Approved: TypeAlias = Callable[[Policy, Policy, Set[str]], bool]
"""Whether a policy was approved by somebody who could sign under another one; sign-offs of some keys do not count."""


def holding(states: Iterable[PolicyState], approved: Approved) -> tuple[PolicyState, ...]:
    """The policies that hold at the last of a site's commits: several where lines were merged that agree on none.

    A policy takes the place of all that hold at the parents of its commit if it is as strict as each of them, or was
    approved under it by a sign-off that is younger than it; otherwise these hold on. One whose place was taken on any
    line does not come back by another line that still has it.

    Args:
        states: each after all its parents. The first policy of a line holds: nobody was there to ask.
        approved: whether a policy was approved under another one.
    """
    held: list[dict[int, PolicyState]] = []
    gone: list[Set[int]] = []
    for number, state in enumerate(states):
        parents = state.parents
        past = gone[parents[0]] if parents else frozenset()
        now = held[parents[0]] if parents else {}
        for parent in parents[1:]:
            past, now = past | gone[parent], now | held[parent]
        if len(parents) > 1:
            now = {at: each for at, each in now.items() if at not in past}
        policy = state.policy
        is_same = len(now) == 1 and all(each.policy is policy for each in now.values())
        if policy is not None and not is_same and not refusing(policy, now.values(), approved):
            past, now = past | now.keys(), {number: state}
        held.append(now)
        gone.append(past)
    return tuple(held[-1].values()) if held else ()


def refusing(policy: Policy, held: Iterable[PolicyState], approved: Approved) -> list[Policy]:
    """The policies among those that hold of which another one may not take the place."""
    return [
        each.policy
        for each in held
        if each.policy is not None and weaker(each.policy, policy) and not approved(policy, each.policy, each.signed)
    ]


def weakened(before: Policy, after: Policy, labels: Iterable[Label] = ()) -> list[Diagnostic]:
    """A finding where a policy asks for less than another one, which it is to take the place of.

    Args:
        before: the other one.
        after: the policy.
        labels: why sign-offs of it do not count.
    """
    if meaning(before) == meaning(after):
        return []
    less = weaker(before, after)
    if not less:
        return []
    help = (
        f"have it read, and signed with `mujaz approve {POLICY} --as ROLE`, by somebody else than who wrote it and in "
        "a role of the policy before; or take the change back"
    )
    message = f"the policy asks for less than the one that holds: {'; '.join(less)}"
    return [rules.WEAKENED_POLICY.at(Span(Source(POLICY, ""), 0, 0), message, help, labels)]
