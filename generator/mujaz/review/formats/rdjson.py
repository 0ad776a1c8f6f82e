"""A review in the Reviewdog Diagnostic Format: one `DiagnosticResult`, with all findings.

Lines and columns count from 1, columns in bytes of UTF-8, as the format demands; an end is the place behind the last
character.
"""

from __future__ import annotations

from typing import Any

from mujaz.report.json import dumps
from mujaz.review.findings import TOOL, Weighed, message_of, weighed
from mujaz.review.hidden import named
from mujaz.review.objects import Review
from mujaz.syntax.diagnostics import Severity
from mujaz.syntax.source import Source

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(review: Review) -> str:
    """The review as JSON."""
    data = {
        "source": {"name": f"{TOOL} review"},
        "severity": "INFO" if review.ready else "ERROR",
        "diagnostics": [_diagnostic(item) for item in weighed(review)],
    }
    return dumps(data)


def _diagnostic(item: Weighed) -> dict[str, Any]:
    span = item.finding.span
    related = [f"{label.span}: {named(label.message)}" for label in item.finding.related]
    return {
        "message": "\n".join([message_of(item.finding), *related]),
        "location": {
            "path": span.source.name,
            "range": {"start": _position(span.source, span.start), "end": _position(span.source, span.end)},
        },
        "severity": _SEVERITIES[item.severity],
        "code": {"value": item.finding.rule.name},
    }


def _position(source: Source, offset: int) -> dict[str, int]:
    line, column = source.position(offset)
    before = source.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", "replace")) + 1}
