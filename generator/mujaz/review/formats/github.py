"""A review as workflow commands: annotations on the changed files of a pull request.

Of each level GitHub shows ten annotations of a step and drops the rest without a word, so the last of the notices says
how many there are. Lines and columns count from 1, columns in code points; a column needs a place on one line.
"""

from __future__ import annotations

from collections import Counter

from mujaz.review.findings import Weighed, blocking_count, counts_of, extract_note, lines_of, message_of, weighed
from mujaz.review.hidden import named
from mujaz.review.objects import Review
from mujaz.syntax.diagnostics import Severity

LIMIT = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(review: Review, *, limit: int = LIMIT) -> str:
    """The review as lines for the log of a step.

    Args:
        review: what to show.
        limit: how many annotations of each level the host shows; one notice is kept for the count.
    """
    room = Counter({Severity.ERROR: limit, Severity.WARNING: limit, Severity.INFO: limit - 1})
    lines = []
    findings = list(weighed(review))
    for item in findings:
        if room[item.severity] > 0:
            room[item.severity] -= 1
            lines.append(_annotation(item))
    verdict = "nothing blocks publication" if review.ready else f"{blocking_count(review)} of them block publication"
    if not review.ready and blocking_count(review) == 1:
        verdict = "1 of them blocks publication"
    told = f"{counts_of(len(findings), len(lines))}; {verdict}{extract_note(len(findings), len(lines))}"
    lines.append(f"::notice title=mujaz review::{_data(told)}")
    return "\n".join(lines)


def _annotation(item: Weighed) -> str:
    span = item.finding.span
    first, last = lines_of(item.finding)
    properties = {"file": span.source.name, "line": first, "endLine": last}
    if first == last:
        column = span.position.column
        properties |= {"col": column, "endColumn": column + span.end - span.start}
    properties["title"] = item.finding.rule.name
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[item.severity]} {written}::{_data(message_of(item.finding))}"


def _data(text: str) -> str:
    """A text behind the second `::`."""
    return named(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A value between `=` and `,`."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
