"""The scripts that the theme's templates hold: a script in a page that is none of them was written by somebody else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from mujaz.site.inputs import THEME_DIR
from mujaz.text.patterns import lazy_re

_SCRIPT = lazy_re(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)
_FILLED = lazy_re(r"\{\{.*?\}\}", re.DOTALL)
_LEFT_OUT = ("integrations", "redirect.html")
"""Templates whose scripts ask other hosts, or lead to other pages."""
FOLDERS = ("assets/javascripts/", "assets/mujaz/")
"""Where the theme's own files of scripts lie, by their paths in the site."""


@lru_cache(maxsize=4096)
def is_of_theme(script: str, also: frozenset[str] = frozenset()) -> bool:
    """Whether the text of a script element is one that a template writes, whatever address is filled in.

    Args:
        script: the text.
        also: from `scripts_of`, for templates of the site's own.
    """
    return any(re.fullmatch(pattern, script.strip()) for patterns in (_of_theme(), also) for pattern in patterns)


@lru_cache(maxsize=1)
def _of_theme() -> frozenset[str]:
    found = find_spec("material")
    places = (found.submodule_search_locations or ()) if found else ()
    return scripts_of(THEME_DIR).union(*(scripts_of(Path(place) / "templates") for place in places))


def scripts_of(folder: Path) -> frozenset[str]:
    """The scripts that the templates below a folder hold, as regular expressions.

    Raises:
        OSError: a template cannot be read.
    """
    return frozenset(pattern for body in _scripts(folder) if (pattern := _pattern(body)) is not None)


def _scripts(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _LEFT_OUT)
        for name in sorted(names):
            if name.endswith(".html") and name not in _LEFT_OUT:
                text = Path(place, name).read_text(encoding="utf-8", errors="replace")
                scripts = (match[1].strip() for match in _SCRIPT.finditer(text))
                yield from (script for script in scripts if script and "{%" not in script)


def _pattern(body: str) -> str | None:
    """The texts that a template may make of a script; None where it fills in more than addresses in quotation marks."""
    fixed = _FILLED.split(body)
    if any(not (one.endswith('"') and other.startswith('"')) for one, other in pairwise(fixed)):
        return None
    return r"""[^"'`\\<>\n]*""".join(map(re.escape, fixed))
