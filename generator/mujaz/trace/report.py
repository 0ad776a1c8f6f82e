"""What a trace found, as text for a terminal and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mujaz.syntax.source import Span
from mujaz.trace.coverage import Coverage
from mujaz.trace.unused import Unused

_LONGEST = 100  # code points of a sentence in a line of text


def as_data(covered: Iterable[Coverage], left: Iterable[Unused]) -> dict[str, Any]:
    """The trace of one brief for other programs: `languages` and `unused`; lines and columns from 1."""
    return {
        "languages": [
            {
                "language": language.language,
                "sentences": [
                    {
                        "key": sentence.key,
                        "text": sentence.text,
                        "evidence": [{"kind": item.kind, "id": item.id} for item in sentence.evidence],
                        **_place(sentence.span),
                    }
                    for sentence in language.sentences
                ],
                "covered": len(language.sentences) - len(language.untraced),
                "total": len(language.sentences),
                "percent": round(language.percent, 1) if language.untraced else 100.0,
            }
            for language in covered
        ],
        "unused": [
            {"kind": item.evidence.kind, "id": item.evidence.id, "used_by": list(item.used_by), **_place(item.span)}
            for item in left
        ],
    }


def _place(span: Span) -> dict[str, Any]:
    line, column = span.position
    return {"path": span.source.name, "line": line, "column": column}


def as_text(covered: Iterable[Coverage], left: Iterable[Unused], required: float = 0) -> str:
    """The trace of one brief for a person: a line for each sentence and what it rests on; then what none rests on.

    Args:
        covered: its sentences by language.
        left: the evidence that none uses.
        required: the share of sentences that is demanded, in per cent; 0 for none.
    """
    return "\n".join([*(line for language in covered for line in _language(language, required)), *_left(tuple(left))])


def shortfalls(covered: Iterable[Coverage], required: float) -> list[str]:
    """For each language in which less is traced than is demanded, how much is and how much should be, in words."""
    return [f"{_share(each)}, {_percent(required)} demanded" for each in covered if each.percent < required]


def _share(covered: Coverage) -> str:
    total = len(covered.sentences)
    noun = "sentence" if total == 1 else "sentences"
    # Rounded down: only all of them are 100 %.
    return f"{covered.language}: {total - len(covered.untraced)} of {total} {noun} traced ({int(covered.percent)} %)"


def _percent(share: float) -> str:
    return f"{share:g} %"


def _language(covered: Coverage, required: float) -> Iterator[str]:
    verdict = "enough" if covered.percent >= required else "too few"
    yield _share(covered) + (f"; {_percent(required)} demanded: {verdict}" if required else "")
    for sentence in covered.sentences:
        short = sentence.text if len(sentence.text) <= _LONGEST else f"{sentence.text[: _LONGEST - 1].rstrip()}…"
        rests = ", ".join(f"{item.kind} {item.id}" for item in sentence.evidence) or "nothing"
        yield f"  {sentence.span}: {sentence.key}: {rests}"
        yield f"    {short}"
    yield ""


def _left(left: tuple[Unused, ...]) -> Iterator[str]:
    if not left:
        yield "every claim, note and source carries a sentence"
        return
    yield "no sentence rests on"
    for item in left:
        users = f"only in {', '.join(item.used_by)}" if item.used_by else "nothing refers to it"
        yield f"  {item.span}: {item.evidence.kind} {item.evidence.id} ({users})"
