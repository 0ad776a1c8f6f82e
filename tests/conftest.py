"""Fixtures that tests of several parts share: Debian's Chromium, started once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from mujaz.pipeline import generate
from mujaz.site.build import build

ROOT = Path(__file__).parents[1]

# The same examples in every run: a red run is a fault of the change, and green runs do not depend on luck.
settings.register_profile("mujaz", derandomize=True, database=None, deadline=None)
settings.load_profile("mujaz")

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; the executable is looked for on the path."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    assert executable, "install Chromium (Debian: apt install chromium)"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site, built strictly from a copy of its content."""
    root = tmp_path_factory.mktemp("example")
    for name in ("seeds", "briefs", "docs"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("ar", "en"))
    shutil.copy(ROOT / "mkdocs.yml", root)
    result = generate(root)
    assert not result.failed, [str(finding.span) for finding in result.diagnostics]
    built = build(root)
    assert built.site is not None, [f"{finding.span} {finding.message}" for finding in built.diagnostics]
    return built.site
