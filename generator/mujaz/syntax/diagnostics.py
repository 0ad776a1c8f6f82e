"""Findings: what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from mujaz.syntax.source import Span


class Severity(StrEnum):
    """How much a finding weighs: only errors stop the pipeline."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Rule(Struct, frozen=True):
    """A kind of finding, declared once in `mujaz.syntax.rules`.

    Attributes:
        name: kebab-case, read as the fault.
        severity: the weight of its findings.
        summary: one line for the list of rules.
        explanation: Markdown for the rule's own paragraph: why it matters, how to mend it.
        is_cause: whether other findings often follow from it, so that it is to be mended before them.
    """

    name: str
    severity: Severity
    summary: str
    explanation: str
    is_cause: bool = False

    def at(
        self, span: Span, message: str, help: str, related: Iterable[Label] = (), quoted: Iterable[SourceWords] = ()
    ) -> Diagnostic:
        """A finding of this rule at a place."""
        return Diagnostic(self, span, message, help, tuple(related), tuple(quoted))


class Label(Struct, frozen=True):
    """A second place that a finding speaks of, such as «first defined here»."""

    span: Span
    message: str


class SourceWords(Struct, frozen=True):
    """Words of an article or of a quote that a finding repeats between quotation marks: a report may withhold them.

    Attributes:
        name: of the source that they are of, such as `seeds/summit.txt`; of a quote, the brief that has it.
        text: the words exactly as the finding has them, shortened or escaped where it has them so.
    """

    name: str
    text: str


class Diagnostic(Struct, frozen=True):
    """One finding.

    Attributes:
        rule: its kind, which gives the severity.
        span: the place at fault.
        message: what is wrong; lower case, no final stop.
        help: how to mend it; lower case, no final stop.
        related: other places that explain it.
        quoted: the words of articles and of quotes in `message`, `help` and `related`.
    """

    rule: Rule
    span: Span
    message: str
    help: str
    related: tuple[Label, ...] = ()
    quoted: tuple[SourceWords, ...] = ()

    @property
    def severity(self) -> Severity:
        """The weight of the finding, given by its rule."""
        return self.rule.severity


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    """Whether any finding stops the pipeline."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings by file and place, those first that others follow from; so every run prints the same."""
    return tuple(
        sorted(
            set(findings),
            key=lambda f: (not f.rule.is_cause, f.span.source.name, f.span.start, f.rule.name, f.message),
        )
    )
