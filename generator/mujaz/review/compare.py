"""From two states of a site to the review of what lies between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mujaz.review.causes import with_causes
from mujaz.review.corrections import silent_edits
from mujaz.review.documents import Terms, document_reviews
from mujaz.review.meaning import meaning
from mujaz.review.names import Names
from mujaz.review.objects import DocumentReview, Review
from mujaz.review.risks import SHOWN_BY_CHECK, brief_risks, change_risks, seed_risks
from mujaz.review.state import Differing, State, differing
from mujaz.review.weakened_site import site_risks
from mujaz.review.weakening import weakened
from mujaz.review.withheld import withhold
from mujaz.syntax.diagnostics import Diagnostic, Severity, in_order
from mujaz.syntax.rules import MKDOCS_WARNING, WEAKENED_POLICY


def compare(base: State, head: State, terms: Terms) -> Review:
    """The review of the change from one state of a site to another, as it may be published.

    Raises:
        MovedError: a file is changed while it is read.
    """
    return withhold(compare_wholly(base, head, terms), base, head)


def compare_wholly(base: State, head: State, terms: Terms) -> Review:
    """As `compare`, with all that seeds say, for somebody who has the site on their own machine.

    Raises:
        MovedError: a file is changed while it is read.
    """
    base = base.as_called_in(head)
    differs = differing(base, head)
    documents = tuple(filter(_says_something, document_reviews(base, head, differs, terms)))
    told = {id for document in documents for id in _briefs_of(document)} | _judged_anew(base, head)
    # What was approved meanwhile readers may have seen, whether or not it is as it was again.
    known = {*base.content.site.briefs, *head.content.site.briefs} if base.sound and head.sound else set[str]()
    touched = sorted(told | (known & set(terms.signed_since(base.commit))))
    gate = with_causes(_gate(base, head, touched, terms), documents)
    risks = in_order([*_risks(head, differs, documents, terms), *site_risks(base, head), *gate])
    return _weighed(base, head, documents, risks, terms)


def _says_something(document: DocumentReview) -> bool:
    return bool(document.changes or document.anchors or any(page.before != page.after for page in document.pages))


def _briefs_of(document: DocumentReview) -> tuple[str, ...]:
    """The briefs that a document is, or that show it."""
    return (document.id,) if document.kind == "brief" else document.shown_by


def _judged_anew(base: State, head: State) -> set[str]:
    """The briefs whose approval may be another although they say the same: by sign-offs, earlier ids, or the policy."""
    old, new = base.editorial, head.editorial
    if head.sound and (meaning(old.policy) != meaning(new.policy) or old.first_ids != new.first_ids):
        return set(head.content.site.briefs)
    ids = {*old.signed, *new.signed, *old.asked, *new.asked}
    return {
        id
        for id in ids
        if meaning((old.signoffs(id), old.questions(id))) != meaning((new.signoffs(id), new.questions(id)))
    }


def _gate(base: State, head: State, touched: list[str], terms: Terms) -> Iterator[Diagnostic]:
    """What readers would not be told of a published brief, and what else keeps a brief from being published."""
    before, after = base.editorial.policy, head.editorial.policy
    of_site = terms.of_site() if head.sound else []
    yield from of_site
    yield from terms.of_pages(base, head) if head.sound else ()
    if not any(each.rule is WEAKENED_POLICY for each in of_site) and not terms.agreed(after, before):
        yield from weakened(before, after)
    if head.sound and terms.held_back is not None:
        yield from terms.held_back(touched)
    elif base.sound and head.sound:
        yield from silent_edits(base.content.site, head.content.site, touched, Names.of(head.content.site))


def _risks(head: State, differs: Differing, documents: Iterable[DocumentReview], terms: Terms) -> Iterator[Diagnostic]:
    for document in documents:
        yield from change_risks(document.changes)
    for id, seed in differs.seeds.items():
        yield from seed_risks(id, seed)
    for brief in differs.briefs.values():
        yield from brief_risks(head, brief, terms.longest_quote)


def _weighed(
    base: State, head: State, documents: tuple[DocumentReview, ...], risks: tuple[Diagnostic, ...], terms: Terms
) -> Review:
    """Sort all findings by what they are to an editor; each is in one place only."""

    weigh = terms.weighed
    before = [(base.present_path(finding.span.source.name), finding) for finding in base.findings]
    new, carried, mended = _new(before, _without_shown(head.findings, risks))
    errors = [finding for finding in weigh([*new, *carried]) if finding.severity is Severity.ERROR]
    rest = [finding for finding in weigh(new) if finding.severity is not Severity.ERROR]
    graver: list[Diagnostic] = []
    lesser: list[Diagnostic] = []
    for finding in weigh(risks):
        keeps = finding.severity is Severity.ERROR or finding.rule is MKDOCS_WARNING  # a build fails on either
        (graver if keeps else lesser).append(finding)
    return Review(
        (base.name, base.commit),
        (head.name, head.commit),
        tuple(sorted((*errors, *graver), key=lambda each: each.rule is not WEAKENED_POLICY)),  # it judges all else
        in_order([*lesser, *(finding for finding in rest if finding.rule.name in SHOWN_BY_CHECK)]),
        in_order(finding for finding in rest if finding.rule.name not in SHOWN_BY_CHECK),
        sum(finding.severity is not Severity.ERROR for finding in weigh(carried)),
        mended,
        documents,
    )


def _without_shown(findings: Iterable[Diagnostic], risks: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings of a check but those that a risk says again, character by character."""
    said = {(risk.rule.name, risk.span.source.name) for risk in risks}
    return [finding for finding in findings if (finding.rule.name, finding.span.source.name) not in said]


def _new(
    before: Iterable[tuple[str, Diagnostic]], after: Iterable[Diagnostic]
) -> tuple[list[Diagnostic], list[Diagnostic], int]:
    """The findings that are new, those that were there before, and how many are gone; wherever they stand in a file.

    Args:
        before: the findings before, each with the name that its file has after.
        after: the findings after.
    """
    known = Counter((path, *_same(finding)[1:]) for path, finding in before)
    new: list[Diagnostic] = []
    carried: list[Diagnostic] = []
    for finding in after:
        known[_same(finding)] -= 1
        (carried if known[_same(finding)] >= 0 else new).append(finding)
    return new, carried, sum(count for count in known.values() if count > 0)


def _same(finding: Diagnostic) -> tuple[str, str, str, str]:
    return finding.span.source.name, finding.rule.name, finding.message, finding.span.text
