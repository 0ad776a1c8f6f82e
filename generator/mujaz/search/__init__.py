"""Search: an index of the pages, built with them and read in the browser by `assets/mujaz/search/engine.js`."""

from mujaz.search.index import build, merge
from mujaz.search.keep import update
from mujaz.search.known import groups
from mujaz.search.page import SearchPage, Section, read_sections

__all__ = ["SearchPage", "Section", "build", "groups", "merge", "read_sections", "update"]
