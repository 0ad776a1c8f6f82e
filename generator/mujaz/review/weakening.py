"""Whether a policy asks for less than another one, and which policy of a site's history holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mujaz.model import POLICY, ApprovalRule, Policy
from mujaz.model.policy import configurable
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
    for rule in before.approvals:
        if not any(_covers(other, after, rule, before) for other in after.approvals):
            roles = " or ".join(ref.id for ref in rule.roles) or "any role"
            yield f"no entry asks for as much as this one did: {rule.count} of {roles}"
    for id, words in before.criteria.items():
        if id not in after.criteria:
            yield f"the criterion `{id}` is gone"
        elif " ".join(words.split()) != " ".join(after.criteria[id].split()):
            yield f"the criterion `{id}` says something else"
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
    if after.stray_words > before.stray_words:
        yield f"`stray_words` is {after.stray_words}, and was {before.stray_words}"


def _covers(rule: ApprovalRule, policy: Policy, other: ApprovalRule, of: Policy) -> bool:
    """Whether whatever satisfies a rule satisfies another one, for all briefs that the other is about."""
    asked, needed = _roles(rule, policy), _roles(other, of)
    tags, others = ({ref.id for ref in each.tags} for each in (rule, other))
    grades, worse = rule.grade, other.grade
    return (
        rule.count >= other.count
        and asked <= needed
        and (not tags or (bool(others) and others <= tags))
        and (grades is None or (worse is not None and grades <= worse))
    )


def _roles(rule: ApprovalRule, policy: Policy) -> set[str]:
    return {ref.id for ref in rule.roles} or set(policy.roles)


def _level(policy: Policy, rule: str) -> str:
    level = policy.severities.get(rule)
    return rules.RULES[rule].severity.value if level is None else level.value


def holding(states: Iterable[Policy], approved: Callable[[Policy, Policy], bool]) -> Policy:
    """The policy that holds: the last one that is as strict as the one that held before, or that was approved.

    Args:
        states: the policies of a site, the oldest first; there is one. The oldest holds: nobody was there to ask.
        approved: whether a policy was approved by somebody who could sign under another one.
    """
    found: Policy | None = None
    for policy in states:
        if found is None or not weaker(found, policy) or approved(policy, found):
            found = policy
    assert found is not None
    return found


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
