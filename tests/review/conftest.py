"""Fixtures of the tests of reviews."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_in_git import Site, environment


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A small site in a repository of its own, and the settings of git for this process, too."""
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    root = tmp_path / "site"
    root.mkdir()
    return Site(root)
