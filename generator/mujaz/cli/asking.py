"""What the verbs of questions share: who acts, which question is meant, and the text of its file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mujaz.cli.common import Refusal, brief_id, note, refuse_unknown
from mujaz.cli.editors import with_history
from mujaz.engine.workspace import list_files, read_text
from mujaz.fmt.format import formatted
from mujaz.history.commits import Person
from mujaz.history.git import Repository
from mujaz.markup import yaml_string
from mujaz.model import Question
from mujaz.model.decode import decode
from mujaz.model.signoff import FOLDER, QUESTION
from mujaz.syntax.source import Source


def acting(root: Path) -> Person:
    """Who acts, as git knows them.

    Raises:
        Refusal: git does not tell.
    """
    with with_history():
        return Repository(root).user()


def question_named(root: Path, named: str) -> Question:
    """The question that is meant: by the path of its file, or by the name of that without its ending, or a part of it.

    Raises:
        Refusal: there is none, there are several, or the file has errors.
    """
    listing, _ = list_files(root)
    paths = [path for found in listing.questions.values() for path in found]
    name = Path(named).name.removesuffix(QUESTION)
    exact = [path for path in paths if path.endswith(f"/{name}{QUESTION}")]
    if named.endswith(QUESTION) and "/" in named:
        of = f"{FOLDER}/{brief_id(root, named)}/"
        exact = [path for path in exact if path.startswith(of)] or exact
    near = exact or [path for path in paths if name and name in path.rpartition("/")[2].removesuffix(QUESTION)]
    if not near:
        refuse_unknown(name, [path.rpartition("/")[2].removesuffix(QUESTION) for path in paths], "question")
    if len(near) > 1:
        raise Refusal(f"`{named}` may be any of {len(near)} questions", f"name one: {', '.join(near)}")
    source, _, findings = read_text(root, root / near[0])
    question, faults = decode(source, Question) if source is not None else (None, [])
    if question is None:
        raise Refusal(f"{near[0]}: {[*findings, *faults][0].message}", "mend the file first")
    return question


def with_answer(question: Question, by: Person, at: str, text: str) -> dict[str, str]:
    """The file of a question with one more answer, by its path."""
    path = question.span.source.name
    written = in_house_style(path, question.span.source.text)
    lines = [*entry({"by": called(by)}), f"at: {at}", *entry({"text": text})]
    item = f"  - {lines[0]}\n" + "".join(f"    {line}\n" for line in lines[1:])
    laid_out, _ = decode(Source(path, written), Question)
    assert laid_out is not None  # it was, a line above
    if "answers" in laid_out.keys:
        end = laid_out.keys["answers"].end
        written = f"{written[:end].rstrip()}\n{item}{written[end:].lstrip()}"
    else:
        written = f"{written.rstrip()}\nanswers:\n{item}"
    return {path: in_house_style(path, written)}


def with_resolution(question: Question, by: Person, at: str, role: str) -> dict[str, str]:
    """The file of a question that is resolved, by its path."""
    path = question.span.source.name
    written = in_house_style(path, question.span.source.text)
    lines = [*entry({"by": called(by)}), f"at: {at}", *entry({"role": role})]
    return {path: in_house_style(path, f"{written.rstrip()}\nresolved:\n" + "".join(f"  {line}\n" for line in lines))}


def in_house_style(path: str, text: str) -> str:
    """The text of a question's file in the house style.

    Raises:
        Refusal: it could not be read; the message says why.
    """
    source = Source(path, text)
    question, findings = decode(source, Question)
    if question is None:
        raise Refusal(findings[0].message, findings[0].help)
    return formatted(source, Question).text or text


def entry(values: Mapping[str, str]) -> list[str]:
    """Keys and values as lines of YAML."""
    return [f"{key}: {yaml_string(value, escape_html=False)}" for key, value in values.items() if value]


def called(person: Person) -> str:
    """Somebody, as files have them."""
    return f"{person.name} <{person.email}>"


def tell_next(path: str) -> None:
    """Say what is to be done with a file that was written."""
    note(f"next: commit {path}")
