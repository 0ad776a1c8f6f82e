"""Whether a brief is approved as it is: which of its sign-offs count, and what the policy still asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice, product

from mujaz.history.commits import Person
from mujaz.model import ApprovalRule, Brief, Policy, SeedRecord, SignOff, Status
from mujaz.model.signoff import FOLDER
from mujaz.resolve.site import Site, SiteBrief
from mujaz.review.authorship import Authorship
from mujaz.review.identities import Identities
from mujaz.review.meaning import VERSION
from mujaz.review.objects import Signature, Standing
from mujaz.review.refusals import ASKED, SIGNATURES, TOGETHER, UNCOMMITTED, refusal
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.source import Source, Span

_STALE = "it holds the hash of another state: signed before the last change, or altered by hand"
_WORST = "F"
_MOST_WAYS = 4096
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
    now: datetime,
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
        now: the moment of the run: no sign-off is of a later one.
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
                refusal(signoff, changed, brought, policy, authorship.identities, now),
                SIGNATURES.get(brought.signature, "none") if brought else "none",
            )
        )
    counted = [
        signoff
        for signoff, signature in zip(signoffs, signatures, strict=True)
        if not signature.stale and not signature.refused
    ]
    lacking = missing(entry.brief, site.records, policy, counted, authorship.identities)
    return Standing(digest, tuple(reversed(signatures)), lacking)


def missing(
    brief: Brief,
    records: Mapping[str, SeedRecord],
    policy: Policy,
    counted: Collection[SignOff],
    identities: Identities | None = None,
) -> tuple[str, ...]:
    """What a brief lacks of the approvals that a policy asks for, in words; nothing where it is approved.

    All entries whose conditions it meets ask for something; where there are none, one sign-off of any role is needed.
    A person who signed in several roles fills one of them, whichever leaves the least to ask for.

    Args:
        brief: the brief.
        records: of its seeds.
        policy: of the site.
        counted: the sign-offs that count.
        identities: tells who signed apart.
    """
    rules = [rule for rule in policy.approvals if _applies(rule, brief, records)] or [_ANY]
    wanted = [([ref.id for ref in rule.roles] or list(policy.roles), rule.count) for rule in rules]
    people = (identities or Identities()).groups(dict.fromkeys(Person(*signoff.signer) for signoff in counted))
    roles = [dict.fromkeys(each.role.id for each in counted if Person(*each.signer) in person) for person in people]
    lacks = [
        [(count - sum(role in asked for role in filled), asked) for asked, count in wanted] for filled in _ways(roles)
    ]
    found = min(lacks, key=lambda lack: sum(max(lacking, 0) for lacking, _ in lack))
    said = [f"{lacking} more of: {' or '.join(asked)}" for lacking, asked in found if lacking > 0]
    ticked = {criterion.id for signoff in counted for criterion in signoff.criteria}
    left = [id for id in policy.criteria if id not in ticked]
    return (*said, f"not ticked: {', '.join(left)}") if left else tuple(said)


def _ways(roles: Iterable[Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """The ways to give each person one of their roles; only so many, since a file may hold any number of sign-offs."""
    return islice(product(*roles), _MOST_WAYS)


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
    if UNCOMMITTED in fresh:
        help = f"let who signed commit {FOLDER}/{entry.id}.yml, without anything else"
    elif any(TOGETHER in refused for refused in fresh):
        help += "; merge without squashing: that makes one commit, of one author, of a change and its approval"
    elif any(refused.startswith(ASKED) for refused in fresh):
        help += "; sign its commit, and that of the change, with `git commit --gpg-sign`"
    if now.signatures and not fresh:
        message = f"the brief `{entry.id}` was changed after it was approved; it lacks: {lacking}"
        return rules.STALE_APPROVAL.at(place, message, help, labels)
    return rules.UNAPPROVED_BRIEF.at(
        place, f"the brief `{entry.id}` is not approved; it lacks: {lacking}", help, labels
    )
