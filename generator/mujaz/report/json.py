"""Findings as JSON, for other programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Span
from mujaz.text.patterns import lazy_re

FORMAT_VERSION = 1
_UNSEEN = lazy_re(r"[^\n -~\u00a1-\u02ff\u0620-\u064a]")
"""All characters but some that are often met and can be seen."""


def place(span: Span) -> dict[str, Any]:
    """A place as plain data, as `as_data` has it."""
    line, column = span.position
    end_line, end_column = span.source.position(span.end)
    return {
        "path": span.source.name,
        "start": {"line": line, "column": column, "offset": span.start},
        "end": {"line": end_line, "column": end_column, "offset": span.end},
    }


def as_data(finding: Diagnostic) -> dict[str, Any]:
    """One finding as plain data: lines and columns from 1, offsets from 0, all in code points."""
    return {
        "rule": finding.rule.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        **place(finding.span),
        "related": [{"message": label.message, **place(label.span)} for label in finding.related],
    }


def dumps(data: object) -> str:
    """Data as JSON (RFC 8259) whose text does nothing in a terminal or the log of a runner.

    What cannot be seen is escaped, and so is the head of `##[` and `##vso[`, which runners obey.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return _UNSEEN.sub(_escaped, text).replace("##[", "#\\u0023[").replace("##vso[", "#\\u0023vso[")


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character == "\n" or character.isprintable():
        return character
    return json.dumps(character)[1:-1]


def render(findings: Iterable[Diagnostic]) -> str:
    """All findings as one JSON object with `version` and `findings`."""
    data = {"version": FORMAT_VERSION, "findings": [as_data(finding) for finding in findings]}
    return dumps(data)
