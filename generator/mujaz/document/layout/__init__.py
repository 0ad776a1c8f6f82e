"""How each kind of page is laid out: short functions that read like the page, from its object to its tree."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from mujaz.document.layout.front import front_of
from mujaz.document.layout.interface import Interface
from mujaz.document.layout.sections import Layout, Order, laid_out
from mujaz.document.pages.objects import Page
from mujaz.document.tree import Document
from mujaz.labels import Labels

_MODULES = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]

_FOUND = [found for module in _MODULES for found in vars(module).values() if isinstance(found, Layout)]

LAYOUTS: Final[Mapping[str, Layout]] = {layout.kind: layout for layout in sorted(_FOUND, key=lambda each: each.kind)}
"""All layouts of the modules beside this one, by the kind of page."""


def lay_out(page: Page, names: Mapping[str, str], labels: Labels, order: Order | None = None) -> Document:
    """The tree of a page.

    Args:
        page: any page object.
        names: names of the site's languages, each in itself, by tag.
        labels: the words of the interface in the page's language.
        order: the sections that it shows; None for all of its kind in the usual order.
    """
    layout = LAYOUTS[page.kind]
    order = tuple(layout.sections) if order is None else order
    w = Interface(page, labels, names, tuple(entry for entry in order if isinstance(entry, str)))
    return Document(page.path, page.language, front_of(w), tuple(laid_out(page, w, layout, order)))
