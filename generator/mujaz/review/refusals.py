"""Why a sign-off does not count, as far as git can know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from mujaz.history.commits import Commit, Person, person
from mujaz.model import Policy, SignOff
from mujaz.review.identities import Identities

GOOD = "G"
"""What git says of a signature that is good and by a key whose owner is known."""
SIGNATURES = {
    GOOD: "good",
    "U": "good, of unknown validity",
    "X": "good, expired",
    "Y": "good, by a key that has expired",
    "R": "good, by a key that was revoked",
    "B": "bad",
    "E": "cannot be checked",
    "N": "none",
}
"""What git finds of a commit's signature, in words."""
UNCOMMITTED = "it is not committed"
TOGETHER = "is the commit of both the sign-off and the last change of what it signs"
ASKED = "the policy asks for signed commits"
_TOLERANCE = timedelta(days=1)
"""By how much clocks may differ. Dates are what somebody typed: only what cannot be is refused."""


def contributors(commit: Commit) -> Iterator[Person]:
    """Who had a hand in a change, and so cannot approve it: by the commit, its trailers and its signature."""
    yield from commit.people
    if commit.signature == GOOD and commit.signer:
        yield person(commit.signer)


def contributor(signer: Person, changed: Commit, identities: Identities) -> Person | None:
    """The one of those who made a change that a signer is, or may be; None where somebody else signs."""
    return next((each for each in contributors(changed) if identities.maybe_same(signer, each)), None)


def refusal(
    signoff: SignOff,
    changed: Commit | None,
    brought: Commit | None,
    policy: Policy,
    identities: Identities,
    now: datetime,
) -> str:
    """Why a sign-off does not count; empty where it does.

    Args:
        signoff: of a state that is still the same.
        changed: the last commit that changed what it signs; None where that is not committed.
        brought: the commit that brought it; None where it is not committed.
        policy: of the site.
        identities: tells people apart.
        now: the moment of the run.
    """
    signer = Person(*signoff.signer)
    if signoff.role.id not in policy.roles:
        return f"the policy has no role `{signoff.role.id}`"
    if changed is None:
        return "what it signs is not committed"
    if brought is not None and brought.id == changed.id:
        return f"{changed.id[:10]} {TOGETHER}"
    own = contributor(signer, changed, identities)
    if own is not None:
        named = "" if identities.same(signer, own) else ", under another address and the same name"
        return f"{own.name or own.email} made the last change of what it signs, in {changed.id[:10]}{named}"
    if brought is None:
        return UNCOMMITTED
    carriers = (brought.author, brought.committer)
    if any(identities.same(carrier, each) for carrier in carriers for each in contributors(changed)):
        return f"who made the last change of what it signs, in {changed.id[:10]}, committed it"
    if not any(identities.same(carrier, signer) for carrier in carriers):
        return f"{brought.author.name} committed it, not {signer.name}"
    if brought.signature == "B":
        return f"the signature of its commit {brought.id[:10]} is bad"
    return _unsigned(signer, changed, brought, policy) or _misdated(signoff, changed, brought, now)


def _unsigned(signer: Person, changed: Commit, brought: Commit, policy: Policy) -> str:
    """What a policy that asks for signed commits does not find."""
    if policy.signed_commits != "required":
        return ""
    for what, commit in (("its commit", brought), ("the last change of what it signs", changed)):
        if commit.signature != GOOD:
            found = SIGNATURES.get(commit.signature, "unknown")
            return f"{ASKED}; {what}, {commit.id[:10]}, has the signature: {found}"
    owner = person(brought.signer)
    # By the address alone, and not by the mailmap: that is a file which whoever proposes a change may propose.
    if not owner.address or owner.address != signer.address:
        return (
            f"its commit {brought.id[:10]} is signed by the key of {brought.signer or 'nobody'}, not of {signer.email}"
        )
    return ""


def _misdated(signoff: SignOff, changed: Commit, brought: Commit, now: datetime) -> str:
    """Dates that cannot be: one that has not come, or one before there was anything to sign."""
    signed = signoff.moment
    if signed > now + _TOLERANCE:
        return f"it is dated {signoff.at}, which has not come"
    committed = _moment(brought.committed)
    if committed is None or committed > now + _TOLERANCE:
        return f"its commit {brought.id[:10]} is dated {brought.committed or 'never'}, which has not come"
    written = _moment(changed.authored)
    if written is None or signed < written - _TOLERANCE:
        return f"it is dated {signoff.at}, before the last change of what it signs, in {changed.id[:10]}"
    return ""


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
