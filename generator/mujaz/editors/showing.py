"""What somebody looks at before they sign: a brief, or what briefs share, beside what it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mujaz.editors.past import terms_of
from mujaz.editors.states import two_states, working_tree
from mujaz.editors.waiting import SAID, Waiting
from mujaz.engine.clock import today
from mujaz.history.git import Repository
from mujaz.model import Brief, Text
from mujaz.model.question import SUBJECTS
from mujaz.review.anchors import quotes
from mujaz.review.compare import compare_wholly
from mujaz.review.lines import Line, line_of
from mujaz.review.objects import AnchorChange, DocumentReview, Kind, Page
from mujaz.review.pages import pages_of_changes
from mujaz.review.risks import LONGEST_QUOTE, brief_risks
from mujaz.review.state import Sides, State
from mujaz.syntax.diagnostics import Diagnostic, in_order

_SINGLE = ("title", "summary")
"""Keys of a brief that are asked about as a whole."""


class Subject(Struct, frozen=True):
    """A part of a brief that can be asked about.

    Attributes:
        about: as a question names it: `claims/toll`.
        key: of the brief.
        called: its id or its number; empty where there is one only.
        text: what it says, or its name.
    """

    about: str
    key: str
    called: str
    text: str


class Shown(Struct, frozen=True):
    """What is looked at.

    Attributes:
        document: the thing itself, with its pages; where nothing of it changed, these are the same in both states.
        others: what it shows and what changed, too.
        whole: whether there is nothing to compare with, so that all is shown.
        findings: on it, the gravest first.
        quotes: of a brief: what has a quote in an article, with that.
        subjects: of a brief.
    """

    document: DocumentReview
    others: tuple[DocumentReview, ...]
    whole: bool
    findings: tuple[Diagnostic, ...] = ()
    quotes: tuple[AnchorChange, ...] = ()
    subjects: tuple[Subject, ...] = ()


def shown(root: Path, waiting: Waiting, since: str, *, cache: bool) -> Shown:
    """What somebody looks at who may sign something.

    Args:
        root: the site's root.
        waiting: what is to be signed.
        since: the commit to compare with; empty for none.
        cache: whether what earlier runs kept is used.

    Raises:
        HistoryError: git cannot tell.
        RefusedError: a file is changed meanwhile.
    """
    if waiting.kind == "file":
        return _file(root, waiting, since)
    if not since:
        with working_tree(root, cache) as head:
            return _whole(root, head, waiting)
    with two_states(root, since, cache=cache) as (base, head):
        pages = pages_of_changes(base, head)

        def own(kind: str, id: str) -> tuple[Page, ...]:
            return pages(kind, id) if (kind, id) == (waiting.kind, waiting.id) else ()

        review = compare_wholly(base, head, replace(terms_of(root, head, today()), pages=own))
        documents = [each for each in review.documents if _belongs(each, waiting)]
        found = next((each for each in documents if _is(each, waiting)), None)
        document = found or _unchanged(head, waiting)
        others = tuple(each for each in documents if each is not found)
        paths = {f"briefs/{waiting.id}.yml", *(f"seeds/{each.id}.yml" for each in others if each.kind == "seed")}
        findings = _others(each for each in review.findings if each.span.source.name in paths)
        now, before = (state.brief(waiting.id) if waiting.kind == "brief" else None for state in (head, base))
        if now is None:
            return Shown(document, others, whole=False, findings=findings)
        all_quotes = _claims_first(quotes(base if before else head, head, before or now, now))
        return Shown(document, others, False, findings, all_quotes, tuple(_subjects(now)))


def _whole(root: Path, head: State, waiting: Waiting) -> Shown:
    """What was never approved, with all that it says."""
    document = _unchanged(head, waiting)
    brief = head.brief(waiting.id) if waiting.kind == "brief" else None
    if brief is None:
        return Shown(document, (), whole=True)
    terms = terms_of(root, head, today())
    longest = head.editorial.policy.quote_words or LONGEST_QUOTE
    risks = terms.weighed(brief_risks(head, Sides(None, brief), longest))
    held_back = terms.held_back([waiting.id]) if terms.held_back is not None else []
    findings = _others(in_order([*held_back, *risks]))
    return Shown(document, (), True, findings, _claims_first(quotes(head, head, brief, brief)), tuple(_subjects(brief)))


def _claims_first(found: Iterable[AnchorChange]) -> tuple[AnchorChange, ...]:
    return tuple(sorted(found, key=lambda each: SUBJECTS.index(each.path[0])))


def _others(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(each for each in findings if each.rule not in SAID)


def _is(document: DocumentReview, waiting: Waiting) -> bool:
    return (document.kind, document.id) == (waiting.kind, waiting.id)


def _belongs(document: DocumentReview, waiting: Waiting) -> bool:
    """Whether a document is what is to be signed, or is shown by it."""
    shows = waiting.kind == "brief" and waiting.id in document.shown_by
    return _is(document, waiting) or shows


def _unchanged(head: State, waiting: Waiting) -> DocumentReview:
    """What did not change, or is to be shown as a whole, with its pages."""
    pages = tuple(replace(page, before=page.after) for page in pages_of_changes(head, head)(waiting.kind, waiting.id))
    title = waiting.title, waiting.language, waiting.direction
    return DocumentReview(waiting.kind, waiting.id, *title, Kind.CHANGED, (), pages=pages)


def _file(root: Path, waiting: Waiting, since: str) -> Shown:
    now = (root / waiting.id).read_bytes()
    before = Repository(root).read(since, waiting.id) if since else None
    page = Page(waiting.id, "und", "ltr", _lines(now if before is None else before), _lines(now))
    document = DocumentReview("file", waiting.id, waiting.id, "und", "ltr", Kind.CHANGED, (), pages=(page,))
    return Shown(document, (), whole=before is None)


def _lines(data: bytes) -> tuple[Line, ...]:
    """The lines of a file."""
    lines = []
    for text in data.decode(errors="replace").splitlines():
        line = line_of([(text, ())], "und", "ltr")
        depth = (len(text) - len(text.lstrip(" "))) // 2
        lines.append(replace(line, kind="pre", depth=depth))
    return tuple(lines)


def _subjects(brief: Brief) -> Iterator[Subject]:
    """The parts of a brief that can be asked about, in the order of its keys."""
    for key in _SINGLE:
        value = getattr(brief, key)
        if value:
            yield Subject(key, key, "", _text(value))
    for key in SUBJECTS:
        value = getattr(brief, key)
        named = value.items() if isinstance(value, dict) else enumerate(value or (), 1)
        for name, item in named:
            own = getattr(item, "id", None)
            called = str(name) if isinstance(value, dict) or own is None else str(getattr(own, "id", own))
            yield Subject(f"{key}/{called}", key, called, _text(item))


def _text(item: object) -> str:
    """What a part says first, in the language that it says it in first."""
    if isinstance(item, Text):
        return item.first.text
    for name in ("statement", "title", "text", "name"):
        value = getattr(item, name, None)
        if isinstance(value, Text):
            return value.first.text
    quote = getattr(item, "at", None)
    return str(getattr(quote, "exact", ""))
