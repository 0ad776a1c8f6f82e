"""The scripts that the theme's templates hold: a script in a page that is none of them was written by somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from mujaz.patterns import lazy_re
from mujaz.site.inputs import THEME_DIR

_SCRIPT = lazy_re(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)
_FILLED = lazy_re(r"\{\{.*?\}\}", re.DOTALL)
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
    found = (_pattern(body) for folder in _folders() for body in _scripts(folder))
    return tuple(pattern for pattern in found if pattern is not None)


def _folders() -> Iterator[Path]:
    yield THEME_DIR
    found = find_spec("material")
    for place in (found.submodule_search_locations or ()) if found else ():
        yield Path(place) / "templates"


def _scripts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.html")):
        if not any(part in _LEFT_OUT for part in path.relative_to(folder).parts):
            for match in _SCRIPT.finditer(path.read_text(encoding="utf-8")):
                if match[1].strip() and "{%" not in match[1]:
                    yield match[1].strip()


def _pattern(body: str) -> re.Pattern[str] | None:
    """The texts that a template may make of a script; None where it fills in more than addresses in quotation marks."""
    fixed = _FILLED.split(body)
    if any(not (one.endswith('"') and other.startswith('"')) for one, other in pairwise(fixed)):
        return None
    return re.compile(r"""[^"'`\\<>\n]*""".join(map(re.escape, fixed)))
