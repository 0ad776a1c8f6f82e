"""The formats of a review, one file each: a module with `render(review) -> str`, imported when it is asked for."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import partial
from typing import cast

from mujaz.review.objects import Review

FORMATS = tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")))
"""The names of all formats."""

WITH_HEADINGS = frozenset({"html", "markdown"})
"""The formats whose headings are in a language: their `render` takes it as `language`."""

WITH_PAGES = frozenset({"html"})
"""The formats that show the pages of briefs: for others none need be rendered."""


def renderer(name: str, language: str) -> Callable[[Review], str]:
    """What writes a review in a format.

    Args:
        name: one of `FORMATS`.
        language: of the headings, where the format has some.
    """
    render = cast("Callable[..., str]", importlib.import_module(f"{__name__}.{name}").render)
    return partial(render, language=language) if name in WITH_HEADINGS else render
