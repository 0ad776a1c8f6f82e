"""Files of the theme and the search that stand in a site as the packages have them: no words of a desk are in them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from mujaz.site.bundle import is_bundle


def is_shipped(name: str, content: bytes) -> bool:
    """Whether a file of a site is one of the packages', byte by byte, or bundles of such.

    Args:
        name: its path in the site.
        content: what is in it.
    """
    folders = ((prefix, folder) for prefix, folder in _shipped() if name.startswith(prefix))
    if is_bundle(name, content, _shipped()):
        return True
    return any(_is_same(folder / name.removeprefix(prefix), content) for prefix, folder in folders)


@cache
def _shipped() -> tuple[tuple[str, Path], ...]:
    """By the beginning of paths in a site: the folders that the packages have these files in."""
    ours = Path(__file__).resolve().parent.parent
    found = [("assets/", ours / "theme" / "assets")]
    material = find_spec("material")
    if material is not None and material.origin is not None:
        found.append(("assets/", Path(material.origin).parent / "templates" / "assets"))
    return tuple(found)


def _is_same(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False
