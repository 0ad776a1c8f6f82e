"""Git as people who are only roles use it, whatever the settings of this machine."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def environment(by: str) -> dict[str, str]:
    """What git sees of somebody."""
    address = f"{by.lower().replace(' ', '.')}@example.org"
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_DATE": "2024-03-12T10:40:00Z",
        "GIT_COMMITTER_DATE": "2024-03-12T10:40:00Z",
        "GIT_AUTHOR_NAME": by,
        "GIT_AUTHOR_EMAIL": address,
        "GIT_COMMITTER_NAME": by,
        "GIT_COMMITTER_EMAIL": address,
    }


def git(root: Path, *arguments: str, by: str) -> str:
    """Run git in a folder as somebody."""
    done = subprocess.run(
        ["git", *arguments], cwd=root, env=environment(by), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
