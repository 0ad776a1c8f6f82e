"""Search: an index of the pages, built with them and read in the browser by `assets/mujaz/search/engine.js`."""

from mujaz.document.sections import Section
from mujaz.search.index import merge
from mujaz.search.page import SearchPage, read_sections
from mujaz.search.update import create, update

__all__ = ["SearchPage", "Section", "create", "merge", "read_sections", "update"]
