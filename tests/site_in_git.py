"""A small site in a real git repository, for tests of reviews."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from literate import default_files, write_site

OTHER_BRIEF = """language: en
title: A strike ends
seeds:
  - line
claims:
  - id: number
    at: ونفت نقابة السائقين
    statement: The drivers deny it.
    speaker: drivers-union
"""


class Site:
    """The site of the literate cases with a second brief, under git; nothing of the user's own settings counts.

    Args:
        root: an existing empty folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")
        self.write({**default_files(), "briefs/strike.yml": OTHER_BRIEF})
        self.commit("Begin")

    def write(self, files: Mapping[str, str], imported: Mapping[str, str] | None = None) -> None:
        """Write files; digests in records are filled in as in literate cases."""
        encoded = {name: text.encode() for name, text in files.items()}
        write_site(self.root, encoded, {name: text.encode() for name, text in (imported or {}).items()})

    def replace(self, name: str, old: str, new: str) -> None:
        """Put other words into a file."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def commit(self, message: str, author: str = "An editor <editor@example.org>") -> str:
        """Commit everything; the full name of the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--author={author}", f"--message={message}")
        return self.git("rev-parse", "HEAD").strip()

    def git(self, *arguments: str, input: str | None = None) -> str:
        """Run git and give what it says."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env=environment(),
            input=input,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


def environment() -> dict[str, str]:
    """The environment of a git without settings of a user or a machine."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **own,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "An editor",
        "GIT_AUTHOR_EMAIL": "editor@example.org",
        "GIT_COMMITTER_NAME": "A desk",
        "GIT_COMMITTER_EMAIL": "desk@example.org",
        "GIT_AUTHOR_DATE": "2024-03-01T12:00:00+02:00",
        "GIT_COMMITTER_DATE": "2024-03-02T12:00:00+00:00",
    }
