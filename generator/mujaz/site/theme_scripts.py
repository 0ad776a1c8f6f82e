"""The scripts that the theme's templates hold: a script in a page that is none of them was written by somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from mujaz.patterns import lazy_re
from mujaz.site.inputs import THEME_DIR

_SCRIPT = lazy_re(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)
_FILLED = lazy_re(r"\{\{.*?\}\}", re.DOTALL)
_LOGIC = lazy_re(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LEFT_OUT = ("integrations", "redirect.html")
"""Templates whose scripts ask other hosts, or lead to other pages."""
FOLDERS = ("assets/javascripts/", "assets/mujaz/")
"""Where the theme's own files of scripts lie, by their paths in the site."""


@lru_cache(maxsize=4096)
def is_of_theme(script: str) -> bool:
    """Whether the text of a script element is one that a template writes, whatever address is filled in."""
    return any(pattern.fullmatch(script.strip()) for pattern in _patterns())


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(body) for folder in _folders() for body in _scripts(folder))


def _folders() -> Iterator[Path]:
    yield THEME_DIR
    found = find_spec("material")
    for place in (found.submodule_search_locations or ()) if found else ():
        yield Path(place) / "templates"


def _scripts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.html")):
        if not any(part in _LEFT_OUT for part in path.relative_to(folder).parts):
            for match in _SCRIPT.finditer(path.read_text(encoding="utf-8")):
                if match[1].strip():
                    yield match[1].strip()


def _pattern(body: str) -> re.Pattern[str]:
    fixed = (re.escape(part) for part in _FILLED.split(_LOGIC.sub("", body)))
    # What is filled in is an address between quotation marks.
    return re.compile(r"""[^"'`\\<>\n]*""".join(fixed))
