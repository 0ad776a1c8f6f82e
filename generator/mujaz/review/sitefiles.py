"""Sign-offs of what is no brief: the policy, where it asks for less, the settings, and pages written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cached_property

from mujaz.engine.editorial import Editorial
from mujaz.model import POLICY, Policy, SignOff
from mujaz.review.authorship import Authorship, file_digest
from mujaz.review.meaning import VERSION, digest, meaning
from mujaz.review.published import Published
from mujaz.review.refusals import refusal
from mujaz.review.weakening import holding, weakened
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label
from mujaz.syntax.source import Source, Span


class SiteFiles:
    """The files of a site that no sign-off of a brief covers.

    A sign-off of one is in `briefs/reviews/<file>.yml`, which is of no brief: ids have no full stop.

    Args:
        editorial: the policy and the sign-offs of the site.
        authorship: who changed what, of these files too.
        published: the states of the branch; without them only the policy that there is.
        now: the moment of the run.
    """

    def __init__(
        self, editorial: Editorial, authorship: Authorship, published: Published | None, now: datetime
    ) -> None:
        self._editorial, self._authorship, self._published, self._now = editorial, authorship, published, now

    @cached_property
    def holding(self) -> Policy:
        """The policy that holds: the last that asks for no less than the one before, or that was approved under it."""
        earlier = self._published.policies() if self._published is not None else ()
        return holding([*earlier, self._editorial.policy], self.agreed)

    def policy_findings(self) -> list[Diagnostic]:
        """A finding where the policy asks for less than the one before, and nobody who could sign under that agreed."""
        policy = self._editorial.policy
        signed = digest(meaning(policy))
        return weakened(self.holding, policy, self._labels(POLICY, signed, self.holding))

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

    def agreed(self, policy: Policy, before: Policy) -> bool:
        """Whether somebody who could sign under another policy has signed this one."""
        return self._counts(POLICY, digest(meaning(policy)), before)

    def _counts(self, path: str, says: str, policy: Policy) -> bool:
        return any(not self._refusal(path, signoff, says, policy) for signoff in self._editorial.signoffs(path))

    def _refusal(self, path: str, signoff: SignOff, says: str, policy: Policy) -> str:
        if (signoff.sha256, signoff.version) != (says, VERSION):
            return f"it holds the hash of another state of `{path}`"
        changed = self._authorship.last_change_of_file(path, says)
        brought = self._authorship.brought(path, signoff)
        return refusal(signoff, changed, brought, policy, self._authorship.identities, self._now)

    def _labels(self, path: str, says: str, policy: Policy) -> list[Label]:
        reasons = ((each, self._refusal(path, each, says, policy)) for each in self._editorial.signoffs(path))
        return [Label(each.place("sha256"), f"does not count: {reason}") for each, reason in reasons if reason]


def files_signed(editorial: Editorial) -> tuple[str, ...]:
    """The files that there are sign-offs of, in whatever state; they may be gone."""
    return tuple(name for name in editorial.signed if "." in name)
