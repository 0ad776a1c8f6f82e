"""Questions: what is asked, answered and settled, and the file that says so."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mujaz.checks.questions import place_of
from mujaz.editors.refused import RefusedActError, refuse_unknown
from mujaz.engine.pipeline import CheckResult
from mujaz.engine.workspace import list_files, read_text
from mujaz.fmt.format import formatted
from mujaz.history.commits import Person
from mujaz.markup import yaml_string
from mujaz.model import Question
from mujaz.model.decode import decode
from mujaz.model.question import path_of
from mujaz.model.signoff import FOLDER, QUESTION, name_and_address
from mujaz.review.authorship import question_key
from mujaz.review.coverage import of_brief
from mujaz.review.identities import Identities
from mujaz.review.meaning import merged
from mujaz.review.names import Names
from mujaz.scaffold.plan import RefusedError
from mujaz.scaffold.style import modeline
from mujaz.syntax.source import Source

Files = dict[str, str]
"""Texts to write, by path."""


def asked(
    root: Path, checked: CheckResult, id: str, text: str, by: Person, at: str, *, about: str, quote: str, role: str
) -> Files:
    """The file of a question.

    Args:
        root: the site's root.
        checked: the site, without errors.
        id: of the brief.
        text: what is asked.
        by: who asks.
        at: when, as files have it.
        about: the part of the brief that it is about, as `Question.about`; may be empty.
        quote: the words that it is about; may be empty.
        role: in which is asked; may be empty.

    Raises:
        RefusedError: it cannot be asked so.
    """
    if about and quote:
        raise RefusedActError("desk_refused_two_subjects")
    assert checked.content is not None
    site = checked.content.site
    refuse_unknown(id, site.briefs, "brief")
    if role:
        refuse_unknown(role, checked.editorial.policy.roles, "role")
    lines = _entry({"by": _called(by), "role": role})
    lines += [f"at: {at}", *_entry({"about": about, "quote": quote, "text": text}), "covers:"]
    lines += [f"  {part}: {says}" for part, says in of_brief(id, merged(site.briefs[id].brief), Names.of(site)).items()]
    written = "\n".join([*lines, ""])
    question, findings = decode(Source(path_of(id, at, ""), written), Question)
    if question is None:
        raise RefusedError(findings[0].message, findings[0].help)
    if place_of(question, site.briefs[id], site) is None:
        raise (
            RefusedActError("desk_refused_no_part", id=id, about=about)
            if about
            else RefusedActError("desk_refused_no_words", id=id)
        )
    path = path_of(id, at, question_key(question))
    first = modeline("question", path) if (root / "schemas/question.json").is_file() else ""
    return {path: _in_house_style(path, first + written)}


def question_named(root: Path, named: str, below: str = "") -> Question:
    """The question that is meant: by the path of its file, or by the name of that without its ending, or a part of it.

    Args:
        root: the site's root.
        named: what was named.
        below: the id of the brief that it is of, where the path of its file is named.

    Raises:
        RefusedError: there is none, there are several, or the file has errors.
    """
    listing, _ = list_files(root)
    paths = [path for found in listing.questions.values() for path in found]
    name = Path(named).name.removesuffix(QUESTION)
    exact = [path for path in paths if path.endswith(f"/{name}{QUESTION}")]
    if below:
        exact = [path for path in exact if path.startswith(f"{FOLDER}/{below}/")] or exact
    near = exact or [path for path in paths if name and name in path.rpartition("/")[2].removesuffix(QUESTION)]
    if not near:
        refuse_unknown(name, [path.rpartition("/")[2].removesuffix(QUESTION) for path in paths], "question")
    if len(near) > 1:
        raise RefusedError(f"`{named}` may be any of {len(near)} questions", f"name one: {', '.join(near)}")
    source, _, findings = read_text(root, root / near[0])
    question, faults = decode(source, Question) if source is not None else (None, [])
    if question is None:
        raise RefusedError(f"{near[0]}: {[*findings, *faults][0].message}", "mend the file first")
    return question


def answered(question: Question, by: Person, at: str, text: str) -> Files:
    """The file of a question with one more answer.

    Args:
        question: as its file has it.
        by: who answers.
        at: when, as files have it.
        text: the answer.

    Raises:
        RefusedError: it is resolved, or the text cannot be written.
    """
    if question.resolved is not None:
        raise RefusedActError("desk_refused_resolved")
    path = question.span.source.name
    written = _in_house_style(path, question.span.source.text)
    lines = [*_entry({"by": _called(by)}), f"at: {at}", *_entry({"text": text})]
    item = f"  - {lines[0]}\n" + "".join(f"    {line}\n" for line in lines[1:])
    laid_out, _ = decode(Source(path, written), Question)
    assert laid_out is not None  # it was, a line above
    if "answers" in laid_out.keys:
        end = laid_out.keys["answers"].end
        written = f"{written[:end].rstrip()}\n{item}{written[end:].lstrip()}"
    else:
        written = f"{written.rstrip()}\nanswers:\n{item}"
    return {path: _in_house_style(path, written)}


def resolved(question: Question, by: Person, at: str, identities: Identities) -> tuple[Files, str]:
    """The file of a question that is settled, and the role in which that is said, empty for who asked.

    Args:
        question: as its file has it.
        by: who says so.
        at: when, as files have it.
        identities: tells people apart.

    Raises:
        RefusedError: that is not for them to say.
    """
    if question.resolved is not None:
        raise RefusedActError("desk_refused_settled")
    role, asker = "", question.asker
    if not identities.same(by, Person(*asker)):
        if question.role is None:
            raise RefusedActError("desk_refused_not_asker", name=asker[0])
        if any(identities.maybe_same(by, Person(*name_and_address(each.by))) for each in question.answers):
            raise RefusedActError("desk_refused_own_answer", name=asker[0], role=question.role.id)
        role = question.role.id
    path = question.span.source.name
    written = _in_house_style(path, question.span.source.text)
    lines = [*_entry({"by": _called(by)}), f"at: {at}", *_entry({"role": role})]
    text = f"{written.rstrip()}\nresolved:\n" + "".join(f"  {line}\n" for line in lines)
    return {path: _in_house_style(path, text)}, role


def _in_house_style(path: str, text: str) -> str:
    """The text of a question's file in the house style.

    Raises:
        RefusedError: it could not be read; the message says why.
    """
    source = Source(path, text)
    question, findings = decode(source, Question)
    if question is None:
        raise RefusedError(findings[0].message, findings[0].help)
    return formatted(source, Question).text or text


def _entry(values: Mapping[str, str]) -> list[str]:
    """Keys and values as lines of YAML."""
    return [f"{key}: {yaml_string(value, escape_html=False)}" for key, value in values.items() if value]


def _called(person: Person) -> str:
    """Somebody, as files have them."""
    return f"{person.name} <{person.email}>"
