"""What tests of several parts share: Debian's Chromium, the example site and the theme's code, each made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

import theme_code
from browsing import CHROMIUM_FLAGS, base_of_run, build_quickly, built_once, copy_example, watched, window
from thorough import THOROUGH, examples

# The same examples in every run: a red run is a fault of the change, and green runs do not depend on luck.
settings.register_profile("mujaz", derandomize=True, database=None, deadline=None, max_examples=examples(40, 100))
settings.load_profile("mujaz")
expect.set_options(timeout=20_000)  # a machine may be busy; what does come takes milliseconds


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, on most days, what is marked as thorough."""
    left = [] if THOROUGH else [item for item in items if item.get_closest_marker("thorough")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]


@pytest.fixture(scope="session", autouse=True)
def _nothing_agreed_to_before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a site of the tests brings is kept apart from what the user of this machine agreed to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _theme_read_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Once for all of a run."""
    with theme_code.kept_in(base_of_run(tmp_path_factory) / "theme"):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; the executable is looked for on the path."""
    executable = shutil.which("chromium-headless-shell") or shutil.which("chromium")  # the first starts much faster
    assert executable, "install Chromium (Debian: apt install chromium-headless-shell)"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site, built strictly from a copy of its content: one build for all workers of a run."""
    return built_once(tmp_path_factory, "example", _build_example) / "site"


def _build_example(root: Path) -> None:
    copy_example(root)
    build_quickly(root)


@pytest.fixture(scope="module")
def pane(browser: Browser) -> Iterator[Page]:
    """The page behind `tab`, of which a file needs one."""
    yield from window(browser)


@pytest.fixture
def tab(pane: Page) -> Iterator[Page]:
    """A page in whose life nothing is asked of another host and no script fails."""
    with watched(pane) as page:
        yield page
