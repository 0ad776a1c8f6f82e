"""Tiny real sites: the generated Markdown is exactly what stands in their folder `expected`.

After a change that is meant, `MUJAZ_UPDATE=1 pytest tests/test_sites.py` writes the pages anew: read the difference.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from mujaz.engine.manifest import MANIFEST
from mujaz.engine.pipeline import generate
from mujaz.report.text import render

SITES = sorted(path for path in (Path(__file__).parent / "sites").iterdir() if path.is_dir())
UPDATE = os.environ.get("MUJAZ_UPDATE") == "1"


def files_below(folder: Path) -> dict[str, str]:
    """The text of every page below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


@pytest.mark.parametrize("site", [pytest.param(site, id=site.name) for site in SITES])
def test_pages(site: Path, tmp_path: Path) -> None:
    root = tmp_path / site.name
    shutil.copytree(site, root, ignore=shutil.ignore_patterns("expected"))
    result = generate(root)
    assert render(result.diagnostics) == ""
    if UPDATE:
        shutil.rmtree(site / "expected", ignore_errors=True)
        shutil.copytree(root / "docs", site / "expected", ignore=shutil.ignore_patterns(MANIFEST))
    found, expected = files_below(root / "docs"), files_below(site / "expected")
    assert sorted(found) == sorted(expected)
    for name, text in expected.items():
        assert found[name] == text, name
