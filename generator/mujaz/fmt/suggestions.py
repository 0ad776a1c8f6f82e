"""What the house style would change, as suggestions in the Reviewdog Diagnostic Format, each taken by a click."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

_MESSAGE = "the house style writes these lines otherwise; `mujaz fmt` writes them so"


def suggestions(changed: Iterable[tuple[str, str, str]]) -> dict[str, Any]:
    """One `DiagnosticResult` with a diagnostic for each run of lines that would change.

    Args:
        changed: of each file its path, its text as it is, and its text in the house style.
    """
    found = [each for path, before, after in changed for each in _of_file(path, before, after)]
    return {"source": {"name": "mujaz fmt"}, "severity": "WARNING", "diagnostics": found}


def _of_file(path: str, before: str, after: str) -> Iterator[dict[str, Any]]:
    old, new = before.split("\n"), after.split("\n")
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if start == end or new_start == new_end:  # what only comes or goes is told with the line before it, or after
            if start and new_start:
                start, new_start = start - 1, new_start - 1
            else:
                end, new_end = end + 1, new_end + 1
        place = {"start": {"line": start + 1}, "end": {"line": end}}
        yield {
            "message": _MESSAGE,
            "location": {"path": path, "range": place},
            "severity": "WARNING",
            "code": {"value": "house-style"},
            "suggestions": [{"range": place, "text": "\n".join(new[new_start:new_end])}],
        }
