"""Sign-offs of what is no brief: the policy, where it asks for less, the settings, and pages written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from functools import cached_property

from mujaz.engine.editorial import Editorial
from mujaz.model import POLICY, Policy, SignOff
from mujaz.review.authorship import file_digest, signoff_key
from mujaz.review.meaning import OLD_VERSION, digest, meaning
from mujaz.review.published import Published
from mujaz.review.refusals import STALE, Judge
from mujaz.review.weakening import holding, refusing, weakened
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.source import Source, Span


class SiteFiles:
    """The files of a site that no sign-off of a brief covers.

    A sign-off of one is in `briefs/reviews/<file>/`, which is of no brief: ids have no full stop.

    Args:
        editorial: the policy and the sign-offs of the site.
        judge: says which sign-offs count.
        published: the states of the branch; without them only the policy that there is.
    """

    def __init__(self, editorial: Editorial, judge: Judge, published: Published | None) -> None:
        self._editorial, self._judge, self._published = editorial, judge, published

    @cached_property
    def holding(self) -> tuple[Policy, ...]:
        """The policies that hold: that of the site, or those that it asks for less than without being approved."""
        refusing = self._refusing
        return tuple(refusing) or (self._editorial.policy,)

    @cached_property
    def _refusing(self) -> list[Policy]:
        held = holding(self._published.policies(), self.agreed) if self._published is not None else ()
        return refusing(self._editorial.policy, held, self.agreed)

    @property
    def asks(self) -> bool:
        """Whether a policy that holds asks for sign-offs of the files."""
        return any(policy.site_files == "approved" for policy in self.holding)

    def refusals(self, files: Mapping[str, Callable[[], bytes]]) -> list[Diagnostic]:
        """What keeps the whole site from being published.

        Args:
            files: as for `unapproved`.
        """
        unapproved = self.unapproved(files) if self.asks else ()
        return [*self.policy_findings(), *self.findings({name: files[name] for name in unapproved})]

    def policy_findings(self) -> list[Diagnostic]:
        """A finding where the policy asks for less than one before, and nobody who could sign under that agreed."""
        policy = self._editorial.policy
        signed = digest(meaning(policy))
        return [
            finding
            for before in self._refusing
            for finding in weakened(before, policy, self._labels(POLICY, signed, before))
        ]

    def unapproved(self, files: Mapping[str, Callable[[], bytes]]) -> tuple[str, ...]:
        """The files that nobody has signed as they are.

        Args:
            files: what gives the bytes of each, by its path relative to the site's root.
        """
        policy = self._editorial.policy
        signed = self._editorial.signoffs
        return tuple(
            path
            for path, read in files.items()
            if not signed(path) or not self._counts(path, file_digest(path, read()), policy)
        )

    def findings(self, unapproved: Mapping[str, Callable[[], bytes]]) -> Iterator[Diagnostic]:
        """Findings on files that nobody has signed, where the policy asks for that."""
        policy = self._editorial.policy
        for path, read in unapproved.items():
            labels = self._labels(path, file_digest(path, read()), policy)
            message = f"nobody has approved `{path}` as it is"
            help = f"have it read, and signed with `mujaz approve {path} --as ROLE`"
            yield rules.UNAPPROVED_FILE.at(Span(Source(path, ""), 0, 0), message, help, labels)

    def agreed(self, policy: Policy, before: Policy, older: Set[str] = frozenset()) -> bool:
        """Whether somebody who could sign under another policy has signed this one.

        Args:
            policy: the one to be agreed to.
            before: the other one.
            older: keys of sign-offs from before that one, which say nothing on it.
        """
        return self._counts(POLICY, digest(meaning(policy)), before, older)

    def _counts(self, path: str, says: str, policy: Policy, older: Set[str] = frozenset()) -> bool:
        signoffs = (each for each in self._editorial.signoffs(path) if not older or signoff_key(each) not in older)
        judge = self._judge.under(policy)
        return any(not self._refusal(path, signoff, says, judge) for signoff in signoffs)

    def _refusal(self, path: str, signoff: SignOff, says: str, judge: Judge) -> str:
        if not signoff.covers:
            stale = (signoff.sha256, signoff.version) != (says, OLD_VERSION)
            return STALE if stale else judge.refusal_of_old(signoff, {f"file/{path}": says})
        return judge.refusal(signoff, f"file/{path}", says)

    def _labels(self, path: str, says: str, policy: Policy) -> list[Label]:
        judge = self._judge.under(policy)
        reasons = ((each, self._refusal(path, each, says, judge)) for each in self._editorial.signoffs(path))
        return [
            Label(each.place("covers", "sha256"), f"does not count: {reason}") for each, reason in reasons if reason
        ]


def files_signed(editorial: Editorial) -> tuple[str, ...]:
    """The files that there are sign-offs of, in whatever state; they may be gone."""
    return tuple(target for target in editorial.signed if "." in target)
