"""Findings that say the same of many briefs, as one: an editor decides once on a gloss that 41 briefs show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from mujaz.syntax.diagnostics import Diagnostic
from mujaz.text.patterns import lazy_re

_BRIEF = lazy_re(r"briefs/([^/]+)\.yml")
_OTHER = "BRIEF"
"""What stands for the id of a brief where a sentence is about many."""


def grouped(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings with those as one that differ in the brief that they name alone; its message names all of these.

    A group stands where its first finding stood, with the related places that all of them have; its own place is the
    first of these, which is the line that changed. A finding that does not name its own brief is left as it is: where
    it stands is all that tells it from another.
    """
    groups: dict[tuple[str, ...], list[Diagnostic]] = {}
    for number, finding in enumerate(findings):
        brief = _brief_of(finding)
        told = (_shape(finding.message, brief), _shape(finding.help, brief))
        key = (finding.rule.name, *told) if brief else (str(number),)
        groups.setdefault(key, []).append(finding)
    return tuple(each for found in groups.values() for each in (_joined(found) if _are_of_many(found) else found))


def _are_of_many(findings: Sequence[Diagnostic]) -> bool:
    """Whether findings are of a brief each; one that has the same twice has it in two places."""
    return 1 < len(findings) == len(set(map(_brief_of, findings)))


def _brief_of(finding: Diagnostic) -> str:
    """The brief that a finding is about; empty where its message does not name it."""
    match = _BRIEF.fullmatch(finding.span.source.name)
    return match[1] if match and f"`{match[1]}`" in finding.message else ""


def _shape(text: str, brief: str) -> str:
    return text.replace(f"`{brief}`", f"`{_OTHER}`").replace(f"approve {brief} ", f"approve {_OTHER} ")


def _joined(findings: Sequence[Diagnostic]) -> tuple[Diagnostic]:
    briefs = dict.fromkeys(map(_brief_of, findings))
    first = findings[0]
    message = _shape(first.message, _brief_of(first))
    listed = ", ".join(f"`{brief}`" for brief in briefs)
    shared = tuple(label for label in first.related if all(label in each.related for each in findings[1:]))
    one = replace(
        first,
        message=f"{len(briefs)} briefs alike: {message}: {listed}",
        help=_shape(first.help, _brief_of(first)),
        span=shared[0].span if shared else first.span,
        related=shared,
    )
    return (one,)
