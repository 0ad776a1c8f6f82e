"""What editors write: the roles, criteria, tags and briefs that a policy and sign-offs name must exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mujaz.diagnostics import Diagnostic
from mujaz.model import Policy, Ref, SignOffs
from mujaz.resolve.ids import unknown
from mujaz.source import Span


def check_policy(policy: Policy, tags: Iterable[str]) -> Iterator[Diagnostic]:
    """Findings on approvals that ask for roles or tags which there are not.

    Args:
        policy: of the site.
        tags: the ids of all tags.
    """
    tags = frozenset(tags)
    for approval in policy.approvals:
        for role in approval.roles:
            yield from unknown(role, "role", policy.roles)
        for tag in approval.tags:
            yield from unknown(tag, "tag", tags)


def check_signoffs(brief: str, signoffs: SignOffs, policy: Policy, briefs: Iterable[str]) -> Iterator[Diagnostic]:
    """Findings on sign-offs of a brief that there is not, in a role or by criteria that the policy does not have.

    Args:
        brief: the id that the file's path gives.
        signoffs: what the file holds.
        policy: of the site.
        briefs: the ids of all briefs.
    """
    source = signoffs.span.source
    yield from unknown(Ref(brief, Span(source, 0, 0)), "brief", frozenset(briefs))
    for signoff in signoffs.signoffs:
        yield from unknown(signoff.role, "role", policy.roles)
        for criterion in signoff.criteria:
            yield from unknown(criterion, "criterion", policy.criteria)
