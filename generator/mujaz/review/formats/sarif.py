"""A review as SARIF 2.1.0: one run with all findings, their rules, and fingerprints.

Columns count from 1 in code points, which `columnKind` states; an end is the place behind the last character.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import mujaz
from mujaz.report.json import dumps
from mujaz.review.findings import TOOL, Weighed, message_of, weighed
from mujaz.review.hidden import named
from mujaz.review.objects import Review
from mujaz.syntax.diagnostics import Rule, Severity
from mujaz.syntax.source import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"


def render(review: Review) -> str:
    """The review as JSON."""
    findings = list(weighed(review))
    rules = list({item.finding.rule.name: item.finding.rule for item in findings}.values())
    numbers = {rule.name: number for number, rule in enumerate(rules)}
    driver = {"name": TOOL, "semanticVersion": mujaz.__version__, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"{TOOL}-review/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "the folder of the site, which holds mkdocs.yml"}}},
        "results": [_result(item, numbers[item.finding.rule.name]) for item in findings],
        "properties": {
            "base": named(" ".join(review.base).strip()),
            "head": named(" ".join(review.head).strip()),
            "ready": review.ready,
            "findings": len(findings),
            "notShown": 0,
            "carried": review.carried,
            "mended": review.mended,
            "withheld": [part.told for part in review.withheld],
        },
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": rule.explanation, "markdown": rule.explanation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(item: Weighed, number: int) -> dict[str, Any]:
    finding = item.finding
    result: dict[str, Any] = {
        "ruleId": finding.rule.name,
        "ruleIndex": number,
        "level": _LEVELS[item.severity],
        "message": {"text": message_of(finding)},
        "locations": [{"physicalLocation": _place(finding.span)}],
        "partialFingerprints": {f"{TOOL}/v1": item.fingerprint},
        "suppressions": [],
        "properties": {"part": item.part},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": id, "message": {"text": named(label.message)}, "physicalLocation": _place(label.span)}
            for id, label in enumerate(finding.related, start=1)
        ]
    return result


def _place(span: Span) -> dict[str, Any]:
    line, column = span.position
    end_line, end_column = span.source.position(span.end)
    return {
        "artifactLocation": {"uri": quote(span.source.name), "uriBaseId": _ROOT},
        "region": {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column},
    }
