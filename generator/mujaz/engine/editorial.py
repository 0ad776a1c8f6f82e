"""What editors say of a site, and the stages that read it: its policy, and who signed which brief."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from functools import cached_property

from msgspec.structs import replace

from mujaz.engine.cache.facts import Value
from mujaz.engine.content import Content
from mujaz.engine.facts import (
    BRIEF,
    COVERED,
    ENTITY,
    FIRST_ID,
    PRESENT_ID,
    PUBLICATION,
    QUESTIONS,
    SIGN_OFFS,
    SITE_POLICY,
    TAG,
    UNSIGNED,
)
from mujaz.model import POLICY, Level, Policy, Question, SignOff
from mujaz.model.signoff import part_of_glossary
from mujaz.syntax.diagnostics import Diagnostic, Rule, Severity
from mujaz.syntax.rules import RULES
from mujaz.syntax.source import Source, Span

DEFAULT_POLICY = Policy(span=Span(Source(POLICY, ""), 0, 0), keys={})
"""What holds where a site says nothing of its own."""


def policy_files(content: Content) -> dict[str, bytes]:
    """The policy, where there is a file of it that can be read."""
    inventory = content.inputs.inventory
    return {name: inventory.digests[name].encode() for name in inventory.listing.policy if name in inventory.digests}


def signoff_files(content: Content) -> dict[str, bytes]:
    """What there are sign-offs of, with their files as far as they can be read."""
    return _readable(content, content.inputs.inventory.listing.signoffs)


def question_files(content: Content) -> dict[str, bytes]:
    """What there are questions of, with their files as far as they can be read."""
    return _readable(content, content.inputs.inventory.listing.questions)


def _readable(content: Content, listed: Mapping[str, Iterable[str]]) -> dict[str, bytes]:
    digests = content.inputs.inventory.digests
    return {
        target: b" ".join(digests[name].encode() for name in names if name in digests)
        for target, names in listed.items()
    }


def decode_policy(content: Content, name: str) -> Iterator[Value | Diagnostic]:
    """The policy, which is needed before anything is weighed."""
    from mujaz.model.decode import decode  # late, as below: these files seldom change

    policy, findings = decode(content.inputs.inventory.source(name), Policy)
    yield from findings
    if policy is not None:
        yield SITE_POLICY(policy)
        if any(rule.count == 0 for rule in policy.approvals):
            yield UNSIGNED(True)


def check_policy(content: Content, name: str) -> Iterator[Diagnostic]:
    """Whether all that the policy names exists."""
    from mujaz.checks.editors import check_policy
    from mujaz.syntax.yamlnodes import read_yaml

    inventory = content.inputs.inventory
    written, _ = read_yaml(inventory.source(name))
    tags = (*TAG.keys(content.memo), *inventory.without.tags)
    return check_policy(written, tags) if written is not None else iter(())


def read_signoffs(content: Content, target: str) -> Iterator[Value | Diagnostic]:
    """The sign-offs of a brief, a file or a part of the glossary, the latest last."""
    from mujaz.checks.editors import check_signoffs
    from mujaz.model.decode import decode_signoffs

    inventory, memo = content.inputs.inventory, content.memo
    known: dict[str, Collection[str]] = {"brief": (*BRIEF.keys(memo), *inventory.without.briefs)}
    if target.startswith("glossary/"):
        known |= {kind: of.keys(memo) for kind, of in (("entity", ENTITY), ("publication", PUBLICATION), ("tag", TAG))}
    present = present_target(target, PRESENT_ID.by_key(memo))
    found: list[SignOff] = []
    for name in inventory.listing.signoffs[target]:
        if name in inventory.digests:
            source = inventory.source(name)
            signoffs, findings = decode_signoffs(source)
            yield from findings
            yield from check_signoffs(present, source, known) if signoffs else ()
            found += signoffs
    yield SIGN_OFFS(target, tuple(sorted(found, key=lambda each: each.at)))


def read_questions(content: Content, target: str) -> Iterator[Value | Diagnostic]:
    """The questions of a brief, the first first, and whether what they are about is still there."""
    from mujaz.checks.questions import check_questions
    from mujaz.model.decode import decode

    inventory, memo = content.inputs.inventory, content.memo
    found: list[Question] = []
    for name in inventory.listing.questions[target]:
        if name in inventory.digests:
            question, findings = decode(inventory.source(name), Question)
            yield from findings
            found += [question] if question is not None else []
    known = (*BRIEF.keys(memo), *inventory.without.briefs)
    present = present_target(target, PRESENT_ID.by_key(memo))
    entry = content.site.briefs.get(present)
    yield from check_questions(present, found, entry, content.site, known)
    yield QUESTIONS(target, tuple(sorted(found, key=lambda each: each.at)))


def cover(content: Content, id: str) -> Iterator[Value]:
    """What a sign-off of a brief covers."""
    assert content.inputs.covered is not None
    yield COVERED(id, content.inputs.covered(content.site.briefs[id], content.site))


def present_target(target: str, present_ids: Mapping[str, str]) -> str:
    """What sign-offs or questions are of, as it is called now.

    Args:
        target: as the path of their files says, as `model.signoff.target_of`.
        present_ids: as `resolve.site.Site.present_ids`.
    """
    part = part_of_glossary(target)
    if part is None:
        return present_ids.get(f"brief/{target}", target)
    kind, id = part
    return f"glossary/{kind}/{present_ids.get(f'{_KINDS.get(kind, kind)}/{id}', id)}"


_KINDS = {"publication": "source"}


class Editorial:
    """What the editors of a site say.

    Args:
        content: the site; its policy has been decoded.
    """

    def __init__(self, content: Content) -> None:
        self._memo, self._listing = content.memo, content.inputs.inventory.listing
        self._called: Mapping[str, str] = {}

    def as_called(self, present_ids: Mapping[str, str]) -> Editorial:
        """The same, asked by the ids that things have in a later state, as `resolve.site.Site.present_ids` has them."""
        other = copy(self)
        vars(other).pop("_signed", None)
        vars(other).pop("_asked", None)
        other._called = present_ids
        return other

    @property
    def policy(self) -> Policy:
        """The policy of the site; the default where it has none of its own."""
        return SITE_POLICY.find(self._memo) or DEFAULT_POLICY

    @property
    def signed(self) -> tuple[str, ...]:
        """What there are sign-offs of, as `model.signoff.target_of`."""
        return tuple(self._signed)

    @property
    def all_signoffs(self) -> tuple[SignOff, ...]:
        """The sign-offs of all that is signed."""
        return tuple(signoff for target in self._signed for signoff in self.signoffs(target))

    def signoffs(self, target: str) -> tuple[SignOff, ...]:
        """The sign-offs of a brief, a file or a part of the glossary, the latest last; those, too, that were made when
        it had another id."""
        named = (SIGN_OFFS.find(self._memo, name) or () for name in self._signed.get(target, (target,)))
        return tuple(sorted((each for found in named for each in found), key=lambda each: each.at))

    def questions(self, id: str) -> tuple[Question, ...]:
        """The questions of a brief, the first first."""
        named = (QUESTIONS.find(self._memo, name) or () for name in self._asked.get(id, (id,)))
        return tuple(sorted((each for found in named for each in found), key=lambda each: each.at))

    @property
    def asked(self) -> tuple[str, ...]:
        """The briefs that there are questions of."""
        return tuple(self._asked)

    @property
    def first_ids(self) -> Mapping[str, str]:
        """As `resolve.site.Site.first_ids`; empty where the ids of the site could not be gathered."""
        return FIRST_ID.by_key(self._memo) if self._memo.exists(FIRST_ID.name) else {}

    @property
    def present_ids(self) -> Mapping[str, str]:
        """As `resolve.site.Site.present_ids`; empty likewise."""
        return PRESENT_ID.by_key(self._memo) if self._memo.exists(PRESENT_ID.name) else {}

    @cached_property
    def _signed(self) -> dict[str, list[str]]:
        return self._by_present(self._listing.signoffs)

    @cached_property
    def _asked(self) -> dict[str, list[str]]:
        return self._by_present(self._listing.questions)

    def _by_present(self, targets: Iterable[str]) -> dict[str, list[str]]:
        """What the files of sign-offs or questions say that they are of, by what that is called now."""
        found: dict[str, list[str]] = {}
        for target in targets:
            now = present_target(present_target(target, self.present_ids), self._called)
            found.setdefault(now, []).append(target)
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
            for name, level in self.policy.severities.items()
        }
