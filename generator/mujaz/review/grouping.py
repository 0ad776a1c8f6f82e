"""Findings that say the same of many briefs, as one: an editor decides once on a gloss that 41 briefs show."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from msgspec.structs import replace

from mujaz.syntax.diagnostics import Diagnostic

_OTHER = "BRIEF"
"""What stands for the id of a brief where a sentence is about many."""


def grouped(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings with those as one that differ in the brief that they name alone; its message names all of these.

    A group stands where its first finding stood, at the place and with the related places of that one. A finding that
    does not name its own brief is left as it is: where it stands is all that tells it from another.
    """
    groups: dict[tuple[str, ...], list[Diagnostic]] = {}
    for number, finding in enumerate(findings):
        brief = _brief_of(finding)
        key = (finding.rule.name, _shape(finding.message, brief), _shape(finding.help, brief)) if brief else (str(number),)
        groups.setdefault(key, []).append(finding)
    return tuple(found[0] if len({_brief_of(each) for each in found}) == 1 else _joined(found) for found in groups.values())


def _brief_of(finding: Diagnostic) -> str:
    """The brief that a finding is about; empty where its message does not name it."""
    path = PurePosixPath(finding.span.source.name)
    is_brief = path.parent == PurePosixPath("briefs") and path.suffix == ".yml"
    return path.stem if is_brief and f"`{path.stem}`" in finding.message else ""


def _shape(text: str, brief: str) -> str:
    return text.replace(f"`{brief}`", f"`{_OTHER}`").replace(f"approve {brief} ", f"approve {_OTHER} ")


def _joined(findings: list[Diagnostic]) -> Diagnostic:
    briefs = dict.fromkeys(map(_brief_of, findings))
    first = findings[0]
    message = _shape(first.message, _brief_of(first))
    listed = ", ".join(f"`{brief}`" for brief in briefs)
    return replace(
        first, message=f"{len(briefs)} briefs alike: {message}: {listed}", help=_shape(first.help, _brief_of(first))
    )
