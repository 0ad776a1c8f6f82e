"""Open questions: what keeps a brief from being published until somebody has said that it is settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from mujaz.checks.questions import place_of
from mujaz.model import Question
from mujaz.resolve.site import Site, SiteBrief
from mujaz.review.coverage import of_brief
from mujaz.review.meaning import merged
from mujaz.review.names import Names
from mujaz.review.refusals import Judge
from mujaz.syntax import rules
from mujaz.syntax.diagnostics import Diagnostic, Label


def open_questions(questions: Iterable[Question], judge: Judge) -> Iterator[Question]:
    """Those of some questions that nobody has settled who may."""
    return (each for each in questions if not judge.is_settled(each))


def asked_of(questions: Iterable[Question], entry: SiteBrief, site: Site) -> Iterator[Question]:
    """Those of some questions that were asked when the brief said what it says here, or that do not tell when."""
    own = of_brief(entry.id, merged(entry.brief), Names.of(site)).items()
    return (each for each in questions if not each.covers or own & each.covers.items())


def question_findings(
    questions: Iterable[Question], entry: SiteBrief, site: Site, judge: Judge
) -> Iterator[Diagnostic]:
    """Findings on the open questions of a brief, each at what it is about.

    Args:
        questions: of the brief.
        entry: the brief.
        site: the site that it stands in.
        judge: says which are settled.
    """
    for question in open_questions(questions, judge):
        place = place_of(question, entry, site) or entry.brief.place("title")
        message = f"{question.asker[0]} asks: {question.text}"
        label = Label(question.place("text"), f"asked {question.at[:10]}; {waits_for(question)}")
        yield rules.OPEN_QUESTION.at(place, message, _help(question), [label])


def deleted_findings(questions: Iterable[Question], entry: SiteBrief, site: Site, judge: Judge) -> Iterator[Diagnostic]:
    """Findings on questions whose file was deleted before they were settled: that settles nothing.

    Args:
        questions: as they were before.
        entry, site, judge: as for `question_findings`.
    """
    for finding in question_findings(questions, entry, site, judge):
        path = finding.related[0].span.source.name
        help = f"bring `{path}` back, as `git log -- {path}` has it, and let who asked, or the same role, resolve it"
        yield replace(finding, message=f"{finding.message} (its file was deleted)", help=help)


def waits_for(question: Question, writers: Iterable[str] = ()) -> str:
    """Whose turn it is with an open question, in words.

    Args:
        question: any that is open.
        writers: the names of those who wrote what it is about, as far as they are known.
    """
    who = question.asker[0] + (f" or another {question.role.id}" if question.role is not None else "")
    if question.resolved is not None:
        return f"what resolves it does not count yet: it waits for {who}, and to be committed"
    if question.answers:
        return f"answered, waits for {who} to resolve it"
    names = " or ".join(writers)
    return f"waits for the answer of {names}" if names else "waits for the writer's answer"


def _help(question: Question) -> str:
    path = question.span.source.name
    if question.resolved is not None:
        return f"let who asked, or the same role, run `mujaz resolve {path}`, and commit it"
    if question.answers:
        return f"if that settles it, let who asked, or the same role, run `mujaz resolve {path}`"
    return f"answer with `mujaz answer {path} TEXT`"
