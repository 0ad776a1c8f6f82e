"""Whether a brief is approved as it is: which of its sign-offs count, and what the policy still asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from mujaz.history.commits import Person
from mujaz.model import ApprovalRule, Brief, Policy, SeedRecord, SignOff, Status
from mujaz.model.signoff import FOLDER, Edit, Verdict
from mujaz.resolve.site import Site, SiteBrief
from mujaz.review.coverage import Covered, in_words, of_brief
from mujaz.review.identities import Identities
from mujaz.review.meaning import content_digest, digest, merged
from mujaz.review.objects import Signature, Standing
from mujaz.review.refusals import ASKED, SIGNATURES, UNCOMMITTED, Judge
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.source import Source, Span

_WORST = "F"
_MOST_WAYS = 4096
ANY_ROLE = ApprovalRule(span=Span(Source("", ""), 0, 0), keys={})
"""What is asked for where the policy asks for nothing: one sign-off of any role."""


Approving: TypeAlias = Callable[[str, str], Collection[SignOff]]
"""Gives the sign-offs that approve what a part says."""


class Wanted(Struct, frozen=True):
    """What an entry of the policy asks for: how many people, in which roles, and the parts of the brief to approve."""

    count: int
    roles: tuple[str, ...]
    parts: Mapping[str, str]


def standing(entry: SiteBrief, parts: Covered, site: Site, signoffs: Iterable[SignOff], judge: Judge) -> Standing:
    """Whether a brief is approved.

    Args:
        entry: a brief.
        parts: all that a sign-off of it covers, as `coverage.covered`.
        site: the site that it stands in.
        signoffs: of the brief, the latest last; those of other briefs and of the glossary count for what they share.
        judge: says which sign-offs count.
    """
    signoffs = tuple(signoffs)
    own = {part: says for part, says in parts.items() if part.startswith("brief/")}
    wanted = _wanted(entry.brief, site.records, judge.policy, own)
    old = [each for each in signoffs if not each.covers and each.sha256 == content_digest(entry, site)]
    counted = [each for part, says in own.items() for each in judge.approving(part, says)]
    olds = [each for each in old if not judge.refusal_of_old(each, parts)]

    def approving(part: str, says: str) -> list[SignOff]:
        return [*judge.approving(part, says), *olds]

    lacking = list(_lacking(wanted, approving, judge.policy, judge.identities))
    if not lacking:
        lacking += _lacking_elsewhere(parts, wanted, approving, judge)
    for part, says in own.items():
        lacking += [
            f"{each.signer[0]} asks for changes{f': {each.note}' if each.note else ''}"
            for each in judge.refusing(part, says)
        ]
    signatures = tuple(_signature(each, parts, own, each in old, judge) for each in reversed(signoffs))
    editorial = any(each.edit is Edit.EDITORIAL for each in counted)
    return Standing(digest(dict(parts)), signatures, tuple(dict.fromkeys(lacking)), editorial)


def unapproved_parts(entry: SiteBrief, parts: Covered, site: Site, judge: Judge) -> Iterator[str]:
    """The parts that a brief shares with others and that are not approved as they are, as it needs them.

    Args:
        entry, parts, site, judge: as for `standing`.
    """
    own = {part: says for part, says in parts.items() if part.startswith("brief/")}
    wanted = _wanted(entry.brief, site.records, judge.policy, own)
    for part, says in parts.items():
        if part not in own and not _is_approved(part, says, wanted, judge):
            yield part


def approved_before(part: str, entry: SiteBrief, site: Site, judge: Judge) -> str | None:
    """What a part said when it was approved last, as a brief needs it: the digest; None where it never was."""
    own = of_brief(entry.id, merged(entry.brief), judge.names)
    wanted = _wanted(entry.brief, site.records, judge.policy, own)
    return next((says for says in judge.said(part) if _is_approved(part, says, wanted, judge)), None)


def _is_approved(part: str, says: str, wanted: Sequence[Wanted], judge: Judge) -> bool:
    asked = [Wanted(each.count, each.roles, {part: says}) for each in wanted]
    return not judge.refusing(part, says) and not any(lacks(asked, judge.approving, judge.identities))


def waited_for(entry: SiteBrief, parts: Covered, now: Standing, site: Site, judge: Judge) -> str:
    """Who may give the approvals that a brief lacks, in words; empty where it lacks none.

    Args:
        entry, parts, site, judge: as for `standing`.
        now: what that gave.
    """
    own = {part: says for part, says in parts.items() if part.startswith("brief/")}
    lacking = [each for each in now.missing if " more of: " in each]
    wanted = (each.roles for each in _wanted(entry.brief, site.records, judge.policy, own))
    roles = {role for names in wanted if any(" or ".join(names) in each for each in lacking) for role in names}
    if not roles:
        return ""
    unapproved = ((part, says) for part, says in parts.items() if not judge.approving(part, says))
    writers = dict.fromkeys(each for part, says in unapproved for each in judge.writers(part, says))
    if not judge.policy.people:
        names = ", ".join(dict.fromkeys(each.name or each.email for each in writers))
        return f"waits for somebody else than {names}" if names else "waits to be committed"
    listed = [address for address, may in judge.policy.people.items() if roles & {ref.id for ref in may}]
    free = [each for each in listed if not any(judge.identities.maybe_same(Person("", each), who) for who in writers)]
    return f"waits for {' or '.join(free)}" if free else "everybody whom the policy lists for that wrote some of it"


def missing(
    brief: Brief,
    records: Mapping[str, SeedRecord],
    policy: Policy,
    own: Covered,
    approving: Approving,
) -> tuple[str, ...]:
    """What a brief itself lacks of the approvals that a policy asks for, in words; nothing where it is approved.

    All entries whose conditions it meets ask for something; where there are none, one sign-off of any role is needed.

    Args:
        brief: the brief.
        records: of its seeds.
        policy: of the site.
        own: its own parts, as `coverage.of_brief`.
        approving: gives the sign-offs that approve a part.
    """
    return tuple(_lacking(_wanted(brief, records, policy, own), approving, policy, Identities()))


def _lacking(wanted: Sequence[Wanted], approving: Approving, policy: Policy, identities: Identities) -> Iterator[str]:
    """As `lacks`, and which criteria are ticked in none of the sign-offs."""
    yield from lacks(wanted, approving, identities)
    signed = [each for parts in wanted for part, says in parts.parts.items() for each in approving(part, says)]
    ticked = {criterion.id for signoff in signed for criterion in signoff.criteria}
    left = [id for id in policy.criteria if id not in ticked] if any(each.count for each in wanted) else []
    if left:
        yield f"not ticked: {', '.join(left)}"


def _signature(signoff: SignOff, parts: Covered, own: Covered, is_of_this: bool, judge: Judge) -> Signature:
    if signoff.covers:
        changed = [part for part, says in signoff.covers.items() if parts.get(part, says) != says]
        changed = [part for part in changed if part in own or not judge.approving(part, parts[part])]
        stale = bool(changed) or own.keys().isdisjoint(signoff.covers)
        holds = ((part, says) for part, says in own.items() if signoff.covers.get(part) == says)
        refused = next((said for part, says in holds if (said := judge.refusal(signoff, part, says))), "")
    else:
        changed, stale = [], not is_of_this
        refused = judge.refusal_of_old(signoff, parts)
    carrier, brought = judge.carrier(signoff), judge.bringing(signoff)
    return Signature(
        signoff.role.id,
        signoff.by,
        signoff.at,
        signoff.note or "",
        tuple(ref.id for ref in signoff.criteria),
        stale,
        refused,
        SIGNATURES.get(brought[0].signature, "none") if brought else "none",
        in_words(changed, judge.names),
        signoff.verdict is Verdict.REQUEST_CHANGES,
        carrier.name if carrier is not None else "",
    )


def _wanted(brief: Brief, records: Mapping[str, SeedRecord], policy: Policy, own: Covered) -> list[Wanted]:
    """What a policy asks for of a brief, by all entries whose conditions it meets."""
    rules = [rule for rule in policy.approvals if _applies(rule, brief, records)] or [ANY_ROLE]
    return [
        Wanted(
            rule.count,
            tuple(ref.id for ref in rule.roles) or tuple(policy.roles),
            {
                part: says
                for part, says in own.items()
                if not rule.languages or part.rpartition("/")[2] in rule.languages
            },
        )
        for rule in rules
    ]


def lacks(wanted: Sequence[Wanted], approving: Approving, identities: Identities) -> Iterator[str]:
    """What is lacking of the approvals that are asked for, in words; nothing where all are there.

    A person who signed in several roles fills one of them, whichever leaves the least to ask for.

    Args:
        wanted: what is asked for.
        approving: gives the sign-offs that approve a part.
        identities: tells who signed apart.
    """
    signed = {part: approving(part, says) for each in wanted for part, says in each.parts.items()}
    signers = dict.fromkeys(Person(*each.signer) for found in signed.values() for each in found)
    filled: list[dict[str, set[int]]] = []
    for person in identities.groups(signers):
        of_person: dict[str, set[int]] = {}
        for number, each in enumerate(wanted):
            for role in each.roles:
                if all(
                    any(found.role.id == role and Person(*found.signer) in person for found in signed[part])
                    for part in each.parts
                ):
                    of_person.setdefault(role, set()).add(number)
        filled.append(of_person)
    # What may be left to ask for after each person, whichever role that person fills: the ways there multiply, these
    # hardly do. Where they do, those go that leave the most.
    left = [tuple(each.count for each in wanted)]
    for of_one in filter(None, filled):
        ways = dict.fromkeys(
            tuple(max(lacking - (number in way), 0) for number, lacking in enumerate(before))
            for before in left
            for way in of_one.values()
        )
        left = sorted(ways, key=sum)[:_MOST_WAYS]
    best = min(left, key=sum)
    for lacking, each in zip(best, wanted, strict=True):
        if lacking > 0:
            some = len(each.parts) < len({part for other in wanted for part in other.parts})
            of_these = f" for {', '.join(sorted(map(_language, each.parts)))}" if some else ""
            yield f"{lacking} more of: {' or '.join(each.roles)}{of_these}"


def _lacking_elsewhere(parts: Covered, wanted: Sequence[Wanted], approving: Approving, judge: Judge) -> Iterator[str]:
    """What is lacking of approvals of the parts that a brief shares with others: each has to be approved by as many."""
    by_lack: dict[str, list[str]] = {}
    for part, says in parts.items():
        if not part.startswith("brief/"):
            asked = [Wanted(each.count, each.roles, {part: says}) for each in wanted]
            for lack in lacks(asked, approving, judge.identities):
                by_lack.setdefault(lack, []).append(part)
    for lack, lacking in by_lack.items():
        yield f"{lack} ({in_words(lacking, judge.names)})"


def _language(part: str) -> str:
    return part.rpartition("/")[2]


def _applies(rule: ApprovalRule, brief: Brief, records: Mapping[str, SeedRecord]) -> bool:
    tags = {ref.id for ref in brief.tags}
    if rule.tags and tags.isdisjoint(ref.id for ref in rule.tags):
        return False
    if rule.languages and not set(rule.languages) & set(brief.title.languages):
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
        help = "nothing needs to be done: `mujaz build --publish` leaves it out until then, and publishes the others"
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
        stale = (
            f"{signature.changed or 'what it signs'} changed since, or the sign-off was altered by hand"
            if signature.stale
            else ""
        )
        reason = "; ".join(filter(None, (stale or signature.refused,)))
        if reason:
            labels.append(Label(signoff.place("covers", "sha256"), f"does not count: {reason}"))
    lacking = "; ".join(now.missing)
    fresh = {signature.refused for signature in now.signatures if not signature.stale}
    help = f"have it read, and signed with `mujaz approve {entry.id} --as ROLE`"
    if UNCOMMITTED in fresh:
        help = f"commit the sign-off, below {FOLDER}/{entry.id}/"
    elif any(refused.startswith(ASKED) for refused in fresh):
        help += "; sign its commit, and that of the change, with `git commit --gpg-sign`"
    if any(signature.stale and not signature.asks for signature in now.signatures) and not fresh - {""}:
        changed = next((signature.changed for signature in now.signatures if signature.changed), "")
        what = f": {changed}" if changed else ""
        message = f"the brief `{entry.id}` was changed after it was approved{what}; it lacks: {lacking}"
        return rules.STALE_APPROVAL.at(place, message, help, labels)
    return rules.UNAPPROVED_BRIEF.at(
        place, f"the brief `{entry.id}` is not approved; it lacks: {lacking}", help, labels
    )
