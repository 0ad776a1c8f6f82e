"""What a run is given: of all that stages see, the part that no stage makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from mujaz.engine.inventory import Inventory
from mujaz.history.versions import History
from mujaz.resolve.site import Site, SiteBrief
from mujaz.settings.config import Config

if TYPE_CHECKING:
    from mujaz.document.tree import Document
    from mujaz.labels import Labels

Progress = Callable[[str, int, int], None]
"""Called with the name of the work, how much is done and how much there is."""


class Rendered(Struct, frozen=True):
    """What becomes of a page besides its Markdown.

    Attributes:
        noted: what has to be known of every page in every run: plain data, kept as long as the page does not change.
        made: the rest, which is at hand only when it has just been made.
    """

    noted: Any
    made: Any


Render = Callable[["Document", "Labels"], Rendered]
"""Gives a page another format, given its tree and the words of its interface."""


class Inputs(Struct, frozen=True):
    """What a run is given. Whatever a stage takes of it stands in the keys of its items, or is the same in every run.

    Attributes:
        inventory: the files of the content.
        config: the settings of the site.
        today: the day that pages are made for; nothing is due without it.
        history: the past of the briefs, where it is told.
        also: renders pages in another way besides; always the same for a store.
        covered: gives what a sign-off of a brief covers; always the same.
    """

    inventory: Inventory
    config: Config
    today: date | None = None
    history: History | None = None
    also: Render | None = None
    covered: Callable[[SiteBrief, Site], Mapping[str, str]] | None = None
