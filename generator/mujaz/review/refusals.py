"""Which sign-offs count for a part of the content, as far as git can know, and why others do not.

A sign-off counts for what a part says, whoever carried it: through a merge, a squash, a rebase or a bot of the host. It
does not where who signed had a hand in what the part says since somebody approved it last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from mujaz.history.commits import Commit, Person, person
from mujaz.model import Policy, Question, SignOff
from mujaz.model.signoff import ENDING, Verdict, name_and_address, path_of, target_of
from mujaz.review.authorship import Authorship, Step, question_parts, signoff_key
from mujaz.review.coverage import Covered
from mujaz.review.meaning import VERSION

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
STALE = "what it signs was changed since"
TOGETHER = (
    "is the commit of both the sign-off and a change of what it signs, and the sign-off does not say who wrote that"
)
ALTERED = "it was altered since it was written: its name does not fit what it says"
ASKED = "the policy asks for signed commits"
_TOLERANCE = timedelta(days=1)
"""By how much clocks may differ. Dates are what somebody typed: only what cannot be is refused."""


def contributors(commit: Commit) -> Iterator[Person]:
    """Who wrote a change, by the commit, its trailers and its signature; who committed it for another did not."""
    yield commit.author
    yield from commit.coauthors
    if commit.signature == GOOD and commit.signer:
        yield person(commit.signer)


class Judge:
    """Says which sign-offs count.

    Args:
        signoffs: all of the site, whatever they were written for.
        authorship: who changed what.
        policy: of the site.
        now: the moment of the run: no sign-off is of a later one.
        defined_in: of entities that briefs define: which brief does, as `SiteIndex.defined_in`.
    """

    def __init__(
        self,
        signoffs: Iterable[SignOff],
        authorship: Authorship,
        policy: Policy,
        now: datetime,
        defined_in: Mapping[str, str],
    ) -> None:
        self.identities, self.policy, self.names = authorship.identities, policy, authorship.names
        self._authorship, self._now, self._defined_in = authorship, now, defined_in
        self._by_part: dict[tuple[str, str], list[SignOff]] = {}
        for signoff in signoffs:
            for part, says in signoff.covers.items():
                self._by_part.setdefault((part, says), []).append(signoff)
        self._bringing: dict[str, tuple[Commit, ...]] = {}
        # Asked for once for every part that is covered; a sign-off has no hash, and is kept so that its id stays.
        self._keys: dict[int, tuple[SignOff, str]] = {}
        self._pasts: dict[str, dict[str, tuple[Step, ...]]] = {}

    def under(self, policy: Policy) -> Judge:
        """The same under another policy."""
        other = Judge((), self._authorship, policy, self._now, self._defined_in)
        other._by_part, other._bringing = self._by_part, self._bringing
        return other

    def approving(self, part: str, says: str) -> list[SignOff]:
        """The sign-offs that approve what a part says."""
        return [each for each in self._by_part.get((part, says), ()) if not self.refusal(each, part, says)]

    def covering(self, part: str, says: str) -> Sequence[SignOff]:
        """The sign-offs of what a part says, whether they count or not."""
        return self._by_part.get((part, says), ())

    def last_of(self, person: Person, parts: Covered) -> Commit | None:
        """The last commit by which somebody wrote some of what parts say, since they were approved; None if none is."""
        own = [
            step.commit
            for part, says in parts.items()
            for step in self._past(part).get(says, ())
            if any(self.identities.maybe_same(person, each) for each in self._writers(part, step))
        ]
        return max(own, key=lambda commit: commit.committed, default=None)

    def refusing(self, part: str, says: str) -> list[SignOff]:
        """The sign-offs that ask for changes of what a part says, of people who have not approved it later."""
        asked = [each for each in self._by_part.get((part, says), ()) if each.verdict is Verdict.REQUEST_CHANGES]
        return self.unanswered((each for each in asked if self.bringing(each)), part, says)

    def unanswered(self, asked: Iterable[SignOff], part: str, says: str) -> list[SignOff]:
        """Of sign-offs that ask for changes of what a part says: those whose signers have not approved it later."""
        of_this = [each for each in asked if each.covers.get(part) == says]
        later = [(Person(*each.signer), each.at) for each in self.approving(part, says)] if of_this else []
        return [
            each
            for each in of_this
            if not any(at >= each.at and self.identities.same(who, Person(*each.signer)) for who, at in later)
        ]

    def said(self, part: str) -> list[str]:
        """All that a part ever said, the latest first."""
        steps = reversed(self._authorship.history(part, self._defined_in))
        return list(dict.fromkeys(step.says for step in steps if step.says))

    def was_approved(self, part: str) -> bool:
        """Whether somebody approved what a part said, at any time."""
        return any(self.approving(part, says) for says in self.said(part))

    def is_settled(self, question: Question) -> bool:
        """Whether somebody has resolved a question who may, and that is committed.

        Who asked may, and who resolves in the role in which it was asked, as far as the policy lets them. What somebody
        else committed counts unless that person answered, as of a sign-off.
        """
        resolved = question.resolved
        if resolved is None:
            return False
        who, asker = Person(*name_and_address(resolved.by)), Person(*question.asker)
        if not self.identities.same(who, asker):
            role = resolved.role.id if resolved.role is not None else ""
            if question.role is None or role != question.role.id or role not in self.policy.roles:
                return False
            if self.policy.people and not self.is_listed(who, role):
                return False
            if any(self.identities.maybe_same(who, Person(*name_and_address(each.by))) for each in question.answers):
                return False
        wrote = [
            writer
            for part, says in question.covers.items()
            for step in self._authorship.history(part, self._defined_in)
            for writer in contributors(step.commit)
        ]
        answered = [Person(*name_and_address(each.by)) for each in question.answers]
        return any(
            any(self.identities.same(who, each) for each in contributors(commit))
            or not any(self.identities.maybe_same(commit.author, each) for each in (*wrote, *answered))
            for part, told in question_parts(question).items()
            if told is resolved
            for commit in self._authorship.bringing_question(question, part)
        )

    def writers(self, part: str, says: str) -> tuple[Person, ...]:
        """Who wrote what a part says since it was approved last; nobody where no commit has it."""
        steps = self._past(part).get(says, ())
        return tuple(dict.fromkeys(each for step in steps for each in self._writers(part, step)))

    def is_committed(self, part: str, says: str) -> bool:
        """Whether a commit has what a part says."""
        return says in self._past(part)

    def _key(self, signoff: SignOff) -> str:
        known = self._keys.get(id(signoff))
        if known is None:
            known = self._keys[id(signoff)] = signoff, signoff_key(signoff)
        return known[1]

    def bringing(self, signoff: SignOff) -> tuple[Commit, ...]:
        """The commits that brought a sign-off, the latest first; none where it is not committed."""
        key = self._key(signoff)
        if key not in self._bringing:
            self._bringing[key] = self._authorship.bringing(signoff)
        return self._bringing[key]

    def refusal(self, signoff: SignOff, part: str, says: str) -> str:
        """Why a sign-off does not count for what a part says; empty where it does."""
        if signoff.verdict is not Verdict.APPROVE:
            return "it asks for changes"
        if signoff.covers.get(part) != says or signoff.version != VERSION:
            return STALE
        return self._refusal(signoff, part, self._past(part).get(says, ()))

    def refusal_of_old(self, signoff: SignOff, parts: Mapping[str, str]) -> str:
        """Why a sign-off without `covers` does not count for all that its hash is of; empty where it does.

        Args:
            signoff: one that holds the hash of what there is.
            parts: what that is.
        """
        said = (self._refusal(signoff, part, self._past(part).get(says, ())) for part, says in parts.items())
        return next(filter(None, said), "")

    def carrier(self, signoff: SignOff) -> Person | None:
        """Who brought a sign-off into the history for who signed; None where that is one person, or it is not there."""
        signer, brought = Person(*signoff.signer), self.bringing(signoff)
        if not brought or any(
            self.identities.same(signer, each) for commit in brought for each in contributors(commit)
        ):
            return None
        return brought[0].author

    def _past(self, part: str) -> dict[str, tuple[Step, ...]]:
        """By what a part said: the steps that led there since it was approved before, the first first."""
        if part not in self._pasts:
            known: dict[str, tuple[Step, ...]] = {}
            since: list[Step] = []
            self._pasts[part] = known
            for step in self._authorship.history(part, self._defined_in):
                since.append(step)
                if step.says and step.says not in known:
                    known[step.says] = tuple(since)
                if step.says and self.approving(part, step.says):
                    since = []
        return self._pasts[part]

    def _writers(self, part: str, step: Step) -> Iterable[Person]:
        """Who wrote a change: where a sign-off of it came with it, as a squash has it, whom the sign-off names."""
        told = [
            Person(*each)
            for signoff in self._by_part.get((part, step.says), ())
            if step.commit in self.bringing(signoff)
            for each in signoff.writers
        ]
        return told or contributors(step.commit)

    def _refusal(self, signoff: SignOff, part: str, steps: Sequence[Step]) -> str:
        signer = Person(*signoff.signer)
        if signoff.role.id not in self.policy.roles:
            return f"the policy has no role `{signoff.role.id}`"
        if self.policy.people and not self.is_listed(signer, signoff.role.id):
            return f"the policy does not list {signer.name} as `{signoff.role.id}`"
        if not steps:
            return "what it signs is not committed"
        path = signoff.span.source.name
        if path.endswith(ENDING) and path != path_of(target_of(path), signoff.at, signoff.role.id, self._key(signoff)):
            return ALTERED
        for step in steps:
            for writer in (*self._writers(part, step), *(Person(*each) for each in signoff.writers)):
                if self.identities.maybe_same(signer, writer):
                    named = "" if self.identities.same(signer, writer) else ", under another address and the same name"
                    return f"{writer.name or writer.email} wrote some of what it signs, in {step.commit.id[:10]}{named}"
        brought = self.bringing(signoff)
        if not brought:
            return UNCOMMITTED
        reasons = [self._carried(signoff, signer, commit, steps) for commit in brought]
        return "" if "" in reasons else reasons[0]

    def is_listed(self, signer: Person, role: str) -> bool:
        """Whether the people whom the policy names have somebody in a role."""
        return any(
            self.identities.same(signer, Person("", address)) and role in {ref.id for ref in roles}
            for address, roles in self.policy.people.items()
        )

    def _carried(self, signoff: SignOff, signer: Person, brought: Commit, steps: Sequence[Step]) -> str:
        """Why a sign-off does not count that a commit brought; empty where it does."""
        together = self._brings_content(signoff, brought)
        if together and not signoff.writers:
            return f"{brought.id[:10]} {TOGETHER}"
        if not together and not any(self.identities.same(signer, each) for each in contributors(brought)):
            wrote = (each for step in steps for each in contributors(step.commit))
            if any(self.identities.maybe_same(brought.author, each) for each in wrote):
                return f"{brought.author.name}, who wrote some of what it signs, committed it"
        if brought.signature == "B":
            return f"the signature of its commit {brought.id[:10]} is bad"
        if self.policy.signed_commits == "required" and (
            said := _unsigned(signer, self._changed(signoff, steps), brought)
        ):
            return said
        return _misdated(signoff, None if together else steps[-1].commit, brought, self._now)

    def _changed(self, signoff: SignOff, steps: Sequence[Step]) -> Commit:
        """The last change of what a sign-off covers."""
        pasts = (self._past(part).get(says, ()) for part, says in signoff.covers.items())
        return self._authorship.latest(steps[-1].commit, *(past[-1].commit for past in pasts if past))

    def _brings_content(self, signoff: SignOff, brought: Commit) -> bool:
        """Whether the commit that brought a sign-off brought something that it covers, as a squash does."""
        return any(
            step.commit == brought and step.says == says
            for part, says in signoff.covers.items()
            for step in self._authorship.history(part, self._defined_in)
        )


def _is_altered(signoff: SignOff) -> bool:
    path = signoff.span.source.name
    written = path_of(target_of(path), signoff.at, signoff.role.id, signoff_key(signoff))
    return path.endswith(ENDING) and path != written


def _unsigned(signer: Person, changed: Commit, brought: Commit) -> str:
    """What a policy that asks for signed commits does not find."""
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


def _misdated(signoff: SignOff, changed: Commit | None, brought: Commit, now: datetime) -> str:
    """Dates that cannot be: one that has not come, or one before there was anything to sign."""
    signed = signoff.moment
    if signed > now + _TOLERANCE:
        return f"it is dated {signoff.at}, which has not come"
    committed = _moment(brought.committed)
    if committed is None or committed > now + _TOLERANCE:
        return f"its commit {brought.id[:10]} is dated {brought.committed or 'never'}, which has not come"
    written = _moment(changed.authored) if changed is not None else signed
    if written is None or signed < written - _TOLERANCE:
        return f"it is dated {signoff.at}, before the last change of what it signs, in {(changed or brought).id[:10]}"
    return ""


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
