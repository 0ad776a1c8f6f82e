"""The findings of a review as formats for machines need them: weighed, counted, and known again in the next run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from msgspec import Struct

from mujaz.review.grouping import grouped
from mujaz.review.hidden import named
from mujaz.review.objects import Review
from mujaz.syntax.diagnostics import Diagnostic, Severity

TOOL = "mujaz"


class Weighed(Struct, frozen=True):
    """A finding in a review.

    Attributes:
        finding: what was found.
        severity: how much it weighs here: what blocks publication is an error, whatever its rule says.
        part: `blocking`, `risk` or `other`.
        fingerprint: 64 hexadecimal digits, the same for the same finding after lines before it came or went.
    """

    finding: Diagnostic
    severity: Severity
    part: str
    fingerprint: str


def weighed(review: Review) -> Iterator[Weighed]:
    """All findings of a review, the most important first; those that say the same of many briefs as one."""
    known: Counter[str] = Counter()
    for part, findings in (("blocking", review.blocking), ("risk", review.risks), ("other", review.other)):
        for finding in grouped(findings):
            severity = Severity.ERROR if part == "blocking" else finding.severity
            what = "\0".join((finding.rule.name, finding.span.source.name, _context(finding)))
            number = known[what]
            known[what] += 1
            yield Weighed(finding, severity, part, sha256(f"{what}\0{number}".encode("utf-8", "replace")).hexdigest())


def _context(finding: Diagnostic) -> str:
    """The words at fault and the line that they are in, without the layout."""
    line = finding.span.source.line(finding.span.position.line)
    return " ".join(finding.span.text.split()) + "\0" + " ".join(line.split())


def blocking_count(review: Review) -> int:
    """How many findings keep a change from being published, as they are shown."""
    return len(grouped(review.blocking))


def lines_of(finding: Diagnostic) -> tuple[int, int]:
    """The first and the last line of a finding, from 1; an end at the start of a line belongs to the line before."""
    span = finding.span
    first = span.position.line
    last = span.source.position(max(span.start, span.end - 1)).line
    return first, max(first, last)


def message_of(finding: Diagnostic) -> str:
    """What is wrong and how to mend it, with nothing hidden."""
    return named(f"{finding.message}; {finding.help}" if finding.help else finding.message)


def counts_of(total: int, shown: int) -> str:
    """How many findings there are and how many of them are not shown, for a log."""
    return f"{total} finding{'' if total == 1 else 's'}: {shown} shown, {total - shown} not shown"


def extract_note(total: int, shown: int) -> str:
    """What a log adds where it does not show all findings; empty where it does."""
    whole = "the whole report is what `mujaz review --format html` writes"
    return "" if shown == total else f"; this report is not whole, nobody should sign from it: {whole}"
