"""What editors say of a site: its policy, and who signed which brief, as stages of facts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from msgspec.structs import replace

from mujaz.engine.cache.memo import Made, Memo
from mujaz.engine.inventory import Inventory
from mujaz.model import POLICY, Level, Policy, SignOff
from mujaz.syntax.diagnostics import Diagnostic, Rule, Severity
from mujaz.syntax.rules import RULES
from mujaz.syntax.source import Source, Span

DEFAULT_POLICY = Policy(span=Span(Source(POLICY, ""), 0, 0), keys={})
"""What holds where a site says nothing of its own."""


class Editorial:
    """The files of a site's editors.

    Args:
        inventory: the files of the site.
        memo: its facts.
    """

    def __init__(self, inventory: Inventory, memo: Memo) -> None:
        self._inventory, self._memo = inventory, memo
        self._listing = inventory.listing

    def decode(self) -> list[Diagnostic]:
        """Decode the policy: it is needed before anything else is weighed."""

        def make(name: str) -> Made:
            from mujaz.model.decode import decode  # late, as below: these files seldom change

            policy, findings = decode(self._inventory.source(name), Policy)
            facts = {} if policy is None else {"policy": policy}
            return Made(facts, _findings("policy", name, findings))

        items = {name: self._digest(name) for name in self._listing.policy if name in self._inventory.digests}
        self._memo.stage("policy", items, make)
        return self._found("policy")

    def check(self) -> list[Diagnostic]:
        """Read the sign-offs, and look whether all that policy and sign-offs name exists; ids are gathered by then."""
        memo = self._memo

        def make_policy(name: str) -> Made:
            from mujaz.checks.editors import check_policy
            from mujaz.syntax.yamlnodes import read_yaml

            written, _ = read_yaml(self._inventory.source(name))
            tags = (*memo.read("tag"), *self._inventory.without.tags)
            found = check_policy(written, tags) if written is not None else ()
            return Made({}, _findings("check-policy", name, found))

        def make_signoffs(target: str) -> Made:
            from mujaz.checks.editors import check_signoffs
            from mujaz.model.decode import decode_signoffs

            found: list[SignOff] = []
            faults: list[Diagnostic] = []
            known = {"brief": (*memo.read("brief"), *self._inventory.without.briefs)}
            if target.startswith("glossary/"):
                known |= {kind: memo.read(kind) for kind in ("entity", "publication", "tag")}
            for name in self._signed(target):
                source = self._inventory.source(name)
                signoffs, findings = decode_signoffs(source)
                found += signoffs
                faults += findings
                faults += check_signoffs(target, source, known) if signoffs else ()
            found.sort(key=lambda each: each.at)
            return Made({}, {f"signoffs/{target}": tuple(found), **_findings("signoffs", target, faults)})

        files = {name: self._digest(name) for name in self._listing.policy if name in self._inventory.digests}
        memo.stage("check-policy", files, make_policy)
        signed = {target: b" ".join(map(self._digest, self._signed(target))) for target in self._listing.signoffs}
        memo.stage("signoffs", signed, make_signoffs)
        return [*self._found("check-policy"), *self._found("signoffs")]

    @property
    def policy(self) -> Policy:
        """The policy of the site; the default where it has none of its own."""
        return self._policy()

    @property
    def signed(self) -> tuple[str, ...]:
        """What there are sign-offs of, as `model.signoff.target_of`."""
        return tuple(self._listing.signoffs)

    @property
    def all_signoffs(self) -> tuple[SignOff, ...]:
        """The sign-offs of all that is signed."""
        return tuple(signoff for target in self._listing.signoffs for signoff in self.signoffs(target))

    def signoffs(self, target: str) -> tuple[SignOff, ...]:
        """The sign-offs of a brief, a file or a part of the glossary, the latest last."""
        name = f"signoffs/{target}"
        found: tuple[SignOff, ...] = self._memo.read(name) if self._memo.exists(name) else ()
        return found

    def weighed(self, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Findings with the levels that the policy gives their rules; those that are off are left out."""
        found = [(finding, self._levels.get(finding.rule.name, finding.rule)) for finding in findings]
        return [
            finding if rule is finding.rule else replace(finding, rule=rule)
            for finding, rule in found
            if rule is not None
        ]

    @cached_property
    def _levels(self) -> dict[str, Rule | None]:
        return {
            name: None if level is Level.OFF else replace(RULES[name], severity=Severity(level.value))
            for name, level in self._policy().severities.items()
        }

    def _policy(self) -> Policy:
        policy: Policy = self._memo.read("policy") if self._memo.exists("policy") else DEFAULT_POLICY
        return policy

    def _signed(self, target: str) -> list[str]:
        return [name for name in self._listing.signoffs[target] if name in self._inventory.digests]

    def _digest(self, name: str) -> bytes:
        return self._inventory.digests[name].encode()

    def _found(self, stage: str) -> list[Diagnostic]:
        return [finding for fact in self._memo.placed(stage, f"findings/{stage}/") for finding in self._memo.read(fact)]


def _findings(stage: str, item: str, findings: Iterable[Diagnostic]) -> dict[str, object]:
    found = tuple(findings)
    return {f"findings/{stage}/{item}": found} if found else {}
