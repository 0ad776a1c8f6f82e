"""What editors say of a site, and the stages that read it: its policy, and who signed which brief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec.structs import replace

from mujaz.engine.cache.facts import Value
from mujaz.engine.content import Content
from mujaz.engine.facts import BRIEF, CONTENT_HASH, SIGN_OFFS, SITE_POLICY, TAG
from mujaz.model import POLICY, Level, Policy, SignOff, SignOffs
from mujaz.syntax.diagnostics import Diagnostic, Rule, Severity
from mujaz.syntax.rules import RULES
from mujaz.syntax.source import Source, Span

DEFAULT_POLICY = Policy(span=Span(Source(POLICY, ""), 0, 0), keys={})
"""What holds where a site says nothing of its own."""


def policy_files(content: Content) -> dict[str, bytes]:
    """The policy, where there is a file of it that can be read."""
    return _readable(content, {name: name for name in content.inputs.inventory.listing.policy})


def signoff_files(content: Content) -> dict[str, bytes]:
    """Briefs that there are sign-offs of, where their files can be read."""
    return _readable(content, content.inputs.inventory.listing.signoffs)


def _readable(content: Content, names: Mapping[str, str]) -> dict[str, bytes]:
    digests = content.inputs.inventory.digests
    return {item: digests[name].encode() for item, name in names.items() if name in digests}


def decode_policy(content: Content, name: str) -> Iterator[Value | Diagnostic]:
    """The policy, which is needed before anything is weighed."""
    from mujaz.model.decode import decode  # late, as below: these files seldom change

    policy, findings = decode(content.inputs.inventory.source(name), Policy)
    yield from findings
    if policy is not None:
        yield SITE_POLICY(policy)


def check_policy(content: Content, name: str) -> Iterator[Diagnostic]:
    """Whether all that the policy names exists."""
    from mujaz.checks.editors import check_policy
    from mujaz.syntax.yamlnodes import read_yaml

    inventory = content.inputs.inventory
    written, _ = read_yaml(inventory.source(name))
    tags = (*TAG.keys(content.memo), *inventory.without.tags)
    return check_policy(written, tags) if written is not None else iter(())


def read_signoffs(content: Content, id: str) -> Iterator[Value | Diagnostic]:
    """The sign-offs of a brief."""
    from mujaz.checks.editors import check_signoffs
    from mujaz.model.decode import decode

    inventory = content.inputs.inventory
    signoffs, findings = decode(inventory.source(inventory.listing.signoffs[id]), SignOffs)
    yield from findings
    if signoffs is not None:
        yield from check_signoffs(id, signoffs, BRIEF.keys(content.memo))
        yield SIGN_OFFS(id, signoffs.signoffs)


def hash_content(content: Content, id: str) -> Iterator[Value]:
    """What a sign-off of a brief holds."""
    assert content.inputs.content_hash is not None
    yield CONTENT_HASH(id, content.inputs.content_hash(content.site.briefs[id], content.site))


class Editorial:
    """What the editors of a site say.

    Args:
        content: the site; its policy has been decoded.
    """

    def __init__(self, content: Content) -> None:
        self._memo, self._listing = content.memo, content.inputs.inventory.listing

    @property
    def policy(self) -> Policy:
        """The policy of the site; the default where it has none of its own."""
        return SITE_POLICY.find(self._memo) or DEFAULT_POLICY

    @property
    def signed(self) -> tuple[str, ...]:
        """The briefs that there are sign-offs of, as their files are named."""
        return tuple(self._listing.signoffs)

    def signoffs(self, brief: str) -> tuple[SignOff, ...]:
        """The sign-offs of a brief in the order of their file."""
        return SIGN_OFFS.find(self._memo, brief) or ()

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
            for name, level in self.policy.severities.items()
        }
