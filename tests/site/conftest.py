"""The site that a test may change."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_site import write_site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A new site for one test."""
    return write_site(tmp_path)
