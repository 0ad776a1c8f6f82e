"""A review as a report of GitLab's Code Quality: a list of issues, told apart by fingerprints.

Ten of each severity are listed, as in a pull request on GitHub, and one more issue says how many are not. The format
has lines from 1 and no columns.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import Any

from mujaz.report.json import dumps
from mujaz.review.findings import TOOL, Weighed, counts_of, extract_note, lines_of, message_of, weighed
from mujaz.review.objects import Review
from mujaz.syntax.diagnostics import Severity

LIMIT = 10
_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}
NOT_SHOWN = f"{TOOL}/not-shown"


def render(review: Review, *, limit: int | None = LIMIT) -> str:
    """The review as JSON.

    Args:
        review: what to show.
        limit: how many issues of each severity are listed; None for all, of which the widget shows some at a time.
    """
    findings = list(weighed(review))
    listed: Counter[Severity] = Counter()
    issues = []
    for item in findings:
        listed[item.severity] += 1
        if limit is None or listed[item.severity] <= limit:
            issues.append(_issue(item))
    if len(issues) < len(findings):
        first = next(item for item in findings if listed[item.severity] > (limit or 0))
        told = counts_of(len(findings), len(issues)) + extract_note(len(findings), len(issues))
        issues.append(_count(told, first))
    return dumps(issues)


def _issue(item: Weighed) -> dict[str, Any]:
    first, last = lines_of(item.finding)
    return {
        "type": "issue",
        "check_name": item.finding.rule.name,
        "description": " ".join(message_of(item.finding).split()),
        "categories": ["Clarity"],
        "severity": "blocker" if item.part == "blocking" else _SEVERITIES[item.severity],
        "fingerprint": item.fingerprint,
        "location": {"path": item.finding.span.source.name, "lines": {"begin": first, "end": last}},
    }


def _count(words: str, near: Weighed) -> dict[str, Any]:
    """The issue that counts what is not listed; it needs a place in a file, and takes that of a finding."""
    return {
        "type": "issue",
        "check_name": NOT_SHOWN,
        "description": words,
        "categories": ["Clarity"],
        "severity": "info",
        "fingerprint": sha256(NOT_SHOWN.encode()).hexdigest(),
        "location": {"path": near.finding.span.source.name, "lines": {"begin": 1, "end": 1}},
    }
