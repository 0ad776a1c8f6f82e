"""Whether a brief is approved as it is: which of its sign-offs count, and what the policy still asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from mujaz import rules
from mujaz.commits import Commit, Person
from mujaz.diagnostics import Diagnostic, Label
from mujaz.model import ApprovalRule, Brief, Policy, SeedRecord, SignOff, Status
from mujaz.model.signoff import FOLDER
from mujaz.resolved import Site, SiteBrief
from mujaz.review.authorship import Authorship
from mujaz.review.meaning import VERSION
from mujaz.review.objects import Signature, Standing
from mujaz.source import Source, Span

_SIGNED = {
    "G": "good",
    "U": "good, of unknown validity",
    "X": "good, expired",
    "Y": "good, by a key that has expired",
    "R": "good, by a key that was revoked",
    "B": "bad",
    "E": "cannot be checked",
    "N": "none",
}
_UNCOMMITTED = "it is not committed"
_TOGETHER = "is the commit of both the sign-off and the last change of what it signs"
_STALE = "it holds the hash of another state: signed before the last change, or altered by hand"
_WORST = "F"
_ANY = ApprovalRule(span=Span(Source("", ""), 0, 0), keys={})
"""What is asked for where the policy asks for nothing: one sign-off of any role."""


def standing(
    entry: SiteBrief,
    digest: str,
    site: Site,
    policy: Policy,
    signoffs: Iterable[SignOff],
    authorship: Authorship,
    defined_in: Mapping[str, str],
) -> Standing:
    """Whether a brief is approved.

    Args:
        entry: a brief.
        digest: its content hash.
        site: the site that it stands in.
        policy: of the site.
        signoffs: of the brief, the latest last.
        authorship: who changed what.
        defined_in: of entities that briefs define: which brief does, as `SiteIndex.defined_in`.
    """
    signoffs = tuple(signoffs)
    changed = authorship.last_change(entry, defined_in)
    signatures = []
    for signoff in signoffs:
        brought = authorship.brought(entry.id, signoff)
        signatures.append(
            Signature(
                signoff.role.id,
                signoff.by,
                signoff.at,
                signoff.note or "",
                tuple(ref.id for ref in signoff.criteria),
                (signoff.sha256, signoff.version) != (digest, VERSION),
                _without_role(signoff, policy) or _refused(Person(*signoff.signer), changed, brought),
                _SIGNED.get(brought.signature, "none") if brought else "none",
            )
        )
    counted = [
        signoff
        for signoff, signature in zip(signoffs, signatures, strict=True)
        if not signature.stale and not signature.refused
    ]
    return Standing(digest, tuple(reversed(signatures)), missing(entry.brief, site.records, policy, counted))


def changers(commit: Commit) -> frozenset[str]:
    """The keys of the people who made a change: they cannot approve what it left."""
    return frozenset({commit.author.key, commit.committer.key})


def _without_role(signoff: SignOff, policy: Policy) -> str:
    """Why a sign-off of an older policy does not count: it stays readable, and counts where its role is known."""
    return "" if signoff.role.id in policy.roles else f"the policy has no role `{signoff.role.id}`"


def _refused(signer: Person, changed: Commit | None, brought: Commit | None) -> str:
    """Why a sign-off does not count; empty where it does."""
    if changed is None:
        return "what it signs is not committed"
    if brought is not None and brought.id == changed.id:
        return f"{changed.id[:10]} {_TOGETHER}"
    if signer.key in changers(changed):
        return f"{signer.name} made the last change of what it signs, in {changed.id[:10]}"
    if brought is None:
        return _UNCOMMITTED
    if changers(brought) & changers(changed):
        return f"who made the last change of what it signs, in {changed.id[:10]}, committed it"
    if signer.key not in changers(brought):
        return f"{brought.author.name} committed it, not {signer.name}"
    if brought.signature == "B":
        return f"the signature of its commit {brought.id[:10]} is bad"
    return ""


def missing(
    brief: Brief, records: Mapping[str, SeedRecord], policy: Policy, counted: Collection[SignOff]
) -> tuple[str, ...]:
    """What a brief lacks of the approvals that a policy asks for, in words; nothing where it is approved.

    All entries whose conditions it meets ask for something; where there are none, one sign-off of any role is needed.

    Args:
        brief: the brief.
        records: of its seeds.
        policy: of the site.
        counted: the sign-offs that count.
    """
    found = []
    for rule in [rule for rule in policy.approvals if _applies(rule, brief, records)] or [_ANY]:
        roles = [ref.id for ref in rule.roles] or list(policy.roles)
        lacking = rule.count - len({Person(*signoff.signer).key for signoff in counted if signoff.role.id in roles})
        if lacking > 0:
            found.append(f"{lacking} more of: {' or '.join(roles)}")
    ticked = {criterion.id for signoff in counted for criterion in signoff.criteria}
    left = [id for id in policy.criteria if id not in ticked]
    return (*found, f"not ticked: {', '.join(left)}") if left else tuple(found)


def _applies(rule: ApprovalRule, brief: Brief, records: Mapping[str, SeedRecord]) -> bool:
    tags = {ref.id for ref in brief.tags}
    if rule.tags and tags.isdisjoint(ref.id for ref in rule.tags):
        return False
    grades = ((records[ref.id].grade or _WORST)[0] for ref in brief.seeds)
    return rule.grade is None or any(grade >= rule.grade for grade in grades)


def publication_findings(
    entry: SiteBrief, now: Standing, signoffs: Iterable[SignOff], today: date, untraced: Iterable[Diagnostic] = ()
) -> list[Diagnostic]:
    """What keeps a brief from being published.

    Args:
        entry: a brief whose content has no errors.
        now: its standing.
        signoffs: of the brief, which tell where each is written.
        today: the day of publication.
        untraced: findings on what does not say what it rests on, as far as the policy asks.
    """
    brief = entry.brief
    place = brief.place("status", "title")
    if brief.status in UNPUBLISHED:
        help = "finish it and have it approved; `--leave-out` publishes the other briefs without it"
        return [rules.UNPUBLISHED_STATUS.at(place, f"the brief `{entry.id}` is {_STATUS[brief.status]}", help)]
    found = []
    embargo = brief.embargo_day
    if embargo is not None and today < embargo:
        message = f"the brief `{entry.id}` is not to be published before {embargo}"
        help = "wait until that day; `--leave-out` publishes the other briefs without it"
        found.append(rules.EMBARGOED_BRIEF.at(brief.place("publish_after"), message, help))
    if not now.approved:
        found.append(_unapproved(entry, now, signoffs))
    return [*found, *untraced]


UNPUBLISHED = (Status.DRAFT, Status.IN_REVIEW)
"""Where a brief stands that is not meant for readers yet."""

_STATUS = {Status.DRAFT: "a draft", Status.IN_REVIEW: "still in review"}


def _unapproved(entry: SiteBrief, now: Standing, signoffs: Iterable[SignOff]) -> Diagnostic:
    place = entry.brief.place("status", "title")
    labels = []
    for signoff, signature in zip(reversed(tuple(signoffs)), now.signatures, strict=True):
        reason = "; ".join(filter(None, (signature.refused, _STALE if signature.stale else "")))
        if reason:
            labels.append(Label(signoff.place("sha256"), f"does not count: {reason}"))
    lacking = "; ".join(now.missing)
    fresh = {signature.refused for signature in now.signatures if not signature.stale}
    help = f"have it read, and signed with `mujaz approve {entry.id} --as ROLE`"
    if _UNCOMMITTED in fresh:
        help = f"let who signed commit {FOLDER}/{entry.id}.yml, without anything else"
    elif any(_TOGETHER in refused for refused in fresh):
        help += "; merge without squashing: that makes one commit, of one author, of a change and its approval"
    if now.signatures and not fresh:
        message = f"the brief `{entry.id}` was changed after it was approved; it lacks: {lacking}"
        return rules.STALE_APPROVAL.at(place, message, help, labels)
    return rules.UNAPPROVED_BRIEF.at(
        place, f"the brief `{entry.id}` is not approved; it lacks: {lacking}", help, labels
    )
