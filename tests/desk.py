"""A desk in a repository of its own: the site that cases stand on, and people who commit to it with real git."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from literate import default_files, write_site
from mujaz.cli import main
from people import environment, git

DAY = "1710240000"
"""2024-03-12, 10:40 UTC, in seconds: the moment of all that is done."""

PUBLISHED = """\
language: en
title: A station opens
seeds:
  - line
tags:
  - transport
status: published
published: 2024-03-12
claims:
  - id: capacity
    at: وقالت المدير إن الخط سينقل ألف مسافر
    statement: The line will carry a thousand passengers a day.
    speaker: sub-keeper
    sources:
      - timetable
"""


class Desk:
    """A site in git.

    Args:
        root: an empty folder.
        files: what the site has besides, or instead of, the site of the cases.
    """

    def __init__(self, root: Path, files: Mapping[str, str] | None = None) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")
        contents = {**default_files(), "briefs/opening.yml": PUBLISHED, ".gitignore": "/.cache/\n", **(files or {})}
        write_site(root, {name: text.encode() for name, text in contents.items()})

    def git(self, *arguments: str, by: str = "Analyst") -> str:
        """Run git as somebody."""
        return git(self.root, *arguments, by=by)

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace words that a file has."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def commit(self, message: str = "Change", *, by: str = "Analyst") -> None:
        """Commit all that is there."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message, by=by)

    def mujaz(self, *arguments: str, by: str = "Analyst", day: str = DAY) -> Result:
        """Run the command as somebody."""
        verb, *rest = arguments
        return self.run(verb, "-C", str(self.root), *rest, by=by, day=day)

    def run(self, *arguments: str, by: str, day: str) -> Result:
        """Run the command as somebody, wherever."""
        return CliRunner().invoke(main, arguments, env={**environment(by), "SOURCE_DATE_EPOCH": day})

    def approve(self, brief: str = "opening", role: str = "editor", *more: str, by: str = "Editor") -> Result:
        """Sign a brief."""
        return self.mujaz("approve", brief, "--as", role, *(more or ("--all-criteria",)), by=by)

    def signed(self, brief: str = "opening", role: str = "editor", *, by: str = "Editor") -> None:
        """Sign a brief and commit that."""
        result = self.approve(brief, role, by=by)
        assert result.exit_code == 0, result.output
        self.commit("Sign", by=by)


SECOND = "language: en\ntitle: A line closes\nseeds:\n  - line\n"
"""Another brief."""


def quick_desk(root: Path) -> Desk:
    """A desk whose site is built in proportion to what changed, for it says what is in the navigation."""
    settings = default_files()["mkdocs.yml"].replace("plugins:\n", "plugins:\n  - search\n")
    settings += "nav:\n  - index.md\nnot_in_nav: |\n  /en/\n  /ar/\n"
    root.mkdir()
    desk = Desk(root, {"mkdocs.yml": settings, "docs/index.md": "# Cases\n", "briefs/second.yml": SECOND})
    desk.commit()
    return desk
