"""Questions: the brief, and what an open one is about, must exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from mujaz.model import Anchor, Brief, Question, Ref, Text
from mujaz.model.base import Part, fields_of
from mujaz.model.question import SUBJECTS
from mujaz.resolve.ids import Hints, unknown
from mujaz.resolve.site import Site, SiteBrief
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic
from mujaz.syntax.source import Span
from mujaz.text.fold import fold_text


def check_questions(
    target: str, questions: Iterable[Question], entry: SiteBrief | None, site: Site, known: Collection[str]
) -> Iterator[Diagnostic]:
    """Findings on questions of a brief that there is not, and on open ones about what it does not have.

    Args:
        target: what the path of the files says that they are of.
        questions: its questions.
        entry: the brief; None where there is none, or it is left out.
        site: the site that it stands in.
        known: the ids of all briefs.
    """
    for question in questions:
        if entry is None:
            yield from unknown(Ref(target, question.span), "brief", known, Hints())
        elif question.resolved is None and place_of(question, entry, site) is None:
            what = f"`{question.about}`" if question.about else "the words that it quotes"
            message = f"the question is about {what}, which the brief `{target}` does not have"
            help = "look whether it is answered, and have it resolved, or say what it is about now"
            yield rules.LOST_SUBJECT.at(question.place("about", "quote"), message, help)


def place_of(question: Question, entry: SiteBrief, site: Site) -> Span | None:
    """Where that stands which a question is about; None where it is not there any more.

    Args:
        question: of a brief.
        entry: that brief, its translations merged.
        site: the site that it stands in.
    """
    brief = entry.brief
    if question.about is not None:
        return subject(brief, question.about)
    if question.quote is None:
        return brief.place("title")
    words = " ".join(fold_text(question.quote).split())
    found = _saying(brief, words)
    if found is not None:
        return found
    quoted = any(
        words in " ".join(fold_text(site.seeds[ref.id].source.text).split())
        for ref in brief.seeds
        if ref.id in site.seeds
    )
    return brief.place("seeds") if quoted else None


def subject(brief: Brief, about: str) -> Span | None:
    """Where a part of a brief stands, as a question names it; None where there is none.

    Args:
        brief: the brief.
        about: a key, or a key and the id or the number of one of its items.
    """
    key, slash, id = about.partition("/")
    value = getattr(brief, key, None) if key in brief.keys else None
    if not value:
        return None
    if not slash:
        return brief.place(key)
    if key not in SUBJECTS:
        return None
    if isinstance(value, dict):
        return next((item.span for key, item in value.items() if id in (key, *_former(item))), None)
    for number, item in enumerate(value, 1):
        own = getattr(item, "id", None)
        if id in (getattr(own, "id", own) if own is not None else str(number), *_former(item)):
            return item.span if isinstance(item, Part) else brief.place(key)
    return None


def _former(item: object) -> Iterator[str]:
    return (ref.id for ref in getattr(item, "former_ids", ()))


def _saying(value: Any, words: str) -> Span | None:
    """The innermost part that says some folded words."""
    if isinstance(value, Text):
        for phrase in value.phrases:
            if words in " ".join(fold_text(phrase.text).split()):
                return phrase.span
        return None
    if isinstance(value, Anchor):
        return value.exact_span if words in " ".join(fold_text(value.exact).split()) else None
    if isinstance(value, Part):
        return next((found for name in fields_of(type(value)) if (found := _saying(getattr(value, name), words))), None)
    if isinstance(value, dict):
        return next((found for item in value.values() if (found := _saying(item, words))), None)
    if isinstance(value, tuple):
        return next((found for item in value if (found := _saying(item, words))), None)
    return None
