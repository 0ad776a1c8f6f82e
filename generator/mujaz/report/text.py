"""Findings for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from mujaz.syntax.diagnostics import Diagnostic, Severity
from mujaz.syntax.source import Span
from mujaz.text.visible import visible, visible_line

_COLOUR = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_MAX_LINE = 100
# A line of Arabic is shown in the terminal's own order; isolates keep its place and the frame apart.
_ISOLATE, _END = "\u2068", "\u2069"


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def excerpt(span: Span) -> str:
    """The line that a place is in, shortened around it."""
    line, column = span.position
    text = span.source.line(line)
    start = max(0, min(column - 1 - _MAX_LINE // 3, len(text) - _MAX_LINE))
    part = text[start : start + _MAX_LINE]
    before = "…" if start else ""
    after = "…" if start + _MAX_LINE < len(text) else ""
    return visible(f"{before}{part}{after}")


def render_one(finding: Diagnostic, *, colour: bool = False, isolate: bool = False) -> str:
    """One finding: place, rule, message, the line it is in, related places, help."""
    severity = _paint(finding.severity, f"1;{_COLOUR[finding.severity]}", colour)
    rule = _paint(f"[{finding.rule.name}]", "2", colour)
    lines = [f"{_paint(visible_line(str(finding.span)), '1', colour)}: {severity}: {visible(finding.message)} {rule}"]

    def quote(span: Span) -> None:
        part = excerpt(span)
        if part.strip():
            part = f"{_ISOLATE}{part}{_END}" if isolate else part
            lines.append(f"  {_paint('|', '2', colour)} {part}")

    quote(finding.span)
    for label in finding.related:
        lines.append(f"  {visible_line(str(label.span))}: {visible(label.message)}")
        quote(label.span)
    lines.append(f"  {_paint('help', '36', colour)}: {visible(finding.help)}")
    return "\n".join(lines)


def summary(findings: Iterable[Diagnostic]) -> str:
    """How many findings of each weight: `2 errors, 1 warning`; `no findings` for none."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    nouns = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
    parts = [f"{n} {nouns[severity]}{'s' if n > 1 else ''}" for severity, n in counts.items() if n]
    return ", ".join(parts) or "no findings"


def render(findings: Iterable[Diagnostic], *, colour: bool = False, isolate: bool = False) -> str:
    """All findings, an empty line between two; an empty text where there are none."""
    return "\n\n".join(render_one(finding, colour=colour, isolate=isolate) for finding in findings)
