"""What editors write: the roles and tags that a policy names, and the briefs that are signed, must exist."""

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


def check_signoffs(brief: str, signoffs: SignOffs, briefs: Iterable[str]) -> Iterator[Diagnostic]:
    """Findings on sign-offs of a brief that there is not.

    Sign-offs are history: roles and criteria that the policy has no more are no fault of theirs.

    Args:
        brief: the id that the file's path gives.
        signoffs: what the file holds.
        briefs: the ids of all briefs.
    """
    yield from unknown(Ref(brief, Span(signoffs.span.source, 0, 0)), "brief", frozenset(briefs))
