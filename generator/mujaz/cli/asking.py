"""What the verbs of questions share: who acts, which question is meant, and what is to be done next."""

from __future__ import annotations

from pathlib import Path

from mujaz.cli.common import brief_id, note, refusing, with_history
from mujaz.editors.asking import question_named
from mujaz.history.commits import Person
from mujaz.history.git import Repository
from mujaz.model import Question
from mujaz.model.signoff import QUESTION


def acting(root: Path) -> Person:
    """Who acts, as git knows them.

    Raises:
        Refusal: git does not tell.
    """
    with with_history():
        return Repository(root).user()


def meant(root: Path, named: str) -> Question:
    """As `editors.asking.question_named`.

    Raises:
        Refusal: there is none, there are several, or the file has errors.
    """
    with refusing():
        return question_named(root, named, brief_id(root, named) if named.endswith(QUESTION) and "/" in named else "")


def tell_next(path: str) -> None:
    """Say what is to be done with a file that was written."""
    note(f"next: commit {path}")
